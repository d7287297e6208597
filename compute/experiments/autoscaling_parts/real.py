"""The part that really runs: worker processes scaled over Valkey, and patterns compared over a fixed number of them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from compute.experiments.autoscaling_parts import broker, comparing, fleet, live, load
from compute.experiments.autoscaling_parts.load import Arrival
from compute.experiments.autoscaling_parts.patterns import PATTERNS
from compute.experiments.autoscaling_parts.scaler import Settings
from compute.experiments.base import Cell, Context, Metric, Result, Table

# Above this speed the time that a process needs for a job itself would blur the comparison.
FASTEST = 60.0
MOST = 400


def part(context: Context, work: Sequence[Arrival], settings: Settings) -> Result:
    """Its metrics, tables and charts."""
    given = context.parameters
    with broker.valkey(context.scratch, context.check_cancelled) as port:
        context.log(f"Valkey answers on port {port}; the clock runs {given.speed:g} times as fast.")
        real = _scaled(context, port, work, settings)
        shared = _shared(context, port)
    charts = [
        comparing.over_time("Replicas over time (measured)", real.outcome, "Worker processes fed from Valkey"),
        comparing.by_pattern("Latency by pattern (measured)", shared, "A fixed number of worker processes"),
    ]
    return Result("", _metrics(real), [_table(shared, _workers(given))], charts)


def _workers(given: Any) -> int:
    return min(4, int(given.max_replicas))


def _scaled(context: Context, port: int, work: Sequence[Arrival], settings: Settings) -> live.Live:
    given = context.parameters

    def tell(done: int, total: int, message: str) -> None:
        context.progress(1000 + 1000 * done // total, 4000, message)

    crew = fleet.Fleet(port, context.scratch)
    try:
        real = asyncio.run(live.scale(crew, work, settings, trigger=given.trigger, speed=given.speed, tell=tell))
    finally:
        crew.close()
    real.outcome.replica_seconds = crew.worker_seconds * given.speed
    context.log(
        f"{real.starts} workers were started and one was killed at half of the work ({real.returned} jobs went back "
        f"to the queue); {len(work) - real.lost} of {len(work)} jobs were answered."
    )
    return real


def _shared(context: Context, port: int) -> dict[str, list[float]]:
    given, workers = context.parameters, _workers(context.parameters)
    rate = 0.75 * workers / given.service
    even = load.arrivals(
        "steady", minutes=min(given.minutes / 4, MOST / rate / 60), rate=rate, service=given.service,
        skew=given.skew, seed=context.seed,
    )  # fmt: skip
    shared = {}
    for place, pattern in enumerate(PATTERNS):
        context.progress(2000 + 250 * place, 4000, f"{pattern} over {workers} workers")
        shared[str(pattern)] = live.share_out(
            port, context.scratch, even, pattern=pattern, workers=workers, speed=min(given.speed, FASTEST),
            check=context.check_cancelled,
        )  # fmt: skip
    return shared


def _metrics(real: live.Live) -> list[Metric]:
    latencies = real.outcome.latencies
    return [
        Metric("jobs lost", real.lost, "", "lower"),
        Metric("wrong answers", real.wrong, "", "lower"),
        Metric("failed requests", real.failed, "", "lower"),
        Metric("p95 latency (measured)", round(comparing.percentile(latencies, 95), 2), "s", "lower", measured=True),
        Metric("most replicas (measured)", real.outcome.peak, measured=True),
        Metric("last answer to none (measured)", round(real.outcome.zero_after or 0, 1), "s", measured=True),
        Metric("workers started", real.starts, measured=True),
        Metric("jobs returned by the killed worker", real.returned, measured=True),
    ]


def _table(shared: Mapping[str, Sequence[float]], workers: int) -> Table:
    rows: list[list[Cell]] = [
        [name, *(round(comparing.percentile(values, share), 2) for share in comparing.SHARES)]
        for name, values in shared.items()
    ]
    return Table(
        f"Patterns over {workers} worker processes (measured, seconds of the fast clock)",
        ["pattern", *(f"p{share} (s)" for share in comparing.SHARES)],
        rows,
    )

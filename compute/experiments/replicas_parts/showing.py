"""Metrics, tables and charts of what the loads saw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from compute.experiments import charts
from compute.experiments.base import Cell, Chart, Metric, Table
from compute.experiments.replicas_parts.crew import Killed
from compute.experiments.replicas_parts.load import Seen, percentile

SHARES = (50, 95, 99)
BUCKET = 0.1


def rate(seen: Sequence[Seen]) -> float:
    """Answers of 200 a second."""
    good = [one for one in seen if one.status == 200]
    if not good:
        return 0.0
    return len(good) / (max(one.answered for one in good) - min(one.sent for one in good))


def milliseconds(seen: Sequence[Seen], share: float) -> float:
    """A percentile of the time that good answers took."""
    return round(1000 * percentile([one.answered - one.sent for one in seen if one.status == 200], share), 2)


def throughput(measured: Mapping[int, Sequence[Seen]]) -> tuple[Table, list[Chart]]:
    """Requests a second and latencies against the number of replicas."""
    rows: list[list[Cell]] = [
        [count, round(rate(seen), 1), *(milliseconds(seen, share) for share in SHARES), _failed(seen)]
        for count, seen in measured.items()
    ]
    table = Table(
        "Throughput and latency by number of replicas",
        ["replicas", "requests a second", "p50 (ms)", "p95 (ms)", "p99 (ms)", "failed"],
        rows,
    )
    rates = [{"replicas": count, "requests": round(rate(seen), 1)} for count, seen in measured.items()]
    said = ", ".join(f"{row['requests']} with {row['replicas']}" for row in rates)
    tails = [
        {"replicas": count, "milliseconds": milliseconds(seen, share), "percentile": f"p{share}"}
        for count, seen in measured.items()
        for share in SHARES
    ]
    last = rows[-1]
    return table, [
        charts.line(
            "Throughput",
            rates,
            x="replicas",
            y="requests",
            description=f"Requests a second: {said}.",
            unit_y="per second",
        ),
        charts.line(
            "Latency by replicas",
            tails,
            x="replicas",
            y="milliseconds",
            colour="percentile",
            description=f"p95 is {rows[0][3]} ms with {rows[0][0]} and {last[3]} ms with {last[0]} replicas.",
        ),
    ]


def killing(kills: Mapping[str, Killed]) -> tuple[Table, list[Metric]]:
    """What happened to requests when a replica was killed; keys say how often a request is tried again."""
    rows: list[list[Cell]] = [
        [
            name, len(one.seen), len(one.failed), len(one.failed_after),
            round(1000 * (one.noticed - one.at), 1), round(one.back - one.at, 2),
        ]
        for name, one in kills.items()
    ]  # fmt: skip
    table = Table(
        "One replica killed under load",
        [
            "tried again",
            "requests",
            "failed",
            "failed after it was noticed",
            "noticed after (ms)",
            "replaced after (s)",
        ],
        rows,
    )
    *_, main = kills.values()
    return table, [
        Metric("failed after it was noticed", sum(len(one.failed_after) for one in kills.values()), "", "lower"),
        Metric("failed in all (last setting)", len(main.failed), "", "lower", measured=True),
        Metric("noticed after", round(1000 * (main.noticed - main.at), 2), "ms", "lower", measured=True),
    ]


def kill_chart(killed: Killed) -> Chart:
    """Good and failed answers in each tenth of a second around the kill."""
    start = min(one.sent for one in killed.seen)
    counts: dict[tuple[int, str], int] = {}
    for one in killed.seen:
        what = "answered" if one.status == 200 else "failed"
        place = (int((one.answered - start) / BUCKET), what)
        counts[place] = counts.get(place, 0) + 1
    rows = [
        {"second": round(place * BUCKET, 1), "requests": counts.get((place, what), 0), "what": what}
        for place in range(max(place for place, _ in counts) + 1)
        for what in ("answered", "failed")
    ]
    text = (
        f"A replica is killed at {killed.at - start:.1f} s and noticed {1000 * (killed.noticed - killed.at):.0f} ms "
        f"later; {len(killed.failed)} of {len(killed.seen)} requests failed, "
        f"{len(killed.failed_after)} of them after it was noticed."
    )
    return charts.line("One replica killed under load", rows, x="second", y="requests", colour="what", description=text)


def rolling(seen: Sequence[Seen], began: float) -> tuple[Chart, list[Metric]]:
    """Which version answered when, during the rolling update."""
    start = min(one.sent for one in seen)
    counts: dict[tuple[int, int], int] = {}
    for one in seen:
        if one.status == 200:
            place = (int((one.answered - start) / BUCKET), one.version)
            counts[place] = counts.get(place, 0) + 1
    rows = [
        {
            "second": round(place * BUCKET, 1),
            "requests": counts.get((place, version), 0),
            "version": f"version {version}",
        }
        for place in range(max(place for place, _ in counts) + 1)
        for version in (1, 2)
    ]
    over = max((one.answered for one in seen if one.version == 1), default=began) - began
    text = (
        f"Replicas are replaced one by one from {began - start:.1f} s; version 1 answers for the last time "
        f"{over:.1f} s later; {_failed(seen)} of {len(seen)} requests failed."
    )
    chart = charts.line("Rolling update", rows, x="second", y="requests", colour="version", description=text)
    return chart, [
        Metric("failed in the rolling update", _failed(seen), "", "lower"),
        Metric("rolling update", round(over, 2), "s", "lower", measured=True),
    ]


def _failed(seen: Sequence[Seen]) -> int:
    return sum(one.status != 200 for one in seen)

"""Latency percentiles, cost and the tables and charts that hold them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from compute.experiments import charts
from compute.experiments.autoscaling_parts.azure import Wanted
from compute.experiments.autoscaling_parts.simulation import Outcome
from compute.experiments.base import Cell, Chart, Table

# Consumption plan, US regions: active vCPU-second and GiB-second in US dollars. Approximate: regions differ, and the
# monthly free grant is left out.
PRICED, PRICES_FROM = "2025", "https://azure.microsoft.com/en-us/pricing/details/container-apps/"
VCPU_SECOND, GIB_SECOND = 0.000024, 0.000003
SHARES = (50, 95, 99)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` percent of the values do not exceed (nearest rank).

    >>> percentile([4.0, 1.0, 3.0, 2.0], 50), percentile([4.0, 1.0, 3.0, 2.0], 95)
    (2.0, 4.0)
    """
    ranked = sorted(values)
    return ranked[max(0, math.ceil(share / 100 * len(ranked)) - 1)]


def dollars(replica_seconds: float, size: Wanted) -> float:
    """What so many replica-seconds cost at the active rate."""
    gib = float(size.memory.removesuffix("Gi"))
    return replica_seconds * (size.cpu * VCPU_SECOND + gib * GIB_SECOND)


def price_list(size: Wanted) -> Table:
    """What the costs are reckoned from."""
    rows: list[list[Cell]] = [
        ["vCPU-second, active", VCPU_SECOND, size.cpu, PRICED, PRICES_FROM],
        ["GiB-second, active", GIB_SECOND, float(size.memory.removesuffix("Gi")), PRICED, PRICES_FROM],
    ]
    title = "Prices: Azure Container Apps, consumption plan, US regions, without the free grant"
    return Table(title, ["what", "USD", "of it in a replica", "as published in", "source"], rows)


def row(name: str, outcome: Outcome, size: Wanted) -> list[Cell]:
    """One line of the comparison."""
    found: list[Cell] = [name]
    found += [round(percentile(outcome.latencies, share), 2) for share in SHARES]
    found += [outcome.peak, round(outcome.replica_seconds / 3600, 3)]
    found += [round(dollars(outcome.replica_seconds, size), 5)]
    found += [None if outcome.zero_after is None else round(outcome.zero_after / 60, 1)]
    return found


def comparison(title: str, outcomes: Mapping[str, Outcome], size: Wanted) -> Table:
    """Latencies in seconds, replica-hours, US dollars, minutes from the last answer to no replica."""
    columns = [
        "way", "p50 (s)", "p95 (s)", "p99 (s)", "most replicas", "replica-hours", "cost (USD)", "to zero (min)",
    ]  # fmt: skip
    return Table(title, columns, [row(name, outcome, size) for name, outcome in outcomes.items()])


def over_time(title: str, outcome: Outcome, described: str) -> Chart:
    """Replicas and waiting requests against minutes."""
    step = max(1, len(outcome.trace) // 300)
    rows = [
        {"minute": round(at / 60, 2), "count": count, "what": what}
        for at, replicas, waiting in outcome.trace[::step]
        for what, count in (("replicas", replicas), ("waiting", waiting))
    ]
    most = max((waiting for _, _, waiting in outcome.trace), default=0)
    text = f"{described}: up to {outcome.peak} replicas and {most} waiting requests over {rows[-1]['minute']} minutes."
    return charts.line(title, rows, x="minute", y="count", colour="what", description=text)


def by_pattern(title: str, latencies: Mapping[str, Sequence[float]], described: str) -> Chart:
    """Percentiles as bars, side by side for each pattern."""
    rows = [
        {"pattern": name, "seconds": round(percentile(values, share), 3), "percentile": f"p{share}"}
        for name, values in latencies.items()
        for share in SHARES
    ]
    tails = {name: percentile(values, 95) for name, values in latencies.items()}
    best, worst = min(tails, key=tails.__getitem__), max(tails, key=tails.__getitem__)
    text = (
        f"{described}: p95 is lowest for {best} ({tails[best]:.1f} s) and highest for {worst} ({tails[worst]:.1f} s)."
    )
    return charts.bars(title, rows, x="pattern", y="seconds", colour="percentile", description=text)


def cost_against_tail(title: str, outcomes: Mapping[str, Outcome], size: Wanted) -> Chart:
    """One point for each way: what it costs against how long the slowest twentieth waits."""
    rows = [
        {
            "cost": round(dollars(one.replica_seconds, size), 5),
            "p95": round(percentile(one.latencies, 95), 2),
            "way": name,
        }
        for name, one in outcomes.items()
    ]
    text = "; ".join(f"{one['way']}: {one['cost']} USD and a p95 of {one['p95']} s" for one in rows)
    return charts.points(title, rows, x="cost", y="p95", colour="way", description=f"{text}.", unit_x="USD", unit_y="s")

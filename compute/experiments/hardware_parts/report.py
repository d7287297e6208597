"""What a run of `hardware` shows: tables, charts and metrics."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from compute.experiments import charts
from compute.experiments.base import Chart, Metric, Table
from compute.experiments.hardware_parts import benchmark, peaks
from compute.experiments.hardware_parts.benchmark import Measured
from compute.experiments.hardware_parts.cases import COMPUTING
from compute.experiments.hardware_parts.facts import Fact
from compute.experiments.hardware_parts.peaks import Peaks

NOISE = 0.1
COLUMNS = (
    "device", "operation", "type", "size", "median ms", "lower quartile ms", "upper quartile ms", "spread", "samples",
    "GFLOP/s", "GB/s", "share of published peak", "problem",
)  # fmt: skip


def best(rows: Sequence[Measured], operation: str, dtype: str, *, by: str = "gflops") -> float | None:
    """The highest speed of an operation in a type, in GFLOP/s or (`by="gigabytes"`) GB/s."""
    speeds = [getattr(one, by) for one in rows if one.case.operation == operation and one.case.dtype == dtype]
    return max((speed for speed in speeds if speed), default=None)


def main_memory(rows: Sequence[Measured]) -> float | None:
    """GB/s of the triad over its largest arrays: the memory, not a cache."""
    triads = [one for one in rows if one.case.operation == "triad" and one.gigabytes]
    return max(triads, key=lambda one: one.case.size).gigabytes if triads else None


def benchmark_table(rows: Sequence[Measured], found: Peaks | None) -> Table:
    """A row for each case."""
    return Table("Benchmarks: medians and spread", COLUMNS, [_row(one, found) for one in rows])


def _row(one: Measured, found: Peaks | None) -> list[str | float | int | None]:
    case, timing = one.case, one.timing
    named: list[str | float | int | None] = [case.device, case.operation, case.dtype, case.label]
    if timing is None:
        return [*named, *[None] * 8, one.problem]
    low, high = timing.quartiles
    share = peaks.share(one, found)
    speeds = [None if speed is None else round(speed, 3) for speed in (one.gflops, one.gigabytes)]
    times = [round(seconds * 1000, 4) for seconds in (timing.median, low, high)]
    said = None if share is None else f"{share:.1%}"
    return [*named, *times, round(timing.spread, 3), len(timing.seconds), *speeds, said, ""]


def fact_tables(facts: Sequence[Fact]) -> list[Table]:
    """The machine in words, then every property of the devices."""
    short = [list(one) for one in facts if " device " not in one.group]
    long = [list(one) for one in facts if " device " in one.group]
    found = [Table("What is here", ("part", "property", "value"), short)]
    return [*found, Table("Every property of the devices", ("device", "property", "value"), long)] if long else found


def noisy(rows: Sequence[Measured]) -> list[Measured]:
    """The cases whose quartiles lie more than a tenth of the median apart: something else was running."""
    return [one for one in rows if one.timing and one.timing.spread > NOISE]


def speedups(rows: Sequence[Measured], device: str) -> list[tuple[str, float, float]]:
    """(what, slow milliseconds, fast milliseconds) of the cases that both ran, in order.

    The CPU against the device; where there is only a CPU, its one thread against all.
    """
    slow = benchmark.ONE_THREAD if device == "cpu" else "cpu"
    before = {(o.case.operation, o.case.dtype, o.case.label): o for o in rows if o.case.device == slow}
    found = []
    for one in rows:
        other = before.get((one.case.operation, one.case.dtype, one.case.label))
        if one.case.device == device and one.timing and other and other.timing:
            name = f"{one.case.operation} {one.case.dtype} {one.case.label}"
            found.append((name, other.timing.median * 1000, one.timing.median * 1000))
    return found


def comparison(pairs: Sequence[tuple[str, float, float]], slow: str, fast: str) -> tuple[Table, list[Chart]]:
    """Two ways to do the same side by side; without pairs the table has no row and no chart is drawn."""
    title = f"{slow} against {fast}"
    rows = [(name, round(before, 4), round(after, 4), round(before / after, 2)) for name, before, after in pairs]
    table = Table(title, ("work", f"{slow} ms", f"{fast} ms", "times faster"), rows)
    if not pairs:
        return table, []
    most = max(rows, key=lambda row: row[3])
    described = f"Times faster with {fast} than with {slow}; most for {most[0]}: {most[3]}."
    drawn = [{"work": row[0], "times faster": row[3]} for row in rows]
    return table, [charts.bars(title, drawn, x="work", y="times faster", description=described)]


def speed_charts(rows: Sequence[Measured], device: str) -> list[Chart]:
    """Matrix products by size and type, and what moves bytes."""
    products: list[dict[str, Any]] = [
        {"side": one.case.size, "GFLOP/s": round(one.gflops, 3), "type": one.case.dtype}
        for one in rows
        if one.case.operation == "matrix product" and one.case.device == device and one.gflops
    ]
    moves = [
        {"move": one.case.operation, "GB/s": round(one.gigabytes, 3), "volume": one.case.label}
        for one in rows
        if one.case.device == device and one.gigabytes and not one.case.computes
    ]
    top = max(products, key=lambda row: row["GFLOP/s"], default=None)
    fastest = f"Fastest: {top['type']} at {top['side']}, {top['GFLOP/s']} GFLOP/s." if top else "None ran."
    return [
        charts.line(
            "Matrix product by size and type", products, x="side", y="GFLOP/s", colour="type", log_x=True, log_y=True,
            description=f"Speed of square matrix products on {device}. {fastest}",
        ),
        charts.bars(
            "Moving bytes", moves, x="move", y="GB/s", colour="volume",
            description="; ".join(f"{one['move']} {one['volume']}: {one['GB/s']} GB/s" for one in moves) + ".",
        ),
    ]  # fmt: skip


def roofline(rows: Sequence[Measured], device: str, dtype: str, found: Peaks | None) -> Chart | None:
    """The roof of a type and the operations under it, on logarithmic axes; None where nothing of the type ran."""
    here = [one for one in rows if one.case.device == device]
    roof = peaks.roof(here, dtype, found)
    if roof is None:
        return None
    kind = "published" if roof.published else "best measured here"
    under = {one.case.operation: one for one in here if one.gflops and one.case.dtype == dtype}
    at = sorted({0.01, *(2.0**power for power in range(-6, 13)), roof.ridge})
    drawn = [
        {"operations per byte": round(x, 4), "GFLOP/s": round(roof.at(x), 3), "series": f"roof, {kind}"} for x in at
    ]
    drawn += [
        {"operations per byte": round(one.case.intensity, 4), "GFLOP/s": round(one.gflops or 0, 3), "series": name}
        for name, one in under.items()
    ]
    parts = {name: (one.gflops or 0) / roof.at(one.case.intensity) for name, one in under.items()}
    told = "; ".join(
        f"{name} reaches {part:.0%} of it" + (", since its data fit a cache" if part > 1.05 else "")
        for name, part in parts.items()
    )
    return charts.line(
        f"Roofline, {dtype}", drawn, x="operations per byte", y="GFLOP/s", colour="series", log_x=True, log_y=True,
        description=f"Roof ({kind}): {roof.gflops:,.0f} GFLOP/s and {roof.gigabytes:,.1f} GB/s, ridge at "
        f"{roof.ridge:.1f} operations a byte. Under it: {told}.",
    )  # fmt: skip


def roof_types(rows: Sequence[Measured], device: str) -> list[str]:
    """The types that get a roofline: float32, and the one with the fastest product where that is another."""
    products = [one for one in rows if one.case.operation == "matrix product" and one.case.device == device]
    fastest = max(products, key=lambda one: one.gflops or 0).case.dtype
    return ["float32", *({fastest} - {"float32"})]


def metrics(
    rows: Sequence[Measured],
    device: str,
    found: Peaks | None,
    errors: Mapping[str, float | None],
    pairs: Sequence[tuple[str, float, float]],
) -> list[Metric]:
    """Counts that any two runs share, then speeds."""
    here = [one for one in rows if one.case.device == device]
    right = sum(1 for dtype, error in errors.items() if error is not None and error <= benchmark.TOLERANCE[dtype])
    made = [
        Metric("cases planned", len(rows), "cases"),
        Metric("types multiplied rightly", right, "types", "higher"),
        Metric("noisy cases", len(noisy(rows)), "cases", "lower", measured=True),
        Metric("cases that ran", sum(one.timing is not None for one in rows), "cases", "higher", measured=True),
    ]
    for operation in COMPUTING:
        for dtype in benchmark.dtypes(device):
            speed = best(here, operation, dtype)
            if speed:
                made.append(Metric(f"{operation} {dtype}", round(speed, 3), "GFLOP/s", "higher", measured=True))
    made.append(Metric("memory bandwidth", _rounded(main_memory(here)), "GB/s", "higher", measured=True))
    for operation in sorted({one.case.operation for one in here if " to " in one.case.operation}):
        speed = best(here, operation, "float32", by="gigabytes")
        made.append(Metric(operation, _rounded(speed), "GB/s", "higher", measured=True))
    for dtype in found.tflops if found else ():
        product = best(here, "matrix product", dtype)
        if found and product:
            part = round(100 * product / (1000 * found.tflops[dtype]), 1)
            made.append(Metric(f"share of published peak, {dtype}", part, "%", "higher", measured=True))
    if pairs:
        most = max(before / after for _, before, after in pairs)
        made.append(Metric("most times faster", round(most, 2), "times", "higher", measured=True))
    return made


def _rounded(speed: float | None) -> float | None:
    return None if speed is None else round(speed, 3)


def as_csv(rows: Sequence[Measured], found: Peaks | None) -> str:
    """The benchmark table as CSV."""
    written = io.StringIO()
    lines = csv.writer(written, lineterminator="\n")
    lines.writerow(COLUMNS)
    lines.writerows(_row(one, found) for one in rows)
    return written.getvalue()

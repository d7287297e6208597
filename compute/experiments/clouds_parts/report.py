"""What a run of `clouds` shows: tables, charts and metrics."""

from __future__ import annotations

import csv
import io
import statistics
from collections.abc import Mapping, Sequence
from typing import Any

from compute.experiments import charts
from compute.experiments.base import Chart, Metric, Table
from compute.experiments.clouds_parts import costs, libraries
from compute.experiments.clouds_parts.exercise import CHECKS, GUARDS, STEPS, Exercise
from compute.experiments.clouds_parts.places import Place

Dollars = Mapping[str, Mapping[str, float]]
_TIMED = ("upload", "read", "send")


def title(cloud: str) -> str:
    """The cloud's name as its vendor writes it."""
    return str(libraries.index()[cloud]["title"])


def metrics(done: Mapping[str, Exercise], dollars: Dollars) -> list[Metric]:
    """Figures of the whole, then by cloud; times are measured."""
    found = [
        Metric("checks passed", sum(sum(one.checks.values()) for one in done.values()), "checks", "higher"),
        Metric("bytes stored and read back", sum(one.bytes for one in done.values()), "bytes"),
        Metric("messages delivered", sum(one.messages for one in done.values()), "messages", "higher"),
    ]
    for cloud in dollars:
        found.append(Metric(f"{title(cloud)} month", round(sum(dollars[cloud].values()), 2), "USD", "lower"))
        found.append(Metric(f"{title(cloud)} libraries", len(libraries.libraries(cloud)), "libraries"))
    for cloud, one in done.items():
        for step in _TIMED:
            middle = round(statistics.median(one.milliseconds[step]), 3)
            found.append(Metric(f"{title(cloud)} {step}", middle, "ms", "lower", measured=True))
    return found


def tables(places: Mapping[str, Place], done: Mapping[str, Exercise], dollars: Dollars) -> list[Table]:
    """Everything in rows, the timings first, the lists of libraries last."""
    where = [
        [title(one.cloud), one.server, "yes" if one.cloud in done else "no", one.reason] for one in places.values()
    ]
    return [
        Table("Where each cloud ran", ("cloud", "server", "ran", "why there"), where),
        _steps(done),
        _answers("What held", CHECKS, {cloud: one.checks for cloud, one in done.items()}),
        _answers("What the server guards", GUARDS, {cloud: one.guards for cloud, one in done.items()}),
        _month(dollars),
        _price_list(),
        Table(
            "For and against",
            ("cloud", "side", "point", "source"),
            [[title(cloud), side, point, source] for cloud, side, point, source in libraries.points()],
        ),
        *_library_tables(dollars),
    ]


def _steps(done: Mapping[str, Exercise]) -> Table:
    rows: list[list[Any]] = []
    for cloud, one in done.items():
        for step in STEPS:
            times = sorted(one.milliseconds.get(step, ()))
            if times:
                high = times[min(len(times) - 1, int(0.95 * len(times)))]
                rows.append([title(cloud), step, *(round(t, 3) for t in (statistics.median(times), times[0], high))])
                rows[-1].append(len(times))
    return Table("Milliseconds by step", ("cloud", "step", "median", "fastest", "95th percentile", "samples"), rows)


def _answers(name: str, asked: Sequence[str], given: Mapping[str, Mapping[str, bool]]) -> Table:
    rows = [[question, *("yes" if one[question] else "no" for one in given.values())] for question in asked]
    return Table(name, ("check", *map(title, given)), rows)


def _month(dollars: Dollars) -> Table:
    rows: list[list[Any]] = [[part, *(round(one[part], 2) for one in dollars.values())] for part in costs.PARTS]
    rows.append(["sum", *(round(sum(one.values()), 2) for one in dollars.values())])
    return Table("US dollars a month for this load", ("part", *map(title, dollars)), rows)


def _price_list() -> Table:
    table = costs.prices()
    rows: list[list[Any]] = []
    for cloud in ("azure", "aws", "gcp"):
        one = table[cloud]
        for part in ("storage_gb_month", "writes_per_10000", "reads_per_10000", "egress_gb", "queue"):
            price = one[part]
            exact = "exact" if price["exact"] else "approximate"
            rows.append([one["title"], part.replace("_", " "), _said(price), exact, price["seen"], price["source"]])
    return Table(
        f"Prices as of {table['as_of']}, {table['currency']}",
        ("cloud", "part", "price", "how sure", "seen", "source"),
        rows,
    )


def _said(price: Mapping[str, Any]) -> str:
    if "price" in price:
        return f"{price['price']:g}"
    if "tiers" in price:
        return ", ".join(f"to {upto:g} GB: {each:g}" for upto, each in price["tiers"])
    if price["rule"] == "operations":
        return f"{price['per_million']:g} for a million operations, {price['free']:g} free"
    return f"{price['per_tib']:g} for a TiB in and out, {price['free_gib']} GiB free"


def _library_tables(clouds: Sequence[str] | Dollars) -> list[Table]:
    index = libraries.index()
    rows = [
        [one["title"], len(libraries.libraries(cloud)), one["dated"], one["index"], one["left_out"], one["url"]]
        for cloud, one in ((cloud, index[cloud]) for cloud in clouds)
    ]
    listed = [
        Table(
            f"Python libraries of {title(cloud)}",
            ("name", "purpose", "kind", "state"),
            [list(one) for one in libraries.libraries(cloud)],
        )
        for cloud in clouds
    ]
    columns = ("cloud", "libraries", "dated", "index", "left out", "address")
    return [Table(f"Python libraries by cloud, gathered {index['gathered']}", columns, rows), *listed]


def all_charts(done: Mapping[str, Exercise], dollars: Dollars) -> list[Chart]:
    """Times by step, dollars by part, libraries by cloud."""
    times = [
        {"step": step, "milliseconds": round(statistics.median(one.milliseconds[step]), 3), "cloud": title(cloud)}
        for cloud, one in done.items()
        for step in STEPS
        if step in one.milliseconds
    ]
    month = [
        {"part": part, "dollars": round(one[part], 2), "cloud": title(cloud)}
        for cloud, one in dollars.items()
        for part in costs.PARTS
    ]
    counted = [{"cloud": title(cloud), "libraries": len(libraries.libraries(cloud))} for cloud in dollars]
    return [
        charts.bars(
            "Median time by step", times, x="step", y="milliseconds", colour="cloud", unit_y="ms",
            description="The middle time of each step by cloud. " + slowest(times),
        ),
        charts.bars(
            "Cost of a month by part", month, x="part", y="dollars", colour="cloud", unit_y="USD",
            description="US dollars a month for the load, by part and cloud; the table has the same figures.",
        ),
        charts.bars(
            "Python libraries by cloud", counted, x="cloud", y="libraries",
            description="; ".join(f"{one['cloud']}: {one['libraries']}" for one in counted) + ".",
        ),
    ]  # fmt: skip


def slowest(times: Sequence[Mapping[str, Any]]) -> str:
    """A sentence that names the slowest step."""
    if not times:
        return "No step was timed."
    most = max(times, key=lambda one: one["milliseconds"])
    return f"Slowest: {most['step']} at {most['cloud']}, {most['milliseconds']:.1f} ms."


def as_csv() -> str:
    """All libraries in one CSV."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(("cloud", "name", "purpose", "kind", "state"))
    for cloud in ("azure", "aws", "gcp"):
        rows.writerows((title(cloud), *one) for one in libraries.libraries(cloud))
    return written.getvalue()

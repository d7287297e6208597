"""What a run comes to: figures, tables, charts, a sentence; and their JSON."""

from __future__ import annotations

import dataclasses
import math
import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Literal

Better = Literal["higher", "lower", "none"]
Cell = str | int | float | bool | None


@dataclasses.dataclass(frozen=True)
class Metric:
    """A figure; `measured` ones (times, memory) differ between two runs of the same seed and machine."""

    name: str
    value: float | int | None
    unit: str = ""
    better: Better = "none"
    measured: bool = False


@dataclasses.dataclass(frozen=True)
class Table:
    """Rows under columns; `title` names it within its run."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]


@dataclasses.dataclass(frozen=True)
class Chart:
    """A Vega-Lite specification with its data inside (`compute.experiments.charts` makes them).

    `title` names it within its run, and pairs it with other runs' charts; `description` says in words what it shows.
    """

    title: str
    spec: Mapping[str, Any]
    description: str


@dataclasses.dataclass(frozen=True)
class Result:
    """What a run came to; artifacts are saved through the context. `verdict` is one sentence with the main figure."""

    verdict: str
    metrics: Sequence[Metric] = ()
    tables: Sequence[Table] = ()
    charts: Sequence[Chart] = ()


def finite(value: float | int | None) -> float | int | None:
    """The number, None in place of one that JSON cannot hold."""
    return value if value is None or math.isfinite(value) else None


def chart_body(chart: Chart) -> dict[str, Any]:
    """A chart as JSON: `{title, spec, description}`."""
    return {"title": chart.title, "spec": dict(chart.spec), "description": chart.description}


def result_body(result: Result) -> dict[str, Any]:
    """A result as JSON: `{metrics, tables, charts, verdict}`."""
    return {
        "metrics": [
            {"name": one.name, "value": finite(one.value), "unit": one.unit, "better": one.better}
            for one in result.metrics
        ],
        "tables": [
            {
                "title": one.title,
                "columns": list(one.columns),
                "rows": [[_cell(cell) for cell in row] for row in one.rows],
            }
            for one in result.tables
        ],
        "charts": [chart_body(one) for one in result.charts],
        "verdict": result.verdict,
    }


def _cell(cell: Cell) -> Cell:
    return finite(cell) if isinstance(cell, float) else cell


def versions(names: Sequence[str]) -> dict[str, str]:
    """Installed versions of distributions by name, and of Python; those that are absent are left out."""
    found = {"python": sys.version.split()[0]}
    for name in names:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found

"""Vega-Lite charts with their data inside: no colours of their own (the page's theme has them), a text for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from compute.experiments.base import Chart, finite

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
# Letters along an axis up to which its names stand level.
LEVEL = 70
# Pixels of the longest name, and how many names still stand beside each other.
LONGEST, CROWD = 260, 24
Row = Mapping[str, Any]


def line(
    title: str, rows: Sequence[Row], *, x: str, y: str, colour: str | None = None, description: str, **options: Any
) -> Chart:
    """A line for each value of `colour`. Options: `log_x`, `log_y`, `unit_x`, `unit_y`."""
    return _chart(
        title, {"type": "line", "point": len(rows) <= 200, "tooltip": True}, rows, x, y, colour, description, options
    )


def points(
    title: str, rows: Sequence[Row], *, x: str, y: str, colour: str | None = None, description: str, **options: Any
) -> Chart:
    """A point for each row. Options as for `line`."""
    return _chart(title, {"type": "point", "filled": True, "tooltip": True}, rows, x, y, colour, description, options)


def bars(
    title: str, rows: Sequence[Row], *, x: str, y: str, colour: str | None = None, description: str, **options: Any
) -> Chart:
    """A bar for each row, along the names in `x`, side by side by `colour`. Options as for `line`.

    With `log_y` a dot for each row: a logarithmic axis has no zero for a bar to stand on.
    """
    bar, dot = {"type": "bar", "tooltip": True}, {"type": "point", "filled": True, "size": 110, "tooltip": True}
    chart = _chart(title, dot if options.get("log_y") else bar, rows, x, y, colour, description, options)
    encoding: dict[str, Any] = chart.spec["encoding"]
    encoding["x"] |= {"type": "nominal", "sort": None, "axis": _names([str(row[x]) for row in rows])}
    if colour:
        encoding["xOffset"] = {"field": colour}
    return chart


def heat(title: str, rows: Sequence[Row], *, x: str, y: str, value: str, description: str) -> Chart:
    """A cell for each row, shaded by `value`: confusion matrices, attention maps."""
    encoding = {
        "x": {"field": x, "type": "ordinal", "sort": None},
        "y": {"field": y, "type": "ordinal", "sort": None, "axis": {"labelLimit": LONGEST}},
        "color": {"field": value, "type": "quantitative", **_shades([row[value] for row in rows])},
    }
    return Chart(title, _spec({"type": "rect", "tooltip": True}, rows, encoding), description)


def _chart(
    title: str, mark: Row, rows: Sequence[Row], x: str, y: str, colour: str | None, description: str, options: Row
) -> Chart:
    encoding: dict[str, Any] = {"x": _axis(x, rows, "x", options), "y": _axis(y, rows, "y", options)}
    if colour:
        # Shape or dashes too: colour never carries meaning alone.
        other = {"line": "strokeDash", "point": "shape"}.get(mark["type"])
        encoding["color"] = {"field": colour, "type": "nominal"}
        if other:
            encoding[other] = {"field": colour, "type": "nominal"}
    return Chart(title, _spec(mark, rows, encoding), description)


def _axis(field: str, rows: Sequence[Row], axis: str, options: Row) -> dict[str, Any]:
    numbers = all(isinstance(row[field], int | float) for row in rows)
    unit = options.get(f"unit_{axis}")
    found: dict[str, Any] = {"field": field, "type": "quantitative" if numbers else "nominal"}
    if unit:
        found["title"] = f"{field} ({unit})"
    if options.get(f"log_{axis}"):
        found["scale"] = {"type": "log"}
    elif not numbers:
        found["sort"] = None
    return found


def _names(names: Sequence[str]) -> Row:
    """Names below bars: level where they fit, else slanted, and long enough to be told apart."""
    found = dict.fromkeys(names)
    level = sum(len(name) + 2 for name in found) <= LEVEL
    return {"labelAngle": 0 if level else -30, "labelLimit": LONGEST, "labelOverlap": len(found) > CROWD}


def _shades(values: Sequence[Any]) -> Row:
    """Counts have a key of whole numbers that begins with none."""
    counted = all(isinstance(one, int) and one >= 0 for one in values)
    return {"scale": {"domainMin": 0}, "legend": {"format": "d", "tickMinStep": 1}} if counted else {}


def _spec(mark: Row, rows: Sequence[Row], encoding: Row) -> dict[str, Any]:
    values = [{name: finite(one) if isinstance(one, float) else one for name, one in row.items()} for row in rows]
    return {
        "$schema": SCHEMA,
        "data": {"values": values},
        "mark": dict(mark),
        "encoding": encoding,
        "width": "container",
    }

"""What the charts of every experiment have in common: marks that can be seen, and names that can be told apart."""

from __future__ import annotations

from typing import Any

from compute.experiments import charts

ROWS = [{"way": f"a way that has a long name, {number}", "ms": 10.0**number} for number in range(4)]


def bars(**options: Any) -> dict[str, Any]:
    return dict(charts.bars("Times", ROWS, x="way", y="ms", description="The times of each way.", **options).spec)


def test_on_a_logarithmic_axis_there_are_dots_for_a_bar_has_no_zero_to_stand_on() -> None:
    assert bars()["mark"]["type"] == "bar"
    spec = bars(log_y=True)
    assert spec["mark"]["type"] == "point"
    assert spec["encoding"]["y"]["scale"] == {"type": "log"}


def test_long_names_are_slanted_and_not_cut_where_they_differ() -> None:
    axis = bars()["encoding"]["x"]["axis"]
    assert axis["labelAngle"] < 0
    # At 12 pixels a letter takes about 7.
    assert axis["labelLimit"] > 7 * max(len(row["way"]) for row in ROWS)
    short = [{"way": name, "ms": 1.0} for name in "abcdef"]
    spec = charts.bars("Times", short, x="way", y="ms", description="The times of each way.").spec
    assert spec["encoding"]["x"]["axis"]["labelAngle"] == 0


def test_numbers_that_json_has_not_are_left_empty() -> None:
    spec = charts.points("One", [{"x": 1, "y": float("nan")}], x="x", y="y", description="One point.").spec
    assert spec["data"]["values"] == [{"x": 1, "y": None}]

"""Every experiment, for real: its texts, its bounds, a run with small parameters, and the same figures twice."""

from __future__ import annotations

import json
from typing import Any

import pytest

from compute.experiments import EXPERIMENTS, experiment
from compute.experiments.base import BadParameters, Experiment
from tests.compute.experiments.harness import run_small, small

KEYS = [one.key for one in EXPERIMENTS]


@pytest.fixture(params=EXPERIMENTS, ids=KEYS)
def one(request: pytest.FixtureRequest) -> Experiment:
    found: Experiment = request.param
    return found


def test_the_ten_topics_and_move_37_are_there_in_order() -> None:
    assert [(one.topic, one.key) for one in EXPERIMENTS] == [
        (1, "packaging"), (2, "autoscaling"), (3, "hardware"), (4, "transformers"), (5, "roles"), (6, "frameworks"),
        (7, "datasets"), (8, "clouds"), (9, "replicas"), (10, "extrusion"), (2, "nested_loop"),
    ]  # fmt: skip
    assert experiment("packaging") is EXPERIMENTS[0]
    assert experiment("nothing") is None


def test_a_definition_tells_what_a_person_must_know(one: Experiment) -> None:
    assert one.title[0].isupper()
    assert len(one.summary) > 40
    assert len(one.references) >= 3
    assert all(ref.url.startswith("https://") for ref in one.references)
    assert len(one.terms) >= 3
    for name, told in one.schema()["properties"].items():
        assert told["title"], name
        assert told["description"].endswith("."), name
        assert "default" in told, name
    assert one.read({}) == one.parameters()
    json.dumps(one.schema())


def bounds(schema: dict[str, Any]) -> list[tuple[str, Any]]:
    """A value just outside of each bound that the schema gives."""
    found: list[tuple[str, Any]] = []
    for name, told in schema["properties"].items():
        step = 1 if told.get("type") == "integer" else 1e-6
        if "minimum" in told:
            found.append((name, told["minimum"] - step))
        if "maximum" in told:
            found.append((name, told["maximum"] + step))
        if "exclusiveMinimum" in told:
            found.append((name, told["exclusiveMinimum"]))
        if "maxLength" in told:
            found.append((name, "x" * (told["maxLength"] + 1)))
        if "enum" in told:
            found.append((name, "none of these"))
        if told.get("type") == "boolean":
            found.append((name, "yes"))
        if told.get("type") in {"integer", "number"}:
            assert {"minimum", "exclusiveMinimum"} & set(told), f"{name} has no lower bound"
            assert {"maximum", "exclusiveMaximum"} & set(told), f"{name} has no upper bound"
    return [*found, ("no_such_parameter", 1)]


def test_just_outside_of_each_bound_is_refused_by_name(one: Experiment) -> None:
    for name, value in bounds(one.schema()):
        with pytest.raises(BadParameters) as refused:
            one.read({**one.small, name: value})
        assert name in refused.value.problems


def test_a_small_run_does_the_work(one: Experiment) -> None:
    body = small(one).body
    assert body["verdict"].endswith(".")
    assert len(body["metrics"]) >= 2
    assert body["tables"]
    assert body["charts"]
    names = [metric["name"] for metric in body["metrics"]]
    assert len(set(names)) == len(names)
    for table in body["tables"]:
        assert table["rows"], table["title"]
        assert all(len(row) == len(table["columns"]) for row in table["rows"]), table["title"]
    for chart in body["charts"]:
        assert len(chart["description"]) > 20, chart["title"]
        assert chart["spec"]["data"]["values"], chart["title"]
        assert "url" not in json.dumps(chart["spec"]["data"])
        scales = [one.get("scale", {}) for one in chart["spec"]["encoding"].values()]
        assert chart["spec"]["mark"]["type"] != "bar" or {"type": "log"} not in scales, "no bar can be seen there"
    json.dumps(body, allow_nan=False)


def test_a_seed_gives_the_same_figures_again(one: Experiment) -> None:
    if not one.deterministic:
        assert all(metric.measured for metric in small(one).result.metrics), "nothing of it may claim to be the same"
        return
    assert run_small(one).steady == small(one).steady

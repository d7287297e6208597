"""The page of benchmarks is what its JSON says, and each figure what was measured."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from bench.frame import LIBRARY, Measure, Missing, Options, abstracts
from bench.machine import machine
from bench.report import figure, markdown
from bench.run import JSON, PAGE, PARTS, joined, measured


def test_the_page_shows_the_figures_of_its_json() -> None:
    assert PAGE.read_text(encoding="utf-8") == markdown(json.loads(JSON.read_text(encoding="utf-8")))


def test_the_page_tells_neither_paths_nor_names_of_machines() -> None:
    shown = JSON.read_text(encoding="utf-8")
    assert "/home/" not in shown
    assert "/work" not in shown
    assert set(machine()) == {"processor", "cores", "memory", "system", "python"}


def test_every_part_is_there() -> None:
    assert [name for name in PARTS if importlib.util.find_spec(f"bench.{name}") is None] == []


@pytest.mark.parametrize(
    ("ours", "other", "better", "ratio"),
    [
        (30, 10, "higher", 3),
        (10, 30, "higher", 1 / 3),
        (10, 30, "lower", 3),
        (5, None, "higher", None),
        (0, 1, "lower", None),
    ],
)
def test_a_ratio_tells_how_many_times_as_good(ours, other, better, ratio) -> None:
    assert Measure("x", "s", ours, other, "rival", better).ratio == ratio


def test_a_table_has_one_row_for_each_measure_and_says_what_is_missing() -> None:
    rows = [Measure("Speed", "pairs/s", 4321.0, 100.0, "rival"), Measure("Count|ed", "s", 0.5, better="lower")]
    page = markdown(
        {
            "machine": machine(),
            "parts": {
                "one": {"title": "One", "day": "2026-01-01", "measures": [vars(row) for row in rows], "seconds": 1234},
                "two": {"title": "Two", "day": "2026-01-02", "missing": "No."},
            },
        }
    )
    assert "## One\nMeasured on 2026-01-01 in 1,234 s.\n" in page
    assert "| Speed | 4,320 | pairs/s | rival 100 | 43.2 |  |" in page
    assert "| Count/ed | 0.5 | s |  |  |  |" in page
    assert page.endswith("\n## Two\nNo.\n")


def test_figures_have_three_digits_that_count() -> None:
    assert [figure(value) for value in (99.96, 1234567, 0.001234, -12.345)] == ["100", "1,230,000", "0.00123", "-12.3"]


def test_texts_are_drawn_by_seed_and_never_twice() -> None:
    options = Options()
    some = abstracts(options, 50, seed=1)
    assert some == abstracts(options, 50, seed=1) != abstracts(options, 50, seed=2)
    assert len(set(some)) == 50
    assert len(abstracts(options, 10**6)) <= len(LIBRARY.read_text(encoding="utf-8").splitlines())


def test_data_that_was_not_given_is_named(tmp_path: Path) -> None:
    with pytest.raises(Missing, match="give RETRIEVAL=folder"):
        Options().need("retrieval", "folder")
    with pytest.raises(Missing, match="nothing is at"):
        Options(retrieval=tmp_path / "absent").need("retrieval", "folder")


@pytest.mark.slow
def test_a_part_runs_in_a_process_of_its_own(tmp_path: Path) -> None:
    none = dict.fromkeys(("keyphrases", "retrieval", "snapshot", "gpu"))
    assert "No machine with a GPU" in measured("device", none)["missing"]
    # This one imports models.
    assert "SNAPSHOT" in measured("merging", none)["missing"]
    found = tmp_path / "gpu.json"
    one = {"name": "Texts", "unit": "texts/s", "ours": 5.0, "note": "fp16"}
    found.write_text(json.dumps({"machine": "A GPU", "measures": [one]}))
    rows = measured("device", {**none, "gpu": str(found)})["measures"]
    assert [Measure(**row) for row in rows] == [Measure("Texts", "texts/s", 5.0, note="A GPU. fp16")]


def test_parts_measured_apart_stand_on_one_page_in_their_order() -> None:
    one, other = ({"title": name, "day": "2026-01-01", "missing": name} for name in ("One", "Other"))
    before = {"machine": machine(), "parts": {"search": one, "rouge": one}}
    both = joined(before, {"machine": machine(), "parts": {"rouge": other, "extraction": other}})
    assert both["parts"] == {"extraction": other, "rouge": other, "search": one}
    assert list(both["parts"]) == ["extraction", "rouge", "search"]


def test_figures_of_another_machine_are_not_kept_beside_ours() -> None:
    one = {"title": "One", "day": "2026-01-01", "missing": "One"}
    before = {"machine": {**machine(), "cores": "64"}, "parts": {"search": one}}
    assert joined(before, {"machine": machine(), "parts": {"rouge": one}})["parts"] == {"rouge": one}

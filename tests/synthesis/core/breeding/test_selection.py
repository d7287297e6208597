"""NSGA-II's sorting against its definition, written the slow way, and against the answers of pymoo."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.core.breeding.selection import crowding, fronts, ranking, tournament

few = st.integers(0, 4).map(lambda number: number / 4)
tables = (
    st.integers(1, 4)
    .flatmap(lambda width: st.lists(st.lists(few, min_size=width, max_size=width), min_size=1, max_size=24))
    .map(np.array)
)


def dominates(a, b):
    return all(x >= y for x, y in zip(a, b, strict=True)) and any(x > y for x, y in zip(a, b, strict=True))


def slow_fronts(rows):
    left, found = set(range(len(rows))), []
    while left:
        front = [row for row in sorted(left) if not any(dominates(rows[other], rows[row]) for other in left)]
        found.append(front)
        left -= set(front)
    return found


def slow_crowding(rows):
    distance = [0.0] * len(rows)
    for column in range(len(rows[0])):
        order = sorted(range(len(rows)), key=lambda row: (rows[row][column], row))
        low, high = rows[order[0]][column], rows[order[-1]][column]
        if high == low:
            continue
        distance[order[0]] = distance[order[-1]] = float("inf")
        for place in range(1, len(order) - 1):
            gap = rows[order[place + 1]][column] - rows[order[place - 1]][column]
            distance[order[place]] += gap / (high - low)
    return [round(value, 6) for value in distance]


@settings(max_examples=150)
@given(tables)
def test_fronts_are_those_of_the_definition(rows):
    assert [front.tolist() for front in fronts(rows)] == slow_fronts(rows.tolist())


@settings(max_examples=150)
@given(tables)
def test_crowding_is_that_of_the_definition(rows):
    assert np.allclose(crowding(rows), slow_crowding(rows.tolist()))


@settings(max_examples=100)
@given(tables, st.randoms(use_true_random=False))
def test_the_ranking_does_not_depend_on_the_order_of_the_rows(rows, random):
    ids = [f"{place:03d}" for place in range(len(rows))]
    order = list(range(len(rows)))
    random.shuffle(order)
    shuffled = ranking(rows[order], [ids[place] for place in order])
    assert [ids[row] for row, _, _ in ranking(rows, ids)] == [ids[order[row]] for row, _, _ in shuffled]
    places = [(front, -distance) for _, front, distance in ranking(rows, ids)]
    assert places == sorted(places)


def test_a_tournament_prefers_the_better_half():
    rng = np.random.default_rng(0)
    drawn = [tournament(rng, 10) for _ in range(2000)]
    assert set(drawn) == set(range(10))
    assert 0.7 < sum(place < 5 for place in drawn) / 2000 < 0.8


# What pymoo 0.6.2 answers (NonDominatedSorting, calc_crowding_distance times the number of scores) for these tables.
# It is no requirement: it is heavy and brings an LGPL package. `crowding` is of the first front, null where two rows
# share a value, since neighbours are then a matter of order.
PYMOO = json.loads(Path(__file__).with_name("pymoo_selection.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("table", PYMOO)
def test_fronts_and_crowding_are_those_of_pymoo(table):
    scores = np.array(table["scores"])
    found = fronts(scores)
    assert [front.tolist() for front in found] == table["fronts"]
    if table["crowding"] is not None:
        wanted = [np.inf if value is None else value for value in table["crowding"]]
        assert np.allclose(crowding(scores[found[0]]), wanted, atol=2e-6)

"""Which candidates are chosen: laws, and what a chosen term does to those that say the same."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compute.extraction.candidates import Candidates, find_candidates, key_of
from compute.extraction.choice import ALIKE, AROUND, INSIDE, choose

TEXT = (
    "Deep graph networks learn. A deep graph network needs routing, and routing of graphs needs trees. "
    "Search trees and decision trees differ from routing tables."
)


def candidates(text: str) -> Candidates:
    """Every sign is a sub-word of its own."""
    return find_candidates(text, np.array([(place, place + 1) for place in range(len(text))], np.int32))


FOUND = candidates(TEXT)


def picked(chances: dict[str, float], found: Candidates = FOUND) -> dict[str, float]:
    """The chosen of terms with these chances; the others have none."""
    values = np.zeros(len(found.keys))
    for term, chance in chances.items():
        values[found.keys.index(key_of(term))] = chance
    return {found.keys[pick.term]: pick.chance for pick in choose(found, values, top=15, floor=0.05, fewest=1)}


@settings(deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 20), st.floats(0, 1), st.integers(0, 20))
def test_best_first_each_once_and_below_the_floor_only_the_fewest(seed, top, floor, fewest):
    draw = np.random.default_rng(seed)
    chances = np.round(draw.random(len(FOUND.keys)) * draw.integers(0, 2, len(FOUND.keys)), 6)
    picks = choose(FOUND, chances, top=top, floor=floor, fewest=fewest)
    assert len(picks) <= top
    assert len({pick.term for pick in picks}) == len(picks)
    assert [pick.chance for pick in picks] == sorted((pick.chance for pick in picks), reverse=True)
    assert all(0 < pick.chance <= chances[pick.term] for pick in picks)
    assert all(pick.chance >= floor for pick in picks[fewest:])
    assert len(picks) >= min(top, fewest, np.count_nonzero(chances))
    if picks:
        assert chances[picks[0].term] == chances.max()


def test_a_term_that_stands_only_inside_a_chosen_one_counts_for_less():
    found = picked({"deep graph network": 0.9, "graph network": 0.5})
    assert found[key_of("graph network")] == pytest.approx(0.5 * INSIDE * (1 - ALIKE * 2 / 3), abs=1e-6)


def test_a_term_that_stands_elsewhere_too_loses_only_for_its_words():
    found = picked({"search trees": 0.9, "trees": 0.5})
    assert found[key_of("trees")] == pytest.approx(0.5 * (1 - ALIKE / 2), abs=1e-6)


def test_places_inside_several_chosen_terms_add_up():
    text = "Search trees and decision trees differ."
    found = picked({"search trees": 0.9, "decision trees": 0.8, "trees": 0.5}, candidates(text))
    assert found[key_of("trees")] == pytest.approx(0.5 * INSIDE * (1 - ALIKE / 2), abs=1e-6)


def test_a_term_around_every_place_of_a_chosen_one_counts_for_less():
    found = picked({"graph network": 0.9, "deep graph network": 0.5})
    assert found[key_of("deep graph network")] == pytest.approx(0.5 * AROUND * (1 - ALIKE * 2 / 3), abs=1e-6)


def test_nothing_to_choose_from():
    assert choose(FOUND, np.zeros(len(FOUND.keys)), top=5, floor=0.0, fewest=5) == []

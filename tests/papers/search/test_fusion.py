"""The laws of joining two rankings."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers.search.fusion import fuse, smooth, standard

SCORES = st.dictionaries(st.integers(1, 30), st.floats(-50, 50), max_size=20)


@given(SCORES)
def test_standard_scores_have_mean_nought_and_keep_the_order(scores):
    found, least = standard(scores, 200)
    assert found.keys() == scores.keys()
    if scores:
        assert np.mean(list(found.values())) == pytest.approx(0, abs=1e-6)
        assert least == pytest.approx(min(found.values()))
    assert all(found[a] <= found[b] + 1e-9 for a in scores for b in scores if scores[a] <= scores[b])


@given(SCORES, SCORES, st.floats(0.1, 9), st.floats(-9, 9))
def test_neither_the_unit_nor_the_zero_of_a_side_matters(lexical, dense, unit, zero):
    wide = {key: round(score) for key, score in lexical.items()}
    moved = {key: score * unit + zero for key, score in wide.items()}
    assert fuse(moved, dense, 200) == pytest.approx(fuse(wide, dense, 200), abs=1e-5)


@given(SCORES, SCORES)
def test_what_is_better_on_both_sides_is_better(lexical, dense):
    both = fuse(lexical, dense, 200)
    assert both.keys() == lexical.keys() | dense.keys()
    shared = lexical.keys() & dense.keys()
    for a in shared:
        for b in shared:
            if lexical[a] <= lexical[b] and dense[a] <= dense[b]:
                assert both[a] <= both[b] + 1e-9


def test_one_side_alone_keeps_its_order():
    assert sorted({1: 3.0, 2: 1.0, 3: 2.0}, key=lambda key: -fuse({1: 3.0, 2: 1.0, 3: 2.0}, {}, 200)[key]) == [1, 3, 2]
    assert fuse({}, {}, 200) == {}


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=30), st.integers(0, 9))
def test_smoothing_stays_between_the_least_and_the_best(values, seed):
    rows = np.random.default_rng(seed).normal(size=(len(values), 4)).astype(np.float32)
    scores = dict(enumerate(values))
    found = smooth(scores, dict(enumerate(rows)), np.zeros(4, np.float32))
    assert found.keys() == scores.keys()
    assert all(min(values) - 1e-6 <= value <= max(values) + 1e-6 for value in found.values())


def test_a_paper_among_good_ones_rises_and_one_without_vector_stays():
    east, north = np.array([1.0, 0.0]), np.array([0.0, 1.0])
    vectors = {1: east, 2: east, 3: east, 4: north, 5: north}
    found = smooth({1: 3.0, 2: 3.0, 3: 1.0, 4: 1.1, 5: 0.0, 6: 1.05}, vectors, np.zeros(2))
    assert found[3] > found[6] == 1.05 > found[4]

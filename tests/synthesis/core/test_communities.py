"""Communities: every search ends, whatever the weights, and joining groups one by one says what summing anew would."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from synthesis.core import communities
from synthesis.core.communities import split

SIZES = st.integers(communities.SMALL + 1, communities.SMALL + 30)
WEIGHTS = st.sampled_from([0.1, 0.2, 0.3, 1 / 3, 0.066667, 1.0])


@st.composite
def equals(draw: st.DrawFn) -> csr_matrix:
    """Graphs of a kind that made searches go round: cliques, rings, bipartite or random, all edges of one weight."""
    count, weight = draw(SIZES), draw(WEIGHTS)
    kind = draw(st.sampled_from(["cliques", "ring", "bipartite", "random"]))
    rows, columns = np.triu_indices(count, 1)
    if kind == "cliques":
        held = rows // 6 == columns // 6
        held |= (columns - rows == 6) & (rows % 6 == 0)
    elif kind == "ring":
        held = columns - rows <= draw(st.integers(1, 3))
    elif kind == "bipartite":
        held = (rows % 5 < 2) != (columns % 5 < 2)
    else:
        held = np.random.default_rng(draw(st.integers(0, 999))).random(len(rows)) < 0.1
    one = csr_matrix((np.full(held.sum(), weight), (rows[held], columns[held])), shape=(count, count))
    return csr_matrix(one + one.T)


@settings(max_examples=40, deadline=None)
@given(equals(), st.integers(0, 5), st.integers(0, 60))
def test_graphs_of_equal_weights_are_parted_and_every_search_is_bounded(
    near: csr_matrix, seed: int, shared: int
) -> None:
    count = near.shape[0]
    concepts = [dict.fromkeys({place % count, (3 * place + 1) % count, place // 2}, 0.5) for place in range(shared)]
    asked: list[Mapping[str, Any]] = []

    def bounded(edges: Sequence[Any], **settings: Any) -> Any:
        asked.append(settings)
        return search(edges, **settings)

    search = communities.leiden
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(communities, "leiden", bounded)
        groups, rest = split(near, concepts, target=7, low=5, high=9, seed=seed)
    assert asked
    assert all(0 < one["max_local_moving_iterations"] <= 100 for one in asked)
    assert sorted([*rest, *(paper for group in groups for paper in group)]) == list(range(count))
    assert len(groups) <= 9


def test_a_search_that_is_cut_off_at_once_still_parts_all_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(communities, "MOST_SWEEPS", 1)
    dice = np.random.default_rng(7)
    one = np.triu(np.round(dice.random((80, 80)) * (dice.random((80, 80)) < 0.2), 6), 1)
    groups, rest = split(csr_matrix(one + one.T), [], target=7, low=5, high=9)
    assert sorted([*rest, *(paper for group in groups for paper in group)]) == list(range(80))


@settings(max_examples=30, deadline=None)
@given(equals(), st.data())
def test_joining_two_groups_gives_the_sums_that_counting_anew_gives(near: csr_matrix, data: st.DataObject) -> None:
    homes = data.draw(st.lists(st.integers(0, 6), min_size=near.shape[0], max_size=near.shape[0]))
    groups = [[paper for paper, home in enumerate(homes) if home == one] for one in sorted(set(homes))]
    groups = communities._ordered(groups)
    between = communities._between(groups, near)
    while len(groups) > 2:
        first, second = sorted(data.draw(st.permutations(range(len(groups))))[:2])
        groups, between = communities._one(groups, between, first, second)
        assert groups == communities._ordered(groups)
        assert (between == communities._between(groups, near)).all()

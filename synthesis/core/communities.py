"""Which papers belong together: a weighted graph of papers and shared concepts, cut by Leiden (Traag et al. 2019).

Leiden cuts a large collection finely; its communities, or the papers of a small one, are then joined two by two, those
first that are nearer than their papers' nearness to all others lets expect (the modularity of Newman 2006, a pair of
papers on average), until as many are left as asked for. The same is done inside a branch for its groups, so the whole
is a hierarchy of communities.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from graspologic_native import leiden
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

__all__ = ["split"]

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]
RESOLUTIONS = tuple(round(0.25 * 1.22**step, 6) for step in range(28))
SHARED_CONCEPT = 0.2
# So few papers are joined one by one.
SMALL = 60
# Where many edges are equal, sums rounded otherwise each time let the native search move papers round in circles for
# ever. No two edges are equal by this much, which decides nothing; and a search that still goes round is cut off.
TIE = 1e-7
MOST_SWEEPS = 100
# So many times more communities than groups are wanted are cut first.
FINE = 2.0
# Two groups whose papers are this near, by what papers of one group are, are one.
ALIKE = 0.77
SWEEPS = 5


def split(
    near: csr_matrix, concepts: Sequence[Mapping[int, float]], *, target: int, low: int, high: int, seed: int = 0
) -> tuple[list[list[int]], list[int]]:
    """Groups of papers (numbers of rows, ascending; groups by size, then first member) and the papers in none.

    ``near`` is what ``nearness.nearest`` gives, ``concepts`` the papers of each shared concept with scores. There are
    ``target`` groups where that many hold together, ``low`` at least where there is something to part, ``high`` at
    most; papers near to no other are in none.
    """
    count = near.shape[0]
    if count <= 3:
        return [[paper] for paper in range(min(count, high))], list(range(high, count))
    fine = [[paper] for paper in range(count)]
    if count > SMALL:
        fine = _fine(_edges(near, concepts), count, round(FINE * target), seed)
    lonely = {group[0] for group in fine if len(group) == 1 and not near[group[0]].nnz}
    groups = _joined([group for group in fine if group[0] not in lonely], near, target, low)
    if count > SMALL:
        groups = _swept(groups, near)
    rest = sorted(lonely)
    while len(groups) > high:
        rest = sorted(rest + groups.pop())
    return groups, rest


def _edges(near: csr_matrix, concepts: Sequence[Mapping[int, float]]) -> list[tuple[str, str, float]]:
    pairs = near.tocoo()
    names = [f"p{paper:06}" for paper in range(near.shape[0])]
    edges = [
        (names[a], names[b], weight)
        for a, b, weight in zip(pairs.row.tolist(), pairs.col.tolist(), pairs.data.tolist(), strict=True)
        if a < b
    ]
    for place, papers in enumerate(concepts):
        if len(papers) > 1:
            weight = SHARED_CONCEPT / len(papers)
            own = f"c{place:06}"
            edges += [(own, names[paper], round(weight * papers[paper], 6)) for paper in sorted(papers)]
    kept = sorted(edge for edge in edges if edge[2] > 0)
    return [(a, b, weight + TIE * (1 + place / len(kept))) for place, (a, b, weight) in enumerate(kept)]


def _fine(edges: list[tuple[str, str, float]], count: int, wanted: int, seed: int) -> list[list[int]]:
    """The coarsest cut of the ladder of resolutions with at least ``wanted`` communities, else the finest."""
    groups: list[list[int]] = []
    for resolution in RESOLUTIONS:
        groups = _leiden(edges, count, resolution, seed)
        if len(groups) >= wanted:
            break
    return groups


def _leiden(edges: list[tuple[str, str, float]], count: int, resolution: float, seed: int) -> list[list[int]]:
    membership: dict[str, int] = {}
    if edges:
        _, membership = leiden(
            edges, resolution=resolution, seed=seed, trials=1, max_local_moving_iterations=MOST_SWEEPS
        )
    groups: dict[str, list[int]] = {}
    for paper in range(count):
        name = f"p{paper:06}"
        groups.setdefault(f"g{membership[name]}" if name in membership else name, []).append(paper)
    return _ordered(groups.values())


def _ordered(groups: Iterable[list[int]]) -> list[list[int]]:
    return sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group[0]))


def _joined(groups: list[list[int]], near: csr_matrix, target: int, low: int) -> list[list[int]]:
    """Groups joined while over ``target``, and on to ``low`` while two are about as near as papers of one group are."""
    between = _between(groups, near)
    while len(groups) > low:
        sizes = np.array([len(group) for group in groups], np.float64)
        means, gain = _gains(between, sizes)
        first, second = sorted(divmod(int(np.argmax(gain)), len(groups)))
        if len(groups) <= target and means[first, second] < ALIKE * _inside(between, sizes):
            break
        groups, between = _one(groups, between, first, second)
    return groups


def _one(groups: list[list[int]], between: Matrix, first: int, second: int) -> tuple[list[list[int]], Matrix]:
    """The groups, in order, with these two made one, and the nearness between them."""
    between[first] += between[second]
    between[:, first] += between[:, second]
    joined = {**dict(enumerate(groups)), first: sorted(groups[first] + groups[second])}
    del joined[second]
    order = sorted(joined, key=lambda place: (-len(joined[place]), joined[place][0]))
    return [joined[place] for place in order], between[np.ix_(order, order)]


def _swept(groups: list[list[int]], near: csr_matrix) -> list[list[int]]:
    """Each paper moved to the group it is nearest to, by the root of its size, a few times over; no group is lost."""
    for _ in range(SWEEPS):
        score = np.asarray((near @ _members(groups, near.shape[0])).todense())
        best = np.argmax(np.round(score / np.sqrt([len(group) for group in groups]), 6), axis=1)
        moved: list[list[int]] = [[] for _ in groups]
        for paper in sorted(paper for group in groups for paper in group):
            moved[int(best[paper])].append(paper)
        if not all(moved) or moved == groups:
            break
        groups = moved
    return _ordered(groups)


def _members(groups: Sequence[Sequence[int]], count: int) -> csr_matrix:
    """1 where a paper (row) is in a group (column)."""
    papers = [paper for group in groups for paper in group]
    homes = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    return csr_matrix((np.ones(len(papers)), (papers, homes)), shape=(count, len(groups)))


def _between(groups: Sequence[Sequence[int]], near: csr_matrix) -> Matrix:
    """Nearness of all papers of one group to all of another together, shape (groups, groups), in millionths.

    Whole numbers in doubles, so it makes no difference in which order groups are joined.
    """
    members = _members(groups, near.shape[0])
    whole = csr_matrix((np.rint(near.data * 1e6), near.indices, near.indptr), shape=near.shape)
    return np.asarray((members.T @ whole @ members).todense())


def _inside(between: Matrix, sizes: Vector) -> float:
    """Mean nearness of two papers of one group, over the groups of several papers."""
    pairs = float((sizes * (sizes - 1)).sum())
    return round(float(between.diagonal().sum()) / 1e6 / pairs, 6) if pairs else 0.0


def _gains(between: Matrix, sizes: Vector) -> tuple[Matrix, Matrix]:
    """Mean nearness of the papers of two groups, and how much more than expected it is; -inf on the latter's diagonal.

    Both have the shape (groups, groups).
    """
    between = between / 1e6
    total = between.sum(axis=1)
    expected = np.outer(total, total) / max(total.sum(), 1e-9)
    pairs = np.outer(sizes, sizes)
    gain = np.round((between - expected) / pairs, 6)
    np.fill_diagonal(gain, -np.inf)
    return np.round(between / pairs, 6), gain

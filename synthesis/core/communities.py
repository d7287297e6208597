"""Which papers belong together: a weighted graph of papers and shared concepts, cut by Leiden (Traag et al. 2019)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from graspologic_native import leiden
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

__all__ = ["similarities", "split"]

Matrix = NDArray[np.float64]
RESOLUTIONS = tuple(round(0.25 * 1.22**step, 6) for step in range(22))
SHARED_CONCEPT = 0.2
LARGE = 4_000
# Below this cosine two papers share a word or two by chance.
FAINT = 0.02


def similarities(features: Sequence[Mapping[str, float]], neighbours: int = 12) -> csr_matrix:
    """Cosines between papers, shape (n, n), zero diagonal, symmetric, rounded to 1e-6.

    ``features`` holds one weight per word or concept and paper. A feature counts by its logarithm and by how few papers
    share it. Of each paper the ``neighbours`` nearest are kept, so the matrix stays sparse.
    """
    count = len(features)
    spread: Counter[str] = Counter(name for row in features for name in row)
    names = {name: place for place, name in enumerate(sorted(name for name in spread if spread[name] > 1))}
    rows, columns, values = [], [], []
    for place, row in enumerate(features):
        for name in sorted(row.keys() & names.keys()):
            rows.append(place)
            columns.append(names[name])
            values.append(np.log1p(row[name]) * np.log((1 + count) / spread[name]))
    matrix = csr_matrix((values, (rows, columns)), shape=(count, max(1, len(names))), dtype=np.float64)
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    # A paper whose whole text is shared by none has length zero and no neighbour.
    scale = np.divide(1.0, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    unit = csr_matrix(matrix.multiply(scale[:, None]))
    return _nearest(unit, neighbours)


def _nearest(unit: csr_matrix, neighbours: int) -> csr_matrix:
    count = unit.shape[0]
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for first in range(0, count, 512):
        block = np.round((unit[first : first + 512] @ unit.T).toarray(), 6)
        for offset, line in enumerate(block):
            line[first + offset] = 0.0
            # Stable: among equals the earlier paper is the nearer one.
            for other in np.argsort(-line, kind="stable")[:neighbours]:
                if line[other] >= FAINT:
                    rows += [first + offset, int(other)]
                    columns += [int(other), first + offset]
                    values += [float(line[other])] * 2
    found = csr_matrix((values, (rows, columns)), shape=(count, count))
    counts = csr_matrix((np.ones(len(values)), (rows, columns)), shape=(count, count))
    found.data = np.round(found.data / counts.data, 6)
    return found


def split(
    near: csr_matrix,
    concepts: Sequence[Mapping[int, float]],
    *,
    target: int,
    low: int,
    high: int,
    seed: int = 0,
    lonely_share: float = 6.0,
) -> tuple[list[list[int]], list[int]]:
    """Groups of papers (numbers of rows, ascending; groups by size, then first member) and the papers in none.

    ``near`` is what ``similarities`` gives, ``concepts`` the papers of each shared concept with their scores. Leiden
    runs over a fixed ladder of resolutions; taken is the cut whose number of groups lies nearest to ``target`` within
    ``low`` to ``high``, with few lonely papers and no giant. Lonely papers join their nearest group where there is one.
    """
    edges = _edges(near, concepts)
    count = near.shape[0]
    best: tuple[float, list[list[int]]] | None = None
    for resolution in RESOLUTIONS:
        groups = _leiden(edges, count, resolution, seed)
        cost = _cost(groups, count, target, low, high, lonely_share)
        if best is None or cost < best[0]:
            best = (cost, groups)
        # Finer cuts only give more groups.
        if sum(1 for group in groups if len(group) > 1) > 2 * high:
            break
    groups = best[1] if best else []
    return _settled(groups, near, high)


def _edges(near: csr_matrix, concepts: Sequence[Mapping[int, float]]) -> list[tuple[str, str, float]]:
    rows, columns = near.nonzero()
    edges = [
        (f"p{a:06}", f"p{b:06}", float(near[a, b]))
        for a, b in zip(rows.tolist(), columns.tolist(), strict=True)
        if a < b
    ]
    for place, papers in enumerate(concepts):
        if len(papers) > 1:
            weight = SHARED_CONCEPT / len(papers)
            edges += [(f"c{place:06}", f"p{paper:06}", round(weight * papers[paper], 6)) for paper in sorted(papers)]
    return sorted(edge for edge in edges if edge[2] > 0)


def _cut(edges: list[tuple[str, str, float]], resolution: float, seed: int) -> dict[str, int]:
    # Small graphs have many near-equal cuts, so the better of two is taken; large ones settle at once.
    trials = 2 if len(edges) < LARGE else 1
    found: dict[str, int] = leiden(edges, resolution=resolution, seed=seed, trials=trials)[1]
    return found


def _leiden(edges: list[tuple[str, str, float]], count: int, resolution: float, seed: int) -> list[list[int]]:
    membership: dict[str, int] = _cut(edges, resolution, seed) if edges else {}
    groups: dict[str, list[int]] = {}
    for paper in range(count):
        name = f"p{paper:06}"
        groups.setdefault(f"g{membership[name]}" if name in membership else name, []).append(paper)
    return _ordered(groups.values())


def _ordered(groups: Iterable[list[int]]) -> list[list[int]]:
    return sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group[0]))


def _cost(groups: list[list[int]], count: int, target: int, low: int, high: int, lonely_share: float) -> float:
    real = [group for group in groups if len(group) > 1] if count > 3 else groups
    number = len(real)
    lonely = count - sum(len(group) for group in real)
    giant = max((len(group) for group in real), default=count) / count
    outside = max(0, low - number) + max(0, number - high)
    return round(abs(number - target) + 3 * outside + lonely_share * lonely / count + 6 * max(0.0, giant - 0.4), 6)


def _settled(groups: list[list[int]], near: csr_matrix, high: int) -> tuple[list[list[int]], list[int]]:
    """Lonely papers to their nearest group, then the smallest groups together until there are at most ``high``."""
    if near.shape[0] <= 3:
        return _ordered(groups[:high]), sorted(paper for group in groups[high:] for paper in group)
    real = [group for group in groups if len(group) > 1]
    lonely = sorted(paper for group in groups if len(group) == 1 for paper in group)
    rest = []
    additions: dict[int, list[int]] = {}
    for paper in lonely:
        nearest = _nearest_group([paper], real, near)
        if nearest is None:
            rest.append(paper)
        else:
            additions.setdefault(nearest, []).append(paper)
    real = [group + additions.get(place, []) for place, group in enumerate(real)]
    while len(real) > high:
        smallest = real.pop()
        nearest = _nearest_group(smallest, real, near)
        if nearest is None:
            rest += smallest
        else:
            real[nearest] = real[nearest] + smallest
        real = _ordered(real)
    return _ordered(real), sorted(rest)


def _nearest_group(papers: list[int], groups: list[list[int]], near: csr_matrix) -> int | None:
    scores = [round(float(near[papers][:, group].sum()) / len(group) ** 0.5, 6) for group in groups]
    if not scores or max(scores) <= 0:
        return None
    return scores.index(max(scores))

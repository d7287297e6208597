"""The selection of NSGA-II, every score maximised.

Deb et al.: A fast and elitist multiobjective genetic algorithm, NSGA-II (IEEE Trans. Evol. Comput. 6(2), 2002).
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

__all__ = ["crowding", "fronts", "ranking", "tournament"]

Scores = npt.NDArray[np.float64]


def fronts(scores: Scores) -> list[npt.NDArray[np.int64]]:
    """Rows of ``scores`` (n, m) by front: the first holds what nothing dominates, the next what only those dominate.

    One row dominates another when it is nowhere less and somewhere more. Rows of a front stand in ascending order;
    every row is in exactly one front.
    """
    better: npt.NDArray[np.bool_] = np.all(scores[:, None, :] >= scores[None, :, :], axis=2)
    dominates = better & ~better.T
    left = dominates.sum(axis=0)
    waiting = np.ones(len(scores), dtype=bool)
    found = []
    while waiting.any():
        front = np.flatnonzero(waiting & (left == 0))
        found.append(front)
        waiting[front] = False
        left = left - dominates[front].sum(axis=0)
    return found


def crowding(scores: Scores) -> Scores:
    """Crowding distance of each row (n,) among the rows of one front (n, m), rounded to 1e-6.

    For each score the gap between the two neighbours divided by the range, summed; the outermost rows of a score with
    any range are infinitely far. Equal values stand in the order of the rows, so order the rows by id.
    """
    distance = np.zeros(len(scores))
    for column in scores.T:
        order = np.argsort(column, kind="stable")
        ordered = column[order]
        reach = ordered[-1] - ordered[0]
        if reach <= 0:
            continue
        distance[order[[0, -1]]] = np.inf
        distance[order[1:-1]] += (ordered[2:] - ordered[:-2]) / reach
    return np.round(distance, 6)


def ranking(scores: Scores, ids: Sequence[str]) -> list[tuple[int, int, float]]:
    """All rows best first as (row, front from 0, crowding): by front, then by crowding, then by id."""
    by_id = np.array(sorted(range(len(ids)), key=ids.__getitem__), dtype=np.int64)
    found: list[tuple[int, int, float]] = []
    for place, front in enumerate(fronts(scores[by_id])):
        distance = crowding(scores[by_id][front])
        for at in np.argsort(-distance, kind="stable"):
            found.append((int(by_id[front[at]]), place, float(distance[at])))
    return found


def tournament(rng: np.random.Generator, count: int) -> int:
    """The better of two drawn places of a ranking of ``count``: the smaller."""
    return min(int(rng.random() * count), int(rng.random() * count))

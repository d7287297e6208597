"""Which terms of one paper belong together: Ward's clustering (1963) of their vectors, in whole numbers throughout.

Similarities are millionths in integers, so sums come out the same on every machine.
"""

from collections.abc import Sequence

import numpy as np

__all__ = ["likeness", "themes"]

ONE = 1_000_000
FEWEST, MOST = 3, 6
# A theme of one term gathers nothing; a cut pays that much of its silhouette for each, shared among its themes.
LONE = 0.25

Likeness = list[list[int]]


def likeness(vectors: Sequence[bytes]) -> Likeness:
    """Cosines between vectors of signed bytes in whole millionths, shape (n, n); a vector of zeros is like none."""
    rows = np.array([np.frombuffer(vector, np.int8) for vector in vectors], np.int64)
    dots = rows @ rows.T
    lengths = np.sqrt(dots.diagonal().astype(np.float64))
    scale = np.outer(lengths, lengths)
    cosines = np.divide(dots, scale, out=np.zeros_like(scale), where=scale > 0)
    found: Likeness = np.rint(cosines * ONE).astype(np.int64).tolist()
    return found


def themes(alike: Likeness) -> list[list[int]]:
    """The members of each theme, ascending, themes by their first member: 3 to 6 of them, fewer for fewer than 3 terms.

    Members are numbered in the order of the terms, best first, and equal costs go to the earlier ones. Taken is the
    number of themes with the best mean silhouette (Rousseeuw 1987), less what themes of one term cost.
    """
    groups = [[place] for place in range(len(alike))]
    sums = [list(row) for row in alike]
    most = min(MOST, max(FEWEST, len(alike) // 2))
    best, chosen = float("-inf"), groups
    while len(groups) > FEWEST:
        groups, sums = _joined(groups, sums)
        if len(groups) <= most:
            value = _silhouette(groups, alike) - LONE * sum(len(group) == 1 for group in groups) / len(groups)
            # Among equals the later, coarser cut.
            if round(value, 6) >= best:
                best, chosen = round(value, 6), groups
    return chosen


def _joined(groups: list[list[int]], sums: Likeness) -> tuple[list[list[int]], Likeness]:
    """One group fewer: the two joined whose union raises the variance least; ``sums`` are likenesses between groups."""
    sizes = [len(group) for group in groups]
    means = [row[place] / sizes[place] ** 2 for place, row in enumerate(sums)]

    def cost(a: int, b: int) -> float:
        apart = means[a] + means[b] - 2 * sums[a][b] / (sizes[a] * sizes[b])
        return round(apart * sizes[a] * sizes[b] / (sizes[a] + sizes[b]) / ONE, 6)

    _, first, second = min((cost(a, b), a, b) for b in range(len(groups)) for a in range(b))
    rest = [place for place in range(len(groups)) if place != second]
    rows = [[sums[a][b] for b in rest] for a in rest]
    at = rest.index(first)
    for row, place in enumerate(rest):
        rows[row][at] = rows[at][row] = sums[place][first] + sums[place][second]
    rows[at][at] = sums[first][first] + sums[second][second] + 2 * sums[first][second]
    joined = [groups[place] if place != first else sorted(groups[first] + groups[second]) for place in rest]
    return joined, rows


def _silhouette(groups: list[list[int]], alike: Likeness) -> float:
    values = []
    for own in groups:
        for member in own:
            near, *apart = (
                ONE - sum(alike[member][other] for other in group if other != member) / max(1, size)
                for group, size in [(own, len(own) - 1), *((group, len(group)) for group in groups if group is not own)]
            )
            far = min(apart)
            values.append((far - near) / (max(far, near) or 1.0) if len(own) > 1 else 0.0)
    return sum(values) / len(values)

"""Two trees make a third: the mother gives its shape, the father a branch. Answers are as in ``mutation``."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import product

import numpy as np

from synthesis.core.breeding.genome import Genome, below, pick, under
from synthesis.core.breeding.mutation import Mutated
from synthesis.core.breeding.pool import Pool

__all__ = ["CROSSOVERS", "Crossover", "exchange", "graft"]

Crossover = Callable[[Genome, Genome, Pool, np.random.Generator], Mutated | None]
# Two branches match from this closeness on, in millionths.
ALIKE = 500_000
# Of the father at most this part comes over, so that both can be seen in the child.
LARGEST = 0.6


def graft(mother: Genome, father: Genome, pool: Pool, rng: np.random.Generator) -> Mutated | None:
    """The mother with a branch of the father under its most fitting node.

    All nodes of the mother keep their place. The branch (drawn by chance, at most 60 % of the father, never its root)
    hangs where an edge would have a quote if there is such a node, at the closest of these; of a concept that the
    mother has, only the children come.
    """
    children = below(father)
    most = max(1, int(LARGEST * (len(father.up) + 1)))
    tops = [node for node in father.up if len(under(children, node)) <= most]
    if not tops:
        return None
    top = pick(rng, tops)
    here = pool.concept[top]
    concept = pool.concept
    at = min(
        mother.nodes(),
        key=lambda node: (not pool.quoted[concept[node], here], -int(pool.near[concept[node], here]), node),
    )
    return _with_branch(mother, dict(mother.up), father, children, top, at, pool)


def exchange(mother: Genome, father: Genome, pool: Pool, rng: np.random.Generator) -> Mutated | None:
    """The mother with one of its branches replaced by the branch of the father that matches it.

    Two branches match when their tops are the same concept, or where none are, closeness at least one half. The new
    branch hangs where the old one hung; nothing outside of the old branch changes.
    """
    pairs = _matches(mother, father, pool)
    if not pairs:
        return None
    old, new = pick(rng, pairs)
    gone = set(under(below(mother), old))
    up = {node: above for node, above in mother.up.items() if node not in gone}
    return _with_branch(mother, up, father, below(father), new, mother.up[old], pool)


def _matches(mother: Genome, father: Genome, pool: Pool) -> list[tuple[int, int]]:
    concept = pool.concept
    mine = {concept[node]: node for node in mother.up}
    same = [(mine[concept[node]], node) for node in father.up if concept[node] in mine]
    if same:
        return same
    left, right = list(mother.up), list(father.up)
    if not left or not right:
        return []
    near = pool.near[np.ix_([concept[node] for node in left], [concept[node] for node in right])]
    close = near >= ALIKE
    return [(left[a], right[b]) for a, b in product(*map(range, close.shape)) if close[a, b]] if close.any() else []


def _with_branch(
    mother: Genome,
    up: dict[int, int],
    father: Genome,
    children: Mapping[int, Sequence[int]],
    top: int,
    at: int,
    pool: Pool,
) -> Mutated:
    concept = pool.concept
    holder = {concept[node]: node for node in (mother.root, *up)}
    stands: dict[int, int] = {}
    came = []
    for node in under(children, top):
        above = at if node == top else stands[father.up[node]]
        held = holder.setdefault(concept[node], node)
        stands[node] = held
        if held == node:
            up[node] = above
            came.append(node)
    here = set(up) | {mother.root}
    links = [link for link in mother.links if link[0] in here and link[1] in here]
    stands |= {node: holder[concept[node]] for node in father.nodes() if concept[node] in holder}
    fresh = set(came)
    links += [
        (stands[a], stands[b])
        for a, b in father.links
        if a in stands and b in stands and (stands[a] in fresh or stands[b] in fresh)
    ]
    marks = {node: held for node, held in mother.marks.items() if node in here}
    marks |= {node: father.marks[node] for node in came if node in father.marks}
    return replace(mother, up=up, links=tuple(links), marks=marks), stands[top], pool.nodes[top].label


CROSSOVERS: Mapping[str, Crossover] = {"graft": graft, "exchange": exchange}

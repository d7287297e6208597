"""One tree changed at one place. Each answers the changed tree and the node to mark, or None where it cannot."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from synthesis.core.breeding.genome import Genome, below, pick, under
from synthesis.core.breeding.pool import Pool

__all__ = ["MUTATIONS", "Mutated", "Mutation", "link", "promote", "prune", "reparent", "split", "swap", "unlink"]

Mutated = tuple[Genome, int, str]
Mutation = Callable[[Genome, Pool, np.random.Generator], Mutated | None]
# At most this part of a tree is cut off at once.
CUT = 0.34
TRIES = 8
BROAD = 4


def prune(genome: Genome, pool: Pool, rng: np.random.Generator) -> Mutated | None:
    """Without one branch of at most a third of the nodes; everything else stays where it was."""
    children = below(genome)
    most = max(1, int(CUT * (len(genome.up) + 1)))
    tops = [node for node in genome.up if len(under(children, node)) <= most]
    if not tops or len(genome.up) < 2:
        return None
    top = pick(rng, tops)
    gone = set(under(children, top))
    up = {node: above for node, above in genome.up.items() if node not in gone}
    links = tuple(pair for pair in genome.links if pair[0] not in gone and pair[1] not in gone)
    return replace(genome, up=up, links=links), genome.up[top], pool.nodes[top].label


def promote(genome: Genome, pool: Pool, rng: np.random.Generator) -> Mutated | None:
    """A node, with all under it, one level up: beside the node it hung under."""
    deep = [node for node, above in genome.up.items() if above != genome.root]
    if not deep:
        return None
    node = pick(rng, deep)
    above = genome.up[node]
    return _moved(genome, node, genome.up[above]), node, pool.nodes[above].label


def split(genome: Genome, pool: Pool, rng: np.random.Generator) -> Mutated | None:
    """A node of four children or more with half of them gathered under one of them: those closest to it."""
    children = below(genome)
    broad = [node for node, held in children.items() if len(held) >= BROAD]
    if not broad:
        return None
    node = pick(rng, broad)
    head = pick(rng, children[node])
    near = pool.near[pool.concept[head]]
    others = sorted((child for child in children[node] if child != head), key=lambda c: (-near[pool.concept[c]], c))
    up = dict(genome.up)
    for child in others[: len(children[node]) // 2]:
        up[child] = head
    return replace(genome, up=up), head, pool.nodes[node].label


def reparent(genome: Genome, pool: Pool, rng: np.random.Generator) -> Mutated | None:
    """A node, with all under it, to the most fitting of some nodes drawn from outside its branch.

    First where the new edge has a quote, then where the two are closest.
    """
    if len(genome.up) < 2:
        return None
    node = pick(rng, list(genome.up))
    inside = set(under(below(genome), node))
    places = [place for place in genome.nodes() if place not in inside and place != genome.up[node]]
    if not places:
        return None
    drawn = {pick(rng, places) for _ in range(TRIES)}
    concept, here = pool.concept, pool.concept[node]
    best = min(drawn, key=lambda p: (not pool.quoted[concept[p], here], -int(pool.near[concept[p], here]), p))
    return _moved(genome, node, best), node, pool.nodes[genome.up[node]].label


def swap(genome: Genome, pool: Pool, rng: np.random.Generator) -> Mutated | None:
    """A node replaced by a neighbour of its concept; what hung under it hangs under the neighbour."""
    held = {pool.concept[node] for node in genome.nodes()}
    choices = [
        (node, other)
        for node in genome.up
        for other in pool.neighbours.get(pool.concept[node], ())
        if pool.concept[other] not in held
    ]
    if not choices:
        return None
    old, new = pick(rng, choices)
    now = {old: new}
    up = {now.get(node, node): now.get(above, above) for node, above in genome.up.items()}
    links = tuple((now.get(a, a), now.get(b, b)) for a, b in genome.links)
    marks = {now.get(node, node): marks for node, marks in genome.marks.items()}
    return Genome(genome.root, up, links, marks), new, pool.nodes[old].label


def link(genome: Genome, pool: Pool, rng: np.random.Generator) -> Mutated | None:
    """One more cross link, between two of its nodes that a sentence or a parent joins."""
    nodes = genome.nodes()
    concept = pool.concept
    known = pool.quoted[np.ix_([concept[node] for node in nodes], [concept[node] for node in nodes])]
    joined = {frozenset(pair) for pair in (*genome.up.items(), *genome.links)}
    pairs = [
        (nodes[a], nodes[b])
        for a, b in np.argwhere(np.triu(known | known.T, 1)).tolist()
        if frozenset((nodes[a], nodes[b])) not in joined and pool.link(concept[nodes[a]], concept[nodes[b]])
    ]
    if not pairs:
        return None
    a, b = pick(rng, pairs)
    known_link = pool.link(concept[a], concept[b])
    if known_link is not None and known_link.forth != (concept[a] <= concept[b]):
        a, b = b, a
    return replace(genome, links=(*genome.links, (a, b))), a, pool.nodes[b].label


def unlink(genome: Genome, pool: Pool, rng: np.random.Generator) -> Mutated | None:
    """Without one of its cross links."""
    if not genome.links:
        return None
    gone = pick(rng, genome.links)
    links = tuple(pair for pair in genome.links if pair != gone)
    return replace(genome, links=links), gone[0], pool.nodes[gone[1]].label


def _moved(genome: Genome, node: int, place: int) -> Genome:
    """The branch of ``node`` under ``place``, as its last child."""
    up = {other: above for other, above in genome.up.items() if other != node}
    up[node] = place
    return replace(genome, up=up)


MUTATIONS: Mapping[str, Mutation] = {
    "prune": prune,
    "promote": promote,
    "split": split,
    "reparent": reparent,
    "swap": swap,
    "link": link,
    "unlink": unlink,
}

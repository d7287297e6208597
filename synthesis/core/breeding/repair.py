"""A genome put in order: one tree, each concept once, within its bounds of size."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice

from synthesis.core.breeding.genome import Genome, Mark, below

__all__ = ["fold", "repair"]


def repair(
    genome: Genome,
    donor: Genome,
    *,
    concept: Sequence[int],
    kin: Mapping[int, Sequence[int]],
    weight: Sequence[float],
    low: int,
    high: int,
    max_links: int,
) -> Genome:
    """The genome connected, without a concept that stands twice, and of ``low`` to ``high`` nodes where that can be.

    Parameters: ``concept`` and ``weight`` by place of the pool, ``kin`` as for ``fold``; ``donor`` is the tree it was
    made from, which gives back nodes when too few are left (fewer than ``low`` remain only when the donor has no more).
    Above ``high`` the lightest leaves go. Of the cross links the first ``max_links`` stay that run along no tree edge.
    Doing it twice changes nothing.
    """
    whole = _shrunk(_grown(fold(genome, concept, kin), donor, concept, kin, low), weight, max(high, 1))
    return replace(whole, links=_links(whole, max_links), marks=_marks(whole))


def fold(genome: Genome, concept: Sequence[int], kin: Mapping[int, Sequence[int]]) -> Genome:
    """The genome with every concept once, in the order of its levels.

    A second node of a concept, or one whose concept is ``kin`` (by concept) to one that is there, goes; its children
    move to the first, and links that met it meet the first. A node that the root does not reach hangs under the root.
    """
    children: dict[int, list[int]] = {node: [] for node in genome.nodes()}
    for node, above in genome.up.items():
        children.setdefault(above, []).append(node)
    holder = {concept[genome.root]: genome.root}
    stands: dict[int, int] = {genome.root: genome.root}
    up: dict[int, int] = {}

    def hang(node: int, above: int) -> None:
        first = stands[node] = _held(concept[node], holder, kin, node)
        if first == node:
            holder[concept[node]] = node
            up[node] = above

    def spread(top: int) -> None:
        queue = [top]
        for node in queue:
            for child in children[node]:
                if child not in stands:
                    hang(child, stands[node])
                    queue.append(child)

    spread(genome.root)
    for node in genome.up:
        if node not in stands:
            hang(node, genome.root)
            spread(node)
    links = tuple((stands[a], stands[b]) for a, b in genome.links if a in stands and b in stands)
    whole = replace(genome, up=up, links=links)
    return replace(whole, links=_links(whole, len(links)))


def _held(concept: int, holder: Mapping[int, int], kin: Mapping[int, Sequence[int]], otherwise: int) -> int:
    """The node that says the concept, or one akin to it, already."""
    if concept in holder:
        return holder[concept]
    return next((holder[other] for other in kin.get(concept, ()) if other in holder), otherwise)


def _grown(genome: Genome, donor: Genome, concept: Sequence[int], kin: Mapping[int, Sequence[int]], low: int) -> Genome:
    missing = low - len(genome.up) - 1
    if missing <= 0:
        return genome
    holder = {concept[node]: node for node in genome.nodes()}
    up = dict(genome.up)
    for node, above in ((donor.root, genome.root), *donor.up.items()):
        if missing and _held(concept[node], holder, kin, -1) < 0:
            up[node] = holder.get(concept[above], genome.root)
            holder[concept[node]] = node
            missing -= 1
    return replace(genome, up=up)


def _shrunk(genome: Genome, weight: Sequence[float], high: int) -> Genome:
    excess = len(genome.up) + 1 - high
    if excess <= 0:
        return genome
    up = dict(genome.up)
    count = {node: len(nodes) for node, nodes in below(genome).items()}
    while excess:
        # The lightest few leaves at once, so that a tree far too large does not take a walk for each.
        leaves = sorted((weight[node], node) for node in up if not count[node])
        for _, node in islice(leaves, excess):
            count[up.pop(node)] -= 1
            excess -= 1
    return replace(genome, up=up)


def _links(genome: Genome, most: int) -> tuple[tuple[int, int], ...]:
    up = genome.up
    held = set(genome.nodes())
    found: dict[frozenset[int], tuple[int, int]] = {}
    for source, target in genome.links:
        inside = source in held and target in held and source != target
        if inside and up.get(source) != target and up.get(target) != source:
            found.setdefault(frozenset((source, target)), (source, target))
    return tuple(islice(found.values(), most))


def _marks(genome: Genome) -> dict[int, tuple[Mark, ...]]:
    held = set(genome.nodes())
    return {node: marks for node, marks in genome.marks.items() if node in held}

"""The pool of a breeding: every node of its parents and their neighbours, and what is known of any two of them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from synthesis.core.breeding.genome import Genome
from synthesis.core.breeding.materials import MILLION, Materials, concept_of
from synthesis.core.breeding.repair import fold
from synthesis.core.breeding.sayings import Saying
from synthesis.core.stopwords import is_stop_term, normal_form
from synthesis.core.types import Edge, Evidence, Node, Tree

__all__ = ["NEIGHBOUR", "Known", "Pool", "closeness"]

NEIGHBOUR = -1
# What joins the parts of a label of several concepts.
PARTS = re.compile(r" (?:/|&) ")


@dataclass(frozen=True, slots=True)
class Known:
    """What a cross link between two concepts rests on; ``forth``: it runs from the smaller number to the larger."""

    forth: bool
    label: str
    basis: str
    weight: float
    evidence: tuple[Evidence, ...]


class Pool:
    """Places 0, 1, ... name nodes: those of the first parent in its order, of the next, then the neighbours.

    ``nodes``, ``parent`` (place of the parent tree, -1 for a neighbour), ``concept`` (a number) and ``weight`` go by
    place. ``concepts`` are the normal forms by number, ``near`` (c, c) int32 their closeness in millionths, ``quoted``
    (c, c) bool whether an edge from the first to the second has a quote. ``parents`` are the parents as genomes,
    ``founders`` the same without the nodes that no concept names (``is_stop_term``), which nothing inherits. ``kin``
    are, by concept, those too much like it to stand in one child.
    """

    def __init__(self, trees: Sequence[Tree], materials: Materials) -> None:
        known = {concept_of(node) for tree in trees for node in tree.nodes}
        swaps = [
            (name, node) for name, nodes in sorted(materials.neighbours.items()) if name in known for node in nodes
        ]
        self.nodes: list[Node] = [node for tree in trees for node in tree.nodes] + [node for _, node in swaps]
        inside = len(self.nodes) - len(swaps)
        self.parent = [place for place, tree in enumerate(trees) for _ in tree.nodes] + [NEIGHBOUR] * len(swaps)
        names = [concept_of(node) for node in self.nodes]
        self.concepts = tuple(sorted(set(names)))
        number = {name: place for place, name in enumerate(self.concepts)}
        self.concept = [number[name] for name in names]
        self.weight = [node.weight for node in self.nodes]
        self.neighbours: dict[int, list[int]] = {}
        for place, (name, _) in enumerate(swaps, start=inside):
            self.neighbours.setdefault(number[name], []).append(place)
        self.kin = self._kin()
        self.near = closeness(self.concepts, materials.vectors)
        self.edges: dict[tuple[int, int, int], Edge] = {}
        self.links: dict[tuple[int, int], Known] = {}
        self.parents = self._parents(trees)
        self.founders = [_telling(parent, self.nodes) for parent in self.parents]
        self._hear(materials, number)

    def quotes(self, parent: int, above: int, node: int) -> tuple[Evidence, ...]:
        """The quotes of a tree edge between two concepts, those of that parent's own edge first; often none."""
        for place in (parent, NEIGHBOUR):
            edge = self.edges.get((place, above, node))
            if edge is not None and edge.evidence:
                return edge.evidence
        said = self.links.get((min(above, node), max(above, node)))
        return said.evidence if said is not None else ()

    def link(self, source: int, target: int) -> Known | None:
        """What is known of a cross link between two concepts, whichever way it runs."""
        return self.links.get((min(source, target), max(source, target)))

    def _kin(self) -> dict[int, list[int]]:
        """By concept the others of which at least half of the parts are the same; never two of one parent.

        The parts of "MPI / Dask" are "mpi" and "dask"; half means of all parts that either has.
        """
        parts: dict[int, set[str]] = {}
        homes: dict[int, set[int]] = {}
        holders: dict[str, set[int]] = {}
        for concept, node, parent in zip(self.concept, self.nodes, self.parent, strict=True):
            homes.setdefault(concept, set()).update({parent} - {NEIGHBOUR})
            for part in filter(None, map(normal_form, PARTS.split(node.label))):
                parts.setdefault(concept, set()).add(part)
                holders.setdefault(part, set()).add(concept)
        found: dict[int, list[int]] = {}
        for concept, mine in sorted(parts.items()):
            for other in sorted(set().union(*(holders[part] for part in mine)) - {concept}):
                both = len(mine & parts[other])
                if 2 * both >= len(mine | parts[other]) and not homes[concept] & homes[other]:
                    found.setdefault(concept, []).append(other)
        return found

    def _parents(self, trees: Sequence[Tree]) -> list[Genome]:
        found = []
        start = 0
        for place, tree in enumerate(trees):
            at = {node.id: start + offset for offset, node in enumerate(tree.nodes)}
            start += len(tree.nodes)
            ups = {at[edge.target]: at[edge.source] for edge in tree.edges if edge.kind == "tree"}
            links = tuple((at[e.source], at[e.target]) for e in tree.edges if e.kind == "cross")
            for edge in tree.edges:
                ends = (self.concept[at[edge.source]], self.concept[at[edge.target]])
                if edge.kind == "tree":
                    self.edges.setdefault((place, *ends), edge)
                    if edge.evidence:
                        self.edges.setdefault((NEIGHBOUR, *ends), edge)
                else:
                    self._learn(*ends, edge)
            found.append(fold(Genome(at[tree.root], ups, links), self.concept, {}))
        return found

    def _learn(self, source: int, target: int, edge: Edge | Saying) -> None:
        """Keeps the better of two for a pair: one with a quote, then one with a verb, then the first."""
        pair = (min(source, target), max(source, target))
        held = self.links.get(pair)
        if held is None or _worth(edge) > _worth(held):
            self.links[pair] = Known(source <= target, edge.label, edge.basis, edge.weight, edge.evidence)

    def _hear(self, materials: Materials, number: Mapping[str, int]) -> None:
        for said in materials.sayings:
            if said.source in number and said.target in number:
                self._learn(number[said.source], number[said.target], said)
        self.quoted = np.zeros((len(self.concepts), len(self.concepts)), dtype=bool)
        for (a, b), known in self.links.items():
            self.quoted[a, b] = self.quoted[b, a] = bool(known.evidence)
        for (_, a, b), edge in self.edges.items():
            if edge.evidence:
                self.quoted[a, b] = True


def _telling(genome: Genome, nodes: Sequence[Node]) -> Genome:
    """The genome without its stop terms: what hung under one hangs under the node above; unchanged if all are such."""
    kept = [node for node in genome.nodes() if not is_stop_term(nodes[node].label)]
    if len(kept) < 2:
        return genome
    held = set(kept)
    up: dict[int, int] = {}
    for node in kept[1:]:
        above = genome.up[node] if node != genome.root else kept[0]
        while above not in held and above != genome.root:
            above = genome.up[above]
        up[node] = above if above in held else kept[0]
    links = tuple((a, b) for a, b in genome.links if a in held and b in held)
    return Genome(kept[0], up, links)


def _worth(edge: Edge | Saying | Known) -> tuple[bool, bool]:
    return bool(edge.evidence), edge.basis == "sentence"


def closeness(concepts: Sequence[str], vectors: Mapping[str, npt.NDArray[np.int8]]) -> npt.NDArray[np.int32]:
    """How close any two concepts are, (c, c), in millionths: 0 to 1,000,000.

    Where both have a vector the cosine, at least 0; else twice the words they share over the words they have (Dice).
    Sums run over whole numbers below 2**53, so every machine gets the same.
    """
    words = [set(name.split()) for name in concepts]
    place = {word: at for at, word in enumerate(sorted(set().union(*words)))}
    marks = np.zeros((len(concepts), max(1, len(place))), dtype=np.float32)
    for row, held in enumerate(words):
        marks[row, [place[word] for word in held]] = 1
    sizes = np.maximum(marks.sum(axis=1).astype(np.float64), 1)
    near = np.rint(2 * MILLION * (marks @ marks.T).astype(np.float64) / (sizes[:, None] + sizes[None, :]))
    rows = [row for row, name in enumerate(concepts) if name in vectors and np.any(vectors[name])]
    if rows:
        held_vectors = np.stack([vectors[concepts[row]] for row in rows]).astype(np.float64)
        dots = held_vectors @ held_vectors.T
        lengths = np.sqrt(np.diag(dots))
        near[np.ix_(rows, rows)] = np.rint(MILLION * np.clip(dots / (lengths[:, None] * lengths[None, :]), 0, 1))
    whole: npt.NDArray[np.int32] = near.astype(np.int32)
    return whole

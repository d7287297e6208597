"""A labelled tree in the making: which nodes of the pool stand under which."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np

__all__ = ["Genome", "Mark", "below", "from_json", "name_of", "pick", "to_json", "under"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Mark:
    """What an operator did at a node, by child ``place`` of a ``generation``; ``note`` names who else took part.

    The breeding's seed, the generation and the place are the seed of the generator that it drew from.
    """

    operator: str
    generation: int
    place: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Genome:
    """A rooted tree over places of a ``Pool``.

    ``up`` names the node above each node but the root; the order of its keys is the order of children. ``links`` are
    (source, target) pairs across the tree. ``marks`` tell by node what operators did there.
    """

    root: int
    up: Mapping[int, int]
    links: tuple[tuple[int, int], ...] = ()
    marks: Mapping[int, tuple[Mark, ...]] = field(default_factory=dict)

    def nodes(self) -> tuple[int, ...]:
        """All its nodes, the root first."""
        return (self.root, *self.up)


def below(genome: Genome) -> dict[int, list[int]]:
    """The children of every node, in order; a leaf maps to an empty list."""
    found: dict[int, list[int]] = {node: [] for node in genome.nodes()}
    for node, above in genome.up.items():
        found[above].append(node)
    return found


def under(children: Mapping[int, Sequence[int]], top: int) -> list[int]:
    """The subtree of ``top``, itself first, each node before its children."""
    found = [top]
    for node in found:
        found += children[node]
    return found


def pick(rng: np.random.Generator, items: Sequence[T]) -> T:
    """One item by chance. Only ``Generator.random`` is drawn from, whose stream numpy keeps from version to version."""
    return items[int(rng.random() * len(items))]


def name_of(genome: Genome, concept: Sequence[int]) -> str:
    """16 hex digits that two genomes share exactly when they have the same concepts, joined the same way."""
    nodes = sorted((concept[above], concept[node]) for node, above in genome.up.items())
    links = sorted((concept[source], concept[target]) for source, target in genome.links)
    text = repr((concept[genome.root], nodes, links))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def to_json(genome: Genome) -> dict[str, Any]:
    """The genome in JSON's types; ``from_json`` reads it back."""
    return {
        "root": genome.root,
        "up": [list(pair) for pair in genome.up.items()],
        "links": [list(pair) for pair in genome.links],
        "marks": [
            [node, mark.operator, mark.generation, mark.place, mark.note]
            for node, marks in genome.marks.items()
            for mark in marks
        ],
    }


def from_json(data: Mapping[str, Any]) -> Genome:
    """What ``to_json`` wrote."""
    marks: dict[int, tuple[Mark, ...]] = {}
    for node, *parts in data["marks"]:
        marks[node] = (*marks.get(node, ()), Mark(*parts))
    links = tuple((source, target) for source, target in data["links"])
    return Genome(data["root"], dict(data["up"]), links, marks)

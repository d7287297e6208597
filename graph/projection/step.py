"""One step: the shares of some owners in SQL against what the graph holds of them, and the difference written."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Set

from graph.demand.shares import demand_shares, topic_links
from graph.items import Edge, Node, Tally, digest
from graph.projection import held, writing
from graph.projection.held import HeldEdge, Run
from graph.projection.owners import Owners
from graph.schema import kind_of
from graph.shares.bare import bare_nodes, standing_ids
from graph.shares.basket import Basket
from graph.shares.concepts import concept_shares
from graph.shares.experiments import experiment_shares, run_shares
from graph.shares.names import best_name, better_name
from graph.shares.papers import paper_shares
from graph.shares.trees import tree_shares


@dataclasses.dataclass
class Difference:
    """What must happen to the graph; nodes and edges to make are not there, the others are."""

    gone: list[HeldEdge] = dataclasses.field(default_factory=list)
    new: dict[int, Edge] = dataclasses.field(default_factory=dict)
    known: dict[str, Node] = dataclasses.field(default_factory=dict)
    make: list[Node] = dataclasses.field(default_factory=list)
    change: list[Node] = dataclasses.field(default_factory=list)
    doubtful: list[Node] = dataclasses.field(default_factory=list)
    # Nodes that may have lost the last edge that held them.
    loose: set[str] = dataclasses.field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.gone or self.new or self.make or self.change or self.loose)


def shares(owners: Owners) -> Basket:
    """What the owners put into the graph, by SQL."""
    basket = Basket()
    for found in concept_shares(owners.concepts), paper_shares(owners.papers), tree_shares(owners.trees):
        basket.take(found)
    if owners.experiments:
        basket.take(experiment_shares(owners.experiments))
    if owners.runs:
        basket.take(run_shares(owners.runs))
    if owners.demand:
        basket.take(demand_shares())
        basket.take(topic_links())
    return basket


class Seen:
    """Ids of nodes that a rebuild has made; 64 bits of each, as it must not remember a whole library.

    Should two ids ever share them, a node is not made, its relations are refused, and the next rebuild, whose hashes
    are others, makes both.
    """

    def __init__(self) -> None:
        self._hashes: set[int] = set()

    def add(self, ids: Iterable[str]) -> None:
        """Remembers them."""
        self._hashes.update(map(hash, ids))

    def of(self, ids: Iterable[str]) -> set[str]:
        """Those that were made."""
        return {id_ for id_ in ids if hash(id_) in self._hashes}


def difference(basket: Basket, owners: Owners, run: Run) -> Difference:
    """What the graph lacks of the owners' basket and what it has too much."""
    own = held.own_nodes(owners, run)
    wanted = {digest(edge): edge for edge in basket.edges}
    found = Difference(known=own)
    for edge in held.edges(owners, own, run):
        # An edge that is there twice counts as one too many.
        if wanted.pop(edge.digest, None) is None:
            found.gone.append(edge)
    found.new = wanted
    ends = _ends(wanted.values())
    found.loose = (_ends(edge.edge for edge in found.gone) | own.keys()) - basket.own.keys() - ends
    found.known |= held.nodes((ends | basket.own.keys()) - own.keys(), run)
    # Without a share of their own but held by edges: tombstones, archived trees.
    left = bare_nodes(id_ for id_ in own.keys() - basket.own.keys() if kind_of(id_) != "treenode")
    _sort({**_touched(basket, ends, found.known.keys()), **left}.values(), found)
    return found


def addition(basket: Basket, seen: Seen) -> Difference:
    """What to add of a basket of which the graph holds nothing but nodes that others touch too; asks SQL alone.

    Authors who are there already are its `doubtful` ones: see `compare`. The content of all others that are there
    follows from their ids, or from rows of their own.
    """
    found = Difference(new={digest(edge): edge for edge in basket.edges})
    ends = _ends(found.new.values())
    there = seen.of(ends | basket.own.keys())
    touched = _touched(basket, ends, there)
    found.make = [node for id_, node in touched.items() if id_ not in there]
    found.doubtful = [node for id_, node in touched.items() if id_ in there and node.label == "Author"]
    seen.add(node.id for node in found.make)
    return found


def compare(found: Difference, run: Run) -> None:
    """Settles what `addition` left open: names that are written better here."""
    found.known = held.nodes((node.id for node in found.doubtful), run)
    _sort(found.doubtful, found)


def _touched(basket: Basket, ends: set[str], there: Set[str]) -> dict[str, Node]:
    """The nodes of a basket, and what its edges touch of others' that are not there."""
    shared = {id_: basket.shared[id_] for id_ in ends & basket.shared.keys()}
    return {**basket.own, **shared, **bare_nodes(ends - basket.own.keys() - shared.keys() - there)}


def _sort(nodes: Iterable[Node], found: Difference) -> None:
    for node in nodes:
        known = found.known.get(node.id)
        if known is None:
            found.make.append(node)
        elif node.label == "Author":
            if better_name(known.properties["name"], node.properties["name"]):
                found.change.append(node)
        elif known != node:
            found.change.append(node)


def apply(found: Difference, tally: Tally, run: Run) -> Tally:
    """Writes the difference; returns what the graph holds then, given what it held before."""
    writing.delete_edges(found.gone, run)
    tally = tally.minus(edges=(edge.digest for edge in found.gone))
    writing.create_nodes(found.make, run)
    tally = tally.plus(nodes=map(digest, found.make))
    tally = _change(found.change, found.known, tally, run)
    writing.create_edges(found.new.values(), run)
    tally = tally.plus(edges=found.new)
    found.known |= held.nodes(found.loose - found.known.keys(), run)
    return _drop(found, _rename(found, tally, run), run)


def _change(nodes: list[Node], known: dict[str, Node], tally: Tally, run: Run) -> Tally:
    writing.set_nodes(nodes, run)
    tally = tally.minus(nodes=(digest(known[node.id]) for node in nodes)).plus(nodes=map(digest, nodes))
    known |= {node.id: node for node in nodes}
    return tally


def _rename(found: Difference, tally: Tally, run: Run) -> Tally:
    """An author who lost a paper may have lost the spelling by which they are shown."""
    authors = {edge.edge.source for edge in found.gone if edge.edge.type == "WROTE"}
    changed = []
    for id_, names in held.written_as(authors, run).items():
        name = best_name(names)
        if found.known[id_].properties["name"] != name:
            changed.append(_author(id_, name))
    return _change(changed, found.known, tally, run)


def _author(id_: str, name: str) -> Node:
    return Node("Author", id_, {"label": name, "name": name})


def _drop(found: Difference, tally: Tally, run: Run) -> Tally:
    if not found.loose:
        return tally
    lonely = held.lonely(found.loose & found.known.keys(), run)
    dropped = sorted(set(lonely) - standing_ids(lonely))
    writing.delete_nodes(dropped, run)
    return tally.minus(nodes=(digest(found.known[id_]) for id_ in dropped))


def _ends(edges: Iterable[Edge]) -> set[str]:
    return {id_ for edge in edges for id_ in (edge.source, edge.target)}

"""A genome made a Tree: ids from what nodes say, evidence from where nodes and edges come from."""

from synthesis.core.breeding.genome import Genome, below
from synthesis.core.breeding.pool import Pool
from synthesis.core.checks import valid_id
from synthesis.core.planting import slug
from synthesis.core.types import Edge, Node, Tree

__all__ = ["ids_of", "plant"]

PREFIX = {"branch": "b", "group": "g", "concept": "c", "term": "t", "paper": "p", "hub": "h", "summary": "s"}
TITLE = 120


def plant(genome: Genome, pool: Pool) -> Tree:
    """The checked child Tree: nodes level by level, each with the papers and evidence it has in its parent.

    An edge carries the quotes it had in a parent, or those of a sentence that names both ends; where there is neither
    its evidence is empty. The title names the root and the first branches.
    """
    order, children = _levels(genome)
    ids = ids_of(genome, pool)
    nodes = tuple(_node(node, genome, pool, ids[node], bool(children[node])) for node in order)
    edges = [_edge(genome.up[node], node, pool, ids) for node in order[1:]]
    links = [_link(source, target, pool, ids) for source, target in genome.links]
    label = pool.nodes[genome.root].label
    branches = [pool.nodes[node].label for node in children[genome.root]]
    return Tree(_title(label, branches), ids[genome.root], nodes, (*edges, *links), "child")


def ids_of(genome: Genome, pool: Pool) -> dict[int, str]:
    """The id of each node in the planted tree."""
    order, children = _levels(genome)
    found: dict[int, str] = {genome.root: "root"}
    taken = {"root"}
    for node in order[1:]:
        kind = _kind(node, genome, pool, bool(children[node]))
        base = f"{PREFIX[kind]}-{slug(pool.concepts[pool.concept[node]])}"
        name, number = base, 2
        while name in taken or not valid_id(name):
            name, number = f"{base}-{number}", number + 1
        taken.add(name)
        found[node] = name
    return found


def _levels(genome: Genome) -> tuple[list[int], dict[int, list[int]]]:
    children = below(genome)
    order = [genome.root]
    for node in order:
        order += children[node]
    return order, children


def _kind(node: int, genome: Genome, pool: Pool, has_children: bool) -> str:
    if node == genome.root:
        return "root"
    if genome.up[node] == genome.root and has_children:
        return "branch"
    kind = pool.nodes[node].kind
    return "concept" if kind in ("root", "branch") else kind


def _node(node: int, genome: Genome, pool: Pool, name: str, has_children: bool) -> Node:
    own = pool.nodes[node]
    kind = _kind(node, genome, pool, has_children)
    return Node(name, own.label, kind, own.papers, own.evidence, own.weight, own.forms)


def _edge(above: int, node: int, pool: Pool, ids: dict[int, str]) -> Edge:
    ends = pool.concept[above], pool.concept[node]
    inherited = pool.edges.get((pool.parent[node], *ends))
    label, weight = (inherited.label, inherited.weight) if inherited is not None else ("", 0.0)
    return Edge(ids[above], ids[node], "tree", label, pool.quotes(pool.parent[node], *ends), weight)


def _link(source: int, target: int, pool: Pool, ids: dict[int, str]) -> Edge:
    known = pool.link(pool.concept[source], pool.concept[target])
    if known is None:
        return Edge(ids[source], ids[target], "cross")
    return Edge(ids[source], ids[target], "cross", known.label, known.evidence, known.weight, known.basis)


def _title(root: str, branches: list[str]) -> str:
    label = " ".join(root.split())
    text = f"{label}: {', '.join(branches[:3])}" if branches else label
    return text if len(text) <= TITLE else text[: TITLE - 1] + "…"

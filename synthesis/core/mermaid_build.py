"""From the nodes and links of a flowchart to a Tree: which link makes a child, which crosses, what kind a node is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn

from synthesis.core.errors import MermaidError
from synthesis.core.types import NODE_KINDS, Edge, Node, Tree

__all__ = ["Link", "Vertex", "build"]

Where = Callable[[int], tuple[int, int]]


@dataclass(slots=True)
class Vertex:
    """A node as written: ``kind`` is its Mermaid class, ``place`` the offset of its first mention."""

    id: str
    label: str
    kind: str
    place: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link as written, ``arrow`` in Mermaid's signs."""

    source: str
    target: str
    arrow: str
    label: str
    place: int


def build(vertices: Mapping[str, Vertex], links: Sequence[Link], head: Mapping[str, str], where: Where) -> Tree:
    """One checked Tree from the parts of a flowchart; ``MermaidError`` names the node or link that fits no tree."""
    for link in links:
        if link.source == link.target:
            _fail(f"the link joins {link.source!r} to itself.", link.place, where)
    root = _root(vertices, links, head)
    chosen = _parents(vertices, links, root, where)
    edges: list[Edge] = []
    seen: set[tuple[str, str, str]] = set()
    for place, link in enumerate(links):
        kind = "tree" if chosen.get(link.target) == place else "cross"
        if (link.source, link.target, kind) in seen:
            _fail(f"a second link joins {link.source!r} to {link.target!r}.", link.place, where)
        seen.add((link.source, link.target, kind))
        edges.append(Edge(link.source, link.target, kind, link.label, basis=_basis(link) if kind == "cross" else ""))
    kinds = _kinds(vertices, {target: links[place].source for target, place in chosen.items()}, root)
    nodes = tuple(Node(vertex.id, vertex.label, kinds[vertex.id]) for vertex in vertices.values())
    title = head.get("title", " ".join(vertices[root].label.split()))
    return Tree(title, root, nodes, tuple(edges), head.get("kind", "edited"), head.get("style", ""))


def _basis(link: Link) -> str:
    if "." in link.arrow:
        return "together"
    return "sentence" if "=" in link.arrow else ""


def _root(vertices: Mapping[str, Vertex], links: Sequence[Link], head: Mapping[str, str]) -> str:
    if head.get("root") in vertices:
        return head["root"]
    entered = {link.target for link in links}
    # Where every node is entered, the one written first is the top of the drawing.
    return next((name for name in vertices if name not in entered), next(iter(vertices)))


def _parents(vertices: Mapping[str, Vertex], links: Sequence[Link], root: str, where: Where) -> dict[str, int]:
    """For every node but the root the number of the link that makes it a child: the first solid one if that works."""
    chosen: dict[str, int] = {}
    for place, link in enumerate(links):
        if link.target != root and _basis(link) == "":
            chosen.setdefault(link.target, place)
    reached = _reached(root, links, chosen)
    while len(reached) < len(vertices):
        rescue = next((n for n, e in enumerate(links) if e.source in reached and e.target not in reached), None)
        if rescue is None:
            lost = next(vertex for name, vertex in vertices.items() if name not in reached)
            _fail(f"no way leads from {root!r} to {lost.id!r}; join it to the tree.", lost.place, where)
        chosen[links[rescue].target] = rescue
        reached = _reached(root, links, chosen)
    return chosen


def _reached(root: str, links: Sequence[Link], chosen: Mapping[str, int]) -> set[str]:
    children: dict[str, list[str]] = {}
    for target, place in chosen.items():
        children.setdefault(links[place].source, []).append(target)
    reached, queue = {root}, [root]
    while queue:
        for child in children.get(queue.pop(), ()):
            if child not in reached:
                reached.add(child)
                queue.append(child)
    return reached


def _kinds(vertices: Mapping[str, Vertex], parents: Mapping[str, str], root: str) -> dict[str, str]:
    kinds = {}
    for vertex in vertices.values():
        guess = "root" if vertex.id == root else "branch" if parents[vertex.id] == root else "concept"
        kinds[vertex.id] = vertex.kind if vertex.kind in NODE_KINDS else guess
    return kinds


def _fail(message: str, place: int, where: Where) -> NoReturn:
    line, column = where(place)
    raise MermaidError(message, line=line, column=column)

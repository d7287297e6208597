"""Diagrams too large for Mermaid, cut into levels that lead into each other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from synthesis.core.mermaid import render
from synthesis.core.types import Edge, Node, Tree

__all__ = ["MAX_EDGES", "MAX_LETTERS", "Level", "fits", "split"]

# Mermaid's own defaults; it counts UTF-16 units.
MAX_EDGES, MAX_LETTERS = 500, 50_000
LABEL = 400
# Room a level keeps free for the first lines and the title.
HEAD = 4_000


@dataclass(frozen=True, slots=True)
class Level:
    """One drawable part: ``tree`` is rooted at ``node``; a node with very many children has several pages.

    ``doors`` are the nodes whose children stand in a level of their own; ``hidden_links`` counts the cross links at
    nodes of this level that it does not draw.
    """

    node: str
    tree: Tree
    page: int = 1
    pages: int = 1
    doors: tuple[str, ...] = ()
    hidden_links: int = 0

    @property
    def text(self) -> str:
        """The level as Mermaid text."""
        return render(self.tree)


def fits(tree: Tree) -> bool:
    """Whether Mermaid draws the whole tree: at most 500 edges and 50,000 letters (UTF-16 units)."""
    return len(tree.edges) <= MAX_EDGES and _letters(render(tree)) <= MAX_LETTERS


def split(tree: Tree) -> tuple[Level, ...]:
    """The tree as one level where it fits, else as several, the top first; each of them fits.

    Every tree edge stands in exactly one level. In a tree that is split, labels over 400 letters end in an ellipsis.
    """
    if fits(tree):
        return (Level(tree.root, tree),)
    small = replace(
        tree,
        title=_clipped(tree.title),
        nodes=tuple(replace(node, label=_clipped(node.label)) for node in tree.nodes),
        edges=tuple(replace(edge, label=_clipped(edge.label)) for edge in tree.edges),
    )
    return _Cutter(small).levels()


class _Cutter:
    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.nodes = {node.id: node for node in tree.nodes}
        self.children = tree.children()
        self.up = {edge.target: edge for edge in tree.edges if edge.kind == "tree"}
        self.links = [edge for edge in tree.edges if edge.kind == "cross"]
        lines = {node.id: _letters(render(Tree("", node.id, (replace(node),), ()))) for node in tree.nodes}
        self.cost = {key: lines[key] + self._edge_cost(self.up[key]) if key in self.up else lines[key] for key in lines}

    def levels(self) -> tuple[Level, ...]:
        found: list[Level] = []
        waiting = [self.tree.root]
        while waiting:
            top = waiting.pop(0)
            for level in self._pages(top):
                found.append(level)
                waiting += level.doors
        return tuple(found)

    def _pages(self, top: str) -> list[Level]:
        pages: list[list[str]] = [[]]
        room, places = MAX_LETTERS - HEAD - self.cost[top], MAX_EDGES
        left, free = room, places
        for child in self.children[top]:
            if pages[-1] and (self.cost[child] > left or not free):
                pages.append([])
                left, free = room, places
            pages[-1].append(child)
            left, free = left - self.cost[child], free - 1
        rooms = (left, free) if len(pages) == 1 else (0, 0)
        return [self._level(top, page, number, len(pages), rooms) for number, page in enumerate(pages, start=1)]

    def _level(self, top: str, first: list[str], page: int, pages: int, rooms: tuple[int, int]) -> Level:
        left, free = rooms
        held, doors = [top, *first], []
        waiting = list(first)
        while waiting:
            node = waiting.pop(0)
            below = self.children[node]
            cost = sum(self.cost[child] for child in below)
            if below and (cost > left or len(below) > free):
                doors.append(node)
                continue
            left, free = left - cost, free - len(below)
            held += below
            waiting += below
        inside = set(held)
        drawn, hidden = self._links_inside(inside, left, free)
        edges = [self.up[node] for node in held if node != top]
        nodes: Sequence[Node] = [node for node in self.tree.nodes if node.id in inside]
        title = f"{self.tree.title} ({page} of {pages})" if pages > 1 else self.tree.title
        cut = Tree(title, top, tuple(nodes), (*edges, *drawn), self.tree.kind, self.tree.style)
        return Level(top, cut, page, pages, tuple(doors), hidden)

    def _links_inside(self, inside: set[str], left: int, free: int) -> tuple[list[Edge], int]:
        drawn, hidden = [], 0
        for edge in self.links:
            if edge.source not in inside and edge.target not in inside:
                continue
            cost = self._edge_cost(edge)
            if edge.source in inside and edge.target in inside and cost <= left and free:
                drawn.append(edge)
                left, free = left - cost, free - 1
            else:
                hidden += 1
        return drawn, hidden

    @staticmethod
    def _edge_cost(edge: Edge) -> int:
        # An escaped letter takes at most 11 signs; arrow, quotes and blanks 20.
        return len(edge.source) + len(edge.target) + 11 * len(edge.label) + 20


def _clipped(label: str) -> str:
    return label if len(label) <= LABEL else label[: LABEL - 1] + "…"


def _letters(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2

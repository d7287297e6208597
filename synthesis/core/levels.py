"""Diagrams too large for Mermaid, cut into levels that lead into each other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from synthesis.core.mermaid import render
from synthesis.core.types import Edge, Tree

__all__ = ["LEVEL_EDGES", "MAX_EDGES", "MAX_LETTERS", "Level", "fits", "split"]

# Mermaid's own defaults; it counts UTF-16 units.
MAX_EDGES, MAX_LETTERS = 500, 50_000
# A tree that must be cut is cut into parts that a person can survey.
LEVEL_EDGES = 200
# A branch with fewer edges stays open beside closed ones.
SMALL = 20
LABEL = 400
# Room a level keeps free for the first lines and the title.
HEAD = 6_000


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
    def id(self) -> str:
        """Its name among the tree's levels: the node's id, on later pages followed by ``~`` and the page's number."""
        return self.node if self.page == 1 else f"{self.node}~{self.page}"

    @property
    def text(self) -> str:
        """The level as Mermaid text."""
        return render(self.tree)


def fits(tree: Tree) -> bool:
    """Whether Mermaid draws the whole tree: at most 500 edges and 50,000 letters (UTF-16 units)."""
    return len(tree.edges) <= MAX_EDGES and _letters(render(tree)) <= MAX_LETTERS


def split(tree: Tree) -> tuple[Level, ...]:
    """The tree as one level where it fits, else as several, the top first; each of them fits.

    Every tree edge stands in exactly one level, of at most ``LEVEL_EDGES`` tree edges. Branches are closed as wholes,
    the largest first, so that there are few levels. In a tree that is cut, labels over 400 letters end in an ellipsis.
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
        self.doors: set[str] = set()
        self.paged: set[str] = set()
        self._close()

    def levels(self) -> tuple[Level, ...]:
        found: list[Level] = []
        waiting = [self.tree.root]
        while waiting:
            top = waiting.pop(0)
            for level in self._pages(top):
                found.append(level)
                waiting += level.doors
        return tuple(found)

    def _close(self) -> None:
        """Decides which nodes are doors, from the leaves up: what stands open below each node fits one level."""
        order = [self.tree.root]
        for node in order:
            order += self.children[node]
        held: dict[str, tuple[int, int]] = {}
        for node in reversed(order):
            held[node] = self._close_below(node, held)

    def _close_below(self, top: str, held: dict[str, tuple[int, int]]) -> tuple[int, int]:
        """Edges and letters that stay open below ``top``."""
        below = self.children[top]
        places = sum(1 + held[child][0] for child in below)
        letters = sum(self.cost[child] + held[child][1] for child in below)
        room = MAX_LETTERS - HEAD - self.cost[top]
        fair = 0
        for child in sorted(below, key=lambda name: held[name], reverse=True):
            small = held[child][0] < max(fair, SMALL)
            if (places <= LEVEL_EDGES and letters <= room and (small or not fair)) or held[child] == (0, 0):
                break
            # Branches about as large as a closed one are closed too, or the drawing would favour one of equals.
            fair = fair or (held[child][0] + 1) // 2
            places, letters = places - held[child][0], letters - held[child][1]
            self.doors.add(child)
        if places <= LEVEL_EDGES and letters <= room:
            return places, letters
        self.paged.add(top)
        self.doors |= {top, *(child for child in below if self.children[child])}
        return 0, 0

    def _pages(self, top: str) -> list[Level]:
        if top not in self.paged:
            return [self._level(top, self.children[top], 1, 1)]
        pages: list[list[str]] = [[]]
        room = MAX_LETTERS - HEAD - self.cost[top]
        left, free = room, LEVEL_EDGES
        for child in self.children[top]:
            if pages[-1] and (self.cost[child] > left or not free):
                pages.append([])
                left, free = room, LEVEL_EDGES
            pages[-1].append(child)
            left, free = left - self.cost[child], free - 1
        return [self._level(top, page, number, len(pages)) for number, page in enumerate(pages, start=1)]

    def _level(self, top: str, first: Sequence[str], page: int, pages: int) -> Level:
        held, doors = [top, *first], []
        waiting = list(first)
        while waiting:
            node = waiting.pop(0)
            if node in self.doors:
                doors.append(node)
                continue
            held += self.children[node]
            waiting += self.children[node]
        inside = set(held)
        left = MAX_LETTERS - HEAD - sum(self.cost[node] for node in held)
        drawn, hidden = self._links_inside(inside, left, MAX_EDGES - len(held) + 1)
        edges = [self.up[node] for node in held if node != top]
        nodes = [node for node in self.tree.nodes if node.id in inside]
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

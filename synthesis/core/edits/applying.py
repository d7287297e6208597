"""Edits applied to a tree, which need not be the one they were made on."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from synthesis.core.checks import valid_id
from synthesis.core.edits.operations import Edit, Ref, settled, soft
from synthesis.core.types import Edge, Node, Tree

__all__ = ["Edited", "Mark", "apply"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A person's hand in a tree: ``act`` is add, label, kind or move at a node, link, relink or say at a line.

    ``other`` is the target of a line, else empty.
    """

    act: str
    node: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class Edited:
    """The tree with the edits, those that found nothing to apply to, and where a hand shows.

    ``idle`` are the removals of what was not there anyway.
    """

    tree: Tree
    lost: tuple[Edit, ...]
    idle: tuple[Edit, ...]
    marks: tuple[Mark, ...]


def apply(edits: Iterable[Edit], tree: Tree) -> Edited:
    """The tree with the edits applied in their order; those whose nodes are not there any more come back as ``lost``.

    Nodes that stay keep papers, evidence, weight and forms; new nodes and lines have none of these. With no edit that
    changes anything the tree comes back as it is, else ``settled`` and of kind ``edited``. Law:
    ``apply(diff(a, b), a).tree`` is ``aligned(a, b)``, node for node and edge for edge.
    """
    work = _Work(tree)
    lost = tuple(edit for edit in edits if not work.take(edit))
    if not work.changed:
        return Edited(tree, lost, tuple(work.idle), ())
    made = work.tree()
    held = {node.id for node in made.nodes}
    lines = {(edge.source, edge.target) for edge in made.edges}
    marks = [m for m in work.marks if m.node in held and (not m.other or (m.node, m.other) in lines)]
    return Edited(made, lost, tuple(work.idle), tuple(dict.fromkeys(marks)))


class _Work:
    def __init__(self, tree: Tree) -> None:
        self.base = tree
        self.nodes = {node.id: node for node in tree.nodes}
        self.children = {name: list(below) for name, below in tree.children().items()}
        self.lines = {edge.target: edge for edge in tree.edges if edge.kind == "tree"}
        self.links = {(edge.source, edge.target): edge for edge in tree.edges if edge.kind == "cross"}
        self.given: dict[str, str] = {}
        self.labels: dict[str, list[str]] = {}
        for node in tree.nodes:
            self.labels.setdefault(soft(node.label), []).append(node.id)
        self.marks: list[Mark] = []
        self.idle: list[Edit] = []
        self.changed = False

    def take(self, edit: Edit) -> bool:
        """Whether the edit holds in the tree now."""
        if edit.act == "add":
            return self._add(edit)
        node, other = self._find(edit.node), self._find(edit.other)
        if node is None or (edit.other is not None and other is None):
            return self._spare(edit)
        if other is not None:
            return self._move(node, other, edit) if edit.act == "move" else self._link(node, other, edit)
        if edit.act == "remove":
            return self._remove(node)
        if edit.act == "order":
            return self._order(node, edit)
        return self._change(node, edit)

    def tree(self) -> Tree:
        edges = [self.lines[child] for below in self.children.values() for child in below]
        found = replace(
            self.base, nodes=tuple(self.nodes.values()), edges=(*edges, *self.links.values()), kind="edited"
        )
        return settled(found)

    def _find(self, ref: Ref | None) -> str | None:
        if ref is None:
            return None
        name = self.given.get(ref.id, ref.id)
        if name in self.nodes:
            return name
        alike = [one for one in self.labels.get(soft(ref.label), ()) if one in self.nodes]
        return alike[0] if len(alike) == 1 else None

    def _spare(self, edit: Edit) -> bool:
        if edit.act not in ("remove", "unlink"):
            return False
        self.idle.append(edit)
        return True

    def _note(self, act: str, node: str, other: str = "") -> bool:
        self.changed = True
        self.marks.append(Mark(act, node, other))
        return True

    def _add(self, edit: Edit) -> bool:
        parent = self._find(edit.other)
        if parent is None:
            return False
        name, number = edit.node.id, 2
        while name in self.nodes or not valid_id(name):
            name, number = f"{edit.node.id[:100]}-{number}", number + 1
        self.given[edit.node.id] = name
        self.nodes[name] = Node(name, edit.node.label, edit.kind)
        self.labels.setdefault(soft(edit.node.label), []).append(name)
        self.children[name] = []
        self.children[parent].append(name)
        self.lines[name] = Edge(parent, name, "tree", edit.text)
        return self._note("add", name)

    def _change(self, node: str, edit: Edit) -> bool:
        if edit.act == "say":
            line = self.lines.get(node)
            if line is None:
                return False
            self.lines[node] = replace(line, label=edit.text)
            return line.label == edit.text or self._note("say", line.source, node)
        was = self.nodes[node]
        now = replace(was, label=edit.text) if edit.act == "label" else replace(was, kind=edit.kind)
        self.nodes[node] = now
        return now == was or self._note(edit.act, node)

    def _move(self, node: str, parent: str, edit: Edit) -> bool:
        if node == self.base.root or self._below(node, parent):
            return False
        line = self.lines[node]
        if line.source == parent and line.label == edit.text:
            return True
        self.children[line.source].remove(node)
        self.children[parent].append(node)
        # That it belongs there is the person's word, which no quote of the papers backs.
        self.lines[node] = Edge(parent, node, "tree", edit.text)
        return self._note("move", node)

    def _below(self, top: str, node: str) -> bool:
        while node != top and node in self.lines:
            node = self.lines[node].source
        return node == top

    def _remove(self, node: str) -> bool:
        if node == self.base.root:
            return False
        parent = self.lines.pop(node).source
        left = self.children.pop(node)
        for child in left:
            self.lines[child] = Edge(parent, child)
        beside = self.children[parent]
        at = beside.index(node)
        beside[at : at + 1] = left
        self.links = {pair: link for pair, link in self.links.items() if node not in pair}
        del self.nodes[node]
        self.changed = True
        return True

    def _link(self, source: str, target: str, edit: Edit) -> bool:
        pair, link = (source, target), self.links.get((source, target))
        if edit.act == "unlink":
            if link is None:
                return self._spare(edit)
            del self.links[pair]
            self.changed = True
            return True
        if source == target or (link is None and edit.act == "relink"):
            return False
        now = replace(link, label=edit.text) if link else Edge(source, target, "cross", edit.text)
        self.links[pair] = now
        return now == link or self._note("relink" if link else "link", source, target)

    def _order(self, node: str, edit: Edit) -> bool:
        beside = self.children[node]
        asked = dict.fromkeys(self._find(ref) for ref in edit.order)
        wanted = iter([name for name in asked if name is not None and name in beside])
        now = [next(wanted) if name in asked else name for name in beside]
        self.changed |= now != beside
        self.children[node] = now
        return True

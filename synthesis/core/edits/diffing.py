"""From two trees to the edits that lead from the one to the other."""

from collections.abc import Iterator
from dataclasses import replace

from synthesis.core.edits.applying import apply
from synthesis.core.edits.operations import Edit, Ref, settled, soft
from synthesis.core.errors import InvalidTree
from synthesis.core.types import Edge, Node, Tree

__all__ = ["aligned", "diff"]


def diff(tree: Tree, edited: Tree) -> tuple[Edit, ...]:
    """The edits that make ``aligned(tree, edited)`` of ``tree``; none where the two say the same.

    Additions come from the top down, so that each finds its parent, and removals after the moves, so that nothing
    hangs below them any more. Raises ``InvalidTree`` where the root went elsewhere.
    """
    goal = aligned(tree, edited)
    steps = (*_nodes(tree, goal), *_links(tree, goal))
    return (*steps, *_orders(apply(steps, tree).tree, goal, _refs(tree, goal)))


def aligned(tree: Tree, edited: Tree) -> Tree:
    """``edited`` as it can stand beside ``tree``: settled, of kind ``edited``, with the title and style of ``tree``.

    A node under a new id whose label was that of exactly one node that is gone is that node; so is the root. A link
    keeps the basis it has in ``tree``, a new one has none: an arrow that somebody drew rests on no sentence. Raises
    ``InvalidTree`` where the root of the one is another node of the other.
    """
    names = _same(tree, edited)
    held = {(edge.source, edge.target): edge.basis for edge in tree.edges if edge.kind == "cross"}
    nodes = tuple(replace(node, id=names[node.id]) for node in edited.nodes)
    edges = []
    for edge in edited.edges:
        source, target = names[edge.source], names[edge.target]
        basis = held.get((source, target), "") if edge.kind == "cross" else ""
        edges.append(replace(edge, source=source, target=target, basis=basis))
    return settled(Tree(tree.title, names[edited.root], nodes, tuple(edges), "edited", tree.style))


def _same(tree: Tree, edited: Tree) -> dict[str, str]:
    """For every id in ``edited`` the id it has in ``tree``, itself for a node that is new."""
    ours, theirs = {node.id for node in tree.nodes}, {node.id for node in edited.nodes}
    names = {name: name for name in theirs}
    if tree.root != edited.root:
        if tree.root in theirs or edited.root in ours:
            label = tree.node(tree.root).label
            raise InvalidTree(f"“{label}” ({tree.root}) must stay the top node; give it another label instead.")
        names[edited.root] = tree.root
    gone = _by_label(node for node in tree.nodes if node.id not in theirs and node.id != tree.root)
    new = _by_label(node for node in edited.nodes if node.id not in ours and node.id != edited.root)
    for label, ids in new.items():
        if len(ids) == len(gone.get(label, ())) == 1:
            names[ids[0]] = gone[label][0]
    return names


def _by_label(nodes: Iterator[Node]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in nodes:
        found.setdefault(soft(node.label), []).append(node.id)
    return found


def _refs(tree: Tree, goal: Tree) -> dict[str, Ref]:
    """How edits name the nodes: those of ``tree`` by the labels they had there."""
    return {node.id: Ref(node.id, node.label) for node in (*goal.nodes, *tree.nodes)}


def _lines(tree: Tree) -> dict[str, Edge]:
    return {edge.target: edge for edge in tree.edges if edge.kind == "tree"}


def _nodes(tree: Tree, goal: Tree) -> Iterator[Edit]:
    refs, before, after = _refs(tree, goal), _lines(tree), _lines(goal)
    was = {node.id: node for node in tree.nodes}
    stays = [node for node in goal.nodes if node.id in was]
    for node in goal.nodes:
        if node.id not in was:
            line = after[node.id]
            yield Edit("add", refs[node.id], refs[line.source], line.label, node.kind)
    for node in stays:
        if node.label != was[node.id].label:
            yield Edit("label", refs[node.id], text=node.label)
        if node.kind != was[node.id].kind:
            yield Edit("kind", refs[node.id], kind=node.kind)
    for node in stays:
        if node.id == goal.root:
            continue
        old, new = before[node.id], after[node.id]
        if old.source != new.source:
            yield Edit("move", refs[node.id], refs[new.source], new.label)
        elif old.label != new.label:
            yield Edit("say", refs[node.id], text=new.label)
    kept = {node.id for node in stays}
    yield from (Edit("remove", refs[node.id]) for node in tree.nodes if node.id not in kept)


def _links(tree: Tree, goal: Tree) -> Iterator[Edit]:
    refs, kept = _refs(tree, goal), {node.id for node in goal.nodes}
    before, after = ({(e.source, e.target): e.label for e in t.edges if e.kind == "cross"} for t in (tree, goal))
    for (source, target), label in after.items():
        if (source, target) not in before:
            yield Edit("link", refs[source], refs[target], label)
        elif before[source, target] != label:
            yield Edit("relink", refs[source], refs[target], label)
    for source, target in before:
        if {source, target} <= kept and (source, target) not in after:
            yield Edit("unlink", refs[source], refs[target])


def _orders(made: Tree, goal: Tree, refs: dict[str, Ref]) -> Iterator[Edit]:
    now = made.children()
    for node, wanted in goal.children().items():
        if now[node] != wanted:
            yield Edit("order", refs[node], order=tuple(refs[child] for child in wanted))

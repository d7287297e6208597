"""Trees beyond Mermaid's limits are cut into levels that hold everything and each fit."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.core import levels
from synthesis.core.mermaid import parse
from synthesis.core.types import Edge, Node, Tree
from tests.synthesis.core.strategies import trees


def wide(children: int, letters: int = 5, deep: int = 0) -> Tree:
    nodes = [Node("r", "root", "root")]
    edges = []
    for number in range(children):
        nodes.append(Node(f"n{number}", f"{number} " + "é" * letters, "concept"))
        edges.append(Edge("r", f"n{number}"))
        for below in range(deep):
            nodes.append(Node(f"n{number}_{below}", "x" * letters, "term"))
            edges.append(Edge(f"n{number}", f"n{number}_{below}"))
    edges += [Edge(f"n{number}", f"n{number + 1}", "cross", "near") for number in range(children - 1)]
    return Tree("wide", "r", tuple(nodes), tuple(edges))


@settings(max_examples=30)
@given(trees())
def test_a_small_tree_is_one_level_of_itself(tree: Tree) -> None:
    assert levels.split(tree) == (levels.Level(tree.root, tree),)


@settings(max_examples=12, deadline=None)
@given(st.integers(150, 700), st.integers(0, 300), st.integers(0, 2))
def test_every_level_fits_and_every_tree_edge_stands_in_exactly_one(children: int, letters: int, deep: int) -> None:
    tree = wide(children, letters, deep)
    cut = levels.split(tree)
    assert all(levels.fits(level.tree) for level in cut)
    drawn = [(e.source, e.target) for level in cut for e in level.tree.edges if e.kind == "tree"]
    assert sorted(drawn) == sorted((e.source, e.target) for e in tree.edges if e.kind == "tree")


def test_levels_lead_into_each_other_and_count_what_they_hide() -> None:
    tree = wide(120, 20, 8)
    cut = levels.split(tree)
    assert cut[0].node == "r"
    assert {door for level in cut for door in level.doors} == {level.node for level in cut[1:]}
    shown = sum(1 for level in cut for edge in level.tree.edges if edge.kind == "cross")
    assert shown + sum(level.hidden_links for level in cut) >= 119
    assert parse(cut[1].text) == cut[1].tree.skeleton()


def test_a_node_with_a_thousand_children_gets_pages() -> None:
    cut = levels.split(wide(1000))
    assert [level.node for level in cut] == ["r"] * len(cut)
    assert [level.page for level in cut] == list(range(1, len(cut) + 1))
    assert cut[0].tree.title == f"wide (1 of {len(cut)})"


def branching(edges: int, seed: int, reach: int) -> Tree:
    """A tree of that many edges whose nodes hang at one of the `reach` nodes before them."""
    dice = random.Random(seed)
    nodes = [Node(f"n{number}", f"node {number}", "concept") for number in range(edges + 1)]
    pairs = [(dice.randrange(max(0, at - reach), at), at) for at in range(1, edges + 1)]
    return Tree("made up", "n0", tuple(nodes), tuple(Edge(f"n{a}", f"n{b}") for a, b in pairs))


@settings(max_examples=12)
@given(st.integers(501, 1500), st.integers(0, 99), st.sampled_from([1, 3, 30, 1500]))
def test_any_shape_of_tree_is_cut_into_levels_that_all_can_be_reached(edges: int, seed: int, reach: int) -> None:
    tree = branching(edges, seed, reach)
    cut = levels.split(tree)
    assert all(levels.fits(level.tree) for level in cut)
    assert all(len(level.tree.edges) <= levels.LEVEL_EDGES for level in cut)
    drawn = [(e.source, e.target) for level in cut for e in level.tree.edges]
    assert sorted(drawn) == sorted((e.source, e.target) for e in tree.edges)
    assert len({level.id for level in cut}) == len(cut)
    assert {door for level in cut for door in level.doors} == {level.node for level in cut} - {tree.root}
    assert cut == levels.split(tree)


def test_nine_equal_branches_are_closed_alike() -> None:
    nodes = [Node("r", "root", "root")]
    edges = []
    for branch in range(9):
        nodes.append(Node(f"b{branch}", f"branch {branch}", "branch"))
        edges.append(Edge("r", f"b{branch}"))
        for leaf in range(99):
            nodes.append(Node(f"b{branch}_{leaf}", "leaf", "concept"))
            edges.append(Edge(f"b{branch}", f"b{branch}_{leaf}"))
    cut = levels.split(Tree("nine", "r", tuple(nodes), tuple(edges)))
    assert [len(level.tree.edges) for level in cut] == [9] + [99] * 9
    assert cut[0].doors == tuple(f"b{branch}" for branch in range(9))


def test_a_label_too_long_for_any_drawing_is_clipped_and_nothing_else_is_lost() -> None:
    tree = Tree("long", "a", (Node("a", "x" * 60_000, "root"), Node("b", "y", "term")), (Edge("a", "b"),))
    (level,) = levels.split(tree)
    assert levels.fits(level.tree)
    assert level.tree.node("a").label == "x" * 399 + "…"
    assert level.tree.node("b").label == "y"

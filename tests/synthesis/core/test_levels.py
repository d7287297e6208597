"""Trees beyond Mermaid's limits are cut into levels that hold everything and each fit."""

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

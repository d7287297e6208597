"""Trees are checked when made, and have one byte string each."""

import json
from dataclasses import replace

import pytest
from hypothesis import given

from synthesis.core.errors import InvalidTree
from synthesis.core.types import Edge, Evidence, Node, Tree, canonical_json, from_dict, to_dict, tree_id
from tests.synthesis.core.strategies import trees

A, B, C = Node("a", "A", "root"), Node("b", "B", "branch"), Node("c", "C", "concept")


def tree(nodes: tuple[Node, ...] = (A, B, C), edges: tuple[Edge, ...] = (Edge("a", "b"), Edge("b", "c"))) -> Tree:
    return Tree("t", "a", nodes, edges)


@given(trees())
def test_dicts_and_json_lead_back_to_an_equal_tree(made: Tree) -> None:
    assert from_dict(to_dict(made)) == made
    assert from_dict(json.loads(canonical_json(made))) == made
    assert canonical_json(from_dict(to_dict(made))) == canonical_json(made)


@given(trees())
def test_the_id_is_sixteen_hex_digits_and_follows_the_content(made: Tree) -> None:
    assert len(tree_id(made)) == 16
    assert int(tree_id(made), 16) >= 0
    assert tree_id(replace(made, title=made.title + "x")) != tree_id(made)


def test_weights_are_kept_to_a_millionth() -> None:
    assert Node("a", "A", "root", weight=0.12345678).weight == 0.123457
    near = [tree((replace(A, weight=0.1 + 0.2), B, C)), tree((replace(A, weight=0.3), B, C))]
    assert tree_id(near[0]) == tree_id(near[1])


def test_tree_edges_come_before_cross_links() -> None:
    made = tree(edges=(Edge("a", "c", "cross"), Edge("a", "b"), Edge("b", "c")))
    assert [edge.kind for edge in made.edges] == ["tree", "tree", "cross"]
    assert made.children() == {"a": ("b",), "b": ("c",), "c": ()}


def test_the_skeleton_keeps_structure_only() -> None:
    quote = Evidence("2101.08878", 1, "title", 0, 4, "Dask")
    full = tree((replace(A, papers=("x",), evidence=(quote,), weight=2.0, forms=("a",)), B, C))
    assert full.skeleton() == tree()


@pytest.mark.parametrize(
    ("nodes", "edges", "words"),
    [
        ((), (), "at least one node"),
        ((A, A), (), "share the id"),
        ((B, C), (Edge("b", "c"),), "not among"),
        ((A, B), (), "cannot be reached"),
        ((A, B), (Edge("a", "x"),), "unknown node"),
        ((A, B), (Edge("a", "b"), Edge("b", "b")), "itself"),
        ((A, B, C), (Edge("a", "b"), Edge("a", "c"), Edge("b", "c")), "two parents"),
        ((A, B), (Edge("a", "b"), Edge("b", "a")), "root has a parent"),
        ((A, B, C), (Edge("b", "c"), Edge("c", "b")), "cannot be reached"),
        ((A, B), (Edge("a", "b"), Edge("a", "b", "cross"), Edge("a", "b", "cross", "x")), "Two cross edges"),
        ((A, replace(B, kind="leaf")), (Edge("a", "b"),), "unknown kind"),
        ((A, B), (Edge("a", "b", "loop"),), "unknown kind"),
        ((A, replace(B, weight=-1.0)), (Edge("a", "b"),), "weight"),
        ((A, replace(B, weight=float("nan"))), (Edge("a", "b"),), "weight"),
        ((A, replace(B, label="\ud800")), (Edge("a", "b"),), "surrogate"),
        ((A, Node("end", "x", "term")), (Edge("a", "end"),), "not of the allowed form"),
        ((A, Node("a b", "x", "term")), (Edge("a", "a b"),), "not of the allowed form"),
    ],
)
def test_what_is_no_tree_is_refused_with_a_sentence(
    nodes: tuple[Node, ...], edges: tuple[Edge, ...], words: str
) -> None:
    with pytest.raises(InvalidTree, match=words):
        tree(nodes, edges)


@pytest.mark.parametrize(
    "data", [{}, {"nodes": 3, "edges": [], "root": "a"}, {"nodes": [[]], "edges": [], "root": "a"}]
)
def test_other_shapes_are_refused(data: dict[str, object]) -> None:
    with pytest.raises(InvalidTree):
        from_dict(data)

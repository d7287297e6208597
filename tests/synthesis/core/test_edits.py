"""Edits of trees: what diff reads off, apply makes again, on this tree and on others."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.core import edits, mermaid
from synthesis.core.edits import Edit, Ref, aligned, apply, diff, settled
from synthesis.core.errors import InvalidTree
from synthesis.core.types import NODE_KINDS, Edge, Evidence, Node, Tree
from tests.synthesis.core.strategies import labels, trees

SAID = Evidence("2101.08878", 1, "abstract", 0, 4, "Said")
words = st.sampled_from(["deep learning", "graphs", "scaling", "memory", "Deep  Learning", "x"])


@st.composite
def versions(draw: st.DrawFn) -> tuple[Tree, Tree]:
    """A tree, and another with the same root that shares some of its nodes."""
    first = draw(trees(text=words))
    others = [node.id for node in first.nodes if node.id != first.root]
    kept = draw(st.permutations(others))[: draw(st.integers(0, len(others)))]
    fresh = [f"n{at}" for at in range(draw(st.integers(0, 3)))]
    names = [first.root, *draw(st.permutations([*kept, *(name for name in fresh if name not in others)]))]
    nodes = tuple(Node(name, draw(words), draw(st.sampled_from(NODE_KINDS))) for name in names)
    lines = [Edge(names[draw(st.integers(0, at - 1))], name, label=draw(words)) for at, name in enumerate(names) if at]
    pairs = draw(st.lists(st.tuples(st.sampled_from(names), st.sampled_from(names)), max_size=4, unique=True))
    links = [Edge(a, b, "cross", draw(words), basis="sentence") for a, b in pairs if a != b]
    return first, Tree("Other", first.root, nodes, (*lines, *links))


@given(versions())
@settings(max_examples=60, deadline=None)
def test_the_edits_between_two_trees_make_the_one_of_the_other(pair: tuple[Tree, Tree]) -> None:
    tree, other = pair
    goal = aligned(tree, other)
    steps = diff(tree, other)
    made = apply(steps, tree)
    assert made.lost == ()
    assert settled(made.tree).skeleton().nodes == goal.skeleton().nodes
    assert settled(made.tree).skeleton().edges == goal.skeleton().edges
    assert diff(made.tree, other) == ()
    assert edits.from_json(edits.to_json(steps)) == steps
    assert sum(map(len, edits.difference(tree, steps).values())) == len(steps)
    assert all(edits.sentence(step) for step in steps)


@given(versions())
@settings(max_examples=40, deadline=None)
def test_nodes_that_stay_keep_what_they_rest_on_and_new_ones_have_nothing(pair: tuple[Tree, Tree]) -> None:
    tree, other = pair
    made = apply(diff(tree, other), tree)
    was = {node.id: node for node in tree.nodes}
    added = {mark.node for mark in made.marks if mark.act == "add"}
    for node in made.tree.nodes:
        if node.id in added:
            assert (node.papers, node.evidence, node.forms, node.weight) == ((), (), (), 0)
        else:
            old = was[node.id]
            assert (node.papers, node.evidence, node.weight) == (old.papers, old.evidence, old.weight)
    links = {(edge.source, edge.target): edge for edge in tree.edges if edge.kind == "cross"}
    for edge in made.tree.edges:
        old_link = links.get((edge.source, edge.target)) if edge.kind == "cross" else None
        if edge.kind == "cross":
            assert (edge.evidence, edge.basis) == ((old_link.evidence, old_link.basis) if old_link else ((), ""))


@given(versions(), trees(text=words))
@settings(max_examples=60, deadline=None)
def test_edits_on_any_other_tree_give_a_tree_and_tell_what_did_not_fit(pair: tuple[Tree, Tree], fresh: Tree) -> None:
    steps = diff(*pair)
    made = apply(steps, fresh)
    assert set(made.lost) <= set(steps)
    assert made.tree.root == fresh.root
    assert len({node.id for node in made.tree.nodes}) == len(made.tree.nodes)
    assert apply(steps, fresh) == made


@given(trees(text=labels))
@settings(max_examples=30, deadline=None)
def test_the_text_of_a_tree_left_as_it_is_says_no_edit(tree: Tree) -> None:
    again = mermaid.parse(mermaid.render(tree))
    assert [step for step in diff(tree, again) if step.act != "label"] == []
    assert diff(tree, tree) == ()
    assert apply((), tree).tree is tree


def sample() -> Tree:
    nodes = (
        Node("root", "Clusters", "root"),
        Node("b-net", "Networks", "branch", ("1",), (SAID,)),
        Node("b-mem", "Memory", "branch", ("2",), (SAID,)),
        Node("c-ucx", "UCX", "concept", ("1",), (SAID,), 2.0, ("ucx",)),
    )
    lines = (Edge("root", "b-net"), Edge("root", "b-mem"), Edge("b-net", "c-ucx"))
    return Tree("Notes", "root", nodes, (*lines, Edge("c-ucx", "b-mem", "cross", "uses", (SAID,), 1.0, "sentence")))


def edited(*changes: tuple[str, str]) -> Tree:
    text = mermaid.render(sample())
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    return mermaid.parse(text)


def test_each_change_of_the_text_is_read_as_what_it_is() -> None:
    other = edited(
        ('c-ucx("UCX")', 'c-ucx("UCX and RDMA")'),
        ("b-net --> c-ucx", "b-mem --> c-ucx"),
        ('==>|"uses"|', '==>|"speeds up"|'),
        ("root --> b-mem", 'root --> b-mem\n    b-mem --> own["My own note"]\n    own -.-> b-net'),
    )
    found = edits.difference(sample(), diff(sample(), other))
    assert found["added"] == [{"id": "own", "label": "My own note", "parent": "Memory"}]
    assert found["relabelled"] == [{"id": "c-ucx", "before": "UCX", "after": "UCX and RDMA"}]
    assert found["moved"] == [{"id": "c-ucx", "label": "UCX", "before": "Networks", "after": "Memory"}]
    assert [(link["change"], link["label"], link["before"]) for link in found["links"]] == [
        ("added", "", ""),
        ("relabelled", "speeds up", "uses"),
    ]
    made = apply(diff(sample(), other), sample()).tree
    assert made.node("c-ucx").evidence == (SAID,)
    assert made.node("own").evidence == ()
    # A dotted arrow that a person drew does not claim that papers hold both.
    assert [edge.basis for edge in made.edges if edge.source == "own"] == [""]


def test_a_node_under_another_id_with_the_same_label_is_the_same_node() -> None:
    made = apply(diff(sample(), edited(("c-ucx", "U1"))), sample()).tree
    assert made == sample() or made.node("c-ucx").evidence == (SAID,)
    assert diff(sample(), edited(("c-ucx", "U1"))) == ()


def test_edits_find_their_node_in_a_new_merge_by_id_or_by_label_and_say_when_it_is_gone() -> None:
    rename = Edit("label", Ref("c-ucx", "UCX"), text="UCX and RDMA")
    drop = Edit("remove", Ref("b-mem", "Memory"))
    nodes = (Node("root", "All", "root"), Node("b-other", "Transport", "branch"), Node("c-u", "ucx", "concept", ("9",)))
    fresh = Tree("New", "root", nodes, (Edge("root", "b-other"), Edge("b-other", "c-u")))
    made = apply((rename, drop), fresh)
    assert made.tree.node("c-u") == Node("c-u", "UCX and RDMA", "concept", ("9",))
    assert made.lost == ()
    without = Tree("New", "root", nodes[:2], (Edge("root", "b-other"),))
    assert apply((rename,), without).lost == (rename,)
    assert apply((rename,), without).tree == without


def test_a_move_that_would_close_a_ring_in_another_tree_is_told_and_not_made() -> None:
    nodes = (Node("root", "r", "root"), Node("a", "a", "branch"), Node("b", "b", "concept"))
    chain = Tree("t", "root", nodes, (Edge("root", "a"), Edge("a", "b")))
    move = Edit("move", Ref("a", "a"), Ref("b", "b"))
    assert apply((move,), chain).lost == (move,)


def test_what_hangs_below_a_node_that_goes_moves_up_in_its_place() -> None:
    made = apply((Edit("remove", Ref("b-net", "Networks")),), sample()).tree
    assert made.children()["root"] == ("c-ucx", "b-mem")


def test_another_top_node_is_refused_in_a_sentence() -> None:
    nodes = (Node("new", "New top", "root"), Node("root", "Clusters", "branch"))
    with pytest.raises(InvalidTree, match="must stay the top node"):
        diff(sample(), Tree("t", "new", nodes, (Edge("new", "root"),)))

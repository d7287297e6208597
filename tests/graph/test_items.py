"""Digests, sums of digests, and names: the parts of the projection that need no server."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graph.items import Edge, Node, Tally, digest
from graph.schema import EDGE_TYPES, NODE_TYPES, kind_of, label_of, node_id, type_of
from graph.shares.names import LONGEST, author_node, best_name, better_name, shown

DIGESTS = st.lists(st.integers(0, 2**128 - 1), max_size=8)


@given(first=DIGESTS, second=DIGESTS, order=st.randoms(use_true_random=False))
def test_a_tally_forgets_the_order_and_what_was_taken_back(first, second, order):
    mixed = [*first, *second]
    order.shuffle(mixed)
    whole = Tally().plus(edges=mixed)
    assert whole == Tally().plus(edges=second).plus(edges=first)
    assert whole.minus(edges=second) == Tally().plus(edges=first)
    assert Tally.of(whole.nodes, whole.edges, whole.hash) == whole


def test_a_digest_sees_every_part_and_no_order():
    edge = Edge("WROTE", "author:a", "paper:b", {"owner": "paper:b", "position": 1})
    assert digest(edge) == digest(edge._replace(properties={"position": 1, "owner": "paper:b"}))
    others = [
        edge._replace(type="OF"),
        edge._replace(source="author:b"),
        edge._replace(target="paper:a"),
        edge._replace(properties={"owner": "paper:b", "position": 2}),
        edge._replace(properties={"owner": "paper:b"}),
    ]
    assert len({digest(one) for one in [edge, *others]}) == 6
    assert digest(Node("Paper", "paper:1", {"weight": 1.0})) != digest(Node("Paper", "paper:1", {"weight": 0.5}))


def test_ids_name_their_types():
    for label, known in NODE_TYPES.items():
        assert kind_of(node_id(label, "a:b")) == known.type == type_of(label)
        assert label_of(known.type) == label
    assert kind_of("Paper:1") == kind_of("projection:1") == ""
    for known in EDGE_TYPES.values():
        assert {*known.sources, *known.targets} <= NODE_TYPES.keys()


@given(names=st.permutations(["José Martí", "Jose Marti", "Jose  Martí", "JOSE MARTI"]))
def test_an_author_is_one_however_papers_write_the_name_and_shown_alike_in_any_order(names):
    assert {author_node(name).id for name in names} == {"author:jose-marti"}
    assert best_name(names) == "José Martí"
    held = names[0]
    for name in names[1:]:
        held = name if better_name(held, name) else held
    assert held == "José Martí"


def test_a_name_of_signs_alone_is_somebody_and_a_long_label_is_cut():
    assert author_node("***").id != author_node("!!!").id
    assert len(author_node("a " * 5_000).id) < 30
    assert shown("x" * LONGEST) == "x" * LONGEST
    assert shown("x" * (LONGEST + 1)) == "x" * (LONGEST - 1) + "…"

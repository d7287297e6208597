"""Whatever comes in, what comes out is one tree in its bounds, with every concept once."""

from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.core.breeding.genome import Genome
from synthesis.core.breeding.repair import repair
from tests.synthesis.core.breeding.stock import is_tree


@st.composite
def heaps(draw):
    """Nodes with any ups (cycles, unknown ones, several tops), links, concepts that repeat, kin, and a donor."""
    count = draw(st.integers(1, 14))
    concept = draw(st.lists(st.integers(0, 9), min_size=30, max_size=30))
    up = {node: draw(st.integers(0, count + 1)) for node in range(1, count)}
    links = tuple(draw(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=6)))
    pairs = draw(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=3))
    kin = {}
    for a, b in pairs:
        if a != b:
            kin.setdefault(a, []).append(b)
            kin.setdefault(b, []).append(a)
    size = draw(st.integers(1, 8))
    donor = Genome(20, {20 + node: 20 + draw(st.integers(0, node - 1)) for node in range(1, size)})
    return Genome(0, up, links), donor, concept, kin


@settings(max_examples=150)
@given(heaps(), st.integers(1, 6), st.integers(0, 8))
def test_what_is_repaired_is_a_tree_in_bounds_without_a_concept_twice(heap, low, more):
    genome, donor, concept, kin = heap
    weight = [1.0 / (node + 1) for node in range(30)]
    bounds = {"concept": concept, "kin": kin, "weight": weight, "low": low, "high": low + more, "max_links": 2}
    made = repair(genome, donor, **bounds)
    assert is_tree(made)
    held = [concept[node] for node in made.nodes()]
    assert len(set(held)) == len(held)
    assert not any(other in held for one in held for other in kin.get(one, ()))
    assert len(held) <= low + more
    free = {concept[node] for node in donor.nodes()} - set(held)
    assert len(held) >= low or not [c for c in free if not set(kin.get(c, ())) & set(held)]
    assert len(made.links) <= 2
    for a, b in made.links:
        assert a != b
        assert {a, b} <= set(made.nodes())
        assert made.up.get(a) != b
        assert made.up.get(b) != a
    again = repair(made, donor, **bounds)
    assert (again.root, dict(again.up), again.links) == (made.root, dict(made.up), made.links)


def test_a_second_node_of_a_concept_gives_its_children_and_links_to_the_first():
    concept = [0, 1, 2, 1, 3]
    heap = Genome(0, {1: 0, 2: 0, 3: 2, 4: 3}, ((2, 3), (4, 3)))
    made = repair(heap, heap, concept=concept, kin={}, weight=[1.0] * 5, low=1, high=9, max_links=9)
    assert dict(made.up) == {1: 0, 2: 0, 4: 1}
    assert made.links == ((2, 1),)


def test_the_lightest_leaves_go_first():
    heap = Genome(0, {1: 0, 2: 1, 3: 0, 4: 0})
    made = repair(heap, heap, concept=range(5), kin={}, weight=[9, 0.1, 5, 2, 3], low=1, high=3, max_links=0)
    assert dict(made.up) == {1: 0, 2: 1}

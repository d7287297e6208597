"""Each operator keeps its law on any trees; each can do its work on some."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.core.breeding.crossover import exchange, graft
from synthesis.core.breeding.genome import below, from_json, name_of, to_json, under
from synthesis.core.breeding.mutation import MUTATIONS, link, promote, prune, reparent, split, swap, unlink
from synthesis.core.breeding.pool import Pool
from synthesis.core.breeding.settings import OPERATORS
from tests.synthesis.core.breeding.stock import is_tree, materials, parents, pools

seeds = st.integers(0, 2**32)
law = settings(max_examples=40)


def concepts(pool, nodes):
    return [pool.concept[node] for node in nodes]


@law
@given(pools(), seeds)
def test_a_graft_keeps_the_mother_whole_and_brings_only_nodes_of_one_branch(pool, seed):
    mother, father = pool.founders[:2]
    made = graft(mother, father, pool, np.random.default_rng(seed))
    if made is None:
        assert not father.up
        return
    child, top, note = made
    assert is_tree(child)
    assert {node: child.up[node] for node in mother.up} == dict(mother.up)
    came = set(child.nodes()) - set(mother.nodes())
    assert came <= set(father.nodes()) - {father.root}
    assert top in child.nodes()
    assert note in {pool.nodes[node].label for node in father.up}
    assert len(set(concepts(pool, child.nodes()))) == len(concepts(pool, child.nodes()))
    inherited = {pool.concept[father.up[node]] for node in came if node != top}
    assert {pool.concept[child.up[node]] for node in came if node != top} <= inherited


@law
@given(pools(), seeds)
def test_an_exchange_changes_nothing_outside_of_the_branch(pool, seed):
    mother, father = pool.founders[:2]
    made = exchange(mother, father, pool, np.random.default_rng(seed))
    if made is None:
        return
    child = made[0]
    assert is_tree(child)
    assert child.root == mother.root
    stayed = set(child.nodes()) & set(mother.nodes())
    gone = set(mother.nodes()) - stayed
    assert all(child.up[node] == mother.up[node] for node in stayed - {mother.root} if node not in father.nodes())
    tops = [node for node in gone if mother.up[node] not in gone]
    assert len(tops) <= 1 or set(tops) <= set(under(below(mother), mother.up[tops[0]]))
    assert set(child.nodes()) <= set(mother.nodes()) | set(father.nodes())


@law
@given(pools(), seeds)
def test_pruning_takes_one_branch_of_at_most_a_third(pool, seed):
    tree = pool.founders[0]
    made = prune(tree, pool, np.random.default_rng(seed))
    if made is None:
        return
    child, above, _ = made
    gone = set(tree.nodes()) - set(child.nodes())
    assert is_tree(child)
    assert gone
    assert len(gone) <= max(1, 0.34 * len(tree.nodes()))
    assert {tree.up[node] for node in gone} - gone == {above}
    assert all(child.up[node] == tree.up[node] for node in child.up)


@law
@given(pools(), seeds)
def test_promoting_moves_one_node_to_the_node_above_the_one_it_hung_under(pool, seed):
    tree = pool.founders[0]
    made = promote(tree, pool, np.random.default_rng(seed))
    if made is None:
        assert set(tree.up.values()) <= {tree.root}
        return
    child, node, _ = made
    assert is_tree(child)
    assert {n: a for n, a in child.up.items() if n != node} == {n: a for n, a in tree.up.items() if n != node}
    assert child.up[node] == tree.up[tree.up[node]]


@law
@given(pools(), seeds)
def test_splitting_gathers_half_of_a_broad_node_under_one_of_its_children(pool, seed):
    tree = pool.founders[0]
    made = split(tree, pool, np.random.default_rng(seed))
    if made is None:
        assert max(map(len, below(tree).values())) < 4
        return
    child, head, _ = made
    assert is_tree(child)
    assert set(child.nodes()) == set(tree.nodes())
    moved = [node for node in tree.up if child.up[node] != tree.up[node]]
    assert moved
    assert all(child.up[node] == head and tree.up[node] == tree.up[head] for node in moved)
    assert len(moved) == len(below(tree)[tree.up[head]]) // 2


@law
@given(pools(), seeds)
def test_reparenting_moves_one_branch_outside_of_itself(pool, seed):
    tree = pool.founders[0]
    made = reparent(tree, pool, np.random.default_rng(seed))
    if made is None:
        return
    child, node, _ = made
    assert is_tree(child)
    assert child.up[node] != tree.up[node]
    assert {n: a for n, a in child.up.items() if n != node} == {n: a for n, a in tree.up.items() if n != node}


@law
@given(pools(), seeds)
def test_swapping_puts_a_neighbour_in_the_place_of_its_concept(pool, seed):
    tree = pool.founders[0]
    made = swap(tree, pool, np.random.default_rng(seed))
    if made is None:
        return
    child, new, _ = made
    old = next(iter(set(tree.nodes()) - set(child.nodes())))
    assert new in pool.neighbours[pool.concept[old]]
    assert is_tree(child)
    assert [new if node == old else node for node in tree.nodes()] == list(child.nodes())
    assert len(child.links) == len(tree.links)


@law
@given(pools(), seeds)
def test_links_come_with_a_quote_and_go_one_at_a_time_and_the_tree_stays(pool, seed):
    tree = pool.founders[0]
    made = link(tree, pool, np.random.default_rng(seed))
    if made is not None:
        child, source, _ = made
        added = set(child.links) - set(tree.links)
        assert child.up == tree.up
        assert len(added) == 1
        (a, b) = added.pop()
        assert a == source
        assert child.up.get(a) != b
        assert child.up.get(b) != a
        assert pool.link(pool.concept[a], pool.concept[b]) is not None
    dropped = unlink(tree, pool, np.random.default_rng(seed))
    assert (dropped is None) == (not tree.links)
    if dropped is not None:
        assert dropped[0].up == tree.up
        assert set(dropped[0].links) < set(tree.links)


@law
@given(pools(), seeds)
def test_a_genome_survives_json(pool, seed):
    made = graft(pool.founders[0], pool.founders[1], pool, np.random.default_rng(seed))
    genome = made[0] if made else pool.founders[0]
    again = from_json(to_json(genome))
    assert again == genome
    assert list(again.up) == list(genome.up)
    assert name_of(again, pool.concept) == name_of(genome, pool.concept)


@pytest.mark.parametrize("operator", OPERATORS)
def test_every_operator_finds_work_in_real_trees(operator):
    trees = parents()
    pool = Pool(trees, materials(trees))
    done = 0
    for seed in range(40):
        rng = np.random.default_rng(seed)
        first, second = pool.founders[seed % 2], pool.founders[(seed + 1) % 4]
        if operator in MUTATIONS:
            done += MUTATIONS[operator](first, pool, rng) is not None
        else:
            done += {"graft": graft, "exchange": exchange}[operator](first, second, pool, rng) is not None
    assert done > 0


def test_a_graft_goes_where_it_fits_best():
    trees = parents()
    pool = Pool(trees, materials(trees))
    mother, father = pool.founders[0], pool.founders[1]
    child, top, _ = graft(mother, father, pool, np.random.default_rng(5))
    if top in mother.nodes():
        pytest.fail("this seed must bring a new branch")
    here = pool.concept[top]
    rank = {n: (bool(pool.quoted[pool.concept[n], here]), pool.near[pool.concept[n], here]) for n in mother.nodes()}
    assert rank[child.up[top]] == max(rank.values())

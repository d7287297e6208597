"""Each part of fitness against its formula, written the slow way."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings

from compute.rouge.reference import scores as google
from synthesis.core.breeding import PARTS, gather
from synthesis.core.breeding.fitness import Judge, Novelty, evidence_of, features, readability
from synthesis.core.breeding.genome import Genome
from synthesis.core.breeding.planting import plant
from synthesis.core.breeding.pool import Pool, closeness
from synthesis.core.inputs import PaperInput, TermInput
from synthesis.core.types import Edge, Node, Tree
from tests.synthesis.core.breeding.stock import materials, parents, pools, words
from tests.synthesis.core.samples import PAPERS


@pytest.fixture(scope="module")
def stock():
    trees = parents()
    held = materials(trees)
    pool = Pool(trees, held)
    return trees, pool, Judge(pool, held)


def test_coverage_is_the_recall_of_googles_rouge_1_where_no_term_has_a_score(stock):
    _, pool, judge = stock
    for genome, found in zip(pool.founders, judge.coverage(pool.founders), strict=True):
        said = " ".join(pool.nodes[node].label for node in genome.nodes())
        texts = [f"{paper.title} {paper.abstract}" for paper in PAPERS]
        rows = google(texts, [said] * len(texts), stem=False, kinds=["rouge1"])["rouge1"]
        assert found == pytest.approx(rows[:, 1].mean(), abs=1e-6)


def test_coverage_weighs_words_by_the_best_score_of_their_terms():
    paper = PaperInput("2101.00001", 1, "Dask and MPI", "Dask scales with MPI on GPU clusters. MPI is fast.",
                       terms=(TermInput("MPI", "mpi", 0.5), TermInput("GPU clusters", "gpu cluster", 1.0),
                              TermInput("GPU", "gpu", 0.2), TermInput("with", "with", 1.0)))  # fmt: skip
    trees = [
        Tree("a", "x", (Node("x", "MPI MPI", "root"), Node("y", "GPU", "concept")), (Edge("x", "y"),)),
        Tree("b", "x", (Node("x", "Dask", "root"),), ()),
    ]
    held = gather(trees, [paper], words=words)
    first, second = Judge(Pool(trees, held), held).coverage(Pool(trees, held).parents)
    # mpi stands 3 times (worth 0.5), gpu and clusters once (worth 1); said are mpi twice and gpu once.
    assert first == pytest.approx((2 * 0.5 + 1) / (3 * 0.5 + 1 + 1), abs=1e-6)
    assert second == 0


def test_closeness_is_the_cosine_of_the_vectors_and_else_the_words_two_share():
    vectors = {
        "a": np.array([3, 4, 0], np.int8),
        "b": np.array([4, 3, 0], np.int8),
        "c": np.array([-3, -4, 0], np.int8),
    }
    near = closeness(("a", "b", "c", "gpu cluster", "gpu"), vectors)
    assert near[0].tolist() == [1_000_000, 960_000, 0, 0, 0]
    assert near[3, 4] == near[4, 3] == 666_667
    assert (near == near.T).all()
    assert (np.diag(near) == 1_000_000).all()


def test_coherence_is_the_mean_over_tree_edges_and_evidence_the_share_of_quoted_edges(stock):
    _, pool, judge = stock
    for genome in pool.founders:
        ends = [(pool.concept[node], pool.concept[above]) for node, above in genome.up.items()]
        mean = np.mean([pool.near[a, b] for a, b in ends]) / 1e6
        assert judge.coherence([genome])[0] == pytest.approx(mean, abs=1e-6)
        tree = plant(genome, pool)
        assert judge.evidence([genome])[0] == evidence_of(tree)


@settings(max_examples=40)
@given(pools())
def test_evidence_says_of_any_child_what_its_tree_shows(pool):
    judge = Judge(pool, gather([], [], words=words))
    for genome in pool.founders:
        assert judge.evidence([genome])[0] == evidence_of(plant(genome, pool))


@settings(max_examples=30)
@given(pools())
def test_every_part_lies_between_0_and_1(pool):
    held = gather([], PAPERS, words=words)
    novelty = Novelty(features(genome, pool.concept) for genome in pool.parents[:1])
    for row in Judge(pool, held).measure(pool.founders, novelty):
        assert len(row) == len(PARTS)
        assert all(0 <= value <= 1 for value in row)


def test_novelty_counts_as_the_definition_says():
    tree = [frozenset({(n, -1) for n in held}) for held in ({1, 2, 3}, {3, 4}, {4, 5, 6}, {1, 9})]
    novelty = Novelty(tree[:1])
    assert novelty.of(tree[1]) == pytest.approx(1 - 1 / 4)
    novelty.add(tree[1])
    novelty.add(tree[2])
    lacked = [len(tree[3] - other) / 2 for other in tree[1:3]]
    assert novelty.of(tree[3]) == pytest.approx((1 - 1 / 4 + np.mean(lacked)) / 2)
    assert novelty.of(tree[0]) == pytest.approx((0 + np.mean([2 / 3, 1])) / 2, abs=1e-6)
    assert novelty.seen == Counter({(4, -1): 2, (3, -1): 1, (5, -1): 1, (6, -1): 1})


def test_a_balanced_tree_of_short_labels_reads_best_and_a_chain_badly():
    star = Genome(0, {node: (node - 1) // 3 for node in range(1, 13)})
    chain = Genome(0, {node: node - 1 for node in range(1, 13)})
    assert readability(star, [10] * 13) == 1.0
    assert readability(chain, [10] * 13) == pytest.approx((1 + 0 + 0 + 1) / 4)
    assert readability(star, [84] * 13) == pytest.approx((3 + 0.5) / 4)
    lone = Genome(0, {})
    assert readability(lone, [10]) == pytest.approx((1 / 12 + 0 + 0 + 1) / 4, abs=1e-6)

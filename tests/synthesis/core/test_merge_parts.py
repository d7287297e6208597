"""Hub, answers, synopsis, gaps and nearness: what a merge holds beside its branches."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.background import background
from synthesis.core import mermaid
from synthesis.core.background import Background
from synthesis.core.communities import split
from synthesis.core.inputs import Merge, PaperInput
from synthesis.core.merging import merge
from synthesis.core.nearness import nearest, traits
from synthesis.core.synopsis import overlap
from synthesis.told import rouge_f
from tests.synthesis.core.samples import PAPERS, reads_again
from tests.synthesis.core.test_notes_branches import bare

FIELDS = {
    "robot": "Mobile robots teach visual programming. Robot education needs mobile robots.",
    "proof": "Interactive theorem provers check proofs. A proof assistant checks every proof.",
    "query": "Relational databases answer queries. A query optimizer plans database queries.",
    "radio": "Wireless sensor networks save energy. Sensor nodes sleep in wireless networks.",
}
SHARED = "A GPU cluster accelerates {name} simulation. All {name} models run on a GPU cluster in this study of ours."


def collection() -> list[PaperInput]:
    """Four fields of three papers, all of which also speak of GPU clusters."""
    return [
        PaperInput(f"2101.{number:02}{copy:03}", 1, f"{name} study {copy}", f"{text} {SHARED.format(name=name)}")
        for number, (name, text) in enumerate(FIELDS.items())
        for copy in range(3)
    ]


@pytest.fixture(scope="module")
def merged() -> Merge:
    return merge(collection(), title="Four fields", background=background(), rouge=rouge_f)


def test_what_branches_share_is_a_hub_that_links_feed_and_summaries_end(merged: Merge) -> None:
    tree = merged.tree
    hub = tree.node("hub")
    assert "GPU cluster" in hub.label
    branches = [tree.node(name) for name in tree.children()[tree.root]]
    assert sum(bool(set(branch.papers) & set(hub.papers)) for branch in branches) >= 3
    feeding = [edge for edge in tree.edges if edge.kind == "cross" and edge.target == "hub"]
    assert feeding
    assert all(edge.label and edge.evidence for edge in feeding)
    below = tree.children()["hub"]
    assert len(below) <= 1
    assert all(tree.node(name).kind == "summary" for name in below)
    assert hub.evidence
    assert mermaid.parse(mermaid.render(tree)) == tree.skeleton()


def test_the_synopsis_quotes_each_sentence_once_where_it_stands(merged: Merge) -> None:
    sentences = [sentence for section in merged.synopsis for sentence in section.sentences]
    assert sentences
    assert len({sentence.text for sentence in sentences}) == len(sentences)
    assert all(reads_again(sentence.evidence, collection()) for sentence in sentences)
    assert all(sentence.text == sentence.evidence.quote for sentence in sentences)
    tree = merged.tree
    for section in merged.synopsis:
        held = set(tree.node(section.node).papers)
        assert {sentence.evidence.arxiv_id for sentence in section.sentences} <= held


def test_gaps_join_branches_and_no_paper_holds_both_ends() -> None:
    found = merge(bare(), title="Notes", background=background())
    tree = found.tree
    assert found.gaps
    for gap in found.gaps:
        left, right = tree.node(gap.source), tree.node(gap.target)
        assert not set(left.papers) & set(right.papers)
        assert left.label in gap.why
        assert right.label in gap.why
        assert 0 < gap.closeness <= 1
    assert all(0 < bridge.betweenness <= 1 and tree.node(bridge.node) for bridge in found.bridges)


def test_two_questions_give_other_roots_that_papers_say_and_other_branches() -> None:
    asked = ("How do robots help education?", "What makes message passing fast on clusters?")
    first, second = (merge(PAPERS, title="x", question=text).tree for text in asked)
    for tree in (first, second):
        root = tree.node(tree.root)
        assert root.evidence
        assert all(reads_again(quote, PAPERS) for quote in root.evidence)
    assert "robot" in first.node(first.root).label.casefold()
    assert "message passing" in second.node(second.root).label.casefold()
    assert first.children()[first.root] != second.children()[second.root]


def test_a_question_nobody_answers_changes_nothing_and_is_told_of() -> None:
    plain, asked = merge(PAPERS, title="x"), merge(PAPERS, title="x", question="Zebrafish?")
    assert plain.tree == asked.tree
    assert any("changed nothing" in note for note in asked.notes)


def test_the_background_knows_kin_and_rarity() -> None:
    known = background()
    vectors = known.vectors.astype(np.int64)

    def closeness(left: str, right: str) -> float:
        return float(vectors[known.rows[left]] @ vectors[known.rows[right]]) / 127**2

    assert closeness("gpu", "cuda") > 0.5 > closeness("gpu", "prover")
    assert known.rarity("cuda", 1, 20) > known.rarity("algorithm", 1, 20) >= 0
    assert Background().rarity("cuda", 20, 20) < Background().rarity("cuda", 1, 20)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000))
def test_nearness_is_symmetric_and_a_forest_finds_what_comparing_all_finds(seed: int) -> None:
    dice = np.random.default_rng(seed)
    vectors = dice.integers(-60, 61, (40, 8))[np.arange(600) % 40] + dice.integers(-6, 7, (600, 8))
    what = traits([{} for _ in vectors], [(1.0, vectors)])
    whole, part = nearest(what, 5), nearest(what, 5, exact=0)
    assert abs(whole - whole.T).max() == abs(part - part.T).max() == 0
    best = [set(row) for row in np.split(whole.indices, whole.indptr[1:-1])]
    met = [set(row) for row in np.split(part.indices, part.indptr[1:-1])]
    assert sum(len(a & b) for a, b in zip(best, met, strict=True)) >= 0.7 * sum(len(a) for a in best)


def test_equal_papers_make_no_search_walk_in_circles() -> None:
    words = ["gpu gpu", "gpu gpu", "gpu", "gpu", "gpu training", "training"] * 2
    papers = [PaperInput(f"2101.{number:05}", None, word) for number, word in enumerate(words)]
    assert len(merge(papers, title="x").tree.nodes) > 1


def test_papers_near_to_none_are_in_no_group() -> None:
    near = nearest(traits([{"a": 1.0, "b": 1.0}, {"a": 1.0}, {"b": 1.0}, {"a": 2.0}, {"z": 1.0}], []))
    groups, rest = split(near, [], target=2, low=1, high=2)
    assert rest == [4]
    assert sorted(paper for group in groups for paper in group) == [0, 1, 2, 3]


def test_overlap_counts_shared_words() -> None:
    assert overlap("the cat sat", "the cat sat") == 1.0
    assert overlap("a b", "c d") == 0.0


def test_decisions_reach_the_concepts() -> None:
    lone = dataclasses.replace(PAPERS[0], key="2101.00077")
    assert merge([*PAPERS, lone], title="x", decisions=()).tree == merge([*PAPERS, lone], title="x").tree


def test_vectors_of_some_papers_make_these_no_nearer_to_each_other() -> None:
    def branches(papers: list[PaperInput]) -> set[tuple[str, ...]]:
        tree = merge(papers, title="x", background=background()).tree
        return {tree.node(name).papers for name in tree.children()[tree.root]}

    # One of each field, all alike: together they would make a branch of their own.
    alike = bytes(np.full(384, 6, np.int8))
    some = [dataclasses.replace(paper, vector=alike) if paper.key.endswith("0") else paper for paper in collection()]
    assert sum(bool(paper.vector) for paper in some) == len(FIELDS)
    assert branches(some) == branches(collection())
    assert len(branches(some)) == len(FIELDS)

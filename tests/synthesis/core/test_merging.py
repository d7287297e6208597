"""The laws of a merge."""

import json
import os
import subprocess
import sys
from collections import Counter
from itertools import combinations, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.background import background
from synthesis.core import mermaid
from synthesis.core.errors import InvalidSetting, TooFewPapers
from synthesis.core.inputs import PaperInput, TermInput
from synthesis.core.levels import fits
from synthesis.core.merging import merge
from synthesis.core.naming import word_count
from synthesis.core.stopwords import is_stop_term, stems_of
from synthesis.core.types import canonical_json, tree_id
from tests.synthesis.core.samples import BARE, PAPERS, TEXTS, reads_again

ROOT = Path(__file__).parents[3]
WORDS = (
    "dask", "mpi", "gpu", "cluster", "training", "network", "learning", "optimization", "robot", "vision",
    "query", "database", "stream", "proof", "compiler", "memory", "we", "is", "the", "of", "using", "proposed",
    "results", "fast", "novel", "outperforms", "accelerates", "42",
)  # fmt: skip
phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)


@st.composite
def collections(draw: st.DrawFn) -> list[PaperInput]:
    """Papers of any words, some without abstract, some with given terms."""
    papers = []
    for number in range(draw(st.integers(2, 14))):
        abstract = draw(st.just("") | st.lists(phrases, min_size=1, max_size=4).map(". ".join))
        terms = tuple(TermInput(text, text, 1.0, (), "given") for text in draw(st.lists(phrases, max_size=4)))
        version = None if not abstract else 1
        papers.append(PaperInput(f"2101.{number:05}", version, draw(phrases), abstract, None, terms))
    return papers


@settings(max_examples=40, deadline=None)
@given(collections(), st.integers(12, 60), st.integers(0, 3), st.sampled_from(["", "gpu training", "unheard of"]))
def test_every_merge_keeps_the_laws(papers: list[PaperInput], most: int, seed: int, question: str) -> None:
    tree = merge(papers, title="any", question=question, max_nodes=most, seed=seed).tree
    assert len(tree.nodes) <= most
    branches = tree.children()[tree.root]
    hanging = {key for branch in branches for key in tree.node(branch).papers}
    assert hanging == {paper.key for paper in papers}
    labels = [tree.node(branch).label.casefold() for branch in branches]
    assert len(set(labels)) == len(labels)
    for one, other in combinations(branches, 2):
        for a, b in product(tree.node(one).forms, tree.node(other).forms):
            left, right = stems_of(a), stems_of(b)
            assert not left <= right
            assert not right <= left
            assert 2 * len(left & right) < len(left | right)
    assert len(branches) <= 10
    held = Counter(key for branch in branches for key in tree.node(branch).papers)
    assert max(held.values()) == 1
    quotes = [quote for part in (*tree.nodes, *tree.edges) for quote in part.evidence]
    assert all(reads_again(quote, papers) for quote in quotes)
    assert all(part.evidence for part in (*tree.nodes, *tree.edges))
    assert mermaid.parse(mermaid.render(tree)) == tree.skeleton()


def test_three_papers_without_a_word_in_common_all_hang() -> None:
    papers = [PaperInput(word, None, word, "", None, ()) for word in ("dask", "mpi", "gpu")]
    tree = merge(papers, title="any").tree
    assert sorted(key for branch in tree.children()[tree.root] for key in tree.node(branch).papers) == [
        "dask", "gpu", "mpi",
    ]  # fmt: skip


@settings(max_examples=15, deadline=None)
@given(collections(), st.randoms())
def test_the_order_of_the_papers_changes_no_byte(papers: list[PaperInput], dice: object) -> None:
    turned = list(papers)
    dice.shuffle(turned)  # type: ignore[attr-defined]
    first, second = merge(papers, title="any"), merge(turned, title="any")
    assert canonical_json(first.tree) == canonical_json(second.tree)
    assert (first.log, first.left_out) == (second.log, second.left_out)


def test_any_hash_seed_gives_the_same_bytes() -> None:
    script = (
        "from synthesis.core.merging import merge\nfrom synthesis.core.types import tree_id\n"
        "from tests.synthesis.core.samples import BARE, PAPERS\nprint(tree_id(merge([*PAPERS, BARE], title='x').tree))"
    )
    found = set()
    for seed in ("0", "1", "4242"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        run = subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        )
        found.add(run.stdout.strip())
    assert found == {tree_id(merge([*PAPERS, BARE], title="x").tree)}


def test_related_papers_share_a_branch_named_by_what_they_say() -> None:
    tree = merge(PAPERS, title="Three fields", background=background()).tree
    branches = [tree.node(branch) for branch in tree.children()[tree.root]]
    keys = sorted(TEXTS)
    assert sorted(branch.papers for branch in branches) == [tuple(keys[:3]), tuple(keys[3:6]), tuple(keys[6:])]
    names = " ".join(branch.label.casefold() for branch in branches)
    assert "gpu clusters" in names
    assert "decentralized optimization" in names
    assert "robot" in names


def test_names_are_short_and_no_shown_concept_is_a_stop_word() -> None:
    tree = merge([*PAPERS, BARE], title="Three fields").tree
    assert word_count(tree.node(tree.root).label) <= 8
    for node in tree.nodes:
        if node.kind == "branch":
            assert word_count(node.label) <= 6
        if node.kind in ("group", "concept"):
            assert not any(is_stop_term(part) for part in node.label.split(" / ")), node.label
    forms = [form for node in tree.nodes if node.kind != "root" for form in node.forms]
    assert len(forms) == len(set(forms))


def test_a_link_carries_the_verb_of_its_sentence_or_says_that_there_is_none() -> None:
    links = [edge for edge in merge(PAPERS, title="x", max_nodes=60).tree.edges if edge.kind == "cross"]
    assert links
    for edge in links:
        assert edge.label.startswith("seen together in ") == (edge.basis == "together")


def test_a_link_to_a_node_of_several_concepts_names_the_one_that_its_sentence_means() -> None:
    tree = merge(PAPERS, title="x", max_nodes=60).tree
    said = [edge for edge in tree.edges if edge.basis == "sentence" and " / " in tree.node(edge.target).label]
    assert said
    for edge in said:
        named = [part for part in tree.node(edge.target).label.split(" / ") if part.casefold() in edge.label.casefold()]
        assert named, edge.label
        assert named[0].casefold() in edge.evidence[0].quote.casefold()


def test_what_most_papers_say_stands_in_the_root_and_names_no_leaf() -> None:
    texts = {
        "radio": "sleep schedules and duty cycling",
        "mesh": "clock synchronization and beacon drift",
        "lake": "query routing and in-network storage",
        "city": "key distribution and intrusion alarms",
    }
    papers = [
        PaperInput(f"2101.{10 * row + copy:05}", 1, f"{name} {copy}", f"Wireless sensor networks need {text}. "
                   f"Each {name} of wireless sensor networks has {text}.")
        for row, (name, text) in enumerate(texts.items()) for copy in range(3)
    ]  # fmt: skip
    tree = merge(papers, title="x", max_nodes=40).tree
    assert "ireless sensor network" in tree.node(tree.root).label
    below = [node for node in tree.nodes if node.kind in ("branch", "group", "concept")]
    assert not [node.label for node in below if {"sensor network", "wireless sensor network"} & set(node.forms)]


def test_papers_that_share_nothing_are_shown_as_such() -> None:
    odd = PaperInput("2101.00010", 1, "Zebrafish gastrulation", "Zebrafish embryos gastrulate quickly.")
    merged = merge([*PAPERS, odd], title="x")
    assert merged.left_out == ("2101.00010",)
    other = next(node for node in merged.tree.nodes if node.label == "Other papers")
    assert other.papers == ("2101.00010",)
    assert other.evidence[0].quote == "Zebrafish gastrulation"
    assert any("Zebrafish gastrulation" in line for line in merged.log)


def test_the_log_tells_what_was_read_named_and_linked() -> None:
    merged = merge([*PAPERS, BARE], title="x", question="robots")
    assert merged.log[0] == "Read 10 papers; 1 without an abstract, so only title and given terms count."
    assert sum("became the branch" in line for line in merged.log) == len(merged.tree.children()[merged.tree.root])
    assert any("question" in line for line in merged.log)


def test_a_question_changes_the_root() -> None:
    plain = merge(PAPERS, title="x").tree
    asked = merge(PAPERS, title="x", question="How do mobile robots help education?").tree
    assert "robot" in asked.node(asked.root).label.casefold()
    assert plain.node(plain.root).label != asked.node(asked.root).label


@pytest.mark.parametrize("count", [2, 3])
def test_two_and_three_papers_merge(count: int) -> None:
    tree = merge(PAPERS[3 : 3 + count], title="few").tree
    assert 2 <= len(tree.children()[tree.root]) <= count
    assert fits(tree)


@pytest.mark.parametrize("count", [0, 1])
def test_fewer_than_two_papers_are_refused(count: int) -> None:
    with pytest.raises(TooFewPapers) as caught:
        merge(PAPERS[:count], title="x")
    assert caught.value.code == "too_few_papers"
    assert caught.value.details == {"papers": count}


@pytest.mark.parametrize("most", [11, 201, 0, -1])
def test_node_bounds_outside_their_range_are_refused(most: int) -> None:
    with pytest.raises(InvalidSetting):
        merge(PAPERS, title="x", max_nodes=most)


def test_the_same_paper_twice_is_refused() -> None:
    with pytest.raises(InvalidSetting, match="twice"):
        merge([PAPERS[0], PAPERS[0]], title="x")


def test_a_merge_survives_json() -> None:
    tree = merge(PAPERS, title="x").tree
    assert json.loads(canonical_json(tree))["root"] == tree.root

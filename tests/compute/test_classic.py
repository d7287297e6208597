"""The classic figures are the owner's: every field of the 7 papers with an abstract, the diagram to the byte."""

import doctest
import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compute import classic
from explorer.env import BASE_DIR as ROOT
from papers.sources.report import parse_report
from synthesis.core.mermaid import render_classic

NOTES = [
    paper
    for paper in json.loads((ROOT / "tests/data/source-papers.json").read_text(encoding="utf-8"))
    if paper.get("abstract")
]
GIVEN = {
    record.title: record.given
    for record in parse_report((ROOT / "papers/starter/report.md").read_text(encoding="utf-8")).records
}


def test_the_notes_have_seven_papers_with_an_abstract():
    assert len(NOTES) == 7


@pytest.mark.parametrize("paper", NOTES, ids=[paper["arxiv_id"] for paper in NOTES])
def test_every_figure_is_the_owners(paper):
    expected = paper["expected"]
    summary = classic.summary_words(paper["abstract"])
    terms = [term.text for term in classic.classic_terms(paper["abstract"])]
    assert {
        "title_words": classic.title_words(paper["title"]),
        "summary_words": summary,
        "high_info_terms": terms,
        "rouge_percent": classic.rouge_percent(summary),
    } == expected


@pytest.mark.parametrize("paper", NOTES, ids=[paper["arxiv_id"] for paper in NOTES])
def test_the_diagram_and_the_printed_figures_are_those_of_the_notes(paper):
    given_report = GIVEN[paper["title"]]
    terms = [term.text for term in classic.classic_terms(paper["abstract"])]
    assert render_classic(terms).rstrip("\n").encode() == given_report.mermaid.rstrip("\n").encode()
    assert f"{classic.rouge_percent(classic.summary_words(paper['abstract']))}%" == f"{given_report.rouge_percent}%"
    assert tuple(terms) == given_report.terms


def test_ties_go_to_the_first_seen_and_words_before_pairs():
    assert [term.text for term in classic.classic_terms("b a-1 b c")] == ["b", "a-1", "c", "b a-1", "a-1 b", "b c"]


def test_dropped_words_count_in_pairs_only():
    assert [term.text for term in classic.classic_terms("based on the prover, based on")] == [
        "based", "based on", "prover", "on the", "the prover", "prover based",
    ]  # fmt: skip


def test_no_abstract_has_no_terms():
    assert classic.classic_terms("") == []
    assert classic.classic_terms("— …") == []


@given(st.text(max_size=300))
def test_counts_fall_and_every_term_is_in_the_text(text):
    terms = classic.classic_terms(text)
    counts = [term.times for term in terms]
    assert counts == sorted(counts, reverse=True)
    assert len(terms) <= classic.TERMS
    assert len({term.text for term in terms}) == len(terms)
    present = Counter(classic.words(text))
    assert all(present[word] for term in terms for word in term.text.split(" "))


def test_the_examples_in_the_docstrings_hold():
    assert doctest.testmod(classic).failed == 0

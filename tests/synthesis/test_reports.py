"""Reports read back to the same papers."""

from __future__ import annotations

import pytest

from explorer.workflows import Tally, take_in
from papers.models import Paper
from papers.selectors import collection_papers
from papers.services import collection_add, collection_create, collection_ensure, paper_store
from papers.sources.report import parse_report
from synthesis.merge_files import merge_markdown
from synthesis.reports import collection_report, paper_markdown
from synthesis.shapes import synthesis_body
from tests.papers.records import record, report_record
from tests.support.library import load_notes, merged_notes

pytestmark = pytest.mark.django_db
FIELDS = ("key", "version", "title", "abstract", "authors", "categories", "primary_category", "published", "updated",
          "doi", "journal_ref", "comment")  # fmt: skip


def told(paper: Paper) -> dict[str, object]:
    return {name: getattr(paper, name) for name in FIELDS}


def test_the_report_of_a_collection_reads_back_to_the_same_papers():
    collection = load_notes()
    extra = record("cs/0506034", title="Old, and with a comma", doi="10.1000/182", comment="12 pages", version=3)
    take_in(records=[extra], collection=collection, tally=Tally())
    before = [told(paper) for paper in collection_papers(collection)]
    givens = [paper.given for paper in collection_papers(collection)][:20]
    text = collection_report(collection)
    Paper.objects.all().delete()
    again = collection_ensure(name="Again")
    take_in(records=parse_report(text).records, collection=again, tally=Tally())
    assert [told(paper) for paper in collection_papers(again)] == before
    assert [paper.given for paper in collection_papers(again)][:20] == givens


def test_importing_the_notes_own_report_into_the_same_library_changes_nothing():
    collection = load_notes()
    tally = Tally()
    take_in(records=parse_report(collection_report(collection)).records, collection=collection, tally=tally)
    assert (tally.unchanged, tally.created, tally.updated, tally.skipped) == (20, 0, 0, [])


def test_the_report_has_the_lines_of_the_notes():
    lines = collection_report(load_notes()).splitlines()
    start = lines.index("📄 POLO: a POLicy-based Optimization library")
    assert lines[start + 1].startswith("Authors: Arda Aytekin")
    assert lines[start + 2] == "Date: ### 08 Oct 2018"
    assert lines[start + 3] == "Word Count (Title): 5 | Word Count (Summary): 156"
    assert "ROUGE Score: 9.62%" in lines[start:]
    assert '    T1["polo"] --> T2["we"]' in lines


@pytest.mark.parametrize(
    "entry",
    [
        record("2101.00001", abstract="Trees of ideas grow. Trees of facts do not."),
        record("cs/0506034", title="A | B — (C) 50% *bold*", abstract="Line | one. # two - three ---", version=2),
        report_record("No abstract here"),
    ],
    ids=["arxiv", "signs", "given"],
)
def test_the_markdown_of_a_paper_reads_well_and_back(entry):
    collection = collection_create(name="C")
    paper = take_in(records=[entry], collection=collection, tally=Tally())[0]
    text = paper_markdown(paper)
    assert text.startswith(f"# 📄 {paper.title}\n")
    parsed = parse_report(text)
    assert parsed.problems == ()
    (back,) = parsed.records
    assert (back.key, back.title, back.abstract, back.authors) == (
        paper.key,
        entry.title,
        entry.abstract,
        entry.authors,
    )
    assert back.given.terms[:2] == tuple(term.text for term in paper.terms.order_by("-method", "rank"))[:2]
    assert "```mermaid\nflowchart TD\n" in text
    assert ("**ROUGE Score:**" in text, "_No abstract._" in text) == (True, not entry.abstract)


def test_a_paper_nobody_knows_much_about_has_a_report_too():
    paper = paper_store(record=record(None, title="Only a title", abstract="", authors=(), published=None)).paper
    collection_add(collection=collection_create(name="C"), papers=[paper])
    assert parse_report(paper_markdown(paper)).records[0].key == paper.key


def test_a_merge_as_markdown_holds_diagram_branches_quotes_papers_and_log():
    synthesis = merged_notes()
    body = synthesis_body(synthesis, synthesis.versions.get())
    text = merge_markdown(body)
    assert text.startswith(f"# {body['title']}\n")
    assert body["mermaid"].strip() in text
    assert all(f"- {paper['title']} ({paper['arxiv_id']})" in text for paper in body["papers"])
    assert all(line in text for line in body["log"])
    branches = [edge["target"] for edge in body["edges"] if edge["source"] == body["root"] and edge["kind"] == "tree"]
    labels = {node["id"]: node["label"] for node in body["nodes"]}
    assert all(f"\n## {labels[branch]}\n" in text for branch in branches)

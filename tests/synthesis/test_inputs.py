"""Papers as a merge reads them are the same stored or not."""

from __future__ import annotations

import pytest

from papers.sources.report import parse_report
from synthesis.inputs import paper_inputs, record_inputs
from tests.support.library import REPORT, load_notes

pytestmark = pytest.mark.django_db


def test_records_that_nobody_stores_give_the_same_inputs_as_their_rows():
    papers = load_notes().papers.all()
    records = parse_report(REPORT.read_text(encoding="utf-8")).records
    assert record_inputs(records=records) == paper_inputs(papers=papers)


def test_inputs_come_in_the_order_of_keys_whatever_order_the_papers_had():
    papers = list(load_notes().papers.all())
    assert paper_inputs(papers=papers[::-1]) == paper_inputs(papers=papers)
    keys = [entry.key for entry in paper_inputs(papers=papers)]
    assert keys == sorted(keys)


def test_the_spans_of_terms_say_where_they_stand():
    for entry in paper_inputs(papers=load_notes().papers.all()):
        texts = {"title": entry.title, "abstract": entry.abstract}
        for term in entry.terms:
            assert bool(term.spans) == bool(entry.abstract)
            for span in term.spans:
                found = texts[span.field][span.start : span.end]
                assert found.lower().split()[0] == term.text.split()[0]

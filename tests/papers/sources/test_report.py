"""The report format: its quirks as the notes show them, and the laws of writing and reading."""

import itertools
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers.keys import local_key
from papers.sources.record import GivenReport, SourceRecord
from papers.sources.report import parse_date, parse_report
from papers.sources.report_writer import render_report
from papers.text import canonical

STARTER = Path(__file__).parents[3] / "papers" / "starter"
QUIRKS = Path(__file__).parents[2] / "data" / "report-quirks.md"

LINE = st.text(max_size=60).map(canonical)
FILLED = st.one_of(
    LINE, st.sampled_from(["Authors: x", "📄 y", "flowchart TD", "🔎", "### 1 | 2", "a, b and c (d, e)"])
)
NAME = st.one_of(st.text(min_size=1, max_size=20), st.sampled_from(["X and Y", "and", "A (B", "C\\,D", "E (F, G)"]))
TIMES = st.datetimes(min_value=datetime(1990, 1, 1), timezones=st.just(UTC))
CHART = st.one_of(
    st.just(""),
    st.just('flowchart TD\n    T1["a"] --> T2["b"]'),
    st.text(alphabet="ab `\n📄{}", max_size=40),
    st.lists(LINE, max_size=4).map(lambda lines: "flowchart LR\n" + "\n".join(lines)),
)
COUNT = st.none() | st.integers(0, 999_999)
GIVEN = st.builds(
    GivenReport,
    terms=st.lists(NAME, max_size=5).map(tuple),
    rouge_percent=st.none() | st.floats(0, 100),
    title_words=COUNT,
    summary_words=COUNT,
    mermaid=CHART,
    date_text=st.sampled_from(["21 Jan 2021", "2020", "01 Oct 2016", "spring | 2019", "# 4"]),
)
RECORD = st.builds(
    SourceRecord,
    title=FILLED.filter(bool),
    source=st.just("report"),
    abstract=FILLED,
    authors=st.lists(NAME, max_size=4).map(tuple),
    arxiv_id=st.none() | st.sampled_from(["2101.08878", "cs/0506034"]),
    categories=st.lists(st.sampled_from(["cs.DC", "cs.LG", "math.OC"]), max_size=3).map(tuple),
    primary_category=st.sampled_from(["", "cs.DC", "cs.LG"]),
    published=st.none() | TIMES,
    updated=st.none() | TIMES,
    doi=LINE,
    journal_ref=LINE,
    comment=LINE,
    given=st.none() | GIVEN,
)


@given(st.lists(RECORD, max_size=4, unique_by=lambda record: local_key(record.title, record.authors)))
def test_what_is_written_reads_back_equal(records):
    parsed = parse_report(render_report(records))
    assert list(parsed.records) == records
    assert bool(parsed.problems) == (not records)


@given(RECORD, st.integers(1, 99))
def test_versions_travel_with_the_link(record, version):
    record = replace(record, arxiv_id="1706.00095", version=version)
    assert parse_report(render_report([record])).records == (record,)


def test_papers_of_one_title_with_different_ids_stay_apart():
    record = SourceRecord(title="Same", source="report", authors=("A B",), abstract="One.")
    records = (replace(record, arxiv_id="2101.00001"), replace(record, arxiv_id="2101.00002", abstract="Two."))
    assert parse_report(render_report(records)).records == records


@given(st.text(alphabet="📄🔎#* AuthorsDate:\n|`-flowchartTD", max_size=300) | st.text())
def test_any_text_is_read_without_a_crash(text):
    parsed = parse_report(text)
    assert parsed.records or parsed.problems


def test_the_notes_quirks_are_understood():
    parsed = parse_report(QUIRKS.read_text(encoding="utf-8"))
    assert parsed.problems == ()
    dask, samurai, isabelle = parsed.records
    assert dask.title == "Efficient MPI-based Communication for GPU-Accelerated Dask Applications"
    assert dask.authors == ("Aamir Shafi", "Jahanzeb Maqbool Hashmi", "Hari Subramoni", "Dhabaleswar K. Panda")
    assert dask.published == datetime(2021, 1, 21, tzinfo=UTC)
    assert dask.abstract.startswith("Dask is a popular parallel")
    assert dask.abstract.endswith("Frontera (GPU) system.")
    assert (dask.given.title_words, dask.given.summary_words, dask.given.rouge_percent) == (7, 277, 5.42)
    assert dask.given.terms[:3] == ("mpi4dask", "dask", "communication")
    assert dask.given.mermaid.startswith('flowchart TD\n    T1["mpi4dask"] --> T2["dask"]\n')
    assert dask.given.mermaid.endswith('T14["respectively"] --> T15["workers"]')
    assert dask.given.date_text == "21 Jan 2021"
    assert samurai.authors[0] == "Ivan Miro-Panades (LSTA)"
    assert samurai.authors[5] == "Clement Jany"
    assert samurai.given.rouge_percent == 7.46
    assert isabelle.title == "Isabelle/jEdit --- a Prover IDE within the PIDE framework"
    assert isabelle.abstract == ""


def test_the_starter_report_holds_the_twenty_papers_with_their_given_figures():
    records = parse_report((STARTER / "report.md").read_text(encoding="utf-8")).records
    assert len(records) == 20
    assert sum(bool(record.abstract) for record in records) == 7
    assert sum(record.arxiv_id is not None for record in records) == 7
    assert all(len(record.given.terms) == 15 for record in records)
    assert all(record.given.mermaid.count("\n") == 14 for record in records)
    for record in records:
        assert record.given.rouge_percent == pytest.approx(15 / record.given.summary_words * 100, abs=0.005)
        assert record.given.title_words == len(record.title.split())
        chain = itertools.pairwise(enumerate(record.given.terms, 1))
        assert record.given.mermaid.split("\n")[1:] == [
            f'    T{i}["{first}"] --> T{j}["{second}"]' for (i, first), (j, second) in chain
        ]
    assert len({record.key for record in records}) == 20
    assert parse_report(render_report(records)).records == records


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("nothing here", None, "No paper was found"),
        ("📄 \nAuthors: A", 1, "without a title"),
        ("x\n📄 Title\nHigh Info Terms: a\nROUGE Score: many%", 2, "no ROUGE score"),
        ("📄 Title\nHigh Info Terms: a\nROUGE Score: 250%", 1, "no percentage"),
        ("📄 Title\nHigh Info Terms: a\nROUGE Score: nan%", 1, "no percentage"),
    ],
)
def test_what_cannot_be_a_paper_is_reported_with_its_line(text, line, word):
    parsed = parse_report(text)
    assert parsed.records == ()
    assert parsed.problems[0].line == line
    assert word in str(parsed.problems[0])


@pytest.mark.parametrize(
    "hostile", ["📄 x\n", "📄 x\n### 1 | x\nAuthors: a\n", "```mermaid\n", "flowchart TD\n ", "Authors: (((,"]
)
def test_a_hostile_report_takes_linear_time(hostile):
    began = time.process_time()
    parse_report("📄 start\n" + hostile * 20_000)
    assert time.process_time() - began < 10


def test_dates_are_read_in_both_forms():
    assert parse_date("01 Oct 2016") == parse_date("2016-10-01") == datetime(2016, 10, 1, tzinfo=UTC)
    assert parse_date("31 Feb 2020") is None
    assert parse_date("") is None

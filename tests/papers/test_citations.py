"""Citations in three forms; the two that we read come back equal."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from papers.citations import cite_keys, to_bibtex, to_csl, to_ris
from papers.sources.bibtex import parse_bibtex
from papers.sources.record import SourceRecord
from papers.sources.report import parse_report
from papers.sources.ris import parse_ris
from papers.sources.snapshot import read_snapshot
from papers.text import canonical

STARTER = Path(__file__).parents[2] / "papers" / "starter"
TEXT = st.text(max_size=60).map(canonical)
# A lone name with commas cannot be told from "Family, Given" in RIS.
NAME = st.text(min_size=1, max_size=20).map(canonical).filter(lambda name: name and "," not in name)
DAYS = st.dates(min_value=datetime(1900, 1, 1).date(), max_value=datetime(2099, 1, 1).date())
RECORD = st.builds(
    SourceRecord,
    title=TEXT.filter(bool),
    source=st.just("bibtex"),
    abstract=TEXT | st.sampled_from(["Is $O(n^{2})$ 50% & _more_ ~ {so}?", r"A $ sign, a \ and ^"]),
    authors=st.lists(NAME | st.sampled_from(["Ada Lovelace", "Tom and Jerry", "Plato"]), max_size=3).map(tuple),
    arxiv_id=st.none() | st.sampled_from(["2101.08878", "cs/0506034"]),
    categories=st.sampled_from([(), ("cs.DC",), ("quant-ph", "math.OC")]),
    published=st.none() | DAYS.map(lambda day: datetime(day.year, day.month, day.day, tzinfo=UTC)),
    doi=st.sampled_from(["", "10.1000/x_y(z)"]),
    journal_ref=st.sampled_from(["", "J. Things & Stuff 3 (2001) 1-5"]),
    comment=st.sampled_from(["", "12 pages, 3 figures", "at 100% {x}"]),
).map(lambda record: replace(record, primary_category=record.categories[0] if record.categories else ""))


@given(st.lists(RECORD, max_size=3))
def test_bibtex_reads_back_equal(records):
    assert list(parse_bibtex(to_bibtex(records)).records) == records


@given(st.lists(RECORD, max_size=3))
def test_ris_reads_back_equal(records):
    parsed = parse_ris(to_ris(records))
    assert list(parsed.records) == [replace(record, source="ris") for record in records]


def starter_papers():
    records = [line.item for line in read_snapshot(STARTER / "library.jsonl")]
    return [*records, *parse_report((STARTER / "report.md").read_text(encoding="utf-8")).records]


def test_the_whole_starter_library_goes_through_all_three_forms():
    papers = starter_papers()
    keys = [paper.key for paper in papers]
    assert [paper.key for paper in parse_bibtex(to_bibtex(papers)).records] == keys
    assert [paper.key for paper in parse_ris(to_ris(papers)).records] == keys
    for back, paper in zip(parse_bibtex(to_bibtex(papers)).records, papers, strict=True):
        assert (back.title, back.authors, back.abstract) == (paper.title, paper.authors, paper.abstract)
    items = json.loads(to_csl(papers))
    assert [item["id"] for item in items] == cite_keys(papers)
    assert {item["type"] for item in items} <= {"article", "article-journal"}
    assert all(item["title"] and item["issued"]["date-parts"][0][0] > 1990 for item in items)


def test_cite_keys_are_ascii_unique_and_independent_of_order():
    papers = starter_papers()
    names = dict(zip((paper.key for paper in papers), cite_keys(papers), strict=True))
    assert len(set(names.values())) == len(papers)
    assert all(re.fullmatch(r"[a-z0-9.-]+", name) for name in names.values())
    backwards = papers[::-1]
    assert cite_keys(backwards) == [names[paper.key] for paper in backwards]
    assert names["2101.08878"] == "shafi2021efficient"


def test_csl_names_and_dates():
    record = SourceRecord(
        title="T", source="arxiv", authors=("Plato", "Ada Lovelace"), published=datetime(2021, 1, 2, tzinfo=UTC)
    )
    (item,) = json.loads(to_csl([record]))
    assert item["author"] == [{"literal": "Plato"}, {"family": "Lovelace", "given": "Ada"}]
    assert item["issued"] == {"date-parts": [[2021, 1, 2]]}
    assert "DOI" not in item

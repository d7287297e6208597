"""Records are canonical and refuse what no paper can be."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from papers.sources.errors import BadRecord
from papers.sources.record import GivenReport, SourceRecord


def test_texts_are_canonical_on_construction():
    record = SourceRecord(
        title=" Erd\\H{o}s \n numbers ",
        source="bibtex",
        authors=(" P.  Erd\\H{o}s", "", "\\and Ada Lovelace"),
        arxiv_id="arXiv:math.GT/0309136v2",
        categories=("cs.DC cs.LG", "cs.DC"),
        published=datetime(2020, 1, 1, 1, tzinfo=timezone(timedelta(hours=2))),
    )
    assert record.title == "Erdős numbers"
    assert record.authors == ("P. Erdős", "Ada Lovelace")
    assert record.key == record.arxiv_id == "math/0309136"
    assert record.categories == ("cs.DC", "cs.LG")
    assert record.published == datetime(2019, 12, 31, 23, tzinfo=UTC)
    assert record.published.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"title": " \n"}, "needs a title"),
        ({"version": 0}, "versions count from 1"),
        ({"arxiv_id": "2113.00001"}, "cannot be one"),
        ({"published": datetime(2020, 1, 1)}, "without zone"),
    ],
)
def test_what_no_paper_can_be_is_refused(fields, word):
    with pytest.raises(BadRecord, match=word):
        SourceRecord(**({"title": "T", "source": "arxiv"} | fields))


@pytest.mark.parametrize("figures", [{"rouge_percent": 101.0}, {"rouge_percent": float("nan")}, {"title_words": -1}])
def test_figures_outside_their_range_are_refused(figures):
    with pytest.raises(BadRecord):
        GivenReport(**figures)

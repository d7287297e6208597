"""Records for tests, short to write."""

import datetime as dt
from typing import Any

from papers.sources.record import GivenReport, SourceRecord

DASK = "Efficient MPI-based Communication for GPU-Accelerated Dask Applications"


def record(arxiv_id: str | None = None, **fields: Any) -> SourceRecord:
    """An arXiv record in version 1 with an abstract, unless told otherwise."""
    plain: dict[str, Any] = {
        "title": f"Paper {arxiv_id}",
        "abstract": "We study trees of ideas.",
        "authors": ("Ada Lovelace", "Charles Babbage"),
        "version": 1 if arxiv_id else None,
        "categories": ("cs.DC",),
        "primary_category": "cs.DC",
        "published": dt.datetime(2019, 5, 1, tzinfo=dt.UTC),
        "updated": dt.datetime(2019, 5, 1, tzinfo=dt.UTC),
        "source": "arxiv",
    }
    return SourceRecord(arxiv_id=arxiv_id, **{**plain, **fields})


def report_record(title: str, **fields: Any) -> SourceRecord:
    """A paper of the notes: no arXiv id, no abstract, but a given report."""
    given = GivenReport(
        terms=("iot", "node", "power"), rouge_percent=7.46, title_words=12, summary_words=201, date_text="11 Apr 2023"
    )
    plain: dict[str, Any] = {
        "abstract": "",
        "given": given,
        "source": "report",
        "categories": (),
        "primary_category": "",
    }
    return record(None, title=title, **{**plain, **fields})

"""The one shape in which every source hands over a paper."""

from __future__ import annotations

import dataclasses
import math
from datetime import UTC, datetime
from typing import Literal

from papers.keys import normal_arxiv_id, paper_key
from papers.sources.errors import BadRecord, Problem
from papers.text import canonical

Source = Literal["arxiv", "snapshot", "bibtex", "ris", "report"]


@dataclasses.dataclass(frozen=True, kw_only=True)
class GivenReport:
    """What an earlier report says of a paper: its figures are kept as given, never recomputed.

    Parameters
    ----------
    terms : the high-info terms in order, the first counting most.
    rouge_percent : percentage, 0 to 100, None where the report has none.
    title_words, summary_words : counts, None where the report has none.
    mermaid : the diagram's text without a newline at its end, "" without one.
    date_text : the date as written, such as "21 Jan 2021".

    Raises `BadRecord` on a figure outside its range.
    """

    terms: tuple[str, ...] = ()
    rouge_percent: float | None = None
    title_words: int | None = None
    summary_words: int | None = None
    mermaid: str = ""
    date_text: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "terms", tuple(filter(None, map(canonical, self.terms))))
        object.__setattr__(self, "date_text", canonical(self.date_text))
        lines = self.mermaid.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
        object.__setattr__(self, "mermaid", lines.strip("\n"))
        rouge = self.rouge_percent
        if rouge is not None and not (math.isfinite(rouge) and 0 <= rouge <= 100):
            raise BadRecord(f"A ROUGE score of {rouge} is no percentage.")
        for words in (self.title_words, self.summary_words):
            if words is not None and words < 0:
                raise BadRecord(f"A word count of {words} is no count.")


@dataclasses.dataclass(frozen=True, kw_only=True)
class SourceRecord:
    """One paper as its source tells it, its text canonical (`papers.text.canonical`) on construction.

    Parameters
    ----------
    title : never empty.
    abstract : "" where the source has none.
    authors : display names in order, "Given Family".
    arxiv_id : without version (`2101.08878`, `cs/0506034`), None for a paper outside arXiv.
    version : 1 or more, None where the source does not tell.
    published, updated : aware times in UTC of the first and this version.

    Raises `BadRecord` on an empty title, an arXiv id or version that cannot be one, or a time without zone.
    """

    title: str
    source: Source
    abstract: str = ""
    authors: tuple[str, ...] = ()
    arxiv_id: str | None = None
    version: int | None = None
    categories: tuple[str, ...] = ()
    primary_category: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    doi: str = ""
    journal_ref: str = ""
    comment: str = ""
    given: GivenReport | None = None

    def __post_init__(self) -> None:
        for field in ("title", "abstract", "journal_ref", "comment", "doi", "primary_category"):
            object.__setattr__(self, field, canonical(getattr(self, field)))
        # Author lists cut at commas keep LaTeX's \and at the front of a name.
        names = tuple(filter(None, (canonical(name).removeprefix("\\and ") for name in self.authors)))
        object.__setattr__(self, "authors", names)
        # One entry may hold several, as the snapshot writes them.
        categories = dict.fromkeys(name for entry in self.categories for name in canonical(entry).split())
        object.__setattr__(self, "categories", tuple(categories))
        if not self.title:
            raise BadRecord("A paper needs a title.")
        if self.version is not None and self.version < 1:
            raise BadRecord(f"“{self.title[:80]}” has version {self.version}; versions count from 1.")
        if self.arxiv_id is not None:
            self._check_id(self.arxiv_id)
        for field in ("published", "updated"):
            self._check_time(field)

    def _check_id(self, given: str) -> None:
        arxiv_id = normal_arxiv_id(given)
        if arxiv_id is None:
            raise BadRecord(f"“{self.title[:80]}” has {given[:40]!r} as its arXiv id, which cannot be one.")
        object.__setattr__(self, "arxiv_id", arxiv_id)

    def _check_time(self, field: str) -> None:
        time = getattr(self, field)
        if time is None:
            return
        if time.tzinfo is None:
            raise BadRecord(f"“{self.title[:80]}” has a time without zone as {field}.")
        object.__setattr__(self, field, time.astimezone(UTC))

    @property
    def key(self) -> str:
        """The paper's key: its arXiv id, else `local:` and 12 hex digits."""
        return paper_key(self.arxiv_id, self.title, self.authors)


@dataclasses.dataclass(frozen=True)
class Parsed:
    """What a text held: its papers in order, and what was left out and why."""

    records: tuple[SourceRecord, ...]
    problems: tuple[Problem, ...] = ()

"""Searches arXiv through the `arxiv` package, whose queries and parser are used and whose manners are ours."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import arxiv as package
import requests

from papers.keys import split_version
from papers.sources.arxiv_query import ArxivQuery
from papers.sources.arxiv_session import Manners, PoliteAdapter
from papers.sources.errors import (
    ArxivBadQuery,
    ArxivError,
    ArxivRateLimited,
    ArxivUnavailable,
    BadRecord,
    Problem,
)
from papers.sources.pace import Pace, Tick
from papers.sources.record import SourceRecord

__all__ = [
    "ArxivBadQuery",
    "ArxivClient",
    "ArxivError",
    "ArxivQuery",
    "ArxivRateLimited",
    "ArxivUnavailable",
    "Manners",
    "Page",
]

OFFICIAL_URL = "https://export.arxiv.org/api/query"
MAX_PAGE = 2000
# Ids travel in the address, which servers cut at about 8 kB.
MAX_IDS_PAGE = 200

_SORT = {
    "relevance": package.SortCriterion.Relevance,
    "submitted": package.SortCriterion.SubmittedDate,
    "updated": package.SortCriterion.LastUpdatedDate,
}


@dataclasses.dataclass(frozen=True)
class Page:
    """A part of an answer.

    `start` counts from 0 within `total`; `next_start` is where the following page begins, None at the end. `missing`
    are the ids asked for that arXiv does not know, `problems` the entries that cannot be papers.
    """

    start: int
    total: int
    records: tuple[SourceRecord, ...]
    next_start: int | None
    missing: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def _no_tick() -> None:
    """The wait goes on."""


class ArxivClient:
    """Reads arXiv in turn with every other process. One instance serves one thread.

    Parameters
    ----------
    pace : gives the turns; over all processes it is `papers.pacing.SharedPace`.
    url : endpoint of the API, a `?` and the query are put after it.
    manners : patience and time-outs.
    tick : called about four times a second while waiting; what it raises ends the wait (a cancelled job).
    """

    def __init__(
        self, *, pace: Pace, url: str = OFFICIAL_URL, manners: Manners | None = None, tick: Tick = _no_tick
    ) -> None:
        self._adapter = PoliteAdapter(pace, manners or Manners(), tick)
        self._client = package.Client(page_size=1, delay_seconds=0, num_retries=0)
        self._client.query_url_format = url.rstrip("?") + "?{}"
        # The package offers no other way to give it time-outs; a test fails should the attribute go.
        session = self._client._session
        session.max_redirects = 3
        for scheme in ("http://", "https://"):
            session.mount(scheme, self._adapter)

    def search(self, query: ArxivQuery, *, start: int = 0, limit: int = 100) -> Page:
        """One page: the `limit` (1 to 2000) papers from position `start`, or fewer when arXiv sends fewer.

        Raises `ArxivBadQuery`, `ArxivRateLimited` or `ArxivUnavailable`, the last two after every retry.
        """
        if start < 0 or not 1 <= limit <= MAX_PAGE:
            raise ArxivBadQuery(f"Ask for 1 to {MAX_PAGE} papers from position 0 or later.")
        text = query.search_query()
        if query.ids:
            return self._by_ids(query.ids, start, min(limit, MAX_IDS_PAGE))
        results = self._fetch(package.Search(query=text, sort_by=_SORT[query.sort]), start, limit)
        records, problems = _records(results)
        seen = self._adapter.seen
        end = start + seen.entries
        return Page(start, seen.total, records, end if seen.entries and end < seen.total else None, (), problems)

    def pages(
        self, query: ArxivQuery, *, start: int = 0, limit: int | None = None, page_size: int = 100
    ) -> Iterator[Page]:
        """Page after page from position `start`, until the end or `limit` papers; keep `next_start` to go on later."""
        left = limit
        position: int | None = start
        while position is not None and (left is None or left > 0):
            page = self.search(query, start=position, limit=page_size if left is None else min(page_size, left))
            yield page
            if left is not None:
                left -= (page.total if page.next_start is None else page.next_start) - position
            position = page.next_start

    def _by_ids(self, ids: tuple[str, ...], start: int, limit: int) -> Page:
        asked = list(ids[start : start + limit])
        end = start + len(asked)
        following = end if end < len(ids) else None
        if not asked:
            return Page(start, len(ids), (), None)
        records, problems = _records(self._fetch(package.Search(id_list=asked), 0, len(asked)))
        found = {record.arxiv_id for record in records}
        missing = tuple(name for name in asked if split_version(name)[0] not in found)
        return Page(start, len(ids), records, following, missing, problems)

    def _fetch(self, search: package.Search, start: int, limit: int) -> list[package.Result]:
        """The results of one request. The package would go on to the next page by itself, counting wrongly when an
        entry was unusable, so it is stopped at the last result of the first."""
        self._client.page_size = limit
        search.max_results = start + limit
        results: list[package.Result] = []
        try:
            for result in self._client.results(search, offset=start):
                results.append(result)
                if len(results) >= self._adapter.seen.usable:
                    break
        except requests.exceptions.TooManyRedirects as error:
            raise ArxivUnavailable("arXiv sends the request round in circles; check ARXIV_API_URL.") from error
        except (ValueError, package.ArxivError) as error:
            raise ArxivUnavailable(f"arXiv's answer cannot be read: {error}") from error
        return results


def _records(results: list[package.Result]) -> tuple[tuple[SourceRecord, ...], tuple[Problem, ...]]:
    records: dict[str, SourceRecord] = {}
    problems = []
    for result in results:
        try:
            record = arxiv_record(result)
        except BadRecord as error:
            problems.append(Problem(str(error), name=result.entry_id))
        else:
            records.setdefault(record.key, record)
    return tuple(records.values()), tuple(problems)


def arxiv_record(result: package.Result) -> SourceRecord:
    """A result of the package as a paper. Raises `BadRecord` when it cannot be one."""
    try:
        arxiv_id, version = split_version(result.get_short_id())
    except ValueError as error:
        raise BadRecord(str(error)) from error
    return SourceRecord(
        title=result.title,
        source="arxiv",
        abstract=result.summary,
        authors=tuple(author.name for author in result.authors),
        arxiv_id=arxiv_id,
        version=version,
        categories=tuple(result.categories),
        primary_category=result.primary_category,
        published=result.published,
        updated=result.updated,
        doi=result.doi or "",
        journal_ref=result.journal_ref or "",
        comment=result.comment or "",
    )

"""Runs a saved search: what it finds that it did not find before becomes a hit."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from jobs.context import JobContext
from papers.arxiv import arxiv_client, arxiv_errors
from papers.models import SavedSearch, SavedSearchHit
from papers.selectors import paper_filters, papers_found, saved_search_get
from papers.sources.arxiv import ArxivClient, ArxivQuery

PAGE = 100
MOST = 1000
# A paper stored in a long transaction shows up after a run that began later than its time of storing.
OVERLAP = dt.timedelta(hours=1)

Found = list[tuple[str, str]]


def run_saved_search(context: JobContext) -> dict[str, Any]:
    """The job's handler: `params.search` names the saved search; the result is `{found, new}`.

    The first run of an arXiv search takes stock: what arXiv has then is kept as seen.
    """
    search = saved_search_get(int(context.params["search"]))
    began = timezone.now()
    first = search.last_run_at is None
    context.progress(0, 1, f"Looking for “{search.name}”.")
    if search.scope == SavedSearch.Scope.ARXIV:
        with arxiv_errors():
            found = newest_on_arxiv(search, arxiv_client(tick=context.check_cancelled))
    else:
        found = newest_in_library(search)
    before = search.hits.count()
    seen = first and search.scope == SavedSearch.Scope.ARXIV
    hits = [SavedSearchHit(search=search, key=key, title=title, seen=seen) for key, title in found]
    SavedSearchHit.objects.bulk_create(hits, ignore_conflicts=True)
    new = 0 if seen else search.hits.count() - before
    SavedSearch.objects.filter(pk=search.pk).update(last_run_at=began)
    context.progress(1, 1, f"{new} new." if new else "Nothing new.")
    return {"found": len(found), "new": new}


def newest_in_library(search: SavedSearch) -> Found:
    """Key and title of the papers that fit and came into the library since the search was saved or last run."""
    since = search.created_at
    if search.last_run_at is not None:
        since = max(since, search.last_run_at - OVERLAP)
    papers = papers_found(paper_filters(_query(search))).filter(created_at__gt=since).order_by("created_at", "key")
    return [(paper.key, paper.title) for paper in papers[:MOST]]


def newest_on_arxiv(search: SavedSearch, client: ArxivClient) -> Found:
    """Key and title of the newest papers that fit, down to one that the search knows."""
    wanted = _query(search)
    query = ArxivQuery(
        words=wanted.get("q", ""),
        title=wanted.get("title", ""),
        author=wanted.get("author", ""),
        category=wanted.get("category", ""),
        from_=wanted.get("from"),
        to=wanted.get("to"),
        sort="submitted",
    )
    known = set(search.hits.values_list("key", flat=True))
    found: Found = []
    for page in client.pages(query, limit=MOST if known else PAGE, page_size=PAGE):
        keys = [record.key for record in page.records]
        met = [index for index, key in enumerate(keys) if key in known]
        # Behind the last known paper stand older ones that earlier runs did not read, unless the list ends here.
        fresh = page.records[: met[-1] + 1] if met and page.next_start is not None else page.records
        found += [(record.key, record.title) for record in fresh]
        if met:
            break
    return found


def _query(search: SavedSearch) -> dict[str, Any]:
    days = {name: dt.date.fromisoformat(search.query[name]) for name in ("from", "to") if name in search.query}
    return {**search.query, **days}

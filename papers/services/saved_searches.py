"""Saved searches: kept, asked to run, and their hits marked as seen. `papers.saved_searches` does the running."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from jobs import services as jobs
from jobs.models import Job
from papers.models import SavedSearch
from papers.selectors import saved_searches_due

KIND = "saved_search"


def saved_search_create(*, name: str, scope: str, query: dict[str, Any], interval_hours: int = 24) -> SavedSearch:
    """A new saved search; what is there now does not count as new, so an arXiv search takes stock at once."""
    search = SavedSearch.objects.create(name=name.strip(), scope=scope, query=query, interval_hours=interval_hours)
    if scope == SavedSearch.Scope.ARXIV:
        saved_search_ask(search=search)
    return search


def saved_search_update(*, search: SavedSearch, name: str | None = None, interval_hours: int | None = None) -> None:
    """Another name or another pace; another query is another search."""
    if name is not None:
        search.name = name.strip()
    if interval_hours is not None:
        search.interval_hours = interval_hours
    search.save(update_fields=["name", "interval_hours"])


def saved_search_delete(*, search: SavedSearch) -> None:
    """The search gone with its hits."""
    search.delete()


@transaction.atomic
def saved_search_ask(*, search: SavedSearch) -> Job:
    """A job that runs the search once."""
    search.asked_at = timezone.now()
    search.save(update_fields=["asked_at"])
    return jobs.enqueue(kind=KIND, params={"search": search.pk})


@transaction.atomic
def saved_searches_ask_due(*, now: dt.datetime | None = None) -> list[Job]:
    """A job for every saved search whose time has come; two schedulers at once ask only once."""
    # The rows are locked first and judged after, so that a second scheduler sees what the first has asked.
    list(SavedSearch.objects.select_for_update().order_by("pk").values_list("pk"))
    return [saved_search_ask(search=search) for search in saved_searches_due(now or timezone.now())]


def saved_search_mark_seen(*, search: SavedSearch, keys: Iterable[str] | None = None) -> int:
    """The hits of these keys, all of them without, marked as seen; how many were not."""
    hits = search.hits.filter(seen=False)
    return hits.update(seen=True) if keys is None else hits.filter(key__in=list(keys)).update(seen=True)

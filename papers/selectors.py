"""Every read of the papers room."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypedDict, cast

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from jobs.errors import Invalid, NotFound
from papers.models import Collection, KeyRedirect, Membership, Paper, PaperVersion, SavedSearch, SavedSearchHit, Tag
from papers.search.database import by_author, by_category, by_tag, matching
from papers.search.language import Query, QueryError, parse

ORDERINGS = {
    "-published": ("-dated", "-key"),
    "published": ("dated", "key"),
    "-added": ("-created_at", "-key"),
    "added": ("created_at", "key"),
    "title": ("title_order", "key"),
    "-title": ("-title_order", "-key"),
}
RELEVANCE = ("-rank", "-dated", "key")


class PaperText(NamedTuple):
    """Title and abstract of one version of a paper, as spans count in them."""

    title: str
    abstract: str


class PaperFilters(TypedDict, total=False):
    """What a list of papers can be narrowed by; dates are inclusive."""

    q: str
    collection: int
    category: str
    date_from: dt.date
    date_to: dt.date
    tag: str
    author: str
    source: str


def paper_filters(query: Mapping[str, Any]) -> PaperFilters:
    """Filters under the names that REST gives them; `from` and `to` are words of Python and have longer names here."""
    renamed = {"from": "date_from", "to": "date_to"}
    return cast(PaperFilters, {renamed.get(name, name): value for name, value in query.items()})


def papers_alive() -> QuerySet[Paper]:
    """Every paper that is not withdrawn, without the columns that only search needs."""
    return Paper.objects.filter(withdrawn_at__isnull=True).defer("search", "authors_text")


def paper_get(key: str) -> Paper:
    """The paper of a key, a withdrawn one too, also under a key it had before; its `key` tells the present one.

    Raises `NotFound`.
    """
    paper = Paper.objects.filter(key=key).defer("search").first()
    if paper is None:
        redirect = KeyRedirect.objects.filter(old_key=key).select_related("paper").first()
        if redirect is None:
            raise NotFound(f"There is no paper {key} in the library.", details={"arxiv_id": key})
        paper = redirect.paper
    return paper


def papers_by_key(keys: Iterable[str]) -> dict[str, Paper]:
    """The papers of these keys by the key asked for, old keys included; unknown keys are left out."""
    asked = list(keys)
    found = {paper.key: paper for paper in Paper.objects.filter(key__in=asked).defer("search")}
    missing = [key for key in asked if key not in found]
    redirects = KeyRedirect.objects.filter(old_key__in=missing).select_related("paper")
    return found | {redirect.old_key: redirect.paper for redirect in redirects}


def keys_known(keys: Iterable[str]) -> set[str]:
    """Those of the keys that name a paper of the library which is not withdrawn."""
    return set(papers_alive().filter(key__in=list(keys)).values_list("key", flat=True))


def paper_text(paper: Paper, version: int | None) -> PaperText:
    """The stored text of one version, to which evidence points. Raises `NotFound`."""
    if paper.version == version:
        return PaperText(paper.title, paper.abstract)
    older = PaperVersion.objects.filter(paper=paper, version=version).first()
    if older is None:
        raise NotFound(f"The library has no version {version} of {paper.key}.")
    return PaperText(older.title, older.abstract)


def paper_versions(paper: Paper) -> list[PaperVersion]:
    """Every stored version, oldest first, the paper's own last (an unsaved row of the same shape)."""
    older = list(paper.older_versions.all())
    own = PaperVersion(
        paper=paper, version=paper.version, title=paper.title, abstract=paper.abstract, updated_at=paper.updated
    )
    return [*sorted(older, key=lambda row: row.version or 0), own]


def papers_found(filters: PaperFilters) -> QuerySet[Paper]:
    """The papers that pass every filter, with a `rank` when there is a `q`, in no order; all words must be there.

    Raises `Invalid` when `q` cannot be understood and `NotFound` for a collection that does not exist.
    """
    papers = papers_narrowed(filters)
    return matching(papers, query_of(filters)) if filters.get("q", "").strip() else papers


def query_of(filters: PaperFilters) -> Query:
    """What `q` means; raises `Invalid` when it cannot be understood."""
    try:
        return parse(filters["q"])
    except QueryError as error:
        raise Invalid(str(error), code="bad_query", details={"q": filters["q"][:200]}) from error


def papers_narrowed(filters: PaperFilters) -> QuerySet[Paper]:
    """The papers that pass every filter but `q`, in no order; raises `NotFound` for an unknown collection."""
    papers = papers_alive()
    if "collection" in filters:
        collection_get(filters["collection"])
        inside = Membership.objects.filter(collection=filters["collection"], paper=OuterRef("pk"))
        papers = papers.filter(Exists(inside))
    if "category" in filters:
        papers = papers.filter(by_category(filters["category"]))
    if "author" in filters:
        papers = papers.filter(by_author(filters["author"]))
    if "tag" in filters:
        papers = papers.filter(by_tag(filters["tag"]))
    if "source" in filters:
        papers = papers.filter(source=filters["source"])
    return papers.filter(_in_days(filters.get("date_from"), filters.get("date_to")))


def _in_days(first: dt.date | None, last: dt.date | None) -> Q:
    condition = Q()
    if first:
        condition &= Q(published__gte=dt.datetime.combine(first, dt.time.min, dt.UTC))
    if last:
        condition &= Q(published__lte=dt.datetime.combine(last, dt.time.max, dt.UTC))
    return condition


def collections() -> QuerySet[Collection]:
    """Every collection with `paper_count`, its papers that are not withdrawn."""
    held = (
        Membership.objects.filter(collection=OuterRef("pk"), paper__withdrawn_at__isnull=True)
        .order_by()
        .values("collection")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return Collection.objects.annotate(paper_count=Coalesce(Subquery(held), 0))


def collection_get(collection_id: int) -> Collection:
    """One collection with `paper_count`; raises `NotFound`."""
    found = collections().filter(pk=collection_id).first() if collection_id < 1 << 63 else None
    if found is None:
        raise NotFound(f"There is no collection {collection_id}.")
    return found


def collection_papers(collection: Collection) -> QuerySet[Paper]:
    """The collection's papers in the order they were added."""
    return papers_alive().filter(collections=collection).order_by("membership__added_at", "membership__pk")


def collections_of(papers: Sequence[Paper]) -> Mapping[int, list[Collection]]:
    """The collections each paper is in, by the paper's primary key, in the order of their names."""
    found: dict[int, list[Collection]] = {paper.pk: [] for paper in papers}
    rows = Membership.objects.filter(paper__in=found).select_related("collection").order_by("collection__name")
    for row in rows:
        found[row.paper_id].append(row.collection)
    return found


def tags_of(papers: Sequence[Paper]) -> Mapping[int, list[str]]:
    """The tags of each paper, by its primary key, in alphabetical order."""
    found: dict[int, list[str]] = {paper.pk: [] for paper in papers}
    links = Tag.papers.through.objects.filter(paper__in=found).order_by("tag__name")
    for paper_id, name in links.values_list("paper_id", "tag__name"):
        found[paper_id].append(name)
    return found


def tags() -> QuerySet[Tag]:
    """Every tag in use with `paper_count`."""
    alive = Count("papers", filter=Q(papers__withdrawn_at__isnull=True))
    return Tag.objects.annotate(paper_count=alive).filter(paper_count__gt=0)


def saved_searches() -> QuerySet[SavedSearch]:
    """Every saved search with `hit_count` and `new_count` (hits not seen yet)."""
    return SavedSearch.objects.annotate(hit_count=Count("hits"), new_count=Count("hits", filter=Q(hits__seen=False)))


def saved_search_get(search_id: int) -> SavedSearch:
    """One saved search with its counts; raises `NotFound`."""
    found = saved_searches().filter(pk=search_id).first() if search_id < 1 << 63 else None
    if found is None:
        raise NotFound(f"There is no saved search {search_id}.")
    return found


def saved_search_hits(search: SavedSearch) -> QuerySet[SavedSearchHit]:
    """What a saved search has found."""
    return SavedSearchHit.objects.filter(search=search)


def saved_searches_due(now: dt.datetime) -> list[SavedSearch]:
    """The saved searches whose interval has passed since a run was last asked for or done."""
    due = []
    for search in SavedSearch.objects.order_by("pk"):
        last = max(filter(None, (search.last_run_at, search.asked_at)), default=None)
        if last is None or last + dt.timedelta(hours=search.interval_hours) <= now:
            due.append(search)
    return due

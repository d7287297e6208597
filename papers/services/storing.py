"""Records of any source into Paper rows: what is stored stays, blanks are filled, only a newer version overrides."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

from django.db import connection, transaction
from django.db.models import Q

from jobs.errors import Invalid
from papers.copying import copy_in
from papers.folding import name_words
from papers.keys import local_key
from papers.models import KeyRedirect, Paper, PaperVersion
from papers.search.words import words_store
from papers.sources.record import SourceRecord

Outcome = Literal["created", "updated", "unchanged"]

# Any number serves, as long as nothing else locks it.
STORE_LOCK = 0x5061706572
# PostgreSQL refuses a tsvector of more than a MiB; half of it leaves room for positions.
TEXT_LIMIT = 500_000
CATEGORY_LIMIT = 64
DOI_LIMIT = 500

FILLED = ("categories", "primary_category", "published", "updated", "doi", "journal_ref", "comment")
WRITTEN = (
    *("key", "arxiv_id", "version", "title", "abstract", "authors", "authors_text", "source", "given", "match_key"),
    *FILLED,
    *("withdrawn_at", "modified_at"),
)


class Stored(NamedTuple):
    """A paper and what storing the record did to it."""

    paper: Paper
    outcome: Outcome


def paper_store(*, record: SourceRecord, restore: bool = False) -> Stored:
    """One record stored; see `papers_store`."""
    return papers_store(records=[record], restore=restore)[0]


@transaction.atomic
def papers_store(*, records: Iterable[SourceRecord], restore: bool = False) -> list[Stored]:
    """The papers of the records, in their order, written with a handful of statements.

    A record is the paper of its arXiv id, else of its title and first author; a paper known only by those takes the
    arXiv id that arrives later as its new key and the old key redirects. A newer version replaces the text and the
    replaced text is kept; an older version is kept beside it; the same version fills blanks. A withdrawn paper stays
    as it is unless `restore`. Batches of about a thousand are fastest; a batch holds the store's lock until its
    transaction ends, so do no slow work in the same transaction.

    Raises `Invalid` when a record's text is beyond what the search index takes; then nothing is stored.
    """
    batch = list(records)
    for record in batch:
        _check(record)
    # Matching by title needs reads and writes in one piece, which no unique constraint can express.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [STORE_LOCK])
    shelf = _Shelf(batch)
    stored = [shelf.put(record, restore=restore) for record in batch]
    shelf.write()
    return stored


def _check(record: SourceRecord) -> None:
    names = " ".join(record.authors)
    size = len(record.title.encode()) + len(record.abstract.encode()) + 2 * len(names.encode())
    if size > TEXT_LIMIT:
        raise Invalid(f"“{record.title[:80]}” has {size:,} bytes of text; at most {TEXT_LIMIT:,} can be searched.")
    if len(record.doi) > DOI_LIMIT:
        raise Invalid(f"“{record.title[:80]}” has a DOI of more than {DOI_LIMIT} characters.")
    if any(len(name) > CATEGORY_LIMIT for name in (*record.categories, record.primary_category)):
        raise Invalid(f"“{record.title[:80]}” has a category of more than {CATEGORY_LIMIT} characters.")


class _Shelf:
    """The rows a batch touches, read once, changed in memory, written once."""

    def __init__(self, records: Sequence[SourceRecord]) -> None:
        self.matches = {id(record): local_key(record.title, record.authors) for record in records}
        names = {record.key for record in records} | set(self.matches.values())
        self.by_key: dict[str, Paper] = {}
        self.by_match: dict[str, Paper] = {}
        for redirect in KeyRedirect.objects.filter(old_key__in=names).select_related("paper").defer("paper__search"):
            self.by_key[redirect.old_key] = redirect.paper
        known = Paper.objects.filter(Q(key__in=names) | Q(match_key__in=names)).defer("search").order_by("-key")
        for paper in known:
            self._index(paper)
        self.versions = set(
            PaperVersion.objects.filter(paper__in=[paper.pk for paper in known]).values_list("paper_id", "version")
        )
        self.created: dict[int, Paper] = {}
        self.changed: dict[int, Paper] = {}
        self.new_versions: list[PaperVersion] = []
        self.new_redirects: list[KeyRedirect] = []

    def _index(self, paper: Paper) -> None:
        self.by_key[paper.key] = paper
        # A paper that still waits for its arXiv id is the one a title should find.
        held = self.by_match.get(paper.match_key)
        if held is None or held.arxiv_id is not None or paper.arxiv_id is None:
            self.by_match[paper.match_key] = paper

    def _find(self, record: SourceRecord) -> Paper | None:
        named = self.by_key.get(record.key)
        if named is not None:
            return named
        alike = self.by_match.get(self.matches[id(record)])
        if alike is not None and record.arxiv_id and alike.arxiv_id:
            return None
        return alike

    def put(self, record: SourceRecord, *, restore: bool) -> Stored:
        paper = self._find(record)
        if paper is None:
            paper = _new_paper(record, self.matches[id(record)])
            self.created[id(paper)] = paper
            self._index(paper)
            return Stored(paper, "created")
        if paper.withdrawn_at is not None and not restore:
            return Stored(paper, "unchanged")
        before = _state(paper)
        added = self._merge(paper, record)
        paper.withdrawn_at = None
        if _state(paper) == before and not added:
            return Stored(paper, "unchanged")
        self._index(paper)
        if id(paper) not in self.created:
            self.changed[id(paper)] = paper
        return Stored(paper, "updated")

    def _merge(self, paper: Paper, record: SourceRecord) -> bool:
        """The record's news into the paper; whether an older text was added beside it."""
        if paper.given is None and record.given is not None:
            paper.given = _given(record)
        if record.arxiv_id and paper.arxiv_id is None:
            self.new_redirects.append(KeyRedirect(old_key=paper.key, paper=paper))
            paper.key = paper.arxiv_id = record.arxiv_id
            paper.source = record.source
        if _is_newer(record, paper):
            if paper.version is not None or paper.abstract:
                self._keep(paper, paper.version, paper.title, paper.abstract, paper.updated)
            _override(paper, record, self.matches[id(record)])
            return False
        if record.version is not None and paper.version is not None and record.version < paper.version:
            return self._keep(paper, record.version, record.title, record.abstract, record.updated)
        _fill(paper, record)
        return False

    def _keep(self, paper: Paper, version: int | None, title: str, abstract: str, updated: Any) -> bool:
        owner = paper.pk or id(paper)
        if (owner, version) in self.versions:
            return False
        self.versions.add((owner, version))
        self.new_versions.append(
            PaperVersion(paper=paper, version=version, title=title, abstract=abstract, updated_at=updated)
        )
        return True

    def write(self) -> None:
        self._write_papers()
        words_store([paper.pk for paper in (*self.created.values(), *self.changed.values())])

    def _write_papers(self) -> None:
        _create(list(self.created.values()))
        if self.changed:
            _touch(self.changed.values())
            Paper.objects.bulk_update(self.changed.values(), WRITTEN, batch_size=200)
        # The owner got its primary key only now.
        for version in self.new_versions:
            version.paper = version.paper
        for redirect in self.new_redirects:
            redirect.paper = redirect.paper
        PaperVersion.objects.bulk_create(self.new_versions, ignore_conflicts=True)
        KeyRedirect.objects.bulk_create(self.new_redirects, ignore_conflicts=True)


def _create(papers: Sequence[Paper]) -> None:
    copy_in(papers)
    ids = dict(Paper.objects.filter(key__in=[paper.key for paper in papers]).values_list("key", "pk"))
    for paper in papers:
        paper.pk = ids[paper.key]
        paper._state.adding, paper._state.db = False, connection.alias


def _touch(papers: Iterable[Paper]) -> None:
    field = Paper._meta.get_field("modified_at")
    for paper in papers:
        field.pre_save(paper, add=False)


def _new_paper(record: SourceRecord, match: str) -> Paper:
    paper = Paper(key=record.key, arxiv_id=record.arxiv_id, given=_given(record))
    _override(paper, record, match)
    return paper


def _given(record: SourceRecord) -> dict[str, Any] | None:
    if record.given is None:
        return None
    return {**dataclasses.asdict(record.given), "terms": list(record.given.terms)}


def _is_newer(record: SourceRecord, paper: Paper) -> bool:
    # A reference manager may name a version it has no text of.
    if record.version is None or (paper.abstract and not record.abstract):
        return False
    return paper.version is None or record.version > paper.version


def _override(paper: Paper, record: SourceRecord, match: str) -> None:
    paper.version = record.version
    paper.title, paper.abstract = record.title, record.abstract
    paper.source, paper.match_key = record.source, match
    if record.authors:
        _set_authors(paper, record)
    for name in FILLED:
        value = getattr(record, name)
        if value:
            setattr(paper, name, list(value) if name == "categories" else value)


def _fill(paper: Paper, record: SourceRecord) -> None:
    if not paper.abstract:
        paper.abstract = record.abstract
    if not paper.authors and record.authors:
        _set_authors(paper, record)
    for name in FILLED:
        value = getattr(record, name)
        if value and not getattr(paper, name):
            setattr(paper, name, list(value) if name == "categories" else value)


def _set_authors(paper: Paper, record: SourceRecord) -> None:
    paper.authors = list(record.authors)
    paper.authors_text = " ".join(map(name_words, record.authors))


def _state(paper: Paper) -> tuple[Any, ...]:
    return tuple(str(getattr(paper, name)) for name in WRITTEN if name != "modified_at")

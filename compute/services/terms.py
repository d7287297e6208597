"""Counted and given terms of papers into rows; what both kinds of extraction share."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.db import connection, transaction

from compute.classic import classic_terms
from compute.models import Term
from compute.spans import term_spans
from papers.copying import copy_in
from papers.models import Paper
from synthesis.core.stopwords import normal_form

TEXT_LIMIT = 300
# Any number serves, as long as nothing else locks it. Taken after the store's lock wherever both are.
EXTRACT_LOCK = 0x5465726D

Slot = tuple[int, int | None, str]


def extract_classic(*, paper: Paper) -> list[Term]:
    """The classic terms of one paper, stored; see `extract_classic_many`."""
    return extract_classic_many(papers=[paper])[paper.pk]


@transaction.atomic
def extract_classic_many(*, papers: Iterable[Paper]) -> dict[int, list[Term]]:
    """The counted terms of each paper's present version, and the terms its given report has, stored.

    Returns every such term by the paper's primary key, best first, counted before given, as unsaved rows. What is
    stored already and still right is left alone, so a second call writes nothing. The lock of all extraction is held
    until the transaction ends.
    """
    lock_extraction()
    batch = {paper.pk: paper for paper in papers}
    wanted = {pk: list(_terms(paper)) for pk, paper in batch.items()}
    terms_replace(terms=wanted, methods=[Term.Method.CLASSIC, Term.Method.GIVEN])
    return wanted


def lock_extraction() -> None:
    """Waits for the lock of all extraction and holds it until the transaction ends."""
    # Two workers on one paper would both find no terms and both store them.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [EXTRACT_LOCK])


def terms_replace(*, terms: Mapping[int, Sequence[Term]], methods: Sequence[str]) -> None:
    """Stores terms (unsaved rows, by the paper's primary key) in place of those of the same version and method.

    Rows that are right already are left alone. Call it under the lock of all extraction.
    """
    held: dict[Slot, list[Term]] = defaultdict(list)
    for term in Term.objects.filter(paper__in=terms, method__in=methods).order_by("rank"):
        held[_slot(term)].append(term)
    new: list[Term] = []
    stale: list[int] = []
    for rows in terms.values():
        slots: dict[Slot, list[Term]] = defaultdict(list)
        for term in rows:
            slots[_slot(term)].append(term)
        for slot, fresh in slots.items():
            if [_content(term) for term in held[slot]] != [_content(term) for term in fresh]:
                stale += [term.pk for term in held[slot]]
                new += fresh
    Term.objects.filter(pk__in=stale).delete()
    copy_in(new)


def _slot(term: Term) -> Slot:
    return term.paper_id, term.version, term.method


def _content(term: Term) -> tuple[object, ...]:
    vector = bytes(term.vector)
    return term.rank, term.text, term.normal, term.score, term.count, term.spans, vector, term.long_form


def _terms(paper: Paper) -> Iterator[Term]:
    yield from _counted(paper)
    given = (paper.given or {}).get("terms", [])
    for rank, text in enumerate(given, start=1):
        # Nobody knows the counts behind given terms; their order is all there is.
        score = round((len(given) - rank + 1) / len(given), 6)
        yield _term(paper, None, Term.Method.GIVEN, rank, text, score)


def _counted(paper: Paper) -> Iterator[Term]:
    counted = [term for term in classic_terms(paper.abstract) if len(term.text) <= TEXT_LIMIT]
    spans = term_spans([term.text for term in counted], [("title", paper.title), ("abstract", paper.abstract)])
    for rank, (text, times) in enumerate(counted, start=1):
        term = _term(paper, paper.version, Term.Method.CLASSIC, rank, text, round(times / counted[0].times, 6))
        term.count, term.spans = times, spans[text]
        yield term


def _term(paper: Paper, version: int | None, method: str, rank: int, text: str, score: float) -> Term:
    return Term(
        paper=paper,
        version=version,
        method=method,
        rank=rank,
        text=text[:TEXT_LIMIT],
        normal=_normal(text)[:TEXT_LIMIT],
        score=score,
    )


# The same few thousand words make up most terms of a library.
_normal = functools.lru_cache(maxsize=1 << 16)(normal_form)

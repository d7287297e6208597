"""A library search by relevance: what is exact filters, single words rank by words and meaning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, overload

from django.db.models import QuerySet

from papers import hooks
from papers.models import Paper
from papers.search.database import matching
from papers.search.ranking import Mode, rank
from papers.search.words import words_of
from papers.selectors import RELEVANCE, PaperFilters, papers_alive, papers_found, papers_narrowed, query_of


class Ranked(NamedTuple):
    """Papers best first, at most 200 where words were ranked; `mode` is None when only exact things were asked for."""

    papers: Sequence[Paper] | QuerySet[Paper]
    mode: Mode | None


def papers_ranked(filters: PaperFilters) -> Ranked:
    """The papers for a `q` by relevance: single words by words and meaning, everything else as in `papers_found`.

    Raises as `papers_found` does.
    """
    query = query_of(filters)
    words = words_of(query.words) if query.words else None
    if words is None or not words.count:
        return Ranked(papers_found(filters).order_by(*RELEVANCE), None)
    scope = None
    if set(filters) != {"q"} or query.exact.groups:
        scope = papers_narrowed(filters)
        scope = matching(scope, query.exact) if query.exact.groups else scope
    ids, mode = rank(words, hooks.query_vector(query.words), scope)
    return Ranked(_InOrder(ids), mode)


class _InOrder(Sequence[Paper]):
    """Papers by primary key, read when they are asked for."""

    def __init__(self, ids: Sequence[int]) -> None:
        self.ids = ids

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, index: int) -> Paper: ...
    @overload
    def __getitem__(self, index: slice) -> list[Paper]: ...
    def __getitem__(self, index: int | slice) -> Paper | list[Paper]:
        if isinstance(index, int):
            return self[index : index + 1][0]
        chosen = self.ids[index]
        papers = papers_alive().in_bulk(chosen)
        return [papers[pk] for pk in chosen if pk in papers]

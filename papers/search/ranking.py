"""Papers by words and meaning together: two short lists out of PostgreSQL, joined by `papers.search.fusion`."""

from __future__ import annotations

from typing import Literal

from django.db.models import QuerySet

from papers.models import EncoderSpace, Paper
from papers.search import fusion
from papers.search.planning import by_index
from papers.search.vectors import QueryVector, centre, dense_scores, space_of, vectors_of
from papers.search.words import Scores, Words, lexical_scores, title_scores

DEPTH = 200

Mode = Literal["hybrid", "lexical"]


def rank(words: Words, vector: QueryVector | None, scope: QuerySet[Paper] | None) -> tuple[list[int], Mode]:
    """Primary keys of at most `DEPTH` papers, best first, and which way it went.

    Papers with all the words in their title stand first; then by the fused score, by day (newest first) and by key.
    Without a vector, or without papers that have one of its encoder, only words count. `scope` None means the whole
    library; withdrawn papers are left out either way.
    """
    space = space_of(vector.encoder) if vector else None
    if vector is None or space is None:
        return rank_lexical(words, scope), "lexical"
    with by_index():
        titled = title_scores(words, scope, DEPTH)
        lexical = titled | lexical_scores(words, scope, DEPTH)
        dense = dense_scores(vector.vector - centre(space), space, scope, DEPTH)
        scores = _smoothed(fusion.fuse(lexical, dense, DEPTH), titled, space)
        return _ordered(scores, titled), "hybrid"


def rank_lexical(words: Words, scope: QuerySet[Paper] | None) -> list[int]:
    """As `rank`, by words alone."""
    with by_index():
        titled = title_scores(words, scope, DEPTH)
        return _ordered(titled | lexical_scores(words, scope, DEPTH), titled)


def rank_dense(vector: QueryVector, scope: QuerySet[Paper] | None) -> list[int]:
    """As `rank`, by meaning alone; nothing when no paper has a vector of this encoder."""
    space = space_of(vector.encoder)
    if space is None:
        return []
    with by_index():
        return _ordered(dense_scores(vector.vector - centre(space), space, scope, DEPTH), {})


def _smoothed(fused: Scores, titled: Scores, space: EncoderSpace) -> Scores:
    best = sorted(fused, key=lambda key: (key not in titled, -fused[key], key))[:DEPTH]
    return fusion.smooth({key: fused[key] for key in best}, vectors_of(best, space), centre(space))


def _ordered(scores: Scores, first: Scores) -> list[int]:
    alive = Paper.objects.filter(pk__in=scores, withdrawn_at__isnull=True).values_list("pk", "dated", "key")
    rows = sorted(alive, key=lambda row: row[2])
    rows.sort(key=lambda row: row[1], reverse=True)
    rows.sort(key=lambda row: (row[0] not in first, -round(scores[row[0]], 6)))
    return [pk for pk, _, _ in rows[:DEPTH]]

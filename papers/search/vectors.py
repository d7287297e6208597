"""The dense side: the nearest papers by one encoder's vectors, in pgvector.

A library about one field lies in one corner of the encoder's space, and what all its papers have in common drowns what
sets them apart. So the mean of the papers is taken from the query before it is compared (Mu and Viswanath 2018,
"All-but-the-Top"). The stored vectors and their index stay as the encoder made them: (q - m)d ranks as
(q - m)(d - m) does.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
from django.conf import settings
from django.db.models import BinaryField, F, FloatField, Func, QuerySet, Value

from papers.models import EncoderSpace, Paper, PaperEmbedding
from papers.search.planning import by_index
from papers.search.words import Scores

# The mean of few papers says little; it counts by half at this many.
STEADY = 50


class QueryVector(NamedTuple):
    """A query as a unit vector of the encoder that is named."""

    encoder: str
    vector: np.ndarray


class _Near(Func):
    """The inner product, written as the encoder's index is."""

    output_field = FloatField()

    def __init__(self, vector: np.ndarray) -> None:
        text = "[" + ",".join(f"{value:.6g}" for value in vector) + "]"
        cast = f"::halfvec({len(vector)})"
        super().__init__(F("vector"), Value(text), template=f"(%(expressions)s{cast})", arg_joiner=f"{cast} <#> ")


def space_of(encoder: str) -> EncoderSpace | None:
    """What is known of the encoder's vectors, None when no paper has one."""
    return EncoderSpace.objects.filter(encoder=encoder, mean__isnull=False).first()


def centre(space: EncoderSpace) -> np.ndarray:
    """What the papers have in common: their mean, nearer to zero the fewer they are."""
    return np.asarray(space.mean, np.float32) * (space.papers / (space.papers + STEADY))


def dense_query(
    vector: np.ndarray, space: EncoderSpace, scope: QuerySet[Paper] | None
) -> QuerySet[PaperEmbedding, tuple[int, float]]:
    """Primary keys of papers with minus their inner product with a vector, nearest first."""
    found = PaperEmbedding.objects.filter(encoder=space.encoder)
    if scope is not None:
        found = found.filter(paper__in=scope.values("pk"))
    return found.annotate(distance=_Near(vector)).order_by("distance").values_list("paper_id", "distance")


def dense_scores(vector: np.ndarray, space: EncoderSpace, scope: QuerySet[Paper] | None, limit: int) -> Scores:
    """The inner product with a vector of the nearest papers by their primary key, nearest first; run it `by_index`."""
    rows: list[tuple[int, float]] = list(dense_query(vector, space, scope)[:limit])
    return {pk: -distance for pk, distance in rows}


def vectors_of(papers: Collection[int], space: EncoderSpace) -> dict[int, np.ndarray]:
    """The vectors (dim,) float32 of those of the papers that have one, by primary key."""
    # pgvector's own wire format is read far faster than its text: two int16, then big-endian halves.
    sent = Func(F("vector"), function="halfvec_send", output_field=BinaryField())
    rows = PaperEmbedding.objects.filter(encoder=space.encoder, paper__in=papers).values_list("paper_id", sent)
    return {pk: np.frombuffer(held, ">f2", offset=4).astype(np.float32) for pk, held in rows}


def similar(paper: Paper, limit: int) -> list[tuple[Paper, float]] | None:
    """The papers nearest to a paper by its embedding with their cosine, nearest first; None when it has none.

    Of several encoders the one in use counts, else the one that read the paper last.
    """
    names = list(PaperEmbedding.objects.filter(paper=paper).order_by("-pk").values_list("encoder", flat=True))
    space = space_of(settings.ENCODER if settings.ENCODER in names else names[0]) if names else None
    if space is None:
        return None
    scope = Paper.objects.filter(withdrawn_at__isnull=True).exclude(pk=paper.pk)
    with by_index():
        scores = dense_scores(vectors_of([paper.pk], space)[paper.pk], space, scope, limit)
    papers = Paper.objects.defer("search", "authors_text").in_bulk(list(scores))
    return [(papers[pk], round(min(score, 1.0), 6)) for pk, score in scores.items()]

"""Embeddings into rows, each encoder's in a space and an index of its own."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable

import numpy as np
from django.db import connection, transaction
from pgvector import HalfVector
from psycopg import sql

from papers.models import EncoderSpace, PaperEmbedding

# pgvector indexes halves of no more dimensions; beyond it every vector is compared.
INDEXED = 4000
# The mean is taken again when this share of papers has come or gone.
DRIFT = 0.1

INDEX = """
CREATE INDEX IF NOT EXISTS {name} ON papers_paperembedding
USING hnsw ((vector::halfvec({dim})) halfvec_ip_ops) WHERE encoder = {encoder}
"""


@transaction.atomic
def embeddings_store(*, rows: Iterable[tuple[int, str, np.ndarray]]) -> None:
    """Stores (primary key of a paper, name of the encoder, unit vector), in place of what the encoder gave before.

    Raises `ValueError` when a vector has another number of dimensions than this encoder's stored ones.
    """
    by_encoder: dict[str, dict[int, np.ndarray]] = defaultdict(dict)
    for paper, encoder, vector in rows:
        by_encoder[encoder][paper] = vector
    for encoder, vectors in by_encoder.items():
        dim = len(next(iter(vectors.values())))
        space = _space(encoder, dim)
        wrong = {len(vector) for vector in vectors.values()} - {space.dim}
        if wrong:
            raise ValueError(f"{encoder} gave vectors of {wrong} dimensions; those in the library have {space.dim}.")
        PaperEmbedding.objects.bulk_create(
            [PaperEmbedding(paper_id=pk, encoder=encoder, vector=HalfVector(row)) for pk, row in vectors.items()],
            update_conflicts=True,
            unique_fields=["paper", "encoder"],
            update_fields=["vector"],
        )
        _renew_mean(space)


def _space(encoder: str, dim: int) -> EncoderSpace:
    space, is_new = EncoderSpace.objects.get_or_create(encoder=encoder, defaults={"dim": dim})
    if is_new and dim <= INDEXED:
        digest = hashlib.sha256(encoder.encode()).hexdigest()[:12]
        name = sql.Identifier(f"papers_embedding_{digest}")
        statement = sql.SQL(INDEX).format(name=name, dim=sql.Literal(dim), encoder=sql.Literal(encoder))
        with connection.cursor() as cursor:
            # PostgreSQL makes no index while foreign keys of rows just stored are still to be checked.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(statement)
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return space


def _renew_mean(space: EncoderSpace) -> None:
    stored = PaperEmbedding.objects.filter(encoder=space.encoder)
    count = stored.count()
    if abs(count - space.papers) <= DRIFT * space.papers and space.mean is not None:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE papers_encoderspace SET papers = %s,"
            " mean = (SELECT avg(vector::vector) FROM papers_paperembedding WHERE encoder = %s) WHERE id = %s",
            [count, space.encoder, space.pk],
        )

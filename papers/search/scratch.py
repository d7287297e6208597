"""A library of its own for a moment: the tables that search reads, empty, in a schema that is dropped afterwards."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator

from django.db import connection

from papers.copying import copy_in
from papers.models import EncoderSpace, Lexeme, LibraryLength, Paper, PaperEmbedding, PaperWords
from papers.search.words import words_store

SCHEMA = "search_eval"
TABLES = (Paper, Lexeme, LibraryLength, PaperWords, PaperEmbedding, EncoderSpace)
BATCH = 1000
# Any number serves, as long as nothing else locks it.
LOCK = 0x536372617463


@contextlib.contextmanager
def scratch_library() -> Iterator[None]:
    """While the block runs, this connection reads and writes papers in a schema of its own; one at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        # A run that was killed left its own behind.
        cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE; CREATE SCHEMA {SCHEMA}")
        for model in TABLES:
            table = model._meta.db_table
            cursor.execute(f"CREATE TABLE {SCHEMA}.{table} (LIKE {table} INCLUDING ALL)")
        cursor.execute(
            "SELECT set_config('search_path', %s || ', ' || current_setting('search_path'), false)", [SCHEMA]
        )
    try:
        LibraryLength.objects.create()
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET search_path")
            cursor.execute(f"DROP SCHEMA {SCHEMA} CASCADE")
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def papers_fill(texts: Iterable[tuple[str, str]]) -> list[int]:
    """Papers of these titles and abstracts, stored and weighed; their primary keys in the same order."""
    copy_in([Paper(key=f"scratch:{place}", title=title, abstract=text) for place, (title, text) in enumerate(texts)])
    ids = list(Paper.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        words_store(ids[start : start + BATCH])
    return ids


def settle() -> None:
    """Tells the planner what the tables hold."""
    with connection.cursor() as cursor:
        for model in TABLES:
            cursor.execute(f"ANALYZE {model._meta.db_table}")

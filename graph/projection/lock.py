"""One writer at a time: the drainer's sink, or a rebuild."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

# Any number serves, as long as nothing else locks it.
LOCK = 0x4772_6170_6800


@contextmanager
def only_writer() -> Iterator[bool]:
    """Yields whether this session may write into the graph; a session that dies lets go of it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        mine = bool(cursor.fetchone()[0])
        try:
            yield mine
        finally:
            if mine:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def is_taken() -> bool:
    """Whether somebody writes into the graph now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            " AND (classid::bigint << 32) + objid::bigint = %s)",
            [LOCK],
        )
        return bool(cursor.fetchone()[0])

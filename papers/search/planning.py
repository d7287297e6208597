"""How PostgreSQL is to go about a search."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from django.db import connection, transaction

# At least as many as asked for; more of them find more of the true neighbours and take longer.
BREADTH = 200


@contextlib.contextmanager
def by_index() -> Iterator[None]:
    """A transaction whose queries go by the indexes.

    The planner takes comparing an array or a vector for as cheap as comparing numbers and would rather read a whole
    table; and an index scan in order would end before enough papers passed the filters.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('enable_seqscan', 'off', true), set_config('hnsw.ef_search', %s, true),"
                " set_config('hnsw.iterative_scan', 'strict_order', true)",
                [str(BREADTH)],
            )
        yield

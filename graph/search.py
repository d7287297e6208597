"""Search in the graph: by the server's full-text index where there is one, else by words of the labels."""

from __future__ import annotations

import re

from graph import indexes, queries, selectors
from graph.reading import reading
from graph.shapes import Json, node_json
from graph.store import graph_address

__all__ = ["index_query", "search"]

# Servers known to have the index; one that has none is asked again, as `graph_init` may have made it meanwhile.
_with_words: set[str] = set()


def index_query(q: str) -> str:
    """A query for the full-text index: every word, whole or as a beginning; none of its signs mean anything.

    >>> index_query('label:"data  sets" AND (x~2')
    '(label OR label*) AND (data OR data*) AND (sets OR sets*) AND (and OR and*) AND (x OR x*) AND (2 OR 2*)'
    """
    words = re.findall(r"[^\W_]+", q.lower())
    return " AND ".join(f"({word} OR {word}*)" for word in words)


def search(*, q: str, limit: int = 200) -> list[Json]:
    """Nodes of every type for a query in words, best first; what no index finds is looked for inside the labels."""
    return _by_index(q, limit) or selectors.nodes_with(q=q, limit=limit)


def _by_index(q: str, limit: int) -> list[Json]:
    wanted, url = index_query(q), graph_address().url
    if not wanted:
        return []
    with reading() as reader:
        if url not in _with_words:
            if not indexes.has_words(reader.session):
                return []
            _with_words.add(url)
        rows = reader.rows(queries.WORDS, index=indexes.WORDS, query=wanted, limit=limit)
    return [node_json(row["node"]) for row in rows]

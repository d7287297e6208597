"""Ids that nodes had before: a paper's old key, a concept that went into another."""

from __future__ import annotations

from graph import schema
from graph.reading import Reader
from graph.walking import nodes_of, require
from jobs.errors import NotFound
from papers.selectors import papers_by_key
from synthesis.ledger import concept_get

__all__ = ["present"]


def present(reader: Reader, id_: str) -> str:
    """The id itself where the graph has such a node, else that of the node it became. Raises `NotFound`."""
    if nodes_of(reader, [id_]):
        return id_
    became = _became(id_)
    require(reader, [became])
    return became


def _became(id_: str) -> str:
    kind, _, key = id_.partition(":")
    if kind == "paper":
        found = papers_by_key([key])
        return schema.node_id("Paper", found[key].key) if key in found else id_
    if kind == "concept":
        try:
            return concept_get(id_).pk
        except NotFound:
            return id_
    return id_

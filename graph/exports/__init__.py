"""A part of the graph as a file, in seven formats."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from graph.exports.markup import to_gexf, to_graphml
from graph.exports.scripts import to_cypher, to_dot, to_mermaid
from graph.exports.tables import to_csv, to_jsonld
from graph.shapes import Subgraph

__all__ = ["FORMATS", "File", "export"]


class File(NamedTuple):
    """What a format gives: the bytes, their media type and the ending of the file's name."""

    body: bytes
    media_type: str
    ending: str


def _plain(write: Callable[[Subgraph], str], media_type: str, ending: str) -> Callable[[Subgraph], File]:
    return lambda part: File(write(part).encode(), media_type, ending)


FORMATS: dict[str, Callable[[Subgraph], File]] = {
    "graphml": _plain(to_graphml, "application/xml", "graphml"),
    "gexf": _plain(to_gexf, "application/xml", "gexf"),
    "cypher": _plain(to_cypher, "text/plain", "cypher"),
    "csv": lambda part: File(to_csv(part), "application/zip", "zip"),
    "jsonld": _plain(to_jsonld, "application/ld+json", "jsonld"),
    "mermaid": lambda part: File(*to_mermaid(part)),
    "dot": _plain(to_dot, "text/vnd.graphviz", "dot"),
}


def export(part: Subgraph, format_: str) -> File:
    """The part in one of `FORMATS`. Lists, which most formats lack, are JSON text in all but `jsonld`."""
    return FORMATS[format_](part)

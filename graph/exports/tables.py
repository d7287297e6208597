"""A pair of CSV files, and JSON-LD."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from graph.exports.flat import flat
from graph.shapes import Json, Subgraph

__all__ = ["cell", "to_csv", "to_jsonld"]

# A spreadsheet takes a cell that begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
VOCABULARY = "urn:arboretum:graph#"
# The same bytes for the same graph.
EPOCH = (1980, 1, 1, 0, 0, 0)


def cell(value: Any) -> str:
    """A value as a cell; text that a spreadsheet would compute, or that begins with ', gets a ' in front.

    >>> cell("=1+1"), cell(-1), cell("'tis"), cell(True)
    ("'=1+1", '-1', "''tis", 'true')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA) else value
    return "" if value is None else repr(value)


def _table(rows: Sequence[Json], first: Sequence[str]) -> str:
    known = [flat(row) for row in rows]
    names = [*first, *sorted({name for row in known for name in row} - set(first))]
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([cell(row.get(name)) for name in names] for row in known)
    return stream.getvalue()


def to_csv(part: Subgraph) -> bytes:
    """A zip of `nodes.csv` (id, type, label, ...) and `edges.csv` (source, target, type, ...), both UTF-8 with BOM."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        tables = (
            ("nodes.csv", part.nodes, ("id", "type", "label")),
            ("edges.csv", part.edges, ("source", "target", "type")),
        )
        for name, rows, first in tables:
            archive.writestr(zipfile.ZipInfo(name, EPOCH), _table(rows, first).encode("utf-8-sig"))
    return body.getvalue()


def _iri(id_: str) -> str:
    return f"urn:arboretum:{quote(id_, safe=':~/')}"


def to_jsonld(part: Subgraph) -> str:
    """JSON-LD: a node is an object under its IRI, an edge an object with `source` and `target`; lists stay JSON."""
    context = {
        "@vocab": VOCABULARY,
        "source": {"@type": "@id"},
        "target": {"@type": "@id"},
        **{name: {"@type": "@json"} for name in ("evidence", "labels", "papers", "spans")},
    }
    nodes = [{"@id": _iri(node["id"]), "@type": node["type"], **_without(node, "type")} for node in part.nodes]
    edges = [
        {
            **_without(edge, "type"),
            "@type": edge["type"],
            "source": _iri(edge["source"]),
            "target": _iri(edge["target"]),
        }
        for edge in part.edges
    ]
    text = json.dumps({"@context": context, "@graph": [*nodes, *edges]}, ensure_ascii=False, indent=1)
    # It may stand in a page as it is.
    return text.replace("<", "\\u003c") + "\n"


def _without(row: Json, name: str) -> Json:
    return {key: value for key, value in row.items() if key != name and value is not None}

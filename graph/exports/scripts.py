"""Cypher, GraphViz and Mermaid."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from graph import schema
from graph.exports.flat import flat
from graph.exports.tables import EPOCH
from graph.shapes import Json, Subgraph
from synthesis.core.mermaid_text import escape

__all__ = ["literal", "to_cypher", "to_dot", "to_mermaid"]

ESCAPES = str.maketrans({"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"})
MERMAID_EDGES = 400
MERMAID_LETTERS = 45_000


def literal(value: Any) -> str:
    """A value in Cypher.

    >>> literal("it's"), literal([1, 2.5, True])
    ("'it\\\\'s'", '[1, 2.5, true]')
    """
    if isinstance(value, str):
        return f"'{value.translate(ESCAPES)}'"
    if isinstance(value, list):
        return f"[{', '.join(literal(one) for one in value)}]"
    return json.dumps(value)


def _map(properties: Json) -> str:
    return "{" + ", ".join(f"{_name(name)}: {literal(value)}" for name, value in properties.items()) + "}"


def _name(name: str) -> str:
    return f"`{name.replace('`', '``')}`"


def to_cypher(part: Subgraph) -> str:
    """One statement a line, each safe to run again: nodes by their id, then edges with all their properties.

    Lists of objects are JSON text, as in the store.
    """
    label = {node["id"]: schema.label_of(node["type"]) for node in part.nodes}
    lines = [
        f"MERGE (n:{label[node['id']]} {{id: {literal(node['id'])}}}) SET n += "
        f"{_map(flat({name: value for name, value in node.items() if name != 'type'}))};"
        for node in part.nodes
    ]
    for edge in part.edges:
        ends = [(edge[end], label[edge[end]]) for end in ("source", "target")]
        (one, one_label), (other, other_label) = ((literal(id_), name) for id_, name in ends)
        known = flat({name: value for name, value in edge.items() if name not in {"source", "target", "type"}})
        lines.append(
            f"MATCH (a:{one_label} {{id: {one}}}), (b:{other_label} {{id: {other}}}) "
            f"MERGE (a)-[:{edge['type']} {_map(known)}]->(b);"
        )
    return "\n".join(lines) + "\n"


def _dot(value: Any) -> str:
    # Inside quotes only \" is an escape of the language; \n and \\ are those of labels.
    text = value if isinstance(value, str) else json.dumps(value)
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\r", "").replace("\n", "\\n") + '"'


def to_dot(part: Subgraph) -> str:
    """GraphViz: every property is an attribute; nodes show their label, edges their type."""
    lines = ["digraph graph_export {"]
    for node in part.nodes:
        known = flat({name: value for name, value in node.items() if name != "id"})
        lines.append(f"  {_dot(node['id'])} [{_attributes(known)}];")
    for edge in part.edges:
        known = flat({name: value for name, value in edge.items() if name not in {"source", "target"}})
        shown = {"edge_label" if name == "label" else name: value for name, value in known.items()}
        attributes = _attributes({"label": edge["type"], **shown})
        lines.append(f"  {_dot(edge['source'])} -> {_dot(edge['target'])} [{attributes}];")
    return "\n".join([*lines, "}"]) + "\n"


def _attributes(known: Json) -> str:
    return ", ".join(f"{_dot(name)}={_dot(value)}" for name, value in known.items())


def to_mermaid(part: Subgraph) -> tuple[bytes, str, str]:
    """A flowchart, or a zip of several where one would pass Mermaid's limits: `(body, media type, ending)`.

    Every edge is in exactly one chart, every node in those of its edges.
    """
    charts = list(_charts(part))
    if len(charts) == 1:
        return charts[0].encode(), "text/plain", "mmd"
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, chart in enumerate(charts, 1):
            archive.writestr(zipfile.ZipInfo(f"graph-{number:03}.mmd", EPOCH), chart)
    return body.getvalue(), "application/zip", "zip"


def _charts(part: Subgraph) -> Iterator[str]:
    names = {node["id"]: f"n{number}" for number, node in enumerate(part.nodes)}
    boxes = {node["id"]: f'    {names[node["id"]]}["{escape(str(node["label"]))}"]' for node in part.nodes}
    joined = {edge[end] for edge in part.edges for end in ("source", "target")}
    lines: dict[str, None] = {}
    edges = size = 0
    for row in [*part.edges, *(node for node in part.nodes if node["id"] not in joined)]:
        new = [line for line in _lines(row, names, boxes) if line not in lines or "-->" in line]
        length = sum(len(line) + 1 for line in new)
        if lines and (edges >= MERMAID_EDGES or size + length > MERMAID_LETTERS):
            yield _chart(list(lines))
            lines, edges, size = {}, 0, 0
            new = _lines(row, names, boxes)
            length = sum(len(line) + 1 for line in new)
        lines.update(dict.fromkeys(new))
        edges += "source" in row
        size += length
    yield _chart(list(lines))


def _lines(row: Json, names: dict[str, str], boxes: dict[str, str]) -> list[str]:
    if "source" not in row:
        return [boxes[row["id"]]]
    source, target = row["source"], row["target"]
    return [boxes[source], boxes[target], f"    {names[source]} -->|{row['type']}| {names[target]}"]


def _chart(lines: Sequence[str]) -> str:
    ordered = [line for line in lines if "-->" not in line] + [line for line in lines if "-->" in line]
    return "\n".join(["flowchart LR", *ordered]) + "\n"

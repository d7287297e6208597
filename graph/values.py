"""Cypher's values as JSON that keeps their types, and parameters back from it.

null, booleans, text, lists, maps, finite floats and integers that JavaScript holds exactly stand as themselves. A node
is `{id, type, label, ...}`, a relationship `{source, target, type, ...}`, a path `{nodes, edges}`. All else is
`{"$type": NAME, "_value": text}`:

    Integer         beyond 2^53, its digits
    Float           NaN, Infinity, -Infinity
    Date, Time, LocalTime, DateTime, LocalDateTime, Duration    ISO 8601
    Point           [x, y] or [x, y, z] and `srid`
    Base64          bytes
    Map             a map that has a key `$type` of its own
"""

from __future__ import annotations

import base64
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from neo4j.graph import Node, Path, Relationship
from neo4j.spatial import Point
from neo4j.time import Date, DateTime, Duration, Time

from graph import schema
from graph.shapes import edge_json, node_json
from jobs.errors import Invalid

__all__ = ["from_json", "to_json"]

EXACT = 2**53 - 1
INT64 = 2**63
TYPE, VALUE = "$type", "_value"
Ends = Mapping[str, str]


def to_json(value: Any, ends: Ends) -> Any:
    """A value of an answer as JSON; `ends` names by element id the nodes that relationships join."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return value if -EXACT <= value <= EXACT else _typed("Integer", str(value))
    if isinstance(value, float):
        return value if math.isfinite(value) else _typed("Float", _word(value))
    if isinstance(value, Node):
        return _node(value)
    if isinstance(value, Relationship):
        return _edge(value, ends)
    if isinstance(value, Path):
        return {"nodes": [_node(node) for node in value.nodes], "edges": [_edge(one, ends) for one in value]}
    if isinstance(value, Mapping):
        plain = {str(key): to_json(inner, ends) for key, inner in value.items()}
        return _typed("Map", plain) if TYPE in plain else plain
    if isinstance(value, list | tuple) and not isinstance(value, Duration | Point):
        return [to_json(inner, ends) for inner in value]
    return _scalar(value)


def _typed(name: str, value: Any) -> dict[str, Any]:
    return {TYPE: name, VALUE: value}


def _word(value: float) -> str:
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def _node(node: Node) -> dict[str, Any]:
    properties = {name: to_json(value, {}) for name, value in node.items()}
    if schema.kind_of(str(properties.get("id", ""))):
        return node_json(properties)
    return {**properties, "id": node.element_id, "type": "".join(sorted(node.labels)[:1]).lower(), "label": ""}


def _edge(edge: Relationship, ends: Ends) -> dict[str, Any]:
    properties = {name: to_json(value, {}) for name, value in edge.items()}
    start, end = (node_name(node, ends) for node in edge.nodes)
    return edge_json(start, end, edge.type, properties)


def node_name(node: Node | None, ends: Ends) -> str:
    """The `id` of a relationship's end; its element id where the node is none of ours."""
    if node is None:
        return ""
    return str(node.get("id") or ends.get(node.element_id) or node.element_id)


def _scalar(value: Any) -> Any:
    if isinstance(value, Duration):
        return _typed("Duration", value.iso_format())
    if isinstance(value, DateTime):
        return _typed("LocalDateTime" if value.tzinfo is None else "DateTime", value.iso_format())
    if isinstance(value, Date):
        return _typed("Date", value.iso_format())
    if isinstance(value, Time):
        return _typed("LocalTime" if value.tzinfo is None else "Time", value.iso_format())
    if isinstance(value, Point):
        return {**_typed("Point", list(value)), "srid": value.srid}
    if isinstance(value, bytes | bytearray):
        return _typed("Base64", base64.b64encode(value).decode())
    return _typed(type(value).__name__, str(value))


def from_json(value: Any, name: str) -> Any:
    """A parameter as the driver takes it. Raises `Invalid` that names the parameter."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int) and not -INT64 <= value < INT64:
        raise Invalid(f"${name}: whole numbers end at 64 bits.", code="wrong_parameter", details={"parameter": name})
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [from_json(inner, name) for inner in value]
    if isinstance(value, Mapping):
        return _from_map(value, name)
    return value


def _from_map(value: Mapping[str, Any], name: str) -> Any:
    if TYPE not in value:
        return {key: from_json(inner, name) for key, inner in value.items()}
    kind, inner = value[TYPE], value.get(VALUE)
    if kind == "Map" and isinstance(inner, Mapping):
        return {key: from_json(one, name) for key, one in inner.items()}
    read = READERS.get(str(kind))
    try:
        if read is None:
            raise ValueError(f"there is no type {str(kind)[:40]}")
        return read(value)
    except (ValueError, TypeError, KeyError, OverflowError) as error:
        raise Invalid(
            f"${name}: {str(kind)[:40]} cannot be read: {error}.", code="wrong_parameter", details={"parameter": name}
        ) from error


def _integer(value: Mapping[str, Any]) -> int:
    number = int(str(value[VALUE])[:20])
    if not -INT64 <= number < INT64:
        raise ValueError("whole numbers end at 64 bits")
    return number


def _text(read: Callable[[str], Any]) -> Callable[[Mapping[str, Any]], Any]:
    return lambda value: read(str(value[VALUE])[:100])


READERS: dict[str, Callable[[Mapping[str, Any]], Any]] = {
    "Integer": _integer,
    "Float": _text(float),
    "Date": _text(Date.from_iso_format),
    "Time": _text(Time.from_iso_format),
    "LocalTime": _text(Time.from_iso_format),
    "DateTime": _text(DateTime.from_iso_format),
    "LocalDateTime": _text(DateTime.from_iso_format),
    "Duration": _text(Duration.from_iso_format),
    "Base64": lambda value: base64.b64decode(str(value[VALUE]), validate=True),
    "Point": lambda value: _point(value),
}
SRIDS = {2: (4326, 7203), 3: (4979, 9157)}


def _point(value: Mapping[str, Any]) -> Point:
    numbers = [float(one) for one in value[VALUE]]
    if value["srid"] not in SRIDS.get(len(numbers), ()):
        raise ValueError("a point has two or three numbers and the srid of its kind")
    point = Point(numbers)
    point.srid = value["srid"]
    return point

"""Nodes and edges as REST tells them: flat JSON, lists where the store holds JSON text, parallel relations summed."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph import schema

__all__ = ["Subgraph", "edge_json", "edges_json", "node_json"]

Json = dict[str, Any]
SUMMED = "RELATES"


@dataclasses.dataclass(frozen=True)
class Subgraph:
    """Some of the graph. `total` counts the nodes that were asked for, the ones that `limit` cut off included."""

    nodes: list[Json]
    edges: list[Json]
    total: int


def node_json(properties: Mapping[str, Any]) -> Json:
    """`{id, type, label, ...}` of a node's stored properties; the rest by name."""
    id_ = str(properties["id"])
    rest = {name: properties[name] for name in sorted(properties) if name not in {"id", "label"}}
    return {"id": id_, "type": schema.kind_of(id_), "label": properties.get("label", id_), **rest}


def edge_json(source: str, target: str, type_: str, properties: Mapping[str, Any]) -> Json:
    """`{source, target, type, ...}` of one stored edge, the lists of its JSON texts read."""
    known = schema.EDGE_TYPES.get(type_)
    texts = known.texts if known else frozenset()
    shown = {name: json.loads(properties[name]) if name in texts else properties[name] for name in sorted(properties)}
    shown.pop("owner", None)
    return {"source": source, "target": target, "type": type_, **shown}


def edges_json(rows: Iterable[Mapping[str, Any]]) -> list[Json]:
    """The edges of rows `{source, target, type, edge}`, by source, target, type and label.

    The RELATES of two concepts, one a paper and label, are one edge: `weight` is their sum, `labels` the labels by
    weight, `papers` the papers, `basis` the strongest one's, `evidence` all of theirs.
    """
    edges: list[Json] = []
    parallel: dict[tuple[str, str], list[Json]] = {}
    for row in rows:
        edge = edge_json(row["source"], row["target"], row["type"], row["edge"])
        if edge["type"] == SUMMED:
            parallel.setdefault((edge["source"], edge["target"]), []).append(edge)
        else:
            edges.append(edge)
    edges += [_summed(together) for together in parallel.values()]
    return sorted(edges, key=_order)


def _order(edge: Json) -> tuple[str, ...]:
    return (edge["source"], edge["target"], edge["type"], str(edge.get("label", "")), json.dumps(edge, sort_keys=True))


def _summed(edges: Sequence[Json]) -> Json:
    ordered = sorted(edges, key=lambda edge: (edge.get("paper", ""), edge.get("label", "")))
    weights: dict[str, float] = {}
    for edge in ordered:
        weights[edge.get("label", "")] = weights.get(edge.get("label", ""), 0.0) + edge.get("weight", 0.0)
    strongest = max(ordered, key=lambda edge: edge.get("weight", 0.0))
    return {
        "source": ordered[0]["source"],
        "target": ordered[0]["target"],
        "type": SUMMED,
        "weight": round(sum(weights.values()), 6),
        "labels": sorted(weights, key=lambda label: (-weights[label], label)),
        "basis": strongest.get("basis", ""),
        "papers": sorted({edge["paper"] for edge in ordered if "paper" in edge}),
        "evidence": [quote for edge in ordered for quote in edge.get("evidence", ())],
    }

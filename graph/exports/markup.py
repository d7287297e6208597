"""GraphML and GEXF, as networkx writes and reads them."""

from __future__ import annotations

import re
from typing import Any

import networkx as nx

from graph.exports.flat import flat
from graph.shapes import Subgraph

__all__ = ["to_gexf", "to_graphml", "xml_text"]

# What XML 1.0 cannot hold in any writing.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# GEXF and its readers have meanings of their own for these: the `type` of an edge says whether it is directed.
GEXF_NAMES = {"type": "relation", "label": "edge_label"}
GEXF_NODE_NAMES = {"key": "paper_key"}


def xml_text(text: str) -> str:
    """The text as XML gives it back: ends of lines are line feeds, what XML cannot hold is U+FFFD."""
    return FORBIDDEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def _clean(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: xml_text(value) if isinstance(value, str) else value for name, value in flat(properties).items()}


def _graph(part: Subgraph, names: dict[str, str], node_names: dict[str, str]) -> Any:
    graph = nx.MultiDiGraph()
    for node in part.nodes:
        known = {node_names.get(name, name): value for name, value in node.items() if name != "id"}
        graph.add_node(xml_text(node["id"]), **_clean(known))
    for number, edge in enumerate(part.edges):
        rest = {names.get(name, name): value for name, value in edge.items() if name not in {"source", "target"}}
        # A key of its own for each, so that readers keep edges that run side by side.
        graph.add_edge(xml_text(edge["source"]), xml_text(edge["target"]), key=f"e{number}", **_clean(rest))
    return graph


def to_graphml(part: Subgraph) -> str:
    """GraphML; a node's id is the graph's, everything else an attribute by its name."""
    return "\n".join(nx.generate_graphml(_graph(part, {}, {}))) + "\n"


def to_gexf(part: Subgraph) -> str:
    """GEXF 1.2; an edge's `type` and `label` stand as `relation` and `edge_label`, a paper's `key` as `paper_key`."""
    return "\n".join(nx.generate_gexf(_graph(part, GEXF_NAMES, GEXF_NODE_NAMES))) + "\n"

"""Trees as Mermaid flowcharts. What ``render`` writes, ``parse`` reads back to ``tree.skeleton()``."""

import itertools
import json
from collections.abc import Sequence

from synthesis.core.mermaid_parse import HEADER, parse
from synthesis.core.mermaid_text import escape
from synthesis.core.types import Edge, Node, Tree

__all__ = ["parse", "render", "render_classic"]

SHAPES = {
    "root": ('(["', '"])'),
    "branch": ('["', '"]'),
    "group": ('("', '")'),
    "concept": ('("', '")'),
    "term": ('["', '"]'),
    "paper": ('[["', '"]]'),
    "hub": ('{{"', '"}}'),
    "summary": ('(["', '"])'),
}
# Keyed by (kind, basis): a link that no sentence backs is dotted, one that a sentence backs is thick.
ARROWS = {("cross", "sentence"): "==>", ("cross", "together"): "-.->"}


def render(tree: Tree) -> str:
    """The tree as a flowchart: a comment with title, kind, style and root, then the nodes, then the edges.

    The shape and the class of a node are its kind. Labels are escaped; see ``levels.split`` for Mermaid's limits.
    """
    head = {"kind": tree.kind, "root": tree.root, "style": tree.style, "title": tree.title}
    lines = ["flowchart TD", f"    {HEADER}{_comment(head)}"]
    lines += [f"    {_node(node)}" for node in tree.nodes]
    lines += [f"    {_edge(edge)}" for edge in tree.edges]
    return "\n".join(lines) + "\n"


def render_classic(terms: Sequence[str]) -> str:
    """The chain of terms exactly as the owner's notes print it: four spaces, ``T1["x"] --> T2["y"]``, no end newline.

    A single term stands alone; no term gives the bare first line.
    """
    nodes = [f'T{number}["{escape(term)}"]' for number, term in enumerate(terms, start=1)]
    pairs = [f"    {first} --> {second}" for first, second in itertools.pairwise(nodes)]
    return "\n".join(["flowchart TD", *(pairs or [f"    {node}" for node in nodes])])


def _comment(head: dict[str, str]) -> str:
    text = json.dumps(head, sort_keys=True)
    for letter in "%<>#":  # Mermaid searches comments too for directives, tags and codes
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text


def _node(node: Node) -> str:
    opening, closing = SHAPES[node.kind]
    return f"{node.id}{opening}{escape(node.label)}{closing}:::{node.kind}"


def _edge(edge: Edge) -> str:
    arrow = ARROWS.get((edge.kind, edge.basis), "-->")
    label = f'|"{escape(edge.label)}"|' if edge.label else ""
    return f"{edge.source} {arrow}{label} {edge.target}"

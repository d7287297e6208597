"""A merge as a file to read: Markdown, and a page of HTML that prints well and holds no script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

Body = Mapping[str, Any]
Nodes = Mapping[str, Mapping[str, Any]]

STYLE = """
body { font: 11pt/1.5 Georgia, serif; color: #1a1a1a; background: #fff;
  max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
h1, h2, h3 { font-family: system-ui, sans-serif; line-height: 1.25; break-after: avoid }
h2 { border-bottom: 1px solid #bbb; margin-top: 2rem }
blockquote { margin: .2rem 0 .4rem 1rem; padding-left: .7rem; border-left: 2px solid #bbb;
  color: #444; font-size: .92em }
pre { background: #f5f5f3; border: 1px solid #ddd; padding: .8rem; font-size: 8pt;
  white-space: pre-wrap; overflow-wrap: anywhere }
li { break-inside: avoid }
ul { padding-left: 1.2rem }
.key { color: #555; font-size: .88em }
.drawing { margin: 1rem 0 }
.drawing svg { display: block; width: 100%; height: auto; max-height: 45rem }
@page { size: A4; margin: 18mm 16mm }
@page sheet { size: A4 landscape; margin: 10mm }
@media print {
  body { margin: 0; padding: 0; max-width: none }
  header:has(.drawing) { page: sheet; break-inside: avoid }
  header:has(.drawing) h1 { margin: 0; font-size: 16pt }
  .drawing { margin: 4mm 0 0 }
  .drawing svg { width: 277mm; height: 160mm; max-height: none }
}
"""


def merge_markdown(body: Body) -> str:
    """A merge as Markdown: the diagram, the synopsis, each branch with papers and quotes, links, gaps, and the log.

    `body` has the shape of `synthesis.shapes.synthesis_body`.
    """
    nodes, children = _tree(body)
    lines = [f"# {body['title']}", ""]
    if body["question"]:
        lines += [f"Question: {body['question']}", ""]
    lines += [f"{len(body['papers'])} papers, hash `{body['hash']}`", "", "```mermaid"]
    lines += [body["mermaid"].rstrip("\n"), "```"]
    lines += _synopsis(body)
    for branch in children.get(body["root"], []):
        lines += ["", f"## {nodes[branch]['label']}", "", *_outline(branch, nodes, children, 0)]
    cross = [edge for edge in body["edges"] if edge["kind"] == "cross"]
    if cross:
        lines += ["", "## Links across branches", ""]
    for edge in cross:
        lines.append(f"- {_link(edge, nodes)}")
        lines += [f"  > {item['quote']} ({item['arxiv_id']})" for item in edge["evidence"][:1]]
    lines += _items("What is missing", [gap["why"] for gap in body["gaps"]])
    lines += _items("Bridges", [_bridge(bridge, nodes) for bridge in body["bridges"]])
    lines += ["", "## Papers", "", *(f"- {_paper(paper)}" for paper in body["papers"])]
    lines += _items("Papers that fit in no branch", [_paper(paper) for paper in body["left_out"]])
    lines += _items("Notes", body["notes"])
    lines += ["", "## How it was merged", "", *(f"{number}. {line}" for number, line in enumerate(body["log"], 1))]
    return "\n".join(lines) + "\n"


def _synopsis(body: Body) -> list[str]:
    sections = body["synopsis"]["sections"]
    lines = ["", "## Synopsis"] if sections else []
    for section in sections:
        told = " ".join(f"{one['text']} [{_cited(one)}]" for one in section["sentences"])
        lines += ["", f"**{section['label']}.** {told}"]
        lines += ["", f"_{_by(section)}_"] if "by" in section else []
    return lines


def _cited(sentence: Mapping[str, Any]) -> str:
    return ", ".join(dict.fromkeys(item["arxiv_id"] for item in sentence["evidence"]))


def _by(section: Mapping[str, Any]) -> str:
    """The mark of a section that a model wrote."""
    return f"Rewritten by {section['by']} from sentences of the papers cited; in quotation marks their own words."


def _items(heading: str, items: Sequence[str]) -> list[str]:
    return ["", f"## {heading}", "", *(f"- {item}" for item in items)] if items else []


def _outline(node_id: str, nodes: Nodes, children: Mapping[str, list[str]], depth: int) -> list[str]:
    """The nodes below one, each a list item with the keys of its papers and one quote."""
    lines = []
    for child in children.get(node_id, []):
        node = nodes[child]
        keys = _keys(node)
        lines.append("  " * depth + f"- **{node['label']}**" + (f" ({keys})" if keys else ""))
        lines += ["  " * depth + f"  > {item['quote']} ({item['arxiv_id']})" for item in _quotes(node)]
        lines += _outline(child, nodes, children, depth + 1)
    return lines


def merge_html(body: Body) -> str:
    """A merge as one page of HTML that stands alone: no script, nothing fetched, all text escaped, made to print.

    It holds what `merge_markdown` does, the diagram as its Mermaid text and as an outline. `body` is the same.
    """
    nodes, children = _tree(body)
    title = escape(body["title"])
    parts = [
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>',
        f"<style>{STYLE}</style></head><body><header><h1>{title}</h1>",
    ]
    if body["question"]:
        parts.append(f"<p><strong>Question:</strong> {escape(body['question'])}</p>")
    parts.append(f'<p class="key">{len(body["papers"])} papers, hash {escape(str(body["hash"]))}</p>')
    # The page in the browser puts its drawing here; without one the outline and the text of the diagram tell the same.
    parts.append("<!-- drawing --></header>")
    sections = body["synopsis"]["sections"]
    if sections:
        parts.append("<h2>Synopsis</h2>")
    for section in sections:
        told = " ".join(
            f'{escape(one["text"])} <span class="key">[{escape(_cited(one))}]</span>' for one in section["sentences"]
        )
        parts.append(f"<h3>{escape(section['label'])}</h3><p>{told}</p>")
        parts += [f'<p class="key">{escape(_by(section))}</p>'] if "by" in section else []
    parts += ["<h2>Outline</h2>", f"<p><strong>{escape(nodes[body['root']]['label'])}</strong></p>"]
    parts += _branches(body["root"], nodes, children)
    links = [edge for edge in body["edges"] if edge["kind"] == "cross"]
    parts += _list("Links across branches", [escape(_link(edge, nodes)) + _quoted(edge["evidence"]) for edge in links])
    parts += _list("What is missing", [escape(gap["why"]) for gap in body["gaps"]])
    parts += _list("Bridges", [escape(_bridge(bridge, nodes)) for bridge in body["bridges"]])
    parts += _list("Papers", [escape(_paper(paper)) for paper in body["papers"]])
    parts += _list("Papers that fit in no branch", [escape(_paper(paper)) for paper in body["left_out"]])
    parts += _list("Notes", [escape(note) for note in body["notes"]])
    parts += _list("How it was merged", [escape(line) for line in body["log"]])
    parts += [f"<h2>Diagram</h2><pre>{escape(body['mermaid'])}</pre>", "</body></html>"]
    return "\n".join(parts) + "\n"


def _branches(node_id: str, nodes: Nodes, children: Mapping[str, list[str]]) -> Iterator[str]:
    below = children.get(node_id, [])
    if below:
        yield "<ul>"
    for child in below:
        node = nodes[child]
        label, keys = escape(node["label"]), escape(_keys(node))
        yield f'<li><strong>{label}</strong> <span class="key">{keys}</span>{_quoted(_quotes(node))}'
        yield from _branches(child, nodes, children)
        yield "</li>"
    if below:
        yield "</ul>"


def _quoted(evidence: Sequence[Mapping[str, Any]]) -> str:
    told = [f'{escape(item["quote"])} <span class="key">[{escape(item["arxiv_id"])}]</span>' for item in evidence[:1]]
    return "".join(f"<blockquote>{text}</blockquote>" for text in told)


def _list(heading: str, items: Sequence[str]) -> list[str]:
    told = "".join(f"<li>{item}</li>" for item in items)
    return [f"<h2>{heading}</h2><ul>{told}</ul>"] if items else []


def _tree(body: Body) -> tuple[Nodes, dict[str, list[str]]]:
    children: dict[str, list[str]] = {}
    for edge in body["edges"]:
        if edge["kind"] == "tree":
            children.setdefault(edge["source"], []).append(edge["target"])
    return {node["id"]: node for node in body["nodes"]}, children


def _keys(node: Mapping[str, Any]) -> str:
    return ", ".join(paper["arxiv_id"] for paper in node["papers"])


def _quotes(node: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [item for item in node["evidence"] if item["field"] != "given_terms"][:1]


def _link(edge: Mapping[str, Any], nodes: Nodes) -> str:
    return f"{nodes[edge['source']]['label']} — {edge['label']} → {nodes[edge['target']]['label']}"


def _bridge(bridge: Mapping[str, Any], nodes: Nodes) -> str:
    return f"{nodes[bridge['node']]['label']} ({bridge['betweenness']:.2f} of the ways between others lead through it)"


def _paper(paper: Mapping[str, str]) -> str:
    return f"{paper['title']} ({paper['arxiv_id']})"

"""Edits in words and as the lists that a page shows."""

from collections.abc import Iterable
from typing import Any

from synthesis.core.edits.operations import Edit
from synthesis.core.types import Tree

__all__ = ["difference", "sentence"]

SENTENCES = {
    "add": "“{node}” was added below “{other}”",
    "label": "“{node}” was renamed “{text}”",
    "kind": "“{node}” was made a {kind}",
    "move": "“{node}” was moved below “{other}”",
    "say": "the line to “{node}” was named “{text}”",
    "remove": "“{node}” was taken out",
    "link": "“{node}” was linked to “{other}”",
    "relink": "the link from “{node}” to “{other}” was named “{text}”",
    "unlink": "the link from “{node}” to “{other}” was taken out",
    "order": "what stands below “{node}” was put in order",
}


def sentence(edit: Edit) -> str:
    """What the edit did, in words."""
    other = edit.other.label if edit.other else ""
    return SENTENCES[edit.act].format(node=edit.node.label, other=other, text=edit.text, kind=edit.kind)


def difference(tree: Tree, edits: Iterable[Edit]) -> dict[str, list[dict[str, Any]]]:
    """The edits of ``diff(tree, ...)`` sorted by what they do.

    ``{added: [{id, label, parent}], removed: [{id, label}], relabelled: [{id, before, after}], moved: [{id, label,
    before, after}], kinds: [{id, label, before, after}], links: [{source, target, label, before, change}], reordered:
    [{id, label}]}``; nodes of links, parents and places by their labels, ``change`` is added, removed or relabelled.
    """
    labels = {node.id: node.label for node in tree.nodes}
    kinds = {node.id: node.kind for node in tree.nodes}
    lines = {edge.target: edge for edge in tree.edges if edge.kind == "tree"}
    links = {(edge.source, edge.target): edge.label for edge in tree.edges if edge.kind == "cross"}
    found: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("added", "removed", "relabelled", "moved", "kinds", "links", "reordered")
    }
    for edit in edits:
        name, label = edit.node.id, edit.node.label
        other = edit.other.label if edit.other else ""
        if edit.act == "add":
            found["added"].append({"id": name, "label": label, "parent": other})
        elif edit.act == "remove":
            found["removed"].append({"id": name, "label": label})
        elif edit.act == "label":
            found["relabelled"].append({"id": name, "before": label, "after": edit.text})
        elif edit.act == "kind":
            found["kinds"].append({"id": name, "label": label, "before": kinds[name], "after": edit.kind})
        elif edit.act == "move":
            before = labels[lines[name].source]
            found["moved"].append({"id": name, "label": label, "before": before, "after": other})
        elif edit.act == "order":
            found["reordered"].append({"id": name, "label": label})
        elif edit.act == "say":
            line = lines[name]
            found["links"].append(_link(labels[line.source], label, edit.text, line.label, "relabelled"))
        else:
            before = links.get((name, edit.other.id if edit.other else ""), "")
            change = {"link": "added", "relink": "relabelled", "unlink": "removed"}[edit.act]
            found["links"].append(_link(label, other, edit.text, before, change))
    return found


def _link(source: str, target: str, label: str, before: str, change: str) -> dict[str, Any]:
    return {"source": source, "target": target, "label": label, "before": before, "change": change}

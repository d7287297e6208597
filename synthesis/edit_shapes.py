"""What shows of the edits of a version, and of the versions of a synthesis."""

from __future__ import annotations

from typing import Any

from synthesis.core import edits
from synthesis.models import Synthesis, SynthesisVersion

CHANGES = {
    "add": "added",
    "label": "relabelled",
    "kind": "kind",
    "move": "moved",
    "link": "added",
    "relink": "relabelled",
    "say": "relabelled",
}


def edits_body(version: SynthesisVersion | None) -> dict[str, Any]:
    """`{kept: [sentence], lost: [sentence], nodes: [{id, change}], links: [{source, target, change}]}` of a version.

    `lost` are those that found nothing to apply to in this merge.
    """
    told = version.edits if version else {}
    held = edits.from_json(told.get("operations", []))
    lost = set(told.get("lost", []))
    marks = told.get("marks", [])
    return {
        "kept": [edits.sentence(edit) for place, edit in enumerate(held) if place not in lost],
        "lost": [edits.sentence(held[place]) for place in sorted(lost)],
        "nodes": [{"id": mark["node"], "change": CHANGES[mark["act"]]} for mark in marks if not mark["other"]],
        "links": [
            {"source": mark["node"], "target": mark["other"], "change": CHANGES[mark["act"]]}
            for mark in marks
            if mark["other"]
        ],
    }


def versions_body(synthesis: Synthesis) -> list[dict[str, Any]]:
    """The versions of a synthesis, newest first: number, time, kind, author, size, and what they were made with."""
    rows = synthesis.versions.select_related("tree").defer("tree__body", "tree__mermaid", "log").order_by("-number")
    return [
        {
            "number": row.number,
            "created_at": row.created_at,
            "kind": row.kind,
            "author": row.author,
            "restored": row.restored,
            "nodes": row.tree.node_count,
            "edits": len(row.edits.get("operations", [])),
            "lost": len(row.edits.get("lost", [])),
            "settings": row.settings,
        }
        for row in rows
    ]

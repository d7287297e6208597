"""What a merge tells beside its tree: synopsis, gaps, bridges and notes, as they are stored and shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from compute.rouge.single import rouge1
from compute.rouge.tokens import words
from synthesis.core.inputs import Merge
from synthesis.core.types import evidence_dicts


def rouge_f(reference: str, candidate: str) -> float:
    """ROUGE-1 F of a candidate, which guides the synopsis."""
    return rouge1(words(reference), words(candidate))["f"]


def told_json(merged: Merge) -> dict[str, Any]:
    """`{synopsis, gaps, bridges, notes}` as `SynthesisVersion.told` keeps it."""
    sections = [
        {
            "node": section.node,
            "label": section.label,
            "sentences": [
                {"text": sentence.text, "evidence": evidence_dicts((sentence.evidence,))}
                for sentence in section.sentences
            ],
        }
        for section in merged.synopsis
    ]
    return {
        "synopsis": {"sections": sections},
        "gaps": [
            {"source": gap.source, "target": gap.target, "closeness": gap.closeness, "why": gap.why}
            for gap in merged.gaps
        ],
        "bridges": [{"node": bridge.node, "betweenness": bridge.betweenness} for bridge in merged.bridges],
        "notes": list(merged.notes),
    }


def told_body(told: Mapping[str, Any], labels: Mapping[str, str]) -> dict[str, Any]:
    """`told_json` for a tree with these nodes: what names another is left out. `labels` go by node id."""
    sections = told.get("synopsis", {}).get("sections", [])
    return {
        "synopsis": {
            "sections": [
                {**section, "label": labels[section["node"]]} for section in sections if section["node"] in labels
            ]
        },
        "gaps": [gap for gap in told.get("gaps", []) if gap["source"] in labels and gap["target"] in labels],
        "bridges": [bridge for bridge in told.get("bridges", []) if bridge["node"] in labels],
        "notes": list(told.get("notes", [])),
        "rewritten": _rewritten(told.get("rewritten"), labels),
    }


def rewritten_body(body: Mapping[str, Any]) -> dict[str, Any]:
    """A synthesis' body whose synopsis is the rewritten one, for a file: each section says by whom (`by`).

    A branch that was not rewritten keeps its section; sentences of the papers in a rewritten one stand in quotes.
    """
    told = body["rewritten"]
    written = {section["node"]: section["sentences"] for section in told["sections"]}
    sections = [
        {
            **section,
            "label": told["names"].get(section["node"], section["label"]),
            "sentences": [
                one if one["rewritten"] else {**one, "text": f"“{one['text']}”"} for one in written[section["node"]]
            ],
            "by": told["model"],
        }
        if section["node"] in written
        else section
        for section in body["synopsis"]["sections"]
    ]
    return {**body, "synopsis": {"sections": sections}}


def _rewritten(rewritten: Mapping[str, Any] | None, labels: Mapping[str, str]) -> dict[str, Any] | None:
    """What a model made of the synopsis, as far as the tree has the nodes; None where none did.

    A branch that a person renamed since keeps the person's name.
    """
    if rewritten is None:
        return None
    return {
        "model": rewritten["model"],
        "sections": [section for section in rewritten["sections"] if section["node"] in labels],
        "names": {node: name for node, name in rewritten["names"].items() if rewritten["of"][node] == labels.get(node)},
    }

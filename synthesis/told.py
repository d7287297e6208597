"""What a merge tells beside its tree: synopsis, gaps, bridges and notes, as they are stored and shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from compute.rouge.single import rouge_single
from synthesis.core.inputs import Merge
from synthesis.core.types import evidence_dicts


def rouge_f(reference: str, candidate: str) -> float:
    """ROUGE-1 F of a candidate, which guides the synopsis."""
    return rouge_single(reference, candidate)["rouge1"]["f"]


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
    }

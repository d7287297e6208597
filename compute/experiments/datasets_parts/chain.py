"""Dataset -> Model -> student, as a table's rows and as a small graph."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from torch import nn

from compute.experiments.datasets_parts.learning import weights
from compute.experiments.datasets_parts.schema import Data


class Descendant(NamedTuple):
    """A model that came of the data; `teacher` is the name of the model it was distilled from, None for none."""

    name: str
    role: str
    model: nn.Module
    accuracy: float
    teacher: str | None = None
    lacks: str = ""


def digest(data: Data) -> str:
    """SHA-256 of a data set's columns, classes, features and labels."""
    found = hashlib.sha256(json.dumps([data.columns, data.classes]).encode())
    found.update(data.features.tobytes())
    found.update(data.labels.tobytes())
    return found.hexdigest()


def lineage(data: Data, found: Sequence[Descendant], mixing: float, temperature: float) -> dict[str, Any]:
    """`{dataset, models, nodes, edges}`: what came of what; nodes and edges in the shape of the knowledge graph."""
    sha = digest(data)
    dataset = {"sha256": sha, "name": data.name, "rows": len(data.labels), "classes": len(data.classes)}
    models: list[dict[str, Any]] = [
        {"name": one.name, "role": one.role, "parameters": weights(one.model), "accuracy": one.accuracy,
         "teacher": one.teacher, "lacks": one.lacks or None}
        for one in found
    ]  # fmt: skip
    ids = {one.name: f"model:{sha[:12]}-{one.name.replace(' ', '-')}" for one in found}
    home = f"dataset:{sha[:12]}"
    nodes: list[dict[str, Any]] = [{"id": home, "type": "Dataset", "label": data.name, "properties": dataset}]
    nodes += [{"id": ids[one["name"]], "type": "Model", "label": one["name"], "properties": one} for one in models]
    edges: list[dict[str, Any]] = [
        {"source": home, "target": ids[one.name], "type": "TRAINED", "properties": {"lacks": one.lacks or None}}
        for one in found
    ]
    edges += [
        {"source": ids[one.teacher], "target": ids[one.name], "type": "TAUGHT",
         "properties": {"mixing": mixing, "temperature": temperature}}
        for one in found
        if one.teacher
    ]  # fmt: skip
    return {"dataset": dataset, "models": models, "nodes": nodes, "edges": edges}


def steps(chain: dict[str, Any]) -> list[list[str]]:
    """The chain as rows: from, how, to."""
    names = {one["id"]: one["label"] for one in chain["nodes"]}
    said = {"TRAINED": "trained", "TAUGHT": "taught (soft answers)"}
    return [[names[one["source"]], said[one["type"]], names[one["target"]]] for one in chain["edges"]]

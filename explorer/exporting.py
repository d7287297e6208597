"""Experiments as apps, with papers of this library where they need some."""

from __future__ import annotations

from pathlib import Path

from compute.experiments.base import CorpusPaper, Experiment, Subgraph
from compute.experiments.export import export, zipped
from compute.runs import starter_corpus
from explorer.run_inputs import carried
from jobs.errors import Conflict

# Abstracts that an app carries.
CORPUS = 200
# How keys of papers without an arXiv id begin.
LOCAL = "local:"


def app_export(*, experiment: Experiment, folder: Path) -> list[str]:
    """Writes the app into the folder and gives the names of its files. Raises `Conflict` where something lies."""
    corpus, subgraph = _carried(experiment)
    try:
        return export(experiment, folder, corpus=corpus, subgraph=subgraph)
    except (FileExistsError, NotADirectoryError) as error:
        raise Conflict(f"{folder} is no empty folder.", code="not_empty") from error


def app_zip(*, experiment: Experiment) -> bytes:
    """The app as a zip file; equal when what it carries is."""
    corpus, subgraph = _carried(experiment)
    return zipped(experiment, corpus=corpus, subgraph=subgraph)


def _carried(experiment: Experiment) -> tuple[list[CorpusPaper], Subgraph | None]:
    """Papers and graph for an app: what is not from arXiv may not be anybody's to give away, and stays here."""
    corpus, subgraph = carried(experiment)
    free = [paper for paper in corpus if not paper["key"].startswith(LOCAL)]
    corpus = (free or starter_corpus(CORPUS))[:CORPUS] if corpus else []
    if subgraph is None:
        return corpus, None
    kept = [node for node in subgraph["nodes"] if not node["id"].startswith(f"paper:{LOCAL}")]
    ids = {node["id"] for node in kept}
    edges = [edge for edge in subgraph["edges"] if {edge["source"], edge["target"]} <= ids]
    return corpus, {"nodes": kept, "edges": edges}

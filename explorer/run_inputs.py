"""What a run is given of the rooms: papers, a piece of the graph, uploads, the operator's settings."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from compute.experiments.base import CorpusPaper, Experiment, Subgraph
from compute.models import Run, Upload
from compute.running import RunFolder
from compute.runs import corpus_for
from graph.selections import around_papers
from jobs.errors import Invalid

SUBGRAPH_PAPERS, SUBGRAPH_NODES = 60, 600
# The operator's settings that a run may see.
OPTIONS = ("HUB_MODELS", "LLM_BASE_URL", "LLM_MODEL", "LLM_API_KEY", "REAL_CLOUDS")


def write_request(folder: RunFolder, run: Run, found: Experiment, *, device: str, schema: str | None) -> None:
    """Puts the request, and what it names, into the run's folder as `compute.experiments.child` reads it.

    Raises `Invalid` for an upload that is gone, `Unavailable` when it needs the graph and that does not answer.
    """
    corpus, subgraph = carried(found, run)
    folder.write("corpus.json", corpus)
    folder.write("subgraph.json", subgraph)
    folder.write(
        "request.json",
        {
            "experiment": run.experiment,
            "parameters": run.parameters,
            "seed": run.seed,
            "device": device,
            "files": {name: str(path) for name, path in _files(folder, run, found).items()},
            "scratch_schema": schema,
            "options": {name: getattr(settings, name) for name in OPTIONS},
        },
    )


def _files(folder: RunFolder, run: Run, found: Experiment) -> dict[str, Path]:
    """The uploads of a run as files, by parameter."""
    files = {}
    for name in found.uploads():
        if upload_id := run.parameters.get(name):
            upload = Upload.objects.filter(pk=upload_id).first()
            if upload is None:
                raise Invalid("A file that this run was given is gone; upload it again.", code="upload_gone")
            files[name] = folder.files / f"{name}-{upload.name}"
            files[name].write_bytes(upload.content)
    return files


def carried(found: Experiment, run: Run | None = None) -> tuple[list[CorpusPaper], Subgraph | None]:
    """The papers and the piece of the graph that an experiment needs, [] and None where it needs none.

    Raises `Unavailable` when it needs the graph and that does not answer.
    """
    corpus = corpus_for(found.key, run) if found.needs & {"corpus", "subgraph"} else []
    keys = [paper["key"] for paper in corpus[:SUBGRAPH_PAPERS]]
    return (corpus if "corpus" in found.needs else []), (_subgraph(keys) if "subgraph" in found.needs else None)


def _subgraph(keys: list[str]) -> Subgraph:
    """Papers with their concepts, authors and categories, as the graph has them."""
    found = around_papers(keys, limit=SUBGRAPH_NODES)
    return {
        "nodes": [
            {"id": one.pop("id"), "type": one.pop("type"), "label": one.pop("label"), "properties": one}
            for one in map(dict, found.nodes)
        ],
        "edges": [
            {"source": one.pop("source"), "target": one.pop("target"), "type": one.pop("type"), "properties": one}
            for one in map(dict, found.edges)
        ],
    }

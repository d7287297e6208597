"""The shares of experiments and their runs: what they demonstrate, the papers they are linked to, what a run made."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from compute.experiments import EXPERIMENTS, experiment
from compute.models import Artifact, ExperimentPaper, LinkState, Run, RunPaper, Topic
from graph.items import Edge, Node, Properties
from graph.schema import node_id
from graph.shares.basket import Basket, number
from graph.shares.names import shown

# The artifact in which a run tells of the data set it used and the models it trained.
LINEAGE = "lineage.json"


def experiment_shares(keys: Collection[str]) -> Basket:
    """The shares of those experiments that exist and whose papers have been looked for; the others have none."""
    basket = Basket()
    topics = set(Topic.objects.values_list("number", flat=True))
    for key in sorted(experiments_shown() & set(keys)):
        node = experiment_node(key)
        basket.own[node.id] = node
        if (topic := node.properties["topic"]) in topics:
            target = node_id("Topic", str(topic))
            basket.edges.append(Edge("DEMONSTRATES", node.id, target, {"owner": node.id}))
    rows = ExperimentPaper.objects.filter(experiment__in=keys, paper__withdrawn_at=None)
    for key, paper, why, score in rows.order_by("pk").values_list("experiment", "paper__key", "why", "score"):
        if (owner := node_id("Experiment", key)) in basket.own:
            basket.edges.append(_linked(owner, paper, why, score))
    return basket


def run_shares(ids: Collection[str]) -> Basket:
    """The shares of those runs whose process ended with a result or an error; the others have none."""
    basket = Basket()
    ended = runs_shown().filter(pk__in=[UUID(one) for one in ids])
    for run in ended:
        node = _run_node(run)
        basket.own[node.id] = node
        basket.edges.append(Edge("OF", node.id, node_id("Experiment", run.experiment), {"owner": node.id}))
    rows = RunPaper.objects.filter(run__in=ended, paper__withdrawn_at=None)
    for run_id, paper, why, score in rows.order_by("pk").values_list("run", "paper__key", "why", "score"):
        basket.edges.append(_linked(node_id("Run", str(run_id)), paper, why, score))
    for run_id, content in Artifact.objects.filter(run__in=ended, name=LINEAGE).values_list("run", "content"):
        _made(basket, str(run_id), json.loads(bytes(content)))
    return basket


def experiments_shown() -> set[str]:
    """The keys of the experiments that have a share."""
    linked = set(LinkState.objects.values_list("experiment", flat=True))
    return linked & {one.key for one in EXPERIMENTS}


def runs_shown() -> QuerySet[Run]:
    """The runs that have a share."""
    return Run.objects.exclude(result={}).order_by("pk")


def experiment_node(key: str) -> Node:
    """An experiment as it is defined; of one that is no more, only its key."""
    found = experiment(key)
    said: Properties = {"label": key, "key": key}
    if found is not None:
        said |= {"label": shown(found.title), "topic": found.topic, "summary": found.summary}
    return Node("Experiment", node_id("Experiment", key), said)


def _run_node(run: Run) -> Node:
    """A run; a verdict is the mark of one that succeeded."""
    verdict = run.result["verdict"]
    said: Properties = {
        "label": shown(f"{run.title}, {run.created_at:%Y-%m-%d %H:%M}"),
        "state": "succeeded" if verdict else "failed",
        "experiment": run.experiment,
        "seed": run.seed,
        "device": run.device,
        "created": run.created_at.isoformat(),
    }
    return Node("Run", node_id("Run", str(run.pk)), said | ({"verdict": shown(verdict)} if verdict else {}))


def _linked(owner: str, paper: str, why: str, score: float) -> Edge:
    return Edge("LINKED_TO", owner, node_id("Paper", paper), {"owner": owner, "why": why, "score": number(score)})


def _made(basket: Basket, run: str, lineage: dict[str, Any]) -> None:
    """The models of a run, the data set that they know, and who taught whom."""
    owner = node_id("Run", run)
    data = basket.share(_dataset_node(lineage["dataset"]))
    models: Iterable[dict[str, Any]] = lineage["models"]
    for said in models:
        model = basket.share(_model_node(run, said))
        basket.edges.append(Edge("MADE", owner, model, {"owner": owner}))
        basket.edges.append(Edge("TRAINED", data, model, {"owner": owner}))
        if said["teacher"]:
            basket.edges.append(Edge("TAUGHT", _model_id(run, said["teacher"]), model, {"owner": owner}))


def _dataset_node(said: dict[str, Any]) -> Node:
    """A data set by its content, so that runs on the same one meet in it."""
    short = said["sha256"][:16]
    label = f"Data set {short[:8]}: {said['rows']} rows, {said['classes']} classes"
    known = {"label": label, "sha256": said["sha256"], "rows": said["rows"], "classes": said["classes"]}
    return Node("Dataset", node_id("Dataset", short), known)


def _model_node(run: str, said: dict[str, Any]) -> Node:
    """A model of the run; `lacks` names the class that its data did not hold."""
    known: Properties = {
        "label": shown(said["name"]),
        "role": said["role"],
        "parameters": said["parameters"],
        "accuracy": number(said["accuracy"]),
        "run": run,
    }
    return Node("Model", _model_id(run, said["name"]), known | ({"lacks": said["lacks"]} if said["lacks"] else {}))


def _model_id(run: str, name: str) -> str:
    return node_id("Model", f"{run}/{name.replace(' ', '-')}")

"""Experiments and runs in the graph: what they demonstrate, which papers they are linked to, what a run made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from compute.experiments import EXPERIMENTS
from compute.models import ExperimentPaper, LinkState, Run
from compute.services import notes_store
from compute.services.runs import Outcome, run_ask, run_delete, run_link, run_store
from graph import rebuild
from graph.items import Node
from graph.selections import Selection, selected
from jobs import outbox
from jobs.models import Job
from papers.models import Paper
from papers.services import paper_withdraw
from tests.graph.library import check, held, put, settle

pytestmark = pytest.mark.django_db
ONE = EXPERIMENTS[0]
DATA = {"sha256": "ab" * 32, "name": "moons", "rows": 400, "classes": 2}
LINEAGE = {
    "dataset": DATA,
    "models": [
        {"name": "teacher", "role": "teacher", "parameters": 900, "accuracy": 0.95, "teacher": None, "lacks": None},
        {
            "name": "the student",
            "role": "student",
            "parameters": 60,
            "accuracy": 0.9,
            "teacher": "teacher",
            "lacks": "moon",
        },
    ],
}


@pytest.fixture
def topics(db):
    """The ten topics of the notes."""
    notes_store()


def linked(*papers: Paper) -> None:
    """The experiment's papers found, as the worker finds them."""
    ExperimentPaper.objects.filter(experiment=ONE.key).delete()
    for rank, paper in enumerate(papers, 1):
        ExperimentPaper.objects.create(experiment=ONE.key, paper=paper, rank=rank, why="Both are about it.", score=0.5)
    LinkState.objects.update_or_create(experiment=ONE.key, defaults={"state": "now"})
    outbox.publish(topic="experiment.changed", key=ONE.key, payload={})


def ended(*papers: Paper, verdict: str = "It went well.", lineage: dict[str, Any] | None = None, folder: Path) -> Run:
    """A run of the experiment that ended; with no verdict it failed."""
    run = run_ask(key=ONE.key, parameters=ONE.small, papers=[paper.key for paper in papers], seed=4)
    Job.objects.filter(pk=run.job_id).update(state=Job.State.SUCCEEDED)
    folder.mkdir(exist_ok=True)
    if lineage:
        (folder / "lineage.json").write_text(json.dumps(lineage))
    result = {"metrics": [], "tables": [], "charts": [], "verdict": verdict}
    run_store(run=run, outcome=Outcome(result, 0, 1.5, {}, {}, "cpu"), artifacts=folder)
    return run


def nodes_of(label: str) -> list[Node]:
    return [node for node in held()[0].values() if node.label == label]


def ties() -> set[tuple[str, str, str]]:
    """Edges that touch experiments, runs and what they made."""
    kinds = ("experiment:", "run:", "dataset:", "model:")
    return {
        (edge.source, edge.type, edge.target)
        for edge in held()[1].values()
        if edge.source.startswith(kinds) or edge.target.startswith(kinds)
    }


def test_an_experiment_demonstrates_its_topic_and_leads_to_its_papers(graph, topics):
    papers = [put(number, [number]) for number in (1, 2)]
    linked(*papers)
    settle()
    check()
    own = f"experiment:{ONE.key}"
    assert ties() == {
        (own, "DEMONSTRATES", f"topic:{ONE.topic}"),
        *((own, "LINKED_TO", f"paper:{paper.key}") for paper in papers),
    }
    assert [node.properties["label"] for node in nodes_of("Experiment")] == [ONE.title]
    edge = next(edge for edge in held()[1].values() if edge.source == own and edge.type == "LINKED_TO")
    assert edge.properties == {"owner": own, "why": "Both are about it.", "score": 0.5}
    linked(papers[0])
    settle()
    check()
    assert (own, "LINKED_TO", f"paper:{papers[1].key}") not in ties()


def test_a_run_is_there_once_it_ended_with_its_experiment_and_papers(graph, tmp_path):
    first, second = (put(number, [number]) for number in (1, 2))
    settle()
    before = check()
    run = run_ask(key=ONE.key, parameters=ONE.small, papers=[first.key])
    settle()
    assert check() == before
    done = ended(first, folder=tmp_path / "a")
    failed = ended(first, verdict="", folder=tmp_path / "b")
    settle()
    check()
    states = {node.id: node.properties["state"] for node in nodes_of("Run")}
    assert states == {f"run:{done.pk}": "succeeded", f"run:{failed.pk}": "failed"}
    assert (f"run:{done.pk}", "OF", f"experiment:{ONE.key}") in ties()
    run_link(run=done, papers=[second.key])
    settle()
    check()
    assert {one for one in ties() if one[0] == f"run:{done.pk}"} == {
        (f"run:{done.pk}", "OF", f"experiment:{ONE.key}"),
        (f"run:{done.pk}", "LINKED_TO", f"paper:{second.key}"),
    }
    Job.objects.filter(pk=run.job_id).update(state=Job.State.CANCELLED)
    for one in (done, failed, run):
        run_delete(run=one)
    settle()
    assert check() == before


def test_data_set_models_and_students_hang_together_and_go_with_their_run(graph, tmp_path):
    put(1, [1])
    settle()
    before = check()
    runs = [ended(lineage=LINEAGE, folder=tmp_path / str(number)) for number in (1, 2)]
    settle()
    check()
    data = f"dataset:{DATA['sha256'][:16]}"
    for run in runs:
        model = f"model:{run.pk}/"
        assert {
            (f"run:{run.pk}", "MADE", f"{model}teacher"),
            (data, "TRAINED", f"{model}teacher"),
            (data, "TRAINED", f"{model}the-student"),
            (f"{model}teacher", "TAUGHT", f"{model}the-student"),
        } <= ties()
    assert [node.id for node in nodes_of("Dataset")] == [data]
    run_delete(run=runs[0])
    settle()
    check()
    assert {node.properties["run"] for node in nodes_of("Model")} == {str(runs[1].pk)}
    run_delete(run=runs[1])
    settle()
    assert check() == before


def test_a_withdrawn_paper_leaves_its_experiments_and_runs(graph, tmp_path):
    paper, other = (put(number, [number]) for number in (1, 2))
    linked(paper, other)
    run = ended(paper, other, folder=tmp_path / "a")
    settle()
    check()
    paper_withdraw(paper=paper)
    settle()
    check()
    assert {one[2] for one in ties() if one[1] == "LINKED_TO"} == {f"paper:{other.key}"}
    assert f"run:{run.pk}" in held()[0]


def test_a_rebuild_gives_the_same(graph, tmp_path):
    paper = put(1, [1, 2])
    linked(paper)
    ended(paper, lineage=LINEAGE, folder=tmp_path / "a")
    settle()
    before = check()
    assert rebuild.rebuild(progress=lambda *_: None) == before
    assert check() == before


def test_a_topic_comes_with_its_experiments_runs_and_models(graph, topics, tmp_path):
    paper = put(1, [1, 2])
    linked(paper)
    run = ended(paper, lineage=LINEAGE, folder=tmp_path / "a")
    settle()
    found = selected(Selection(topic=str(ONE.topic)), limit=200)
    ids = {node["id"] for node in found.nodes}
    assert {
        f"experiment:{ONE.key}",
        f"run:{run.pk}",
        f"model:{run.pk}/the-student",
        f"dataset:{DATA['sha256'][:16]}",
    } <= ids
    around = selected(Selection(node=f"paper:{paper.key}"), limit=200)
    assert {f"experiment:{ONE.key}", f"run:{run.pk}"} <= {node["id"] for node in around.nodes}

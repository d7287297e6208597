"""Runs from REST to rows: asked for, run in a process, read, linked, fetched, deleted; also by command line."""

from __future__ import annotations

import dataclasses
import functools
import io
import json
import uuid
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

import compute.runs
import explorer.experiments
import explorer.run_inputs
from compute import experiments, running
from compute.apis import experiments as apis
from compute.experiments.base import Package
from compute.models import ExperimentPaper, Run, Term, Upload
from compute.services import links
from compute.services.uploads import plain_name, uploads_forget
from explorer.experiments import leftovers_forget
from jobs.models import Job, OutboxRow
from jobs.services import sweep
from papers.models import Paper
from papers.services import papers_store
from papers.services.embeddings import embeddings_store
from tests.papers.records import record
from tests.support.experiment_corpus import subgraph
from tests.support.library import run_job
from tests.support.sample_experiment import EXPERIMENT

pytestmark = pytest.mark.django_db
KEY = EXPERIMENT.key


@pytest.fixture(autouse=True)
def sample(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample stands beside the house's own experiments, here and in the process of a run."""
    every = (*experiments.EXPERIMENTS, EXPERIMENT)
    for module in (experiments, apis, links):
        monkeypatch.setattr(module, "EXPERIMENTS", every)
    monkeypatch.setattr(compute.runs, "EXPERIMENTS", every)
    program = functools.partial(running.execute, module="tests.compute.experiments.sample_child")
    monkeypatch.setattr(explorer.experiments, "execute", program)
    # The graph server is not what is tested here.
    monkeypatch.setattr(explorer.run_inputs, "_subgraph", lambda keys: subgraph(len(keys)))


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "127.0.0.1"})


def post(client: Client, path: str, body: Any) -> Any:
    return client.post(path, json.dumps(body), content_type="application/json")


def store(count: int = 3) -> list[str]:
    rows = papers_store(
        records=[record(f"2101.0000{n}", title=f"Random numbers {n}", abstract=f"We draw {n}.") for n in range(count)]
    )
    return [row.paper.key for row in rows]


def ran(client: Client, **body: Any) -> dict[str, Any]:
    """A run that has ended, as REST shows it."""
    answer = post(client, "/api/runs/", {"experiment": KEY, **body})
    assert answer.status_code == 202, answer.content
    assert set(answer.json()) == {"job", "run"}
    run_job(answer.json()["job"])
    return client.get(f"/api/runs/{answer.json()['run']}/").json()


def test_a_run_does_the_work_and_everything_of_it_is_kept(client: Client) -> None:
    keys = store()
    body = ran(client, parameters={"rows": 4}, papers=[keys[0]], seed=5)
    assert body["state"] == "succeeded"
    assert body["seed"] == 5
    assert body["parameters"]["rows"] == 4
    assert body["parameters"]["share"] == 0.5
    metrics = {one["name"]: one for one in body["metrics"]}
    assert set(metrics["mean"]) == {"name", "value", "unit", "better"}
    assert metrics["papers"]["value"] == 3
    assert metrics["nodes"]["value"] > 3
    assert len(body["tables"][0]["rows"]) == 4
    assert body["charts"][0]["description"]
    assert body["log"] == ["Drawn 4 numbers on cpu."]
    assert [(one["arxiv_id"], one["chosen"]) for one in body["papers"]] == [(keys[0], True)]
    assert body["exit"] == 0
    assert body["duration"] > 0
    assert body["versions"]["torch"].startswith("2.13.0")
    assert body["machine"]["cores"] >= 1
    assert body["artifacts"] == [
        {"name": "values.txt", "media_type": "text/plain", "bytes": body["artifacts"][0]["bytes"]}
    ]
    answer = client.get(f"/api/runs/{body['id']}/artifacts/values.txt")
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'attachment; filename="values.txt"'
    assert answer["Content-Security-Policy"] == "sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert len(answer.content.splitlines()) == 4
    assert client.get(f"/api/runs/{body['id']}/artifacts/other.txt").status_code == 404
    assert ran(client, parameters={"rows": 4}, seed=5)["metrics"][0] == body["metrics"][0]
    assert ran(client, parameters={"rows": 4}, seed=6)["metrics"][0] != body["metrics"][0]


def test_each_bad_parameter_gets_its_sentence(client: Client) -> None:
    answer = post(client, "/api/runs/", {"experiment": KEY, "parameters": {"rows": 101, "kind": "odd", "more": 1}})
    assert answer.status_code == 400
    assert answer.json()["code"] == "invalid"
    problems = answer.json()["details"]["parameters"]
    assert set(problems) == {"rows", "kind", "more"}
    assert "100" in problems["rows"][0]
    assert post(client, "/api/runs/", {"experiment": "nothing"}).status_code == 404
    assert post(client, "/api/runs/", {"experiment": KEY, "papers": ["2101.99999"]}).status_code == 404
    assert post(client, "/api/runs/", {"experiment": KEY, "seed": -1}).status_code == 400
    assert not Run.objects.exists()
    assert not Job.objects.exists()


def test_a_missing_package_is_named_with_its_command(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    wanting = dataclasses.replace(EXPERIMENT, requirements=(Package("nosuch", "nosuch_module"),))
    monkeypatch.setattr(experiments, "EXPERIMENTS", (wanting,))
    monkeypatch.setattr(apis, "EXPERIMENTS", (wanting,))
    answer = post(client, "/api/runs/", {"experiment": KEY})
    assert answer.status_code == 409
    assert answer.json()["code"] == "missing_package"
    assert "make extras" in answer.json()["message"]
    row = client.get("/api/experiments/").json()["results"][0]
    assert row["missing"] == [{"name": "nosuch", "command": "make extras", "part": ""}]


def test_a_failed_and_a_crashed_run_say_why_and_keep_their_log(client: Client) -> None:
    failed = ran(client, parameters={"fail": True})
    assert failed["state"] == "failed"
    assert failed["error"]["message"] == "It was asked to fail."
    assert failed["metrics"] == []
    crashed = ran(client, parameters={"end": True})
    assert crashed["error"]["code"] == "crashed"
    assert crashed["log"][-1] == "nothing left to say"
    assert crashed["exit"] == 3
    assert crashed["attempt"] == 1


def test_a_run_of_a_lost_worker_is_begun_once_more_and_says_so(client: Client) -> None:
    started = post(client, "/api/runs/", {"experiment": KEY}).json()
    # As the sweeper leaves a job whose worker stopped beating in its first try.
    Job.objects.filter(pk=started["job"]).update(attempt=1)
    run_job(started["job"])
    body = client.get(f"/api/runs/{started['run']}/").json()
    assert body["state"] == "succeeded"
    assert "second and last try" in body["log"][0]
    lost = post(client, "/api/runs/", {"experiment": KEY}).json()
    Job.objects.filter(pk=lost["job"]).update(
        attempt=2, state="running", lease_owner="gone", lease_until="2020-01-01T00:00:00Z"
    )
    sweep()
    body = client.get(f"/api/runs/{lost['run']}/").json()
    assert body["state"] == "failed"
    assert body["error"]["code"] == "worker_lost"


def test_a_file_goes_from_upload_to_run(client: Client) -> None:
    content = b"word\nhello\n"
    answer = client.post("/api/uploads/", {"file": SimpleUploadedFile("../my words.csv", content)})
    assert answer.status_code == 201
    upload = answer.json()
    assert upload["name"] == "my_words.csv"
    assert upload["bytes"] == len(content)
    body = ran(client, parameters={"table": upload["upload"]})
    assert {one["name"]: one["value"] for one in body["metrics"]}["bytes"] == len(content)
    big = client.post("/api/uploads/", {"file": SimpleUploadedFile("big.csv", b"x" * 1001)}).json()["upload"]
    other = client.post("/api/uploads/", {"file": SimpleUploadedFile("face.png", b"x")}).json()["upload"]
    for wrong in (big, other):
        refused = post(client, "/api/runs/", {"experiment": KEY, "parameters": {"table": wrong}})
        assert list(refused.json()["details"]["parameters"]) == ["table"]
    for unknown in (str(uuid.uuid4()), "../../etc/passwd"):
        refused = post(client, "/api/runs/", {"experiment": KEY, "parameters": {"table": unknown}})
        assert refused.status_code == 404
    assert client.post("/api/uploads/", {}).status_code == 400
    assert client.post("/api/uploads/", {"file": SimpleUploadedFile("empty.csv", b"")}).json()["code"] == "empty_file"


def test_old_uploads_that_no_run_names_go(client: Client) -> None:
    ids = [
        client.post("/api/uploads/", {"file": SimpleUploadedFile("a.csv", b"word")}).json()["upload"] for _ in range(2)
    ]
    post(client, "/api/runs/", {"experiment": KEY, "parameters": {"table": ids[0]}})
    assert uploads_forget() == 0
    Upload.objects.update(created_at="2020-01-01T00:00:00Z")
    assert uploads_forget() == 1
    assert str(Upload.objects.get().pk) == ids[0]


def test_names_of_files_are_plain() -> None:
    assert plain_name("../../a b.png") == "a_b.png"
    assert plain_name("C:\\x\\y.csv") == "y.csv"
    assert plain_name(".env") == "env"
    assert len(plain_name("n" * 500 + ".png")) == 100


def test_links_are_suggested_and_then_a_persons(client: Client) -> None:
    keys = store()
    vector = np.zeros(8, np.float32)
    vector[0] = 1
    pks = list(Paper.objects.order_by("key").values_list("pk", flat=True))
    tilted = [vector * (1 - n / 10) + np.eye(8, dtype=np.float32)[n + 1] * 0.5 for n in range(3)]
    embeddings_store(rows=[(pk, "toy", row / np.linalg.norm(row)) for pk, row in zip(pks, tilted, strict=True)])
    Term.objects.create(
        paper_id=pks[2], version=1, method="model", rank=1, text="Random numbers", normal="random number", score=0.9
    )
    assert links.experiments_link(vector=lambda text: None) == 0
    linked = links.experiments_link(vector=lambda text: ("toy", vector))
    assert linked == len(links.EXPERIMENTS)
    assert links.experiments_link(vector=lambda text: ("toy", vector)) == 0
    found = client.get(f"/api/experiments/{KEY}/").json()["papers"]
    assert found[0]["arxiv_id"] == keys[2]
    assert "Random numbers" in found[0]["why"]
    assert OutboxRow.objects.filter(topic="experiment.changed", key=KEY).count() == 1
    body = ran(client)
    assert {one["arxiv_id"] for one in body["papers"]} == set(keys)
    assert not any(one["chosen"] for one in body["papers"])
    changed = post(client, f"/api/runs/{body['id']}/links/", {"papers": [keys[1]]})
    assert [(one["arxiv_id"], one["chosen"]) for one in changed.json()["papers"]] == [(keys[1], True)]
    assert client.get("/api/runs/", {"paper": keys[1]}).json()["results"][0]["id"] == body["id"]
    assert client.get("/api/runs/", {"paper": keys[0]}).json()["results"] == []
    first = client.get("/api/experiments/", {"paper": keys[2]}).json()["results"][0]
    assert first["link"]["score"] > 0
    assert ExperimentPaper.objects.filter(experiment=KEY).count() == 3


def test_history_lists_a_metric_over_runs(client: Client) -> None:
    for seed in (1, 2):
        ran(client, seed=seed, parameters={"rows": 2})
    found = client.get(f"/api/experiments/{KEY}/history/", {"metric": "mean"}).json()
    assert [point["seed"] for point in found["points"]] == [1, 2]
    assert found["points"][0]["machine"]["id"]
    assert client.get(f"/api/experiments/{KEY}/history/", {"metric": "none"}).json()["points"] == []


def test_a_run_is_deleted_when_it_has_ended(client: Client) -> None:
    started = post(client, "/api/runs/", {"experiment": KEY}).json()
    path = f"/api/runs/{started['run']}/"
    assert client.delete(path).status_code == 409
    post(client, f"/api/jobs/{started['job']}/cancel/", {})
    assert client.get(path).json()["state"] == "cancelled"
    assert client.delete(path).status_code == 204
    assert client.get(path).status_code == 404
    assert not Job.objects.exists()


def test_what_lost_runs_left_goes(client: Client, settings: Any) -> None:
    started = post(client, "/api/runs/", {"experiment": KEY}).json()
    folder = settings.VAR_DIR / "runs" / started["run"]
    folder.mkdir(parents=True)
    leftovers_forget()
    assert folder.exists()
    post(client, f"/api/jobs/{started['job']}/cancel/", {})
    leftovers_forget()
    assert not folder.exists()


def test_the_command_line_runs_it_too(tmp_path: Path) -> None:
    words = tmp_path / "words.csv"
    words.write_text("word\nhello\n")
    out = tmp_path / "out"
    shown = io.StringIO()
    call_command(
        "experiment", "run", KEY, "-p", "rows=3", "-p", f"table=@{words}", "--seed", "4", "--out", str(out),
        stdout=shown, stderr=io.StringIO(),
    )  # fmt: skip
    body = json.loads((out / "result.json").read_text())
    assert body["parameters"]["rows"] == 3
    assert body["seed"] == 4
    assert {one["name"]: one["value"] for one in body["metrics"]}["bytes"] == 11
    assert (out / "values.txt").read_text().count("\n") == 2
    assert body["verdict"] in shown.getvalue()
    for wrong in (["rows=0"], ["nothing=1"], ["rows=three"], ["table=@/nowhere.csv"]):
        with pytest.raises(CommandError):
            call_command("experiment", "run", KEY, "-p", *wrong, stdout=io.StringIO(), stderr=io.StringIO())


def test_the_command_line_lists_and_shows() -> None:
    listed = io.StringIO()
    call_command("experiment", "list", "--json", stdout=listed)
    rows = json.loads(listed.getvalue())
    assert all(set(row) == {"key", "topic", "title"} for row in rows)
    shown = io.StringIO()
    call_command("experiment", "show", KEY, stdout=shown)
    assert json.loads(shown.getvalue())["parameters"]["properties"]["rows"]["maximum"] == 100

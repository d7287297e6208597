"""Three clouds behind one interface, for real against local servers; the price table and the lists of libraries."""

import csv
import io
import json
import sys
from pathlib import Path

import pytest

from compute.experiments.base import Context, ExperimentError, MissingPackage
from compute.experiments.clouds import CLOUDS, EXPERIMENT, PARTS
from compute.experiments.clouds_parts import costs, exercise, libraries, places, pubsub
from compute.experiments.clouds_parts.interface import Cloud, Message, NotThere, Stored
from compute.experiments.clouds_parts.report import title
from compute.experiments.shared import standin
from tests.compute.experiments.harness import Ran, run_with, small

LOAD = {"stored_gb": 0, "writes": 0, "reads": 0, "egress_gb": 0, "messages": 0, "message_bytes": 1024}


@pytest.fixture(scope="module")
def ran() -> Ran:
    """A small run over all three."""
    return small(EXPERIMENT)


def context(folder: Path) -> Context:
    return Context(
        parameters=None, seed=1, scratch=folder, artifacts=folder, device="cpu", tell=lambda kind, payload: None
    )


@pytest.mark.slow
def test_every_check_holds_at_all_three(ran: Ran) -> None:
    assert ran.metrics["checks passed"] == 3 * len(exercise.CHECKS)
    assert ran.metrics["messages delivered"] == 3 * EXPERIMENT.small["messages"]
    assert [row["ran"] for row in ran.tables["Where each cloud ran"]] == ["yes"] * 3
    steps = {(row["cloud"], row["step"]) for row in ran.tables["Milliseconds by step"]}
    assert steps == {(title(cloud), step) for cloud in CLOUDS for step in exercise.STEPS}


@pytest.mark.slow
def test_a_run_says_which_guards_a_local_server_lacks(ran: Ran) -> None:
    guards = {row["check"]: row for row in ran.tables["What the server guards"]}
    assert {row["Azure"] for row in guards.values()} == {"yes"}
    assert guards["a changed signature is refused"]["AWS"] == "no"
    assert any("moto server" in line and "changed signature" in line for line in ran.log)


@pytest.mark.slow
def test_the_verdict_names_local_servers_and_the_cheapest_cloud(ran: Ran) -> None:
    month = {cloud: ran.metrics[f"{title(cloud)} month"] for cloud in CLOUDS}
    assert "local servers" in ran.result.verdict
    assert f"least at {title(min(month, key=month.__getitem__))}" in ran.result.verdict


@pytest.mark.slow
def test_the_code_and_the_lists_are_artifacts(ran: Ran) -> None:
    assert {"azure.py", "aws.py", "gcp.py", "libraries.csv"} <= set(ran.files)
    rows = list(csv.DictReader(io.StringIO((ran.artifacts / "libraries.csv").read_text())))
    assert len(rows) == sum(len(libraries.libraries(cloud)) for cloud in CLOUDS)


@pytest.mark.slow
def test_the_real_path_asks_what_the_sdk_is_configured_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With REAL_CLOUDS and a connection string, the account that the string names is used: here, an Azurite."""
    from compute.experiments.clouds_parts import azure

    with places.opened(places.choose("azure", "local", []), context(tmp_path)) as local:
        assert isinstance(local, azure.Azure)
        there = local.plain_url("a", "b").split(f"/{azure.LOCAL_ACCOUNT}")[0]
        queues = local._queues.url.split(f"/{azure.LOCAL_ACCOUNT}")[0]
        monkeypatch.setenv(places.CONNECTION, azure.local_connection(there, queues))
        given = {**EXPERIMENT.small, "clouds": "azure", "where": "real"}
        real = run_with(EXPERIMENT, given, options={"REAL_CLOUDS": ["azure"]})
    assert real.tables["Where each cloud ran"][0]["server"] == "the real cloud"
    assert "Azure for real" in real.result.verdict
    assert real.metrics["checks passed"] == len(exercise.CHECKS)


def test_a_cloud_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "nobody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "nothing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    given = {**EXPERIMENT.small, "clouds": "aws", "where": "real"}
    with pytest.raises(ExperimentError, match="AWS: Could not connect") as told:
        run_with(EXPERIMENT, given, options={"REAL_CLOUDS": ["aws"]})
    assert told.value.code == "cloud_failed"


def test_a_real_cloud_needs_the_operator_and_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(places.CONNECTION, "AccountName=x")
    assert not places.choose("azure", "real", ["aws"]).real
    assert places.choose("azure", "real", ["azure"]).real
    assert not places.choose("azure", "local", ["azure"]).real
    monkeypatch.delenv(places.CONNECTION)
    monkeypatch.setenv(places.ACCOUNT, "somebody")
    assert places.choose("azure", "real", ["azure"]).real
    monkeypatch.delenv(places.ACCOUNT)
    refused = places.choose("azure", "real", ["azure"])
    assert not refused.real
    assert places.CONNECTION in refused.reason


def test_a_proxy_is_not_asked_for_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "example.org")
    monkeypatch.delenv("no_proxy", raising=False)
    ran = run_with(EXPERIMENT, {**EXPERIMENT.small, "clouds": "gcp"})
    assert ran.metrics["checks passed"] == len(exercise.CHECKS)


def test_without_azurite_the_command_that_adds_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places.shutil, "which", lambda name: None)
    monkeypatch.setattr(places, "_node", lambda: None)
    with pytest.raises(MissingPackage, match="make extras"):
        run_with(EXPERIMENT, {**EXPERIMENT.small, "clouds": "azure"})


def test_a_missing_sdk_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "boto3", None)
    monkeypatch.delitem(sys.modules, "compute.experiments.clouds_parts.aws", raising=False)
    with pytest.raises(MissingPackage, match="boto3 is not installed here"):
        run_with(EXPERIMENT, {**EXPERIMENT.small, "clouds": "aws"})


def test_an_exported_app_asks_for_the_azurite_that_is_tested_here() -> None:
    asked = json.loads((PARTS / "package.json").read_text())["dependencies"]
    tested = json.loads((Path(__file__).parents[3] / "extras" / "package.json").read_text())["dependencies"]
    assert asked == {"azurite": tested["azurite"]}


def test_a_cloud_that_loses_messages_and_bytes_fails_its_checks(tmp_path: Path) -> None:
    done = exercise.exercise(
        Forgetful(), context(tmp_path), objects=2, size=10, messages=0, name="arboretum-test", seed=1
    )
    assert not done.checks["bytes come back unchanged"]
    assert not done.checks["a deleted object is gone"]


class Forgetful(Cloud):
    """Stores nothing and forgets no name."""

    def __init__(self) -> None:
        self.names: dict[str, int] = {}

    def upload(self, bucket: str, name: str, data: bytes) -> None:
        self.names[name] = len(data)

    def objects(self, bucket: str, prefix: str) -> list[Stored]:
        return [Stored(name, size) for name, size in self.names.items()]

    def read(self, bucket: str, name: str) -> bytes:
        if name not in self.names:
            raise NotThere(name)
        return b"other"

    def signed_url(self, bucket: str, name: str, seconds: int) -> str:
        return "data:,x?sig=y"

    def plain_url(self, bucket: str, name: str) -> str:
        return "data:,x"

    def receive(self, queue: str) -> list[Message]:
        return []


def test_googles_own_example_costs_what_google_says() -> None:
    """https://cloud.google.com/storage/pricing-examples: 1.00 + 0.05 + 0.02 + 0.12 dollars."""
    month = costs.monthly("gcp", **{**LOAD, "stored_gb": 50, "writes": 10_000, "reads": 50_000, "egress_gb": 1})
    assert month == pytest.approx({"storage": 1.0, "writes": 0.05, "reads": 0.02, "traffic": 0.12, "queue": 0})


def test_pubsub_costs_forty_dollars_a_tebibyte_after_ten_gibibytes() -> None:
    size = 2**20 - 40
    month = costs.monthly("gcp", **{**LOAD, "messages": 2**19 + 5 * 2**10, "message_bytes": size})
    assert month["queue"] == pytest.approx(40.0)


def test_queues_count_every_operation_and_started_chunk() -> None:
    """A million messages of 65 KB: three operations of two chunks each, a million of them free at AWS."""
    load = {**LOAD, "messages": 1e6, "message_bytes": 65 * 1024}
    assert costs.monthly("aws", **load)["queue"] == pytest.approx(5 * 0.4)
    assert costs.monthly("azure", **load)["queue"] == pytest.approx(6 * 0.4)


@pytest.mark.parametrize(("amount", "price"), [(0, 0), (100, 0), (101, 0.5), (300, 100 + 0.0), (500, 140)])
def test_tiers_price_each_part_of_an_amount(amount: float, price: float) -> None:
    assert costs.tiered(amount, [[100, 0.0], [300, 0.5], [400, 0.2]]) == pytest.approx(price)


def test_every_price_has_a_source_and_a_date() -> None:
    for cloud in CLOUDS:
        for part, price in costs.prices()[cloud].items():
            if part not in ("title", "region"):
                assert price["source"].startswith("https://")
                assert price["seen"][:3] == "202"
                assert isinstance(price["exact"], bool)


@pytest.mark.parametrize("cloud", CLOUDS)
def test_libraries_are_listed_once_with_a_purpose(cloud: str) -> None:
    listed = libraries.libraries(cloud)
    names = [one.name for one in listed]
    assert names == sorted(set(names))
    assert len(names) > 250
    assert all(one.purpose.strip() and one.state in ("", "deprecated") for one in listed)
    assert libraries.index()[cloud]["url"].startswith("https://")


def test_the_list_of_boto3_is_that_of_the_installed_botocore() -> None:
    from botocore.session import Session

    listed = {one.name.removeprefix("boto3: ") for one in libraries.libraries("aws") if one.name.startswith("boto3: ")}
    assert listed == set(Session().get_available_services())


def test_each_cloud_has_points_for_and_against_with_sources() -> None:
    sides = {(cloud, side) for cloud, side, _, source in libraries.points() if source.startswith("https://")}
    assert sides == {(cloud, side) for cloud in CLOUDS for side in ("for", "against")}


def ask(server: pubsub.PubSub, method: str, path: str, body: bytes = b"{}") -> tuple[int, dict]:
    answer = server.answer(standin.Asked(method, path, {}, {}, body))
    return answer.status, answer.body


def test_the_pubsub_stand_in_hides_a_pulled_message_and_returns_it_after_its_deadline(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = [100.0]
    monkeypatch.setattr(pubsub.time, "monotonic", lambda: now[0])
    server, topic, queue = pubsub.PubSub(), "/v1/projects/p/topics/t", "/v1/projects/p/subscriptions/s"
    assert ask(server, "PUT", queue, b'{"topic": "projects/p/topics/t"}')[0] == 404
    ask(server, "PUT", topic)
    assert ask(server, "PUT", topic)[0] == 409
    ask(server, "PUT", queue, b'{"topic": "projects/p/topics/t", "ackDeadlineSeconds": 20}')
    ask(server, "POST", f"{topic}:publish", b'{"messages": [{"data": "eA=="}]}')
    pulled = ask(server, "POST", f"{queue}:pull", b'{"maxMessages": 5}')[1]["receivedMessages"]
    assert [one["message"]["data"] for one in pulled] == ["eA=="]
    assert ask(server, "POST", f"{queue}:pull")[1]["receivedMessages"] == []
    now[0] += 21
    again = ask(server, "POST", f"{queue}:pull")[1]["receivedMessages"]
    ask(server, "POST", f"{queue}:acknowledge", f'{{"ackIds": ["{again[0]["ackId"]}"]}}'.encode())
    now[0] += 21
    assert ask(server, "POST", f"{queue}:pull")[1]["receivedMessages"] == []


def test_the_pubsub_stand_in_refuses_what_it_does_not_know() -> None:
    server = pubsub.PubSub()
    assert ask(server, "GET", "/elsewhere")[0] == 404
    assert ask(server, "POST", "/v1/projects/p/topics/t:setIamPolicy")[0] == 501
    assert ask(server, "POST", "/v1/projects/p/topics/t:publish", b"no json")[0] == 400
    assert ask(server, "POST", "/v1/projects/p/subscriptions/s:pull")[0] == 404


def test_a_connection_string_that_cannot_be_read_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(places.CONNECTION, "nothing of the kind")
    given = {**EXPERIMENT.small, "clouds": "azure", "where": "real"}
    with pytest.raises(ExperimentError, match="Azure: Connection string"):
        run_with(EXPERIMENT, given, options={"REAL_CLOUDS": ["azure"]})

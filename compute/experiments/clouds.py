"""Azure, AWS and Google Cloud from Python: one interface, three official SDKs, timed, listed and priced."""

from __future__ import annotations

import concurrent.futures
import contextlib
import uuid
from pathlib import Path
from typing import Literal

from pydantic import Field

from compute.experiments.base import (
    App,
    Context,
    Experiment,
    MissingPackage,
    Package,
    Parameters,
    Reference,
    Result,
)
from compute.experiments.clouds_parts import costs, places, report
from compute.experiments.clouds_parts.exercise import CHECKS, Exercise, exercise
from compute.experiments.clouds_parts.interface import Cloud

CLOUDS = ("azure", "aws", "gcp")
PARTS = Path(__file__).parent / "clouds_parts"


class CloudsParameters(Parameters):
    """What is moved, where, and the month's load that is priced."""

    clouds: Literal["all", "azure", "aws", "gcp"] = Field(
        default="all", title="Clouds", description="One of the three, or all of them one after the other."
    )
    where: Literal["local", "real"] = Field(
        default="local",
        title="Where",
        description="Local servers that speak each cloud's protocol; or the real clouds, for those that the "
        "operator's setting REAL_CLOUDS names and that have credentials. The rest stay local.",
    )
    objects: int = Field(default=8, ge=1, le=50, title="Objects", description="Objects stored, read and deleted.")
    object_kib: int = Field(default=64, ge=1, le=4096, title="Size of an object", description="In KiB.")
    messages: int = Field(default=10, ge=1, le=100, title="Messages", description="Messages sent through the queue.")
    stored_gb: float = Field(
        default=500, ge=0, le=50_000, title="Priced: storage", description="GB kept on average in the month."
    )
    writes_thousand: float = Field(
        default=200, ge=0, le=100_000, title="Priced: writes", description="Thousands of uploads in the month."
    )
    reads_thousand: float = Field(
        default=2_000, ge=0, le=1_000_000, title="Priced: reads", description="Thousands of downloads in the month."
    )
    egress_gb: float = Field(
        default=300, ge=0, le=10_000, title="Priced: traffic", description="GB sent to the internet in the month."
    )
    messages_thousand: float = Field(
        default=5_000, ge=0, le=1_000_000, title="Priced: messages", description="Thousands of messages in the month."
    )
    message_kib: int = Field(default=2, ge=1, le=256, title="Priced: size of a message", description="In KiB.")


def run(context: Context) -> Result:
    """Takes each cloud through the exercise, then prices the load and lists the libraries."""
    given: CloudsParameters = context.parameters
    chosen = CLOUDS if given.clouds == "all" else (given.clouds,)
    allowed = list(context.options.get("REAL_CLOUDS") or ())
    where = {cloud: places.choose(cloud, given.where, allowed) for cloud in chosen}
    for cloud, place in where.items():
        context.log(f"{report.title(cloud)} runs against {place.server}. {place.reason}")
    context.progress(0, len(chosen) + 2, "Starting local servers")
    with contextlib.ExitStack() as stack:
        opened = _opened(context, where, stack)
        done: dict[str, Exercise] = {}
        for number, (cloud, client) in enumerate(opened.items(), 1):
            context.progress(number, len(chosen) + 2, f"{report.title(cloud)}: {where[cloud].server}")
            done[cloud] = _exercise(context, where[cloud], client)
    context.progress(len(chosen) + 1, len(chosen) + 2, "Prices and lists")
    dollars = {cloud: _month(cloud, given) for cloud in CLOUDS}
    context.artifact("libraries.csv", report.as_csv())
    for name in ("interface.py", "azure.py", "aws.py", "gcp.py", "prices.json"):
        context.artifact(name, PARTS / name)
    return Result(
        verdict=_verdict(where, done, dollars),
        metrics=report.metrics(done, dollars),
        tables=report.tables(where, done, dollars),
        charts=report.all_charts(done, dollars),
    )


def _opened(context: Context, where: dict[str, places.Place], stack: contextlib.ExitStack) -> dict[str, Cloud]:
    """A client of each cloud; servers start side by side and are stopped by the stack, all before the clock runs."""

    def opening(place: places.Place) -> Cloud:
        with places.guarded(place.cloud, report.title(place.cloud)):
            return stack.enter_context(places.opened(place, context))

    with concurrent.futures.ThreadPoolExecutor(len(where)) as pool:
        started = {cloud: pool.submit(opening, place) for cloud, place in where.items()}
    found: dict[str, Cloud] = {}
    for cloud, future in started.items():
        try:
            found[cloud] = future.result()
        except MissingPackage as error:
            if len(where) == 1:
                raise
            context.log(f"{report.title(cloud)} is left out: {error.message}")
    return found


def _exercise(context: Context, place: places.Place, cloud: Cloud) -> Exercise:
    given: CloudsParameters = context.parameters
    name = report.title(place.cloud)
    with places.guarded(place.cloud, name):
        done = exercise(
            cloud,
            context,
            objects=given.objects,
            size=given.object_kib * 1024,
            messages=given.messages,
            # Bucket names are shared by all customers of a cloud.
            name=f"arboretum-{uuid.uuid4().hex[:12]}",
            seed=context.seed,
        )
    broken = [check for check, held in done.checks.items() if not held]
    context.log(f"{name}: " + (f"did not hold: {', '.join(broken)}." if broken else "all checks held."))
    for guard, held in done.guards.items():
        if not held:
            context.log(f"{name}: {place.server} does not guard this: {guard}.")
    return done


def _month(cloud: str, given: CloudsParameters) -> dict[str, float]:
    return costs.monthly(
        cloud,
        stored_gb=given.stored_gb,
        writes=given.writes_thousand * 1000,
        reads=given.reads_thousand * 1000,
        egress_gb=given.egress_gb,
        messages=given.messages_thousand * 1000,
        message_bytes=given.message_kib * 1024,
    )


def _verdict(where: dict[str, places.Place], done: dict[str, Exercise], dollars: dict[str, dict[str, float]]) -> str:
    sums = {cloud: sum(parts.values()) for cloud, parts in dollars.items()}
    least = min(sums, key=lambda cloud: sums[cloud])
    held = sum(sum(one.checks.values()) for one in done.values())
    real = [report.title(cloud) for cloud in done if where[cloud].real]
    against = f"{', '.join(real)} for real" if real else "local servers, so the times are not the clouds' own"
    ran = ", ".join(report.title(cloud) for cloud in done)
    return (
        f"{held} of {len(CHECKS) * len(done)} checks held for {ran} ({against}); the given load costs least at "
        f"{report.title(least)}, {sums[least]:,.2f} USD a month at the list prices of {costs.prices()['as_of']}."
    )


EXPERIMENT = Experiment(
    key="clouds",
    topic=8,
    title="Three clouds from Python",
    summary="Stores, lists, reads, signs, deletes and queues through the official SDKs of Azure, AWS and Google Cloud "
    "behind one interface, lists each cloud's Python libraries with what speaks for and against it, and prices a load.",
    parameters=CloudsParameters,
    run=run,
    references=(
        Reference(
            "Azure SDK releases for Python",
            "https://azure.github.io/azure-sdk/releases/latest/all/python.html",
            "the index of Azure's libraries",
        ),
        Reference(
            "Boto3: available services",
            "https://boto3.amazonaws.com/v1/documentation/api/latest/reference/services/index.html",
            "the clients that boto3 makes",
        ),
        Reference(
            "Google Cloud Python client libraries",
            "https://github.com/googleapis/google-cloud-python",
            "the index of Google Cloud's libraries",
        ),
        Reference(
            "Pub/Sub REST reference",
            "https://cloud.google.com/pubsub/docs/reference/rest",
            "the protocol of the stand-in",
        ),
        Reference(
            "Use Azurite for local Azure Storage development",
            "https://learn.microsoft.com/azure/storage/common/storage-use-azurite",
            "the local server for Azure",
        ),
        Reference(
            "A Berkeley View of Cloud Computing (Armbrust et al., 2009)",
            "https://www2.eecs.berkeley.edu/Pubs/TechRpts/2009/EECS-2009-28.html",
            "lock-in and the economics of renting",
        ),
    ),
    terms=(
        "cloud computing",
        "cloud platforms for machine learning",
        "object storage",
        "cost of cloud computing",
        "distributed machine learning in the cloud",
        "serverless computing",
        "message queues",
    ),
    small={"objects": 3, "object_kib": 4, "messages": 4},
    requirements=(
        Package("azure-storage-blob", "azure.storage.blob", "make run", "Azure"),
        Package("azure-storage-queue", "azure.storage.queue", "make run", "Azure"),
        Package("azure-identity", "azure.identity", "make run", "Azure, real"),
        Package("boto3", "boto3", "make run", "AWS"),
        Package("moto[server]", "moto", "make run", "AWS, local"),
        Package("google-cloud-storage", "google.cloud.storage", "make run", "Google Cloud"),
        Package("google-cloud-pubsub", "google.pubsub_v1", "make run", "Google Cloud"),
        Package("gcp-storage-emulator", "gcp_storage_emulator", "make run", "Google Cloud, local"),
    ),
    app=App(
        packages=(
            "azure-storage-blob",
            "azure-storage-queue",
            "azure-identity",
            "boto3",
            "moto",
            "google-cloud-storage",
            "google-cloud-pubsub",
            "gcp-storage-emulator",
            "psutil",
        )
    ),
    seconds=900,
    megabytes=2048,
)

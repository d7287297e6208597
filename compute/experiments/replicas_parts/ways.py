"""The ways to put the server in front of people: steps, files, and what each costs, with the date of the price."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from compute.experiments.base import Cell, Table

HOURS = 730.0


@dataclasses.dataclass(frozen=True)
class Way:
    """A way to serve: the commands it takes, how it grows, its price and where that stands."""

    name: str
    files: str
    steps: tuple[str, ...]
    grows: str
    hourly: float
    billed: str
    price_from: str
    # Paid for the seconds in which a request is worked on, not for every hour.
    only_active: bool = False


WAYS = (
    Way(
        "docker compose, own machine", "containers",
        ("docker compose up --detach --build", "docker compose up --detach --scale model=N"),
        "N replicas behind the balancer, by hand", 0.0, "nothing but the machine", "",
    ),
    Way(
        "Hugging Face Space, CPU basic", "space",
        ("hf repo create NAME --repo-type space --space-sdk docker", "hf upload NAME . --repo-type space"),
        "one replica; sleeps when nobody comes", 0.0, "free",
        "huggingface.co/docs/hub/spaces-gpus, 2026",
    ),
    Way(
        "Hugging Face Space, CPU upgrade", "space",
        ("hf repo create NAME --repo-type space --space-sdk docker", "hf upload NAME . --repo-type space",
         "choose CPU upgrade in the Space's settings"),
        "one larger replica (8 vCPU)", 0.03, "every hour that it is up",
        "huggingface.co/docs/hub/spaces-gpus, 2026",
    ),
    Way(
        "Replicate, public model on CPU", "cog",
        ("cog login", "cog push r8.im/OWNER/NAME"),
        "by itself, to none when nobody comes", 0.36, "the seconds it works", "replicate.com/pricing, 2026-11-18",
        only_active=True,
    ),
    Way(
        "Replicate, private model on CPU", "cog",
        ("cog login", "cog push r8.im/OWNER/NAME", "make it private in its settings"),
        "by itself, to none when nobody comes", 0.36, "every second that an instance is up",
        "replicate.com/pricing, 2026-11-18",
    ),
)  # fmt: skip


def monthly(way: Way, *, requests_a_day: int, seconds_each: float) -> float:
    """US dollars a month (30.4 days) for a load, one instance up all the time where that is what is paid for.

    >>> round(monthly(WAYS[3], requests_a_day=100_000, seconds_each=0.02), 2)
    6.08
    """
    if way.only_active:
        return requests_a_day * HOURS / 24 * seconds_each / 3600 * way.hourly
    return HOURS * way.hourly


def table(packed: Mapping[str, Mapping[str, bytes]], *, requests_a_day: int, seconds_each: float) -> Table:
    """One row for each way."""
    columns = [
        "way", "steps", "files", "kilobytes", "grows", "paid for", "USD an hour", "USD a month", "price from",
    ]  # fmt: skip
    rows: list[list[Cell]] = []
    for way in WAYS:
        files = packed[way.files]
        size = round(sum(map(len, files.values())) / 1000, 1)
        cost = round(monthly(way, requests_a_day=requests_a_day, seconds_each=seconds_each), 2)
        rows.append(
            [way.name, len(way.steps), len(files), size, way.grows, way.billed, way.hourly, cost, way.price_from]
        )
    return Table(f"Ways to serve {requests_a_day} requests a day", columns, rows)


def steps() -> Table:
    """The commands of each way."""
    rows: list[list[Cell]] = [[way.name, place, step] for way in WAYS for place, step in enumerate(way.steps, 1)]
    return Table("Steps of each way", ["way", "step", "command"], rows)

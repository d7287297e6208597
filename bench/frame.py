"""What the parts of `make bench` share: the shape of a measure, what a run may be given, texts, and a stopwatch.

A part is a module of this package with `measure(options) -> list[Measure]`; it runs in a process of its own. One that
needs PostgreSQL and Valkey says `ENGINES = True` and finds fresh, empty, migrated ones.
"""

from __future__ import annotations

import dataclasses
import gzip
import json
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Literal

LIBRARY = Path(__file__).parents[1] / "papers" / "starter" / "library.jsonl"


@dataclasses.dataclass(frozen=True)
class Measure:
    """One figure of ours, and a rival's taken in the same run; without a rival `other` is None."""

    name: str
    unit: str
    ours: float
    other: float | None = None
    other_name: str = ""
    better: Literal["higher", "lower"] = "higher"
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times as good as the rival we are."""
        if not self.other or not self.ours:
            return None
        return self.ours / self.other if self.better == "higher" else self.other / self.ours


class Missing(Exception):
    """What a part needs is not here; the message is a sentence that the table shows."""


@dataclasses.dataclass(frozen=True)
class Options:
    """What the run was given: data that is no part of the repository, and the figures of another machine."""

    keyphrases: Path | None = None
    retrieval: Path | None = None
    snapshot: Path | None = None
    gpu: Path | None = None

    def need(self, name: str, what: str) -> Path:
        """The path of that name; raises `Missing` where none was given or nothing is there."""
        path: Path | None = getattr(self, name)
        if path is None:
            raise Missing(f"Not measured: give {name.upper()}={what}.")
        if not path.exists():
            raise Missing(f"Not measured: nothing is at the {name.upper()} that was given.")
        return path


def fastest(work: Callable[[], object], repeats: int = 3) -> float:
    """Seconds of the fastest of some runs: the one that the rest of the machine disturbed least."""
    best = float("inf")
    for _ in range(repeats):
        began = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - began)
    return best


def abstracts(options: Options, count: int, *, seed: int = 0) -> list[str]:
    """Up to `count` different abstracts of the snapshot that was given, else of the starter library, drawn by seed."""
    path = options.snapshot or LIBRARY
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        found = [" ".join(json.loads(line)["abstract"].split()) for line in lines]
    texts = [text for text in dict.fromkeys(found) if len(text.split()) > 20]
    return random.Random(seed).sample(texts, min(count, len(texts)))

"""The Python libraries of each cloud, from the lists beside this module, and what speaks for and against each."""

from __future__ import annotations

import csv
import functools
import json
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = Path(__file__).parent


class Library(NamedTuple):
    """A library of a cloud: what it is for, its kind in that cloud's index, and `deprecated` or nothing."""

    name: str
    purpose: str
    kind: str
    state: str


@functools.cache
def libraries(cloud: str) -> tuple[Library, ...]:
    """The libraries of a cloud, by name."""
    with (FOLDER / f"libraries_{cloud}.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        return tuple(Library(*row) for row in rows)


@functools.cache
def index() -> dict[str, Any]:
    """How the lists were gathered and when; by cloud its title, the index, its date and address."""
    found: dict[str, Any] = json.loads((FOLDER / "libraries.json").read_text(encoding="utf-8"))
    return found


@functools.cache
def points() -> tuple[tuple[str, str, str, str], ...]:
    """What speaks for and against: (cloud, `for` or `against`, a sentence, its source)."""
    found = json.loads((FOLDER / "judgement.json").read_text(encoding="utf-8"))
    return tuple((cloud, side, sentence, source) for cloud, side, sentence, source in found["points"])

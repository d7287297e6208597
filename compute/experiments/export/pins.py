"""What an exported app installs, in the versions that Arboretum was tested with."""

from __future__ import annotations

import re

from compute.experiments.base import Experiment

# What the page and every definition import.
ALWAYS = ("psutil", "pydantic")
PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+).*$", re.MULTILINE)


def requirements(experiment: Experiment, lock: str) -> list[str]:
    """Its lines of the lock, in order of the alphabet: exact versions, some of them for one Python or system only.

    Raises `KeyError` for a name that the lock does not hold.
    """
    pinned: dict[str, list[str]] = {}
    for found in PIN.finditer(lock):
        pinned.setdefault(plain(found[1]), []).append(found[0])
    names = {plain(name) for name in (experiment.app.ui, *ALWAYS, *experiment.app.packages)}
    return [line for name in sorted(names) for line in pinned[name]]


def version_of(name: str, lines: list[str]) -> str:
    """The first version that the lines pin a distribution to. Raises `StopIteration` where they do not name it."""
    return next(found[2] for found in map(PIN.match, lines) if found and plain(found[1]) == plain(name))


def plain(name: str) -> str:
    """A distribution's name as indexes compare it.

    >>> plain("Huggingface_Hub")
    'huggingface-hub'
    """
    return re.sub(r"[-_.]+", "-", name).lower()

"""What an installed distribution brings with it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, packages_distributions, requires

from packaging.requirements import Requirement

from compute.experiments.export.pins import plain


def closure(names: Iterable[str]) -> set[str]:
    """The distributions that installing those brings on this machine, themselves included."""
    found: set[str] = set()
    waiting = [(plain(name), "") for name in names]
    seen = set()
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        name, extra = one
        found.add(name)
        for text in _requires(name):
            wanted = Requirement(text)
            if wanted.marker is None or wanted.marker.evaluate({"extra": extra}):
                waiting += [(plain(wanted.name), ""), *((plain(wanted.name), each) for each in wanted.extras)]
    return found


def bringing(module: str) -> set[str]:
    """The distributions that bring a module, by its full name; none for what is not installed or Python's own."""
    return {plain(name) for name in _modules().get(module.split(".")[0], [])}


@functools.cache
def _modules() -> Mapping[str, list[str]]:
    return packages_distributions()


def _requires(name: str) -> list[str]:
    try:
        return requires(name) or []
    except PackageNotFoundError:
        return []


def named_in(text: str) -> set[str]:
    """The distributions that a requirements.txt names."""
    return {plain(name) for name in re.findall(r"^([A-Za-z0-9._-]+)==", text, re.MULTILINE)}

"""Hooks of the rooms above that have nothing to say, for tests of the papers room alone."""

from typing import Any


def nothing(*_: Any) -> list[Any]:
    """No dependents, nothing to take away."""
    return []

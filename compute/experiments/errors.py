"""Why a run cannot go on, or parameters are refused."""

from __future__ import annotations

from collections.abc import Mapping


class ExperimentError(Exception):
    """A run cannot go on; the message is a sentence that a person can act on, `code` one word for programs."""

    def __init__(self, message: str, *, code: str = "experiment_failed") -> None:
        super().__init__(message)
        self.message, self.code = message, code


class MissingPackage(ExperimentError):
    """An optional package is not installed."""

    def __init__(self, package: str, command: str = "make extras") -> None:
        super().__init__(f"{package} is not installed here. `{command}` adds it.", code="missing_package")


class Cancelled(ExperimentError):
    """A person asked the run to stop."""

    def __init__(self) -> None:
        super().__init__("Stopped on request.", code="cancelled")


class BadParameters(ExperimentError):
    """Parameters that an experiment refuses; `problems` are sentences by name, "" for the whole."""

    def __init__(self, problems: Mapping[str, list[str]]) -> None:
        said = "; ".join(f"{name}: {' '.join(lines)}" if name else " ".join(lines) for name, lines in problems.items())
        super().__init__(said, code="invalid")
        self.problems = dict(problems)

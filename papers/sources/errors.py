"""What can go wrong while papers are read; every error carries a sentence that a person can act on."""

from __future__ import annotations

import dataclasses


class SourceError(Exception):
    """A source that cannot be read. `retryable` says whether the same request may succeed later."""

    retryable = False


class ArxivError(SourceError):
    """arXiv did not answer as hoped."""


class ArxivUnavailable(ArxivError):
    """arXiv is down, too slow or answers nonsense, also after every retry."""

    retryable = True


class ArxivRateLimited(ArxivError):
    """arXiv refuses more requests for now. `retry_after` is its wish in seconds, None without one."""

    retryable = True

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class ArxivBadQuery(ArxivError):
    """arXiv cannot understand the request; asking again does not help."""


class SourceTooLarge(SourceError):
    """A text beyond what its parser takes."""


class BadRecord(SourceError):
    """One record that cannot be a paper, such as one without a title."""


@dataclasses.dataclass(frozen=True)
class Problem:
    """One part of a source that was left out, and why; the rest was read.

    `line` counts from 1, None where the format has no lines to speak of; `name` is the entry's own name or "".
    """

    sentence: str
    line: int | None = None
    name: str = ""

    def __str__(self) -> str:
        return self.sentence

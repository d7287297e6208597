"""When the next request to arXiv may start: what the client asks for, and the version for one process."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

Tick = Callable[[], None]

# How long a wait sleeps at a stretch; after each the caller's tick may end it.
SLICE = 0.25


class Turn(Protocol):
    """The right to send one request."""

    def hold_off(self, seconds: float) -> None:
        """Nobody's next request starts earlier than `seconds` after this turn ends."""


class Pace(Protocol):
    """Gives turns: one at a time, each starting an interval after the one before ended."""

    def turn(self, tick: Tick) -> AbstractContextManager[Turn]:
        """Waits for a turn, calling `tick` about four times a second; what it raises ends the wait.

        Raises `ArxivUnavailable` when no turn can be had.
        """


class _LocalTurn:
    def __init__(self, interval: float) -> None:
        self.rest = interval

    def hold_off(self, seconds: float) -> None:
        self.rest = max(self.rest, seconds)


class LocalPace:
    """Turns within one process, for command lines and tests without a Valkey."""

    def __init__(self, interval: float = 3.0) -> None:
        self._interval = interval
        self._lock = threading.Lock()
        self._free_at = 0.0

    @contextmanager
    def turn(self, tick: Tick) -> Iterator[Turn]:
        """One turn; see `Pace`."""
        while not self._lock.acquire(timeout=SLICE):
            tick()
        try:
            while (wait := self._free_at - time.monotonic()) > 0:
                tick()
                time.sleep(min(wait, SLICE))
            turn = _LocalTurn(self._interval)
            try:
                yield turn
            finally:
                self._free_at = time.monotonic() + turn.rest
        finally:
            self._lock.release()

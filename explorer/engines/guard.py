"""Ends what a supervisor started when the supervisor itself is gone, `kill -9` included.

Runs as a process of its own, stdlib only. Its standard input is a pipe whose other end only the supervisor holds:
`+PID SIGNAL` adds a process, `-PID` forgets one, the end of the file means that the supervisor ended.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time

PATIENCE = 15.0


def alive(pid: int) -> bool:
    """Whether any process of the group is left."""
    try:
        os.killpg(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def end(wards: dict[int, int]) -> None:
    """Asks each process with its own signal, and kills what is left of its group after `PATIENCE` seconds."""
    for pid, number in wards.items():
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, number)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and any(alive(pid) for pid in wards):
        time.sleep(0.1)
    for pid in wards:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)


def main() -> None:
    """Reads until the supervisor is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    wards: dict[int, int] = {}
    for line in sys.stdin:
        pid, _, number = line[1:].partition(" ")
        if line.startswith("+"):
            wards[int(pid)] = int(number)
        else:
            wards.pop(int(pid), None)
    end(wards)


if __name__ == "__main__":
    main()

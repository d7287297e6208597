"""Runs a command and ends all that it started: `python keeper.py COMMAND...`; stdlib only.

Its standard input is a pipe whose other end only the worker holds. When that closes, because the worker asks for the
end or died (`kill -9` included), every descendant is asked to stop and killed soon after. So no run outlives its
worker, and nothing that a run started outlives the run.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import select
import signal
import subprocess
import sys
import time

GRACE = 0.6
LOOK = 0.1
PR_SET_CHILD_SUBREAPER = 36


def adopt_orphans() -> None:
    """On Linux, makes descendants whose parent ended children of this process, so that none slips away."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def descendants() -> list[int]:
    """Process ids of all that descend from this process, children before grandchildren."""
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = [tuple(map(int, row.split())) for row in listed.splitlines()]
    found, known = [], {os.getpid()}
    grown = True
    while grown:
        grown = False
        for pid, parent in parents:
            if parent in known and pid not in known:
                known.add(pid)
                found.append(pid)
                grown = True
    return found


def _linux_descendants() -> list[int]:
    """The same from /proc, which needs no other program."""
    children: dict[int, list[int]] = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            with contextlib.suppress(OSError), open(f"/proc/{name}/stat", encoding="utf-8", errors="replace") as stat:
                fields = stat.read().rpartition(")")[2].split()
                if fields[0] != "Z":
                    children.setdefault(int(fields[1]), []).append(int(name))
    found, waiting = [], [os.getpid()]
    while waiting:
        below = children.get(waiting.pop(), [])
        found += below
        waiting += below
    return found


def end_all() -> None:
    """Asks every descendant to stop, and kills what is left after `GRACE` seconds."""
    look = _linux_descendants if sys.platform == "linux" else descendants
    _send(look(), signal.SIGTERM)
    deadline = time.monotonic() + GRACE
    while time.monotonic() < deadline:
        _reap()
        if not look():
            return
        time.sleep(LOOK)
    while left := look():
        _send(left, signal.SIGKILL)
        _reap()
        time.sleep(LOOK)


def _send(pids: list[int], number: signal.Signals) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(pid, number)


def _reap() -> None:
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def main(argv: list[str]) -> int:
    """Runs until the command or the worker ends; returns the command's status, 128 + its signal, or 143."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    adopt_orphans()
    passed = [int(one) for one in os.environ.pop("KEEPER_FDS", "").split(",") if one]
    child = subprocess.Popen(
        argv, stdin=subprocess.DEVNULL, start_new_session=True, pass_fds=passed, preexec_fn=_signals_back
    )
    for one in passed:
        os.close(one)
    status = None
    while status is None:
        if select.select([0], [], [], LOOK)[0] and not os.read(0, 1):
            break
        status = child.poll()
    end_all()
    if status is None:
        return 143
    return status if status >= 0 else 128 - status


def _signals_back() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

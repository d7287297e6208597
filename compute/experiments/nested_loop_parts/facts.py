"""What is known before anything runs: the ways out, the checks, the loops, and where the house itself crosses over."""

from __future__ import annotations

import importlib.util
import sys
from typing import NamedTuple


class Way(NamedTuple):
    """A way to run a coroutine beneath a running loop. `plain`: a function that is not async can use it."""

    key: str
    how: str
    plain: bool
    changes: str


WAYS = (
    Way("asyncio.run", "asyncio.run(work()), nothing else", True, "nothing"),
    Way("nest_asyncio", "nest_asyncio 1.6: apply(), then asyncio.run(work())", True, "asyncio, for the whole process"),
    Way("nest_asyncio2", "its fork: apply(), then asyncio.run(work())", True, "asyncio, for the whole process"),
    Way("thread", "a new thread with a loop of its own; the caller blocks", True, "nothing"),
    Way("to_thread", "await asyncio.to_thread(...): the same, awaited", False, "nothing"),
    Way("asgiref", "await sync_to_async(function)(), which calls async_to_sync(work)()", False, "nothing"),
    Way("TaskGroup", "await work() in a caller that is async, fanning out in a TaskGroup", False, "nothing"),
)

CHECKS = {
    "result": "the value comes back",
    "context_in": "the nested work sees the caller's context variables",
    "context_out": "the caller sees what the nested work set",
    "shared_context": "two tasks that share one context (as notebook cells do) both end",
    "exception": "an exception arrives with type, argument and traceback, and the next call works",
    "cancellation": "cancelling the caller ends the nested work",
    "loop_goes_on": "the nested work may wait for a task of the outer loop",
    "earlier_waits": "an earlier call may wait for what a later one does",
    "later_waits": "a later call may wait for what an earlier one does afterwards",
    "many_at_once": "300 callers at once",
}
# Only these can hang, so only they have to be waited for as long as `patience` says.
HANGING = ("loop_goes_on", "earlier_waits", "later_waits", "shared_context")

LOOPS = {
    "selector": "asyncio's own loop on Linux and macOS",
    "uvloop": "libuv's loop, which uvicorn takes where it is installed",
    "proactor": "asyncio's own loop on Windows",
}


def loops_here(asked: str) -> list[str]:
    """The loops that this machine can run, of `all` or the one asked for.

    >>> loops_here("selector")
    ['selector']
    """
    here = {
        "selector": True,
        "uvloop": importlib.util.find_spec("uvloop") is not None,
        "proactor": sys.platform == "win32",
    }
    return [one for one, runs in here.items() if runs and asked in ("all", one)]


class Crossing(NamedTuple):
    """A place where Arboretum goes from sync to async code or back."""

    file: str
    call: str
    why: str


HOUSE = (
    Crossing("jobs/events.py", "async_to_sync", "A worker tells the watchers of a job; no loop runs in its thread."),
    Crossing("jobs/consumer.py", "database_sync_to_async", "The socket of a job reads rows: plain code off the loop."),
    Crossing("explorer/sockets.py", "database_sync_to_async", "The socket looks up who asks: plain code off the loop."),
    Crossing(
        "graph/asking.py",
        "asyncio.run",
        "A plain view asks the async driver in limited time; the server runs plain views in a thread that has no loop.",
    ),
    Crossing("explorer/management/commands/mcp.py", "asyncio.run", "A command whose last line starts the loop."),
)

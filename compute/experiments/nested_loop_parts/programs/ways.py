"""The ways to run a coroutine beneath a running loop, and the fan-out that they carry.

The programs of this folder are run by path in processes of their own: they import nothing of the house, so they start
at once, and what they patch ends with them. So this folder is no package.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import sys
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

Work = Callable[[], Coroutine[Any, Any, Any]]
Through = Callable[[Work], Awaitable[Any]]

ASKED: dict[str, Any] = json.loads(sys.argv[1]) if len(sys.argv) > 1 else {}


def new_loop() -> asyncio.AbstractEventLoop:
    """A loop of the kind that was asked for."""
    # By name: uvloop may be absent, and each system's asyncio lacks a loop of the other's.
    module, name = {
        "selector": ("asyncio", "SelectorEventLoop"),
        "proactor": ("asyncio", "ProactorEventLoop"),
        "uvloop": ("uvloop", "new_event_loop"),
    }[ASKED["loop"]]
    made: asyncio.AbstractEventLoop = getattr(importlib.import_module(module), name)()
    return made


def in_new_loop(work: Work) -> Any:
    """What the work gives in a loop of its own in this thread."""
    with asyncio.Runner(loop_factory=new_loop) as runner:
        return runner.run(work())


async def by_run(work: Work) -> Any:
    """`asyncio.run()` as it is: unpatched it refuses, patched it runs the same loop deeper in the stack."""
    return asyncio.run(work())


async def by_thread(work: Work) -> Any:
    """A thread with a loop of its own, waited for without awaiting: possible in a plain function."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(in_new_loop, work).result()


async def by_to_thread(work: Work) -> Any:
    """The same, awaited: the outer loop goes on, and the context is copied."""
    return await asyncio.to_thread(in_new_loop, work)


async def by_asgiref(work: Work) -> Any:
    """A plain function in asgiref's thread, whose coroutine runs on the outer loop again."""
    sync = importlib.import_module("asgiref.sync")
    return await sync.sync_to_async(sync.async_to_sync(work))()


async def by_await(work: Work) -> Any:
    """No nesting: the caller is async too."""
    return await work()


async def by_task(work: Work) -> Any:
    """A task that nests nothing: what everything else in the process pays for the patch."""
    return await asyncio.create_task(work())


WAYS: dict[str, Through] = {
    "asyncio.run": by_run,
    "nest_asyncio": by_run,
    "nest_asyncio2": by_run,
    "thread": by_thread,
    "to_thread": by_to_thread,
    "asgiref": by_asgiref,
    "TaskGroup": by_await,
}


def patch() -> None:
    """The two lines of the notes, inside the running loop as a server or a notebook has it."""
    if ASKED["way"].startswith("nest_asyncio"):
        importlib.import_module(ASKED["way"]).apply()


async def fan_out(width: int, seconds: float) -> int:
    """Waits for `width` pieces of work at once and gives how many answered."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(asyncio.sleep(seconds, 1)) for _ in range(width)]
    return sum(task.result() for task in tasks)


async def seven() -> int:
    """A small fan-out that gives 7."""
    return await fan_out(7, 0.001)


async def together(*works: Work) -> list[Any]:
    """What several give that run at once."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(work()) for work in works]
    return [task.result() for task in tasks]

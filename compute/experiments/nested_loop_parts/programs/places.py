"""Calls `asyncio.run()` where people call it, and prints what Python says there: a JSON line a place.

A program, run by its path in a process of its own; places whose library is absent are left out.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

WORKS = "works"
# Never left: a worker takes seconds to stop, and the process ends anyway.
WORKERS = contextlib.ExitStack()


async def answer() -> int:
    """The coroutine that everybody wants to run."""
    await asyncio.sleep(0)
    return 42


def from_sync_code() -> str:
    """A library function that is not async itself: what it says when it runs a coroutine."""
    coroutine = answer()
    try:
        return WORKS if asyncio.run(coroutine) == 42 else "wrong answer"
    except RuntimeError as error:
        return f"RuntimeError: {error}"
    finally:
        coroutine.close()


def script() -> str:
    """A program's last line: no loop runs yet."""
    return from_sync_code()


def notebook() -> str:
    """A cell, by Python's own asyncio console: like IPython's kernel it runs what is typed inside its loop."""
    typed = "import asyncio\nasyncio.run(asyncio.sleep(0, 42))\n"
    done = subprocess.run(
        [sys.executable, "-m", "asyncio"], input=typed, capture_output=True, text=True, timeout=30, check=False
    )
    said = [line for line in done.stderr.splitlines() if line.startswith("RuntimeError")]
    return said[-1] if said else WORKS


def consumer() -> str:
    """A handler of a Channels consumer, which the server calls inside its loop."""
    importlib.import_module("django.conf").settings.configure()
    base: Any = importlib.import_module("channels.consumer").AsyncConsumer
    communicator: Any = importlib.import_module("asgiref.testing").ApplicationCommunicator

    async def handle(self: Any, _message: Any) -> None:
        await self.send({"type": "said", "words": from_sync_code()})

    async def asked() -> str:
        client = communicator(type("Asked", (base,), {"ask_now": handle})(), {"type": "ask"})
        await client.send_input({"type": "ask.now"})
        words: str = (await client.receive_output(5))["words"]
        return words

    return asyncio.run(asked())


def celery_app() -> Any:
    """A Celery application that needs no broker, with the one task."""
    app = importlib.import_module("celery").Celery("asked", broker="memory://", backend="cache+memory://")
    app.task(name="asked.run")(from_sync_code)
    return app


def celery_worker() -> str:
    """A task in a worker: its thread or process runs no loop of asyncio."""
    app = celery_app()
    worker = importlib.import_module("celery.contrib.testing.worker")
    WORKERS.enter_context(worker.start_worker(app, pool="solo", perform_ping_check=False, loglevel="ERROR"))
    return str(app.tasks["asked.run"].delay().get(timeout=20))


def celery_eager() -> str:
    """The same task called from async code with `task_always_eager`, as tests and async views do."""
    app = celery_app()
    app.conf.task_always_eager = True

    async def view() -> str:
        return str(app.tasks["asked.run"].delay().get())

    return asyncio.run(view())


PLACES: tuple[tuple[str, Callable[[], str], tuple[str, ...]], ...] = (
    ("the last line of a script", script, ()),
    ("a notebook cell (Python's asyncio console)", notebook, ()),
    ("a Channels consumer", consumer, ("channels", "django")),
    ("a Celery task in a worker", celery_worker, ("celery",)),
    ("a Celery task called eagerly by async code", celery_eager, ("celery",)),
)


def main() -> None:
    """One line a place, `said` None where its library is absent; a worker must not keep the process."""
    for place, call, needs in PLACES:
        here = all(importlib.util.find_spec(name) for name in needs)
        finding = {"place": place, "why": call.__doc__, "said": call() if here else None}
        os.write(1, json.dumps(finding).encode() + b"\n")
    os._exit(0)


if __name__ == "__main__":
    main()

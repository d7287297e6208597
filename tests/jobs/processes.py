"""Real child processes (workers, a web server) that see the test's database and the private engines."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
LOG = settings.VAR_DIR / "children.log"


def child_environment(**more: str) -> dict[str, str]:
    """The environment in which a child finds the test database instead of the real one."""
    address = settings.ADDRESSES.postgresql.rpartition("/")[0] + "/" + connection.settings_dict["NAME"]
    return {
        **os.environ,
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "tests.jobs.worker_settings",
        "PYTHONPATH": str(ROOT),
        # Celery would check the whole house at each start, which `make check` does once.
        "CELERY_SKIP_CHECKS": "1",
        **more,
    }


class Child:
    """A process in a group of its own, so that it can be killed with all it started."""

    def __init__(self, command: list[str], environment: Mapping[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=ROOT,
            env=dict(environment),
            start_new_session=True,
            stdout=(log := LOG.open("a")),
            stderr=subprocess.STDOUT,
        )
        log.close()

    def kill(self) -> None:
        """`kill -9` on the whole group."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def running(*command: str, **more: str) -> Iterator[Child]:
    """Runs `python -m command...` until the block ends."""
    child = Child(list(command), child_environment(**more))
    try:
        yield child
    finally:
        child.kill()


def worker(**more: str) -> contextmanager[Child]:
    """A real Celery worker with one process, as `make run` starts it."""
    return running("celery", "-A", "explorer.celery", "worker", "-Q", "default,gpu", "-c", "1", "-l", "WARNING", **more)


def wait_until(
    true: Callable[[], bool], *, seconds: float, what: str, meanwhile: Callable[[], None] = lambda: None
) -> None:
    """Waits until something is true, doing `meanwhile` twice a second; fails after `seconds`."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"{what}: not within {seconds} s\n{LOG.read_text()[-3000:]}"
        meanwhile()
        time.sleep(0.25)

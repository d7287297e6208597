"""The compose project built and run, where a docker engine answers; one container is killed under load."""

from __future__ import annotations

import asyncio
import dataclasses
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from compute.experiments.base import Context, ExperimentError
from compute.experiments.replicas_parts.load import Seen, ask_for, for_seconds
from compute.experiments.replicas_parts.packages import BALANCER_PORT
from compute.experiments.shared import servers


@dataclasses.dataclass
class Contained:
    """What a load over containers saw; `killed_at` in monotonic seconds."""

    seen: list[Seen]
    killed_at: float
    started_in: float


class Project:
    """`docker compose` in one folder, under a project name of the run's own."""

    def __init__(self, context: Context, folder: Path) -> None:
        self._context, self._folder = context, folder
        self._name = f"arboretum-run-{context.scratch.parent.name or context.scratch.name}".lower()[:60]

    def __call__(self, *words: str, seconds: float = 600) -> str:
        """Runs a command and returns what it printed. Raises `ExperimentError` with its last line."""
        command = ["docker", "compose", "--project-name", self._name, *words]
        process = subprocess.Popen(
            command, cwd=self._folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        deadline = time.monotonic() + seconds
        try:
            while True:
                try:
                    said, _ = process.communicate(timeout=0.5)
                    break
                except subprocess.TimeoutExpired:
                    self._context.check_cancelled()
                    if time.monotonic() > deadline:
                        raise ExperimentError(f"docker compose {words[0]} took more than {seconds:g} s.") from None
        finally:
            if process.poll() is None:
                process.kill()
        if process.returncode:
            last = (said.strip().splitlines() or ["no word"])[-1]
            raise ExperimentError(f"docker compose {words[0]} failed: {last}")
        return said


def run(context: Context, folder: Path, examples: Sequence[Sequence[float]], *, clients: int, seconds: float) -> Any:
    """Builds, starts, loads, kills one container, and takes everything down. Raises `ExperimentError`."""
    project = Project(context, folder)
    began = time.monotonic()
    try:
        project("up", "--detach", "--build")
        port = int(project("port", "balancer", str(BALANCER_PORT)).strip().rpartition(":")[2])
        while not servers.http_answers(port, "/healthz"):
            context.check_cancelled()
            time.sleep(0.2)
        started_in = time.monotonic() - began
        seen, killed_at = asyncio.run(_load(project, port, examples, clients, seconds))
    finally:
        project("down", "--volumes", "--timeout", "1")
    return Contained(seen, killed_at, started_in)


async def _load(
    project: Project, port: int, examples: Sequence[Sequence[float]], clients: int, seconds: float
) -> tuple[list[Seen], float]:
    loading = asyncio.create_task(ask_for(port, examples, clients=clients, until=for_seconds(3 * seconds)))
    await asyncio.sleep(seconds)
    first = (await asyncio.to_thread(project, "ps", "--quiet", "model")).split()[0]
    killed_at = time.monotonic()
    killing = await asyncio.create_subprocess_exec("docker", "kill", first, stdout=asyncio.subprocess.DEVNULL)
    await killing.wait()
    return await loading, killed_at

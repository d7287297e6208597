"""A run as a tree of processes: started with clear limits, listened to, and ended whole, whatever happens."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import selectors
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil

from compute.experiments import keeper

ROOT = Path(__file__).resolve().parent.parent
# Of the environment a run sees what a program needs, and the clouds' own variables; none of the house's secrets.
PASSED = {"PATH", "LANG", "LC_ALL", "TZ", "LD_LIBRARY_PATH", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "OMP_NUM_THREADS"}
PASSED_PREFIXES = ("AWS_", "AZURE_", "GOOGLE_", "CUDA_", "NVIDIA_", "ROCM_", "HIP_", "TPU_", "PJRT_", "PIP_")
LOOK_SECONDS = 0.25
END_SECONDS = 10.0
# A run needs room for what it writes; the smallest disk on which one is begun.
LEAST_FREE = 200 * 1024 * 1024
LOUDEST = 5_000
OUTPUT = "output.txt"
CHILD = "compute.experiments.child"


@dataclasses.dataclass(frozen=True)
class Limits:
    """The most that a run may take: seconds from start to end, MiB of memory over all of its processes."""

    seconds: int
    megabytes: int


@dataclasses.dataclass(frozen=True)
class Ending:
    """How it ended: the result or the error `{code, message}` it told, its exit status, and the seconds it took."""

    result: dict[str, Any] | None
    error: dict[str, str] | None
    exit: int | None
    seconds: float


OnEvent = Callable[[str, dict[str, Any]], None]


class RunFolder:
    """`VAR_DIR/runs/<id>`: what a run reads and writes; gone when the run is over."""

    def __init__(self, var_dir: Path, run_id: str) -> None:
        self.path = var_dir / "runs" / run_id
        self.scratch, self.artifacts, self.files = (self.path / name for name in ("scratch", "artifacts", "files"))

    def __enter__(self) -> RunFolder:
        self.remove()
        for folder in (self.scratch, self.artifacts, self.files):
            folder.mkdir(parents=True, mode=0o700)
        return self

    def __exit__(self, *_: object) -> None:
        self.remove()

    def remove(self) -> None:
        """Removes it, read-only files within it too."""
        shutil.rmtree(self.path, ignore_errors=True)

    def write(self, name: str, value: Any) -> Path:
        """A JSON file in it."""
        path = self.path / name
        path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
        return path

    def output(self, lines: int) -> list[str]:
        """The last lines of what the processes printed."""
        path = self.path / OUTPUT
        if not path.exists():
            return []
        return path.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:]


def execute(
    folder: RunFolder, limits: Limits, *, on_event: OnEvent, check: Callable[[], None], module: str = CHILD
) -> Ending:
    """Runs the request in `folder/request.json`. `check` is called some times a second and ends the run by raising.

    `module` is what is run, as `compute.experiments.child` documents it.
    """
    began = time.monotonic()
    if shutil.disk_usage(folder.path).free < LEAST_FREE:
        message = "Less than 200 MiB of disk are free. Free some space and run it again."
        return Ending(None, {"code": "no_space", "message": message}, None, 0.0)
    last: dict[str, dict[str, Any]] = {}
    heard = Heard(on_event, last)
    with _started(folder, module) as (process, reader):
        error = _listen(process, reader, heard, _Watch(process.pid, limits, began), check)
    status = process.returncode
    seconds = time.monotonic() - began
    told = error or last.get("error")
    if told is None and "result" not in last:
        message = f"The run's process ended without a result (exit status {status})."
        told = {"code": "crashed", "message": message}
    return Ending(None if told else last["result"], told, status, seconds)


class Heard:
    """Passes events on, at most `LOUDEST` of a kind (the last line says so), and keeps the ending."""

    def __init__(self, on_event: OnEvent, last: dict[str, dict[str, Any]]) -> None:
        self._on_event, self._last, self._rest = on_event, last, b""
        self._counts: dict[str, int] = {}

    def take(self, chunk: bytes) -> None:
        """More bytes of the stream of lines."""
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        for line in lines:
            payload = json.loads(line)
            kind = payload.pop("kind")
            if kind in {"result", "error"}:
                self._last[kind] = payload
            elif self._counted(kind) <= LOUDEST or kind == "progress":
                self._on_event(kind, payload)
            elif self._counts[kind] == LOUDEST + 1 and kind == "log":
                self._on_event("log", {"line": "The run says more than is kept; further lines are left out."})

    def _counted(self, kind: str) -> int:
        self._counts[kind] = self._counts.get(kind, 0) + 1
        return self._counts[kind]


class _Watch:
    """Whether a run is over its limits."""

    def __init__(self, pid: int, limits: Limits, began: float) -> None:
        self._pid, self._limits, self._began = pid, limits, began

    def problem(self) -> dict[str, str] | None:
        """The error that ends it, or None."""
        if time.monotonic() - self._began > self._limits.seconds:
            message = f"The run took longer than its {self._limits.seconds} s. Ask for less of it."
            return {"code": "time_limit", "message": message}
        if self._megabytes() > self._limits.megabytes:
            message = f"The run needed more than its {self._limits.megabytes} MiB of memory. Ask for less of it."
            return {"code": "memory_limit", "message": message}
        return None

    def _megabytes(self) -> float:
        total = 0
        with contextlib.suppress(psutil.Error):
            for one in psutil.Process(self._pid).children(recursive=True):
                with contextlib.suppress(psutil.Error):
                    total += one.memory_info().rss
        return total / 2**20


@contextlib.contextmanager
def _started(folder: RunFolder, module: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    reader, writer = os.pipe()
    command = [sys.executable, "-m", module, str(folder.path / "request.json"), str(writer)]
    with (folder.path / OUTPUT).open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, keeper.__file__, *command],
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=folder.scratch,
            env=_environment(folder) | {"KEEPER_FDS": str(writer)},
            pass_fds=(writer,),
            start_new_session=True,
        )
    os.close(writer)
    try:
        yield process, reader
    finally:
        assert process.stdin is not None
        process.stdin.close()
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        os.close(reader)


def _listen(
    process: subprocess.Popen[bytes], reader: int, heard: Heard, watch: _Watch, check: Callable[[], None]
) -> dict[str, str] | None:
    """Passes events on until the stream ends; returns the error when a limit ended the run."""
    with selectors.DefaultSelector() as ready:
        ready.register(reader, selectors.EVENT_READ)
        looked = 0.0
        while True:
            if ready.select(LOOK_SECONDS):
                chunk = os.read(reader, 1 << 16)
                if not chunk:
                    break
                heard.take(chunk)
            if time.monotonic() - looked > LOOK_SECONDS:
                looked = time.monotonic()
                check()
                if problem := watch.problem():
                    return problem
                if process.poll() is not None:
                    break
        # What was written before the end is still in the pipe.
        while ready.select(0) and (chunk := os.read(reader, 1 << 16)):
            heard.take(chunk)
    # It has told all; its last steps, and the end of what it left running, take a moment.
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(END_SECONDS)
    return None


def _environment(folder: RunFolder) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in PASSED or name.startswith(PASSED_PREFIXES) or name.lower().endswith("_proxy")
    }
    home = folder.scratch / ".home"
    home.mkdir(exist_ok=True)
    models = folder.path.parent.parent / "hub"
    return kept | {
        "HOME": str(home),
        "TMPDIR": str(home),
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
        "HF_HOME": str(models),
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "GRADIO_ANALYTICS_ENABLED": "False",
        "TOKENIZERS_PARALLELISM": "false",
    }

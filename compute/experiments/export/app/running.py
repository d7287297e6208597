"""Runs of an exported app: each in a process of its own, told as it goes, ended whole."""

from __future__ import annotations

import atexit
import importlib.util
import json
import os
import selectors
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from compute.experiments import keeper
from compute.experiments.base import Experiment

# The folder of app.py, with what the export carries.
FOLDER = Path(__file__).resolve().parents[2]
CARRIED = ("corpus.json", "subgraph.json")
TEXTS, LISTS = ("LLM_BASE_URL", "LLM_MODEL", "LLM_API_KEY"), ("HUB_MODELS", "REAL_CLOUDS")
SHOWN = 800
END_SECONDS = 10.0
QUIET_SECONDS = 1.0
LOOK_SECONDS = 0.25
# A page asks for the next event at once; one that does not for so many seconds is gone.
PATIENCE = 10.0

Event = dict[str, Any]


def new_folder() -> Path:
    """A folder for a run, with `artifacts` in it; it goes when the app ends."""
    root = Path(tempfile.mkdtemp(prefix="experiment-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    for name in ("artifacts", "scratch", "files"):
        (root / name).mkdir()
    return root


def events(
    experiment: Experiment, parameters: Mapping[str, Any], seed: int, files: Mapping[str, str], folder: Path
) -> Iterator[Event]:
    """What happens in a run, as it happens: `{kind: progress|log|metric|chart, ...}`, last its `result` or `error`.

    When nothing happens for a second it gives `{kind: quiet}`, so that who listens can stop. `parameters` are what
    `Experiment.read` takes, `files` paths by parameter. Closing the iterator ends the run, and so does asking for
    nothing more for `PATIENCE` seconds.
    """
    kept = {name: shutil.copyfile(path, folder / "files" / name) for name, path in files.items()}
    names = {name: Path(path).name for name, path in files.items()}
    request = {
        "experiment": experiment.key,
        "parameters": {**parameters, **names},
        "seed": seed,
        "device": device(),
        "options": options(),
        "files": {name: str(path) for name, path in kept.items()},
        "scratch_schema": None,
    }
    (folder / "request.json").write_text(json.dumps(request), encoding="utf-8")
    for name in CARRIED:
        if (FOLDER / name).exists():
            shutil.copyfile(FOLDER / name, folder / name)
    process, reader = _start(folder)
    watch = _Watch(process, experiment.seconds)
    watch.start()
    last = ""
    try:
        for line in _lines(process, reader):
            event = json.loads(line) if line else {"kind": "quiet"}
            last = event["kind"]
            watch.left = time.monotonic()
            yield event
            watch.left = None
    finally:
        os.close(reader)
        _end(process)
        shutil.rmtree(folder / "scratch", ignore_errors=True)
    if last not in ("result", "error"):
        yield {"kind": "error", "code": "run_lost", "message": _why(experiment, process, folder, late=watch.late)}


class _Watch(threading.Thread):
    """Ends a run that takes too long, or whose listener went away: Gradio leaves a generator as it stands."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: int) -> None:
        super().__init__(daemon=True)
        self.late = False
        # Since when nobody asks for the next event, None while somebody waits for it.
        self.left: float | None = None
        self._process, self._deadline = process, time.monotonic() + seconds

    def run(self) -> None:
        while self._process.poll() is None:
            now, left = time.monotonic(), self.left
            self.late = now > self._deadline
            if self.late or (left is not None and now - left > PATIENCE):
                _close(self._process)
                return
            time.sleep(LOOK_SECONDS)


def device() -> str:
    """`cuda` or `mps` where torch finds one, else `cpu`."""
    if importlib.util.find_spec("torch") is None:
        return "cpu"
    import torch

    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def options() -> dict[str, Any]:
    """The operator's settings from the environment, as `Context.options` holds them; lists are parted by commas."""
    texts: dict[str, Any] = {name: os.environ.get(name, "") for name in TEXTS}
    return texts | {name: os.environ.get(name, "").replace(",", " ").split() for name in LISTS}


def _lines(process: subprocess.Popen[bytes], reader: int) -> Iterator[bytes]:
    """The lines that the run tells, an empty one for each quiet second, until it ends."""
    rest = b""
    with selectors.DefaultSelector() as ready:
        ready.register(reader, selectors.EVENT_READ)
        while True:
            if not ready.select(QUIET_SECONDS):
                if process.poll() is not None:
                    return
                yield b""
            elif chunk := os.read(reader, 1 << 16):
                *lines, rest = (rest + chunk).split(b"\n")
                yield from lines
            else:
                return


def _start(folder: Path) -> tuple[subprocess.Popen[bytes], int]:
    reader, writer = os.pipe()
    run = [sys.executable, "-m", "compute.experiments.child", str(folder / "request.json"), str(writer)]
    with (folder / "printed.txt").open("wb") as printed:
        process = subprocess.Popen(
            [sys.executable, keeper.__file__, *run],
            stdin=subprocess.PIPE,
            stdout=printed,
            stderr=subprocess.STDOUT,
            cwd=folder / "scratch",
            env=os.environ | {"PYTHONPATH": str(FOLDER), "KEEPER_FDS": str(writer)},
            pass_fds=(writer,),
            start_new_session=True,
        )
    os.close(writer)
    return process, reader


def _close(process: subprocess.Popen[bytes]) -> None:
    """Lets the keeper end all that the run started."""
    if process.stdin is not None:
        process.stdin.close()


def _end(process: subprocess.Popen[bytes]) -> None:
    _close(process)
    try:
        process.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _why(experiment: Experiment, process: subprocess.Popen[bytes], folder: Path, *, late: bool) -> str:
    if late:
        return f"The run was ended after {experiment.seconds} s, the most it may take."
    said = (folder / "printed.txt").read_text(encoding="utf-8", errors="replace").strip()[-SHOWN:]
    return f"The run ended without a result (exit status {process.returncode}). {said}".strip()

"""Programs that roles run: in the run's scratch folder, with a bare environment, a time limit and a kept output."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from compute.experiments.base import Context
from compute.experiments.roles_parts.agent import LeftOut, Refused
from compute.experiments.shared.servers import end

# What programs need to find libraries and a place for temporary files; keys and addresses stay behind.
KEPT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "CUDA_HOME", "CUDA_PATH", "CUDA_VISIBLE_DEVICES", "SDKROOT")
# Threads that wait for work must not take the core from those that have some.
STILL = {"OMP_WAIT_POLICY": "passive"}
TAIL = 3000


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The environment of a program that works in `folder`."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return {
        **kept,
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LC_ALL": "C.UTF-8",
        "PYTHONNOUSERSITE": "1",
        **STILL,
        **more,
    }


def run(
    context: Context,
    command: Sequence[str],
    folder: Path,
    *,
    seconds: float = 120,
    env: Mapping[str, str] | None = None,
) -> str:
    """What a program wrote to its standard output. Raises `Refused` with the end of its words, and `Cancelled`."""
    out, err = folder / "stdout.txt", folder / "stderr.txt"
    with out.open("wb") as stdout, err.open("wb") as stderr:
        process = subprocess.Popen(
            list(command),
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=stderr,
            env=environment(folder, **(env or {})),
        )
        try:
            _wait(context, process, seconds, Path(command[0]).name)
        finally:
            if process.poll() is None:
                end(process, grace=0.5)
    said = out.read_text(encoding="utf-8", errors="replace")
    if process.returncode:
        words = f"{said}\n{err.read_text(encoding='utf-8', errors='replace')}".strip()[-TAIL:]
        # The scratch folder's name differs from run to run and says nothing.
        words = words.replace(str(context.scratch), "scratch")
        raise Refused(f"{Path(command[0]).name} ended with code {process.returncode}: {words}")
    return said


def python(
    context: Context,
    script: Path,
    *arguments: str,
    seconds: float = 120,
    env: Mapping[str, str] | None = None,
    safe_path: bool = True,
) -> Any:
    """The JSON in the last line that a Python script prints. Raises as `run`."""
    command = [sys.executable, *(["-P"] if safe_path else []), str(script), *arguments]
    said = run(context, command, script.parent, seconds=seconds, env=env).strip().splitlines()
    try:
        return json.loads(said[-1])
    except (IndexError, ValueError) as error:
        raise Refused(f"{script.name} printed no JSON: {said[-1:]}") from error


@contextlib.contextmanager
def short_name(folder: Path) -> Iterator[Path]:
    """Another name for a folder while it is needed: programs that keep a socket in it allow it about 100 bytes."""
    link = Path("/tmp") / f"run-{secrets.token_hex(6)}"  # noqa: S108
    link.symlink_to(folder, target_is_directory=True)
    try:
        yield link
    finally:
        link.unlink()


def compiler(language: str = "c++") -> str:
    """A C or C++ compiler of this machine. Raises `LeftOut`."""
    names = ("g++", "clang++", "c++") if language == "c++" else ("gcc", "clang", "cc")
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        raise LeftOut(f"No {language} compiler is here: `apt install g++`, or Xcode's command line tools.")
    return found


def _wait(context: Context, process: subprocess.Popen[bytes], seconds: float, name: str) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            process.wait(timeout=0.1)
            return
        except subprocess.TimeoutExpired:
            context.check_cancelled()
        if time.monotonic() > deadline:
            raise Refused(f"{name} did not end within {seconds:g} seconds.")

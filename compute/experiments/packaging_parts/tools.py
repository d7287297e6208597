"""The tools that people run in a terminal, each timed: build, twine, pip. They see no settings of this machine."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from compute.experiments.base import Context, ExperimentError

# Indexes, proxies and tokens of this machine must not reach the tools: all they need is on loopback.
_DROPPED = ("PIP_", "TWINE_", "UV_", "PYTHONPATH", "PYTHONHOME", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


class Step(NamedTuple):
    """A command as a person would type it, how long it took, and what it wrote to its output and beside it."""

    name: str
    command: str
    seconds: float
    output: str
    complaints: str = ""


def environment(scratch: Path, **extra: str) -> dict[str, str]:
    """The process's environment without settings of pip, twine and proxies; home and temporary files are in scratch."""
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith(_DROPPED)}
    passing = scratch / "tmp"
    passing.mkdir(exist_ok=True)
    home = dict.fromkeys(("HOME", "USERPROFILE", "XDG_CONFIG_HOME"), str(scratch))
    home |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(passing))
    quiet = {"PIP_CONFIG_FILE": os.devnull, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "NO_COLOR": "1", "TERM": "dumb"}
    # A fixed time stamp, and bytes compiled nowhere: equal sources give equal archives.
    same = {"SOURCE_DATE_EPOCH": "315532800", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}
    return kept | home | quiet | same | {"NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"} | extra


def run_step(
    context: Context,
    name: str,
    arguments: Sequence[str],
    *,
    shown: str,
    python: Path | str = sys.executable,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    refused: bool = False,
) -> Step:
    """Runs `python <arguments>`; `shown` is the command as people type it. Raises `ExperimentError` when it fails.

    With `refused` it has to fail, and what it said is the finding.
    """
    context.check_cancelled()
    start = time.perf_counter()
    done = subprocess.run(
        [str(python), *arguments],
        cwd=cwd or context.scratch,
        env=environment(context.scratch, **(env or {})),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=240,
        check=False,
    )
    seconds = time.perf_counter() - start
    output, complaints = done.stdout.strip(), done.stderr.strip()
    if (done.returncode != 0) != refused:
        said = f"{output}\n{complaints}"[-1500:].strip()
        raise ExperimentError(f"{shown} ended with code {done.returncode}:\n{said}", code="tool_failed")
    context.log(f"{shown}  ({seconds:.1f} s)")
    return Step(name, shown, seconds, output, complaints)

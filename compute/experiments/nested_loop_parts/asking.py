"""Asks the programs beside it: each way out in processes of its own, so that nothing of the run itself is patched."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from compute.experiments.nested_loop_parts.facts import CHECKS, HANGING

PROGRAMS = Path(__file__).parent / "programs"
SLOW_SECONDS = 30.0
_FOREIGN = ("DJANGO_SETTINGS_MODULE", "PYTHONASYNCIODEBUG", "PYTHONWARNINGS")

Finding = dict[str, Any]
Pair = tuple[str, str]


def findings(program: str, asked: Mapping[str, Any], *, scratch: Path, seconds: float) -> list[Finding]:
    """The lines that a program printed, as JSON; what it had said when `seconds` were over, if it did not end."""
    command = [sys.executable, "-W", "ignore", str(PROGRAMS / program), json.dumps(asked)]
    env = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    try:
        written = subprocess.run(
            command, cwd=scratch, env=env, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, check=False
        ).stdout
    except subprocess.TimeoutExpired as late:
        written = late.stdout or b""
    return [json.loads(line) for line in written.splitlines() if line.startswith(b"{")]


def checks(way: str, loop: str, *, patience: float, scratch: Path) -> dict[str, Finding]:
    """How every check went; a check that hangs ends its process after `patience` seconds, and the next begins anew."""
    found: dict[str, Finding] = {}
    for names, limit in ((HANGING, patience), (tuple(CHECKS), SLOW_SECONDS)):
        while left := [name for name in names if name not in found]:
            asked = {"way": way, "loop": loop, "checks": left, "patience": limit}
            said = findings("child.py", asked, scratch=scratch, seconds=SLOW_SECONDS + len(left) * limit)
            ended = {"check": left[0], "passed": False, "said": "the process ended"}
            found |= {one["check"]: one for one in said or [ended]}
    return found


def figures(way: str, loop: str, *, load: Sequence[int], scratch: Path, **asked: Any) -> list[Finding]:
    """Cost per call, then a line for each load; `{said}` where the way does not work at all."""
    return findings("child.py", {"way": way, "loop": loop, "requests": load, **asked}, scratch=scratch, seconds=300)


def places(*, scratch: Path) -> list[Finding]:
    """`{place, why, said}`: what `asyncio.run()` says where people call it."""
    return findings("places.py", {}, scratch=scratch, seconds=90)

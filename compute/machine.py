"""The machine that works, told apart from others without its name."""

from __future__ import annotations

import hashlib
import os
import platform
from pathlib import Path
from typing import TypedDict

import psutil


class Fingerprint(TypedDict):
    """`id` is 8 hex digits that follow from the rest but `python`; `cores` are those this process may use."""

    id: str
    system: str
    processor: str
    cores: int
    memory_gib: int
    python: str
    device: str


def fingerprint(device: str) -> Fingerprint:
    """What this machine is; `device` as `compute.device.device_name` gives it."""
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:
        cores = os.cpu_count() or 1
    system = f"{platform.system()} {platform.machine()}"
    memory = round(psutil.virtual_memory().total / 2**30)
    kept = (system, _processor(), cores, memory, device)
    return {
        "id": hashlib.sha256(repr(kept).encode()).hexdigest()[:8],
        "system": system,
        "processor": _processor(),
        "cores": cores,
        "memory_gib": memory,
        "python": platform.python_version(),
        "device": device,
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.is_file() else []
    named = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or platform.machine())

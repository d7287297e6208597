"""Where tensors live. Asking for it loads torch in a process of its own, so the web process stays free of it."""

from __future__ import annotations

import functools
import json
import platform
import subprocess
import sys
from typing import TypedDict

from django.conf import settings

TIMEOUT_SECONDS = 120

PROBE = """
import json, torch
cuda = torch.cuda.is_available()
mps = torch.backends.mps.is_available()
print(json.dumps({
    "torch": torch.__version__,
    "cuda": torch.version.cuda if cuda else None,
    "cuda_names": [torch.cuda.get_device_name(i) for i in range(torch.cuda.device_count())] if cuda else [],
    "mps": mps,
}))
"""


class DeviceReport(TypedDict):
    """What computes here. `problem` is a sentence when the wanted device is absent or torch does not load."""

    device: str
    name: str
    torch: str | None
    cuda: str | None
    wanted: str
    problem: str | None


@functools.cache
def device_report() -> DeviceReport:
    """The device that tensors will live on, chosen by the setting DEVICE; asked once per process, in some seconds."""
    return _choose(settings.DEVICE, _probe())


def device_name() -> str:
    """The device in a few words, as jobs show it: `cpu`, or `cuda (NVIDIA H200)`."""
    report = device_report()
    return report["device"] if report["device"] == "cpu" else f"{report['device']} ({report['name']})"


class _Probe(TypedDict):
    torch: str
    cuda: str | None
    cuda_names: list[str]
    mps: bool


def _probe() -> _Probe | str:
    """What torch sees, or a sentence on why it does not load."""
    try:
        done = subprocess.run(
            [sys.executable, "-c", PROBE], capture_output=True, text=True, timeout=TIMEOUT_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return f"torch did not load within {TIMEOUT_SECONDS} s."
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or [f"exit status {done.returncode}"]
        return f"torch does not load: {last[0]}"
    found: _Probe = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def _choose(wanted: str, seen: _Probe | str) -> DeviceReport:
    cpu = platform.processor() or platform.machine()
    if isinstance(seen, str):
        return {"device": "cpu", "name": cpu, "torch": None, "cuda": None, "wanted": wanted, "problem": seen}
    there = {"cuda": bool(seen["cuda_names"]), "mps": seen["mps"], "cpu": True}
    best = next(name for name in ("cuda", "mps", "cpu") if there[name])
    device = best if wanted == "auto" else wanted if there[wanted] else "cpu"
    problem = None if wanted in ("auto", device) else f"DEVICE={wanted}, but torch sees no such device here."
    name = seen["cuda_names"][0] if device == "cuda" else "Apple GPU" if device == "mps" else cpu
    return {
        "device": device,
        "name": name,
        "torch": seen["torch"],
        "cuda": seen["cuda"],
        "wanted": wanted,
        "problem": problem,
    }

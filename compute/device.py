"""Where tensors live. Asking for it loads torch in a process of its own, so the web process stays free of it."""

from __future__ import annotations

import functools
import json
import platform
import subprocess
import sys
from pathlib import Path
from typing import TypedDict

import psutil
from django.conf import settings

TIMEOUT_SECONDS = 120

# The device files of NVIDIA's and AMD's drivers.
ACCELERATORS = ("/dev/nvidia0", "/dev/nvidiactl", "/dev/kfd", "/dev/dxg")

PROBE = "import json; from compute.device import _seen; print(json.dumps(_seen()))"


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
    return _worded(device_report())


def run_device() -> str:
    """`cpu`, `cuda` or `mps` for a run of an experiment; torch is asked only where there may be a device."""
    if settings.DEVICE == "cpu":
        return "cpu"
    if sys.platform == "linux" and not any(Path(place).exists() for place in ACCELERATORS):
        return "cpu"
    return device_report()["device"]


def _worded(report: DeviceReport) -> str:
    return report["device"] if report["device"] == "cpu" else f"{report['device']} ({report['name']})"


def torch_device() -> str:
    """The same choice, `cpu`, `cuda` or `mps`, asked of the torch in this process. In workers only: it loads torch."""
    return _choose(settings.DEVICE, _seen())["device"]


def torch_device_problem() -> str | None:
    """A sentence when the device that DEVICE forces is absent and the CPU computes instead. In workers only."""
    return _choose(settings.DEVICE, _seen())["problem"]


def counting_device() -> str:
    """`cuda` or `cpu`, by the same choice, for work on whole numbers: Apple's GPU lacks some of its operations.

    In workers only: it loads torch.
    """
    return "cuda" if torch_device() == "cuda" else "cpu"


def torch_device_name() -> str:
    """The same in a few words, as `device_name` gives it. In workers only: it loads torch."""
    return _worded(_choose(settings.DEVICE, _seen()))


@functools.cache
def use_all_cores() -> None:
    """Lets torch use as many threads as this process has cores. In workers only: it loads torch."""
    import torch

    # macOS knows no affinity.
    asked = getattr(psutil.Process(), "cpu_affinity", None)
    torch.set_num_threads(len(asked()) if asked else psutil.cpu_count(logical=False) or 1)


class _Probe(TypedDict):
    torch: str
    cuda: str | None
    cuda_names: list[str]
    mps: bool


def _seen() -> _Probe:
    import torch

    cuda = torch.cuda.is_available()
    return {
        "torch": torch.__version__,
        "cuda": torch.version.cuda if cuda else None,
        "cuda_names": [torch.cuda.get_device_name(number) for number in range(torch.cuda.device_count())]
        if cuda
        else [],
        "mps": torch.backends.mps.is_available(),
    }


def _probe() -> _Probe | str:
    """What torch sees, or a sentence on why it does not load."""
    try:
        done = subprocess.run(
            [sys.executable, "-c", PROBE],
            cwd=Path(__file__).parents[1],
            capture_output=True,
            text=True,
            timeout=TIMEOUT_SECONDS,
            check=False,
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

"""Which accelerators are here: CUDA with every property, ROCm, MPS, XLA; and what PyTorch was built with."""

from __future__ import annotations

import ctypes
import functools
import importlib.util
import json
import os
import re
import shutil
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from compute.experiments.hardware_parts.facts import Fact, gib, told

# Fields of `nvidia-smi --help-query-gpu`.
SMI = (
    "name", "driver_version", "vbios_version", "mig.mode.current", "ecc.mode.current", "compute_mode",
    "pcie.link.gen.current", "pcie.link.width.current", "power.limit", "clocks.max.sm", "clocks.max.memory",
    "memory.total", "temperature.gpu", "utilization.gpu",
)  # fmt: skip


def software() -> list[Fact]:
    """How this PyTorch computes on the CPU, and what it was built for."""
    import torch

    rows = [
        ("PyTorch", torch.__version__),
        ("threads", str(torch.get_num_threads())),
        ("instruction sets it uses", torch.backends.cpu.get_cpu_capability()),
        ("oneDNN", "yes" if torch.backends.mkldnn.is_available() else "no"),  # type: ignore[no-untyped-call]
        ("MKL", "yes" if torch.backends.mkl.is_available() else "no"),  # type: ignore[no-untyped-call]
        ("built for CUDA", torch.version.cuda or "no"),
        ("built for ROCm", torch.version.hip or "no"),
        ("built for MPS", "yes" if torch.backends.mps.is_built() else "no"),
        ("CUDA compiler", _nvcc()),
    ]
    return [Fact("Software", name, value) for name, value in rows]


def accelerators() -> list[Fact]:
    """Facts of each kind of accelerator; a kind that is absent has one fact that says why."""
    return [*cuda(), *rocm(), *mps(), *xla()]


def cuda() -> list[Fact]:
    """Driver, every property and attribute of each device, links, partitions."""
    import torch

    if not torch.cuda.is_available():
        return [Fact("CUDA", "devices", _no_cuda())]
    kind = "ROCm" if torch.version.hip else "CUDA"
    found = [Fact(kind, "devices", str(torch.cuda.device_count()))]
    if kind == "CUDA":
        found += [Fact(kind, "driver speaks CUDA", _driver_version()), *_nvidia()]
    for number in range(torch.cuda.device_count()):
        group = f"{kind} device {number}"
        found += [Fact(group, *row) for row in properties(torch.cuda.get_device_properties(number))]
        found += [Fact(group, f"attribute {name}", str(value)) for name, value in attributes(number)]
        for other in range(torch.cuda.device_count()):
            if other != number:
                can = torch.cuda.can_device_access_peer(number, other)
                found.append(Fact(group, f"reads memory of device {other}", "yes" if can else "no"))
    return found


def properties(given: Any) -> list[tuple[str, str]]:
    """Every public property of a device object of PyTorch, in words."""
    found = []
    for name in sorted(one for one in dir(given) if not one.startswith("_")):
        value = getattr(given, name)
        if not callable(value):
            said = gib(value) if name == "total_memory" else str(value)
            found.append((name.replace("_", " "), said))
    return found


def attributes(number: int) -> list[tuple[str, int]]:
    """Every attribute that the CUDA driver tells of a device, by its name in `CUdevice_attribute`."""
    driver = _driver()
    if driver is None:
        return []
    device, value, found = ctypes.c_int(), ctypes.c_int(), []
    if driver.cuInit(0) or driver.cuDeviceGet(ctypes.byref(device), number):
        return []
    for name, code in attribute_codes().items():
        # An older driver refuses those that are newer than itself.
        if driver.cuDeviceGetAttribute(ctypes.byref(value), code, device) == 0:
            found.append((name, value.value))
    return found


@functools.cache
def attribute_codes() -> dict[str, int]:
    """Numbers of the driver's attributes by name."""
    path = Path(__file__).parent / "cuda_attributes.json"
    found: dict[str, int] = json.loads(path.read_text(encoding="utf-8"))["attributes"]
    return found


def links(text: str) -> list[tuple[str, str]]:
    """Devices and their active NVLinks from what `nvidia-smi nvlink -s` prints."""
    found: dict[str, list[float]] = {}
    for line in text.splitlines():
        device = re.match(r"GPU (\d+):", line)
        if device:
            found[device[1]] = []
        speed = re.match(r"\s*Link \d+: ([\d.]+) GB/s", line)
        if speed and found:
            found[list(found)[-1]].append(float(speed[1]))
    return [
        (number, f"{len(speeds)} links of {speeds[0]:g} GB/s" if speeds else "no active link")
        for number, speeds in found.items()
    ]


def partitions(text: str) -> list[str]:
    """The MIG devices in what `nvidia-smi -L` prints."""
    return [line.strip().partition(" (UUID")[0] for line in text.splitlines() if line.strip().startswith("MIG ")]


def smi_rows(text: str) -> list[tuple[str, str, str]]:
    """(device, field, value) from `nvidia-smi --query-gpu=index,... --format=csv,noheader`."""
    found = []
    for line in text.splitlines():
        number, *values = [value.strip() for value in line.split(",")]
        found += [(number, name, value) for name, value in zip(SMI, values, strict=False)]
    return found


def _nvidia() -> list[Fact]:
    rows = smi_rows(told("nvidia-smi", f"--query-gpu=index,{','.join(SMI)}", "--format=csv,noheader"))
    found = [Fact(f"CUDA device {number}", f"nvidia-smi {name}", value) for number, name, value in rows]
    found += [
        Fact(f"CUDA device {number}", "NVLink", said) for number, said in links(told("nvidia-smi", "nvlink", "-s"))
    ]
    split = partitions(told("nvidia-smi", "-L"))
    return [*found, Fact("CUDA", "MIG devices", "; ".join(split) or "none")]


def _no_cuda() -> str:
    import torch

    if torch.version.cuda is None:
        return "none usable: this PyTorch was built without CUDA" + (
            ", although nvidia-smi is here" if shutil.which("nvidia-smi") else ""
        )
    if _driver() is None:
        return "none: no NVIDIA driver is installed"
    return "none: the driver is here, and it offers no device"


def rocm() -> list[Fact]:
    """AMD's stack: devices are listed as PyTorch's `cuda` devices when it was built for ROCm."""
    import torch

    if torch.version.hip is None:
        there = " (the kernel driver is here)" if Path("/dev/kfd").exists() else ""
        return [Fact("ROCm", "devices", f"none usable: this PyTorch was built without ROCm{there}")]
    count = torch.cuda.device_count() if torch.cuda.is_available() else 0
    return [Fact("ROCm", "devices", str(count) if count else "none"), Fact("ROCm", "HIP", torch.version.hip)]


def mps() -> list[Fact]:
    """Apple's GPU through Metal."""
    import torch

    if sys.platform != "darwin":
        return [Fact("MPS", "device", "none: Metal exists on macOS only")]
    if not torch.backends.mps.is_available():
        return [Fact("MPS", "device", "none: this macOS or this build of PyTorch does not offer it")]
    return [
        Fact("MPS", "device", "yes"),
        Fact("MPS", "memory it recommends at most", gib(torch.mps.recommended_max_memory())),
        Fact("MPS", "cores of the GPU", str(torch.backends.mps.get_core_count())),
    ]


def xla() -> list[Fact]:
    """TPUs through PyTorch/XLA: the library, the device files, and what the environment names."""
    files = sorted(str(path) for path in Path("/dev").glob("accel[0-9]*"))
    named = os.environ.get("TPU_NAME") or os.environ.get("PJRT_DEVICE") or "nothing"
    library = _version("torch_xla")
    if not library:
        why = "none usable: torch_xla is not installed"
        return [Fact("XLA", "device", f"{why}{', although TPU device files are here' if files else ''}")]
    return [
        Fact("XLA", "torch_xla", library),
        Fact("XLA", "TPU device files", " ".join(files) or "none"),
        Fact("XLA", "the environment names", named),
    ]


def _version(package: str) -> str | None:
    try:
        return version(package) if importlib.util.find_spec(package) else None
    except PackageNotFoundError:
        return None


def _nvcc() -> str:
    found = re.search(r"release ([\d.]+)", told("nvcc", "--version"))
    return found[1] if found else "none"


@functools.cache
def _driver() -> Any:
    try:
        return ctypes.CDLL("nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1")
    except OSError:
        return None


def _driver_version() -> str:
    driver, number = _driver(), ctypes.c_int()
    if driver is None or driver.cuDriverGetVersion(ctypes.byref(number)):
        return "unknown"
    return f"{number.value // 1000}.{number.value % 1000 // 10}"

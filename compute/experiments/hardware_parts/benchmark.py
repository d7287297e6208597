"""Runs the cases that fit a device, checks one product of each type, and gives rows."""

from __future__ import annotations

import contextlib
import dataclasses
import gc
from collections.abc import Iterator, Sequence
from typing import Any

from compute.experiments.base import Context
from compute.experiments.hardware_parts import cases
from compute.experiments.hardware_parts.cases import Case
from compute.experiments.hardware_parts.timing import Timing, synchronizer, timed

# How far a product may be from the one in float64, as a share of its norm: some units in the last place of each type.
TOLERANCE = {"float64": 1e-13, "float32": 1e-5, "tf32": 5e-3, "float16": 5e-3, "bfloat16": 2e-2}
_CHECKED_SIDE = 128
ONE_THREAD = "cpu, 1 thread"


@dataclasses.dataclass(frozen=True)
class Measured:
    """A case and how long it took; `problem` says why there is no timing."""

    case: Case
    timing: Timing | None
    problem: str = ""

    @property
    def gflops(self) -> float | None:
        """Billions of operations a second at the median; None for copies and what did not run."""
        return self.case.flops / self.timing.median / 1e9 if self.timing and self.case.flops else None

    @property
    def gigabytes(self) -> float | None:
        """10^9 bytes a second at the median."""
        return self.case.bytes / self.timing.median / 1e9 if self.timing and self.case.bytes else None


def dtypes(device: str) -> tuple[str, ...]:
    """The types that are tried on a kind of device, widest first."""
    return {
        "cuda": ("float64", "float32", "tf32", "float16", "bfloat16"),
        "mps": ("float32", "float16", "bfloat16"),
    }.get(device, ("float64", "float32", "bfloat16"))


def sides(most: int) -> list[int]:
    """Powers of two from 128 to `most`, and `most` itself."""
    found = [2**power for power in range(7, 15) if 2**power < most]
    return [*found, most]


def planned(device: str, given: Any, seed: int) -> list[Case]:
    """The cases for a device, small ones first; the device's own copies only where it is not the CPU."""
    kinds = dtypes(device)
    found = [cases.matrix(device, dtype, side, seed) for dtype in kinds for side in sides(given.matrix_side)]
    volumes = sorted({max(1, given.memory_mib // 16), given.memory_mib})
    found += [make(device, mib) for mib in volumes for make in (cases.copy, cases.triad)]
    quick = [dtype for dtype in kinds if dtype not in ("float64", "tf32")]
    side = max(8, given.matrix_side // 32)
    found += [cases.convolution(device, dtype, 4, 64, side, seed) for dtype in quick]
    found += [cases.attention(device, dtype, 8, max(64, given.matrix_side // 2), 64, seed) for dtype in quick]
    if device != "cpu":
        found += [
            cases.transfer(device, mib, to_device=to_device, pinned=pinned)
            for mib in volumes
            for to_device in (True, False)
            for pinned in ((False, True) if device == "cuda" else (False,))
        ]
    return found


def measure(case: Case, given: Any, context: Context) -> Measured:
    """Times one case; a type or size that the device refuses is told as its problem."""
    try:
        with case.setup() as work:
            timing = timed(
                work,
                synchronizer(case.device),
                warmup=given.warmup,
                repeats=given.repeats,
                seconds=given.seconds_per_case,
                check=context.check_cancelled,
            )
    except (RuntimeError, TypeError, NotImplementedError, MemoryError) as error:
        return Measured(case, None, (str(error).strip().splitlines() or [type(error).__name__])[0][:200])
    finally:
        gc.collect()
    return Measured(case, timing)


def beside(device: str, given: Any, seed: int) -> list[Case]:
    """The same in float32 on the CPU, for comparison; where there is only a CPU, products by one thread."""
    if not given.compare_cpu:
        return []
    if device == "cpu":
        return [
            dataclasses.replace(case, device=ONE_THREAD, setup=_by_one_thread(case.setup))
            for case in (cases.matrix("cpu", "float32", side, seed) for side in sides(given.matrix_side))
        ]
    return [case for case in planned("cpu", given, seed) if case.dtype == "float32"]


def _by_one_thread(setup: cases.Setup) -> cases.Setup:
    @contextlib.contextmanager
    def narrowed() -> Iterator[cases.Work]:
        import torch

        threads = torch.get_num_threads()
        torch.set_num_threads(1)
        try:
            with setup() as work:
                yield work
        finally:
            torch.set_num_threads(threads)

    return narrowed


def run_all(plan: Sequence[Case], given: Any, context: Context) -> list[Measured]:
    """Measures the cases in order, with progress, a line each in the log, and the figure while it runs."""
    found = []
    for number, case in enumerate(plan):
        context.progress(number, len(plan), f"{case.device}: {case.operation}, {case.dtype}, {case.label}")
        one = measure(case, given, context)
        found.append(one)
        said = f"{one.timing.median * 1000:.3f} ms, {rate(one)}" if one.timing else one.problem
        context.log(f"{case.device} {case.operation} {case.dtype} {case.label}: {said}")
        if one.gflops and case.computes:
            context.metric(f"{case.device} {case.operation} {case.dtype}", one.gflops, step=case.size, unit="GFLOP/s")
    return found


def rate(one: Measured) -> str:
    """Its speed in words: GFLOP/s where it computes, GB/s where moving is the work."""
    if one.gflops and one.case.computes:
        return f"{one.gflops:.1f} GFLOP/s"
    return f"{one.gigabytes:.2f} GB/s" if one.gigabytes else "no speed"


def errors(device: str, seed: int) -> dict[str, float | None]:
    """How far a 128 x 128 product in each type is from that of the same rounded matrices in float64 on the CPU.

    As a share of the product's norm; None where the device refuses the type.
    """
    import torch

    found: dict[str, float | None] = {}
    for dtype in dtypes(device):
        case = cases.matrix(device, dtype, _CHECKED_SIDE, seed)
        try:
            with case.setup() as work:
                product = work().to("cpu").to(torch.float64)
            wide = [
                cases.random((_CHECKED_SIDE, _CHECKED_SIDE), dtype, "cpu", seed + number).to(torch.float64)
                for number in (0, 1)
            ]
        except (RuntimeError, TypeError, NotImplementedError):
            found[dtype] = None
            continue
        exact = wide[0] @ wide[1]
        found[dtype] = float((product - exact).norm() / exact.norm())
    return found

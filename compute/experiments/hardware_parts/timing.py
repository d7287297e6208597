"""How a piece of work is timed: warm-up, samples, the median and the spread around it."""

from __future__ import annotations

import dataclasses
import statistics
import time
from collections.abc import Callable
from typing import Any


@dataclasses.dataclass(frozen=True)
class Timing:
    """Seconds of each sample, ascending."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle sample."""
        return statistics.median(self.seconds)

    @property
    def quartiles(self) -> tuple[float, float]:
        """The samples a quarter and three quarters up; both the same where there is one."""
        if len(self.seconds) < 2:
            return self.seconds[0], self.seconds[0]
        low, _, high = statistics.quantiles(self.seconds, n=4, method="inclusive")
        return low, high

    @property
    def spread(self) -> float:
        """The distance of the quartiles as a share of the median."""
        low, high = self.quartiles
        return (high - low) / self.median


def synchronizer(device: str) -> Callable[[], Any]:
    """What waits until the device has done all that it was given; a CPU works at once."""
    import torch

    if device == "cuda":
        return torch.cuda.synchronize
    if device == "mps":
        return torch.mps.synchronize
    return lambda: None


def timed(
    work: Callable[[], Any],
    wait: Callable[[], Any],
    *,
    warmup: int,
    repeats: int,
    seconds: float,
    check: Callable[[], None] = lambda: None,
) -> Timing:
    """Does the work `warmup` times, then `repeats` times against the clock, one after the other, waiting each time.

    It stops early, with one sample at least, once `seconds` are over; a first round that takes that long on its own
    counts as warm-up and is followed by one sample. `check` is called between rounds.
    """
    started = time.perf_counter()
    for _ in range(warmup):
        check()
        work()
        wait()
        if time.perf_counter() - started > seconds:
            break
    samples: list[float] = []
    started = time.perf_counter()
    while len(samples) < repeats and (not samples or time.perf_counter() - started < seconds):
        check()
        begun = time.perf_counter()
        work()
        wait()
        samples.append(time.perf_counter() - begun)
    return Timing(tuple(sorted(samples)))

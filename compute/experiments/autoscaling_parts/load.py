"""Work that arrives: times from a seeded Poisson process whose rate follows a shape."""

from __future__ import annotations

import dataclasses
import math
import random
from typing import Literal

Shape = Literal["bursts", "ramp", "steady"]
KEYS = 64


@dataclasses.dataclass(frozen=True)
class Arrival:
    """A request: when it comes, how long it holds a replica (seconds), and the key that sharding goes by."""

    number: int
    at: float
    service: float
    key: int


def rate_at(shape: Shape, share: float) -> float:
    """The rate at a share (0 to 1) of the time, as a multiple of the mean: each shape averages about one.

    >>> rate_at("steady", 0.3), rate_at("ramp", 0.5), rate_at("bursts", 0.1) > rate_at("bursts", 0.4)
    (1.0, 2.0, True)
    """
    if shape == "steady":
        return 1.0
    if shape == "ramp":
        return 2.0 * (1 - abs(2 * share - 1))
    return 2.6 if share % 0.5 < 0.175 else 0.14


def arrivals(shape: Shape, *, minutes: float, rate: float, service: float, skew: float, seed: int) -> list[Arrival]:
    """Arrivals over `minutes` at `rate` a second on average, by thinning (Lewis and Shedler 1979).

    Service times are log-normal with mean `service` and a coefficient of variation of 1, as inference requests of
    mixed sizes are skewed; keys follow a Zipf law with exponent `skew`. There is always at least one.
    """
    draw = random.Random(seed)  # noqa: S311
    end, at, peak = minutes * 60, 0.0, 2.6 * rate
    sigma = math.sqrt(math.log(2.0))
    weights = [1 / (rank + 1) ** skew for rank in range(KEYS)]
    found: list[Arrival] = []
    while (at := at + draw.expovariate(peak)) < end:
        if draw.random() * 2.6 < rate_at(shape, at / end):
            held = draw.lognormvariate(math.log(service) - sigma**2 / 2, sigma)
            found.append(Arrival(len(found), at, held, draw.choices(range(KEYS), weights)[0]))
    return found or [Arrival(0, end / 2, service, 0)]

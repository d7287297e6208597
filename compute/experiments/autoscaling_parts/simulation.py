"""A discrete-event simulation of replicas under a scaler: exact for its model, the same for a seed on any machine."""

from __future__ import annotations

import collections
import dataclasses
import heapq
import itertools
from collections.abc import Sequence
from typing import Literal

from compute.experiments.autoscaling_parts.load import Arrival
from compute.experiments.autoscaling_parts.patterns import Pattern, choose, victim
from compute.experiments.autoscaling_parts.scaler import Scaler, Settings

Trigger = Literal["http", "queue"]


@dataclasses.dataclass
class Replica:
    """One replica: it starts for a while, then works off its own queue one request at a time."""

    number: int
    started: float
    ready: bool = False
    draining: bool = False
    doing: Arrival | None = None
    waiting: collections.deque[Arrival] = dataclasses.field(default_factory=collections.deque)

    @property
    def outstanding(self) -> int:
        """Requests that wait for it or are in its hands."""
        return len(self.waiting) + (self.doing is not None)


@dataclasses.dataclass
class Outcome:
    """What came of it. `latencies` in seconds by request; `trace` rows are (seconds, replicas, waiting)."""

    latencies: list[float]
    trace: list[tuple[float, int, int]]
    replica_seconds: float
    peak: int
    zero_after: float | None


class Simulation:
    """Runs once: `Simulation(...).run()`."""

    def __init__(
        self, work: Sequence[Arrival], settings: Settings, *, pattern: Pattern, trigger: Trigger, cold_start: float
    ) -> None:
        self.work, self.pattern, self.trigger, self.cold_start = work, pattern, trigger, cold_start
        self.scaler = Scaler(settings)
        self.fleet: list[Replica] = []
        self.buffer: collections.deque[Arrival] = collections.deque()
        self.events: list[tuple[float, int, str, Arrival | Replica | None]] = []
        self.order, self.turns, self.numbers = itertools.count(), itertools.count(), itertools.count()
        self.latencies = [0.0] * len(work)
        self.left = len(work)
        self.trace: list[tuple[float, int, int]] = []
        self.replica_seconds, self.peak, self.last_answer = 0.0, 0, 0.0
        self.zero_after: float | None = None

    def run(self) -> Outcome:
        """Works until every request is answered and, where the minimum is zero, the last replica is gone."""
        for one in self.work:
            self._at(one.at, "arrive", one)
        self._at(0.0, "tick", None)
        while self.events:
            now, _, kind, thing = heapq.heappop(self.events)
            if kind == "tick":
                self._tick(now)
            elif kind == "arrive":
                assert isinstance(thing, Arrival)
                self._arrive(now, thing)
            else:
                assert isinstance(thing, Replica)
                self._turn(now, kind, thing)
        return Outcome(self.latencies, self.trace, self.replica_seconds, self.peak, self.zero_after)

    def _at(self, when: float, kind: str, thing: Arrival | Replica | None) -> None:
        heapq.heappush(self.events, (when, next(self.order), kind, thing))

    def _tick(self, now: float) -> None:
        self._scale(now)
        self.trace.append((now, len(self.fleet), self._waiting()))
        idle = not self.left and not [one for one in self.fleet if one.doing]
        if not idle or (self.fleet and not self.scaler.settings.minimum):
            self._at(now + 1.0, "tick", None)
        elif self.zero_after is None and not self.fleet:
            self.zero_after = now - self.last_answer
        elif self.fleet:
            self.replica_seconds += sum(now - one.started for one in self.fleet)

    def _arrive(self, now: float, one: Arrival) -> None:
        self._place(now, one)
        if self.scaler.settings.push and not self.scaler.replicas:
            self._scale(now)

    def _place(self, now: float, one: Arrival) -> None:
        lanes = [replica for replica in self.fleet if replica.ready and not replica.draining]
        if not lanes:
            self.buffer.append(one)
            return
        lane = lanes[choose(self.pattern, lanes, key=one.key, turn=next(self.turns))]
        lane.waiting.append(one)
        self._next(now, lane)

    def _turn(self, now: float, kind: str, replica: Replica) -> None:
        if kind == "ready" and not replica.draining:
            replica.ready = True
            waiting, self.buffer = self.buffer, collections.deque()
            for one in waiting:
                self._place(now, one)
            self._next(now, replica)
        elif kind == "finish":
            assert replica.doing is not None
            self.latencies[replica.doing.number] = now - replica.doing.at
            replica.doing = None
            self.left -= 1
            self.last_answer = now
            self._next(now, replica)
            if replica.draining:
                self._leave(now, replica)

    def _next(self, now: float, replica: Replica) -> None:
        if replica.doing or replica.draining or not replica.ready:
            return
        if not replica.waiting and self.pattern == "work stealing":
            others = [one for one in self.fleet if one.waiting]
            place = victim(others)
            if place is not None:
                replica.waiting.append(others[place].waiting.pop())
        if replica.waiting:
            replica.doing = replica.waiting.popleft()
            self._at(now + replica.doing.service, "finish", replica)

    def _waiting(self) -> int:
        return len(self.buffer) + sum(len(one.waiting) for one in self.fleet)

    def _scale(self, now: float) -> None:
        busy = sum(one.doing is not None for one in self.fleet) if self.trigger == "http" else 0
        wanted = self.scaler.decide(now, self._waiting() + busy)
        living = [one for one in self.fleet if not one.draining]
        for _ in range(wanted - len(living)):
            replica = Replica(next(self.numbers), now)
            self.fleet.append(replica)
            self._at(now + self.cold_start, "ready", replica)
        self.peak = max(self.peak, len(self.fleet))
        # The newest go first, as a ReplicaSet's do.
        for replica in living[wanted:][::-1]:
            replica.draining = True
            moved, replica.waiting = replica.waiting, collections.deque()
            for one in moved:
                self._place(now, one)
            if not replica.doing:
                self._leave(now, replica)

    def _leave(self, now: float, replica: Replica) -> None:
        self.fleet.remove(replica)
        self.replica_seconds += now - replica.started

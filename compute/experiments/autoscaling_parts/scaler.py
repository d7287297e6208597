"""KEDA's and the Horizontal Pod Autoscaler's decisions as plain arithmetic over a clock that is passed in.

Sources: keda.sh/docs/2.22/concepts/scaling-deployments (activation and scaling phase, cool-down),
keda.sh/docs/2.22/reference/scaledobject-spec (defaults), kubernetes.io/docs/concepts/workloads/autoscaling/
horizontal-pod-autoscale (formula, tolerance, default behaviour), learn.microsoft.com/azure/container-apps/scale-app.
"""

from __future__ import annotations

import collections
import dataclasses
import math


def desired(metric: float, target: float) -> int:
    """Replicas by the formula for a metric that is shared out: ceil(metric / target).

    >>> desired(250, 100), desired(0, 5)
    (3, 0)
    """
    return math.ceil(metric / target)


@dataclasses.dataclass(frozen=True)
class Settings:
    """What a ScaledObject says, in seconds and replicas; the last five are the HPA's own defaults.

    `push`: the trigger tells of the first request at once, as the HTTP add-on's does, and does not wait for a poll.
    """

    target: float
    maximum: int = 10
    minimum: int = 0
    activation: float = 0.0
    polling: float = 30.0
    cooldown: float = 900.0
    push: bool = False
    sync: float = 15.0
    tolerance: float = 0.1
    stabilization: float = 300.0
    step_percent: float = 100.0
    step_pods: int = 4


class Scaler:
    """Decides how many replicas there should be. KEDA goes between 0 and 1, the HPA between 1 and `maximum`."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.replicas = settings.minimum
        self._last_active = -math.inf
        self._next_poll = self._next_sync = 0.0
        self._recommended: collections.deque[tuple[float, int]] = collections.deque()

    def decide(self, now: float, metric: float) -> int:
        """Replicas wanted at `now`, given what the trigger measures; call it often, it keeps its own intervals."""
        if now >= self._next_poll or (self.settings.push and metric > self.settings.activation):
            self._poll(now, metric)
        if now >= self._next_sync:
            self._next_sync = now + self.settings.sync
            if self.replicas:
                self._sync(now, metric)
        return self.replicas

    def _poll(self, now: float, metric: float) -> None:
        settings = self.settings
        if now >= self._next_poll:
            self._next_poll = now + settings.polling
        if metric > settings.activation:
            self._last_active = now
            if not self.replicas:
                self.replicas = max(1, settings.minimum)
                # The HPA looks again one period after KEDA woke the workload.
                self._next_sync = now + settings.sync
        elif self.replicas and not settings.minimum and now - self._last_active >= settings.cooldown:
            self.replicas = 0
            self._recommended.clear()

    def _sync(self, now: float, metric: float) -> None:
        settings = self.settings
        ratio = metric / (settings.target * self.replicas)
        near = abs(ratio - 1) <= settings.tolerance
        wanted = self.replicas if near else desired(metric, settings.target)
        wanted = min(max(wanted, 1, settings.minimum), settings.maximum)
        self._recommended.append((now, wanted))
        while self._recommended[0][0] < now - settings.stabilization:
            self._recommended.popleft()
        if wanted > self.replicas:
            step = max(math.ceil(self.replicas * settings.step_percent / 100), settings.step_pods)
            self.replicas = min(wanted, self.replicas + step)
        else:
            self.replicas = min(self.replicas, max(count for _, count in self._recommended))

"""How long work tells of itself, and how it lets other work through."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable

from django.db.models import Q

from jobs.context import JobContext

# A long reading lets what waits go first after so long; loading the weights anew takes a second or two.
TURN_SECONDS = 30.0
# Queues that may share one worker.
NEIGHBOURS = {"gpu": ("gpu", "experiments")}


@dataclasses.dataclass(frozen=True)
class Manners:
    """How `extract` tells of itself: `progress(done, total, message)` and `tick` may raise to stop it.

    `keep(done)` runs in the transaction of a batch; `turn` is called between batches and may raise to go on later.
    """

    progress: Callable[[int, int, str], None]
    tick: Callable[[], None] = lambda: None
    use_device: Callable[[str], None] = lambda _: None
    keep: Callable[[int], None] = lambda _: None
    turn: Callable[[], None] = lambda: None

    @classmethod
    def of(cls, context: JobContext) -> Manners:
        """Those of a job that has no other checkpoint."""
        began = time.monotonic()

        def turn() -> None:
            if time.monotonic() - began >= TURN_SECONDS:
                context.give_way(_more_urgent(context.queue))

        return cls(
            progress=context.progress,
            tick=context.check_cancelled,
            use_device=context.use_device,
            keep=lambda done: context.save_checkpoint({"done": done}),
            turn=turn,
        )


def _more_urgent(queue: str) -> Q:
    """The jobs of a worker's queues that a long reading lets go first: all but the reading of whatever is unread."""
    named = ~Q(kind="extract") | Q(params__has_key="papers")
    return Q(queue__in=NEIGHBOURS.get(queue, (queue,))) & named

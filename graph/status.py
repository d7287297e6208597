"""How the graph stands to SQL: how far behind it is, what it holds, and whether it is being rebuilt."""

from __future__ import annotations

from typing import Literal, TypedDict

from django.utils import timezone

from graph.projection import lock, marker
from graph.store import writing
from graph.topics import TOPICS
from jobs import outbox


class Lag(TypedDict):
    """Changes that the graph has not taken yet, and for how many seconds the oldest has waited (None: none waits)."""

    waiting: int
    oldest_seconds: float | None


State = Literal["ready", "rebuilding", "stale", "empty"]


def lag() -> Lag:
    """See `Lag`; asks SQL alone."""
    waiting, oldest = outbox.lag(TOPICS)
    seconds = round(max(0.0, (timezone.now() - oldest).total_seconds()), 3) if oldest else None
    return {"waiting": waiting, "oldest_seconds": seconds}


def stored_hash() -> str:
    """32 hex digits of what the graph holds, in no order, as it was last written; "" before that. Asks SQL alone."""
    known = marker.state()
    return known.hash if known else ""


def state() -> State:
    """How much the graph can be relied on, by SQL alone.

    `ready`; `rebuilding` while a rebuild is at work: reads would see half of it; `stale` where one broke off and
    begins again; `empty` before anything was projected.
    """
    known = marker.state()
    if known is None:
        return "empty"
    if not known.building:
        return "ready"
    return "rebuilding" if lock.is_taken() else "stale"


def is_strange() -> bool:
    """Whether the server holds another graph than the one that was projected. Raises `Unavailable`."""
    with writing() as session:
        said, known = marker.read(session.run), marker.state()
        if known is None:
            return said is not None or not marker.is_empty(session.run)
        return not marker.is_ours(said, known)

"""Which state of the graph SQL believes in, and which one the graph says it is in.

Both hold a token that every step renews. SQL's is part of the transaction that marks the messages as done, so after a
crash in between the graph is one step ahead, and says of which. Any other difference means another graph: one that was
emptied, restored from a backup, or stands on another server.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from graph.items import Tally
from graph.models import Projection
from graph.projection.held import Run
from graph.schema import MARKER, NODE_TYPES
from jobs.errors import Unavailable
from jobs.models import OutboxRow

READ = f"MATCH (m:{MARKER}) RETURN properties(m) AS said"
WRITE = f"MERGE (m:{MARKER} {{id: 'projection'}}) SET m = $said"


class Rebuilding(Unavailable):
    """The graph is not what was projected; it is, or will be, rebuilt."""

    code = "graph_rebuilding"


def new_token() -> str:
    """A token that no state had before."""
    return uuid.uuid4().hex


def read(run: Run) -> dict[str, Any] | None:
    """What the graph says of its state; None for one that nobody projected into."""
    for row in run(READ):
        found: dict[str, Any] = row["said"]
        return found
    return None


def write(run: Run, token: str, tally: Tally, *, base: str = "", cause: int = 0) -> None:
    """Says in the graph that it is in this state, reached from `base` because of the outbox row `cause`."""
    said = {
        "id": "projection", "token": token, "base": base, "cause": cause,
        "hash": tally.hash, "nodes": tally.nodes, "edges": tally.edges,
    }  # fmt: skip
    run(WRITE, said=said).consume()


def tally_of(said: Mapping[str, Any]) -> Tally:
    """What the graph holds, by its marker."""
    return Tally.of(said["nodes"], said["edges"], said["hash"])


def state() -> Projection | None:
    """What SQL believes; None before the first projection."""
    return Projection.objects.filter(pk=Projection.ONLY).first()


def settle(token: str, tally: Tally, *, building: bool = False) -> None:
    """Says in SQL that the graph is in this state."""
    said = {"token": token, "hash": tally.hash, "nodes": tally.nodes, "edges": tally.edges, "building": building}
    Projection.objects.update_or_create(pk=Projection.ONLY, defaults=said)


def is_ours(said: Mapping[str, Any] | None, known: Projection | None) -> bool:
    """Whether the graph is the one that SQL believes in, or one unfinished step ahead of it."""
    if said is None or known is None or known.building:
        return False
    if said["token"] == known.token:
        return True
    return said["base"] == known.token and OutboxRow.objects.filter(pk=said["cause"], done_at=None).exists()


def is_empty(run: Run) -> bool:
    """Whether the graph holds nothing of ours."""
    asked = " UNION ALL ".join(f"MATCH (n:{label}) RETURN count(n) AS found" for label in NODE_TYPES)
    return not any(row["found"] for row in run(asked))

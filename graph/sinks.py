"""What the outbox calls: messages of one topic become one state of the graph further."""

from __future__ import annotations

from collections.abc import Sequence

import neo4j
from django.db import transaction

from graph.indexes import ensure
from graph.items import Tally
from graph.projection import marker, step
from graph.projection.changes import owners_of
from graph.projection.lock import only_writer
from graph.projection.marker import Rebuilding
from graph.projection.owners import Owners
from graph.store import writing
from jobs.models import OutboxRow

WAITS = "The graph is being rebuilt; changes wait until it is done."


def project(rows: Sequence[OutboxRow]) -> None:
    """Brings the graph up to what SQL holds now of everything that the messages tell about.

    It compares states instead of replaying messages, so a second delivery, or one after a crash, changes nothing more.
    Raises `Unavailable` while the graph server is away and `Rebuilding` while the graph is not ours to write.
    """
    with only_writer() as mine:
        if not mine:
            raise Rebuilding(WAITS)
        # Undone here when it fails, so that the lock can be given back.
        with transaction.atomic(), writing() as session:
            base, held, tally = _begin(session)
            owners = owners_of(rows, session.run)
            token = marker.new_token()
            for part in owners.chunks():
                after = _advance(session, part, tally, (token, base, rows[0].pk))
                if after is not None:
                    held, tally = token, after
            # Also when nothing was left to do after a crash: the graph was ahead.
            if held != base:
                marker.settle(held, tally)


def _begin(session: neo4j.Session) -> tuple[str, str, Tally]:
    """The token that SQL knows, that of the graph, and what the graph holds.

    Raises `Rebuilding` for another graph than ours.
    """
    said, known = marker.read(session.run), marker.state()
    if said is None and known is None and marker.is_empty(session.run):
        ensure(session)
        token = marker.new_token()
        marker.write(session.run, token, Tally())
        marker.settle(token, Tally())
        return token, token, Tally()
    if not marker.is_ours(said, known):
        raise Rebuilding(WAITS)
    assert said is not None
    assert known is not None
    return known.token, said["token"], marker.tally_of(said)


def _advance(session: neo4j.Session, owners: Owners, tally: Tally, saying: tuple[str, str, int]) -> Tally | None:
    """What the graph holds after the owners' shares were brought up to date; None where nothing had to be done."""
    basket = step.shares(owners)
    with session.begin_transaction() as transaction:
        found = step.difference(basket, owners, transaction.run)
        if not found:
            return None
        after = step.apply(found, tally, transaction.run)
        token, base, cause = saying
        marker.write(transaction.run, token, after, base=base, cause=cause)
        transaction.commit()
    return after

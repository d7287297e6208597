"""The transactional outbox: a message is a row of the transaction it tells about, so neither exists without the other.

Delivery is at least once and, per key, in the order of commits. One drainer works at a time (an advisory lock), and it
asks for rows that are not done rather than for ids above the last one: a transaction that commits late has a low id.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count, F, Min, Q
from django.db.models.functions import Now
from django.utils.module_loading import import_string

from jobs.errors import AppError, Unavailable
from jobs.models import OutboxRow

logger = logging.getLogger(__name__)

Sink = Callable[[Sequence[OutboxRow]], None]
LOCK = 0x6172_626F_0001
# Rows that a sink gets at once.
BATCH = 2_000
KEEP_DAYS = 7
PAUSE_MAX = 300


def publish(*, topic: str, key: str, payload: dict[str, Any]) -> OutboxRow:
    """Writes a message; call it inside the transaction of what the message tells about.

    `key` names the thing it is about. A topic without a sink in `settings.OUTBOX_SINKS` keeps its rows until there is
    one: a projection that is added later starts with everything that happened.
    """
    return OutboxRow.objects.create(topic=topic, key=key, payload=payload)


def publish_all(*, topic: str, payloads: Mapping[str, dict[str, Any]]) -> None:
    """Writes a message for each key, as `publish` does, in one statement."""
    OutboxRow.objects.bulk_create([OutboxRow(topic=topic, key=key, payload=value) for key, value in payloads.items()])


@contextmanager
def _only_drainer() -> Iterator[bool]:
    """Yields whether this session got the lock; a session that dies lets go of it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        held = bool(cursor.fetchone()[0])
        try:
            yield held
        finally:
            if held:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def drain() -> int:
    """Delivers open rows to the sinks of their topics. Returns how many; 0 when another drainer is at work.

    A sink gets rows of its topics, oldest first, and must be idempotent. Its work in SQL and the rows' marks are one
    transaction. When it raises `AppError` its topics wait (2 s, doubling, up to five minutes) so that order is kept,
    and other sinks go on.
    """
    delivered = 0
    topics: dict[str, list[str]] = {}
    for topic, dotted in settings.OUTBOX_SINKS.items():
        topics.setdefault(dotted, []).append(topic)
    with _only_drainer() as held:
        if not held:
            return 0
        for dotted, names in topics.items():
            delivered += _drain_topics(names, import_string(dotted))
        old = Now() - timedelta(days=KEEP_DAYS)
        OutboxRow.objects.filter(done_at__lt=old).delete()
    return delivered


def retry_now(topics: Iterable[str]) -> None:
    """Ends the pause of what waits in these topics: what failed works again."""
    waiting = OutboxRow.objects.filter(topic__in=list(topics), done_at=None, next_attempt_at__gt=Now())
    waiting.update(next_attempt_at=None)


def lag(topics: Iterable[str]) -> tuple[int, datetime | None]:
    """How many rows of these topics wait, and since when the oldest does."""
    waiting = OutboxRow.objects.filter(topic__in=list(topics), done_at=None)
    found = waiting.aggregate(count=Count("pk"), oldest=Min("created_at"))
    return found["count"], found["oldest"]


def _drain_topics(topics: Sequence[str], sink: Sink) -> int:
    delivered = 0
    waiting = OutboxRow.objects.filter(topic__in=topics, done_at=None)
    while rows := list(waiting.order_by("id")[:BATCH]):
        done = _deliver(rows, sink)
        delivered += done
        if done < len(rows):
            break
    return delivered


def _deliver(rows: Sequence[OutboxRow], sink: Sink) -> int:
    """How many of the rows, from the first on, were delivered."""
    first = OutboxRow.objects.filter(id=rows[0].id)
    if not first.filter(Q(next_attempt_at=None) | Q(next_attempt_at__lte=Now())).exists():
        return 0
    try:
        with transaction.atomic():
            sink(rows)
            OutboxRow.objects.filter(id__in=[row.id for row in rows]).update(done_at=Now(), error="")
    except AppError as error:
        if len(rows) > 1 and not isinstance(error, Unavailable):
            # One of them is to blame: those before it need not wait for it.
            return _one_by_one(rows, sink)
        pause = timedelta(seconds=min(2 ** (rows[0].attempts + 1), PAUSE_MAX))
        first.update(attempts=F("attempts") + 1, next_attempt_at=Now() + pause, error=error.message)
        logger.warning("Outbox row %s (%s) waits: %s", rows[0].id, rows[0].topic, error.message)
        return 0
    return len(rows)


def _one_by_one(rows: Sequence[OutboxRow], sink: Sink) -> int:
    for done, row in enumerate(rows):
        if not _deliver([row], sink):
            return done
    return len(rows)

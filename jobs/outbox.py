"""The transactional outbox: a message is a row of the transaction it tells about, so neither exists without the other.

Delivery is at least once and, per key, in the order of commits. One drainer works at a time (an advisory lock), and it
asks for rows that are not done rather than for ids above the last one: a transaction that commits late has a low id.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.module_loading import import_string

from jobs.errors import AppError
from jobs.models import OutboxRow

logger = logging.getLogger(__name__)

Sink = Callable[[OutboxRow], None]
LOCK = 0x6172_626F_0001
BATCH = 200
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

    A sink gets the row and must be idempotent. When it raises `AppError` its topic waits (2 s, doubling, up to five
    minutes) so that order is kept, and other topics go on.
    """
    delivered = 0
    with _only_drainer() as held:
        if not held:
            return 0
        for topic, dotted in settings.OUTBOX_SINKS.items():
            delivered += _drain_topic(topic, import_string(dotted))
        old = Now() - timedelta(days=KEEP_DAYS)
        OutboxRow.objects.filter(done_at__lt=old).delete()
    return delivered


def _drain_topic(topic: str, sink: Sink) -> int:
    delivered = 0
    waiting = OutboxRow.objects.filter(topic=topic, done_at=None)
    while rows := list(waiting.order_by("id")[:BATCH]):
        for row in rows:
            if not _deliver(row, sink):
                return delivered
            delivered += 1
    return delivered


def _deliver(row: OutboxRow, sink: Sink) -> bool:
    this = OutboxRow.objects.filter(id=row.id)
    if not this.filter(Q(next_attempt_at=None) | Q(next_attempt_at__lte=Now())).exists():
        return False
    try:
        with transaction.atomic():
            sink(row)
            this.update(done_at=Now(), error="")
    except AppError as error:
        pause = timedelta(seconds=min(2 ** (row.attempts + 1), PAUSE_MAX))
        this.update(attempts=F("attempts") + 1, next_attempt_at=Now() + pause, error=error.message)
        logger.warning("Outbox row %s (%s) waits: %s", row.id, row.topic, error.message)
        return False
    return True

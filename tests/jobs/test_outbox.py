"""Delivery: at least once, in order per topic, by one drainer, with no cursor that a late commit could slip under."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence

import pytest
from django.db import connection, transaction
from django.utils import timezone

from jobs import outbox
from jobs.errors import Invalid, Unavailable
from jobs.models import OutboxRow

heard: list[str] = []
calls: list[int] = []
down: set[str] = set()


def sink(rows: Sequence[OutboxRow]) -> None:
    if rows[0].topic in down:
        raise Unavailable("The graph server does not answer.")
    if any(row.key == "poison" for row in rows):
        raise Invalid("Nobody can read this.")
    heard.extend(row.key for row in rows)
    calls.append(len(rows))


def other_sink(rows: Sequence[OutboxRow]) -> None:
    sink(rows)


def slow_sink(rows: Sequence[OutboxRow]) -> None:
    time.sleep(0.02)
    heard.extend(row.key for row in rows)


def half_sink(rows: Sequence[OutboxRow]) -> None:
    """Writes into SQL for every row, and breaks down before the end."""
    for row in rows:
        OutboxRow.objects.create(topic="written", key=row.key)
    raise Unavailable("The graph server went away.")


@pytest.fixture(autouse=True)
def sinks(settings):
    heard.clear()
    calls.clear()
    down.clear()
    settings.OUTBOX_SINKS = {"a": f"{__name__}.sink", "b": f"{__name__}.other_sink"}
    return settings


@pytest.mark.django_db
def test_rows_are_delivered_once_and_in_order():
    for key in "123":
        outbox.publish(topic="a", key=key, payload={})
    assert outbox.drain() == 3
    assert outbox.drain() == 0
    assert heard == ["1", "2", "3"]
    assert calls == [3]
    assert not OutboxRow.objects.filter(done_at=None).exists()


@pytest.mark.django_db
def test_topics_of_one_sink_come_together_and_in_order(sinks):
    sinks.OUTBOX_SINKS = dict.fromkeys(("a", "b"), f"{__name__}.sink")
    for topic, key in (("b", "1"), ("a", "2"), ("b", "3")):
        outbox.publish(topic=topic, key=key, payload={})
    assert outbox.drain() == 3
    assert heard == ["1", "2", "3"]
    assert calls == [3]


@pytest.mark.django_db
def test_more_than_one_batch_keeps_its_order(monkeypatch):
    monkeypatch.setattr(outbox, "BATCH", 2)
    for key in "12345":
        outbox.publish(topic="a", key=key, payload={})
    assert outbox.drain() == 5
    assert heard == list("12345")
    assert calls == [2, 2, 1]


@pytest.mark.django_db
def test_a_row_that_cannot_be_read_holds_up_only_what_comes_after_it():
    for key in ("1", "2", "poison", "4"):
        outbox.publish(topic="a", key=key, payload={})
    assert outbox.drain() == 2
    assert heard == ["1", "2"]
    assert OutboxRow.objects.get(key="poison").attempts == 1
    assert OutboxRow.objects.get(key="4").attempts == 0


@pytest.mark.django_db
def test_what_a_sink_wrote_goes_when_it_fails(sinks):
    sinks.OUTBOX_SINKS = {"a": f"{__name__}.half_sink"}
    for key in "12":
        outbox.publish(topic="a", key=key, payload={})
    assert outbox.drain() == 0
    assert not OutboxRow.objects.filter(topic="written").exists()
    assert OutboxRow.objects.filter(topic="a", done_at=None).count() == 2


@pytest.mark.django_db
def test_lag_and_an_end_to_waiting():
    assert outbox.lag(["a"]) == (0, None)
    down.add("a")
    row = outbox.publish(topic="a", key="1", payload={})
    outbox.publish(topic="b", key="2", payload={})
    outbox.drain()
    row.refresh_from_db()
    assert outbox.lag(["a", "b"]) == (1, row.created_at)
    down.clear()
    assert outbox.drain() == 0
    outbox.retry_now(["a"])
    assert outbox.drain() == 1


@pytest.mark.django_db
def test_a_topic_without_sink_keeps_its_rows_until_there_is_one(sinks):
    outbox.publish(topic="later", key="1", payload={})
    assert outbox.drain() == 0
    sinks.OUTBOX_SINKS = {"later": f"{__name__}.sink"}
    assert outbox.drain() == 1


@pytest.mark.django_db
def test_a_sink_that_fails_holds_its_topics_back_and_no_other():
    down.add("a")
    for topic, key in (("a", "1"), ("a", "2"), ("b", "3")):
        outbox.publish(topic=topic, key=key, payload={})
    assert outbox.drain() == 1
    assert heard == ["3"]
    waiting = OutboxRow.objects.get(key="1")
    assert (waiting.attempts, waiting.error) == (1, "The graph server does not answer.")
    down.clear()
    assert outbox.drain() == 0, "the pause was not waited for"
    OutboxRow.objects.update(next_attempt_at=timezone.now())
    assert outbox.drain() == 2
    assert heard == ["3", "1", "2"]


@pytest.mark.django_db(transaction=True)
def test_a_message_of_a_transaction_that_commits_late_is_not_lost():
    begun, may_commit = threading.Event(), threading.Event()

    def late() -> None:
        try:
            with transaction.atomic():
                outbox.publish(topic="a", key="late", payload={})
                begun.set()
                may_commit.wait(10)
        finally:
            connection.close()

    thread = threading.Thread(target=late)
    thread.start()
    begun.wait(10)
    outbox.publish(topic="a", key="early", payload={})
    outbox.drain()
    may_commit.set()
    thread.join()
    assert OutboxRow.objects.get(key="late").id < OutboxRow.objects.get(key="early").id
    outbox.drain()
    assert heard == ["early", "late"]


@pytest.mark.django_db(transaction=True)
def test_of_many_drainers_one_delivers(sinks):
    sinks.OUTBOX_SINKS = {"a": f"{__name__}.slow_sink"}
    for number in range(20):
        outbox.publish(topic="a", key=str(number), payload={})

    def drain() -> None:
        try:
            outbox.drain()
        finally:
            connection.close()

    threads = [threading.Thread(target=drain) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert heard == [str(number) for number in range(20)]

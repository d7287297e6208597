"""What the scheduler asks of the graph."""

from __future__ import annotations

from celery import shared_task

from graph import status
from graph.projection.lock import is_taken
from graph.topics import TOPICS
from jobs import outbox
from jobs.errors import Unavailable
from jobs.models import Job
from jobs.services import enqueue


@shared_task(name="graph.tasks.watch")  # type: ignore[untyped-decorator]
def watch() -> None:
    """Sees to it that a graph which was emptied, swapped or left half-built is rebuilt; every few seconds.

    When the server is back after a while what waits need not wait any longer.
    """
    if status.state() == "rebuilding" or is_taken():
        return
    try:
        strange = status.is_strange()
    except Unavailable:
        return
    # While somebody writes, the two stores differ: SQL tells of a batch when all of it is there.
    if is_taken():
        return
    if not strange:
        outbox.retry_now(TOPICS)
    elif not Job.objects.filter(kind="graph", state__in=Job.ACTIVE).exists():
        enqueue(kind="graph", params={})

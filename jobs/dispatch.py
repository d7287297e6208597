"""Messages to the workers. A message is only a hint to look at a job's row; losing or repeating one does no harm."""

from __future__ import annotations

import logging
from uuid import UUID

from celery import current_app
from django.db.models.functions import Now
from kombu.exceptions import ChannelError, OperationalError

from jobs.models import Job

logger = logging.getLogger(__name__)

RUN_TASK = "jobs.tasks.run"


def dispatch(job_id: UUID) -> bool:
    """Tells the workers of a job's queue about it. False when the broker does not answer; the sweeper tries again."""
    waiting = Job.objects.filter(id=job_id, state=Job.State.QUEUED)
    queue = waiting.values_list("queue", flat=True).first()
    if queue is None:
        return True
    try:
        current_app.send_task(RUN_TASK, args=[str(job_id)], queue=queue, retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("Job %s stays unsent: %s", job_id, error)
        return False
    waiting.update(dispatched_at=Now())
    return True


def is_drained(queue: str) -> bool:
    """Whether the broker holds no waiting message of a queue; a queue it does not know counts as drained."""
    with current_app.connection_for_write() as connection:
        try:
            return not connection.default_channel.queue_declare(queue, passive=True).message_count
        except ChannelError:
            return True

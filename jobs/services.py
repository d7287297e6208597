"""Writes on jobs: enqueue, cancel, retry, and the sweep that lets work survive a lost worker or message."""

from __future__ import annotations

import logging
from datetime import timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from kombu.exceptions import OperationalError

from jobs.dispatch import dispatch, is_drained
from jobs.errors import AppError, Conflict, ErrorBody
from jobs.events import announce
from jobs.lease import due, expired
from jobs.models import Job, JobEvent
from jobs.recording import change, state_payload

logger = logging.getLogger(__name__)

# Longer than a worker needs from taking a message to taking the lease.
MESSAGE_GRACE = timedelta(seconds=10)
SWEEP_LIMIT = 500
# Whoever watched a job has seen its steps by then; its row tells how far it got.
STEPS_KEPT = timedelta(days=1)


def enqueue(*, kind: str, params: dict[str, Any], queue: str = "default", total: int = 0, max_attempts: int = 3) -> Job:
    """Creates a job; workers are told when the surrounding transaction commits.

    Parameters: `kind` is a key of `settings.JOB_HANDLERS`; `params` is JSON; `total` counts steps, 0 when unknown;
    `max_attempts` bounds attempts that get no further. Raises `ValueError` for an unknown kind.
    """
    if kind not in settings.JOB_HANDLERS:
        raise ValueError(f"No handler for jobs of kind {kind!r}; settings.JOB_HANDLERS names them.")
    with transaction.atomic():
        job = Job.objects.create(
            kind=kind, params=params, queue=queue, total=total, max_attempts=max_attempts, last_seq=1
        )
        JobEvent.objects.create(job=job, seq=1, type=JobEvent.Type.STATE, payload=state_payload(job))
        transaction.on_commit(partial(announce, job.id, 1, "state"))
        transaction.on_commit(partial(dispatch, job.id))
    return job


def cancel(*, job: Job) -> Job:
    """Stops a job: at once when it waits, at its next step when it runs. Doing it twice changes nothing.

    Returns the job as it is now. Raises `Conflict` when it already ended otherwise.
    """
    stopped = change(
        job_id=job.id,
        when=Q(state=Job.State.QUEUED),
        event="state",
        state=Job.State.CANCELLED,
        cancel_requested=True,
        message="Stopped on request.",
        finished_at=Now(),
    )
    running = Q(state=Job.State.RUNNING)
    stopped = stopped or change(
        job_id=job.id, when=running & Q(cancel_requested=False), event="state", cancel_requested=True
    )
    if stopped:
        return stopped
    job.refresh_from_db()
    if job.state in {Job.State.SUCCEEDED, Job.State.FAILED}:
        raise Conflict(f"The job has {job.state} already, so there is nothing to stop.", details={"state": job.state})
    return job


def retry(*, job: Job) -> Job:
    """Queues a failed or cancelled job again; it goes on from its checkpoint, with fresh attempts.

    Returns the job as it is now. Raises `Conflict` when it waits, runs or succeeded.
    """
    with transaction.atomic():
        again = change(
            job_id=job.id,
            when=Q(state__in=[Job.State.FAILED, Job.State.CANCELLED]),
            event="state",
            state=Job.State.QUEUED,
            attempt=0,
            cancel_requested=False,
            error=None,
            message="",
            available_at=None,
            dispatched_at=None,
            finished_at=None,
        )
        if again is None:
            job.refresh_from_db()
            raise Conflict(
                f"Only a failed or cancelled job can be tried again; this one is {job.state}.",
                details={"state": job.state},
            )
        transaction.on_commit(partial(dispatch, job.id))
    return again


def sweep() -> None:
    """Puts right what a lost worker, message or broker left behind. Safe to run at any time, anywhere, twice.

    Leases that ran out go back to the queue (or end, when they were asked to stop or used their attempts up); jobs
    that are due and unsent are sent; jobs whose message was lost on the way are sent again.
    """
    with transaction.atomic():
        # A locked row belongs to somebody who is alive and writing to it.
        for job in Job.objects.filter(expired()).select_for_update(skip_locked=True)[:SWEEP_LIMIT]:
            _take_back(job)
    unsent = Job.objects.filter(due(), dispatched_at=None).order_by("created_at").values_list("id", flat=True)
    for job_id in unsent[:SWEEP_LIMIT]:
        if not dispatch(job_id):
            return
    _send_lost_again()


def _take_back(job: Job) -> None:
    """What becomes of a job whose worker stopped beating."""
    columns: dict[str, Any] = {"lease_owner": "", "lease_until": None}
    if job.cancel_requested:
        columns |= {"state": Job.State.CANCELLED, "message": "Stopped on request.", "finished_at": Now()}
    elif job.attempt >= job.max_attempts:
        error: ErrorBody = AppError(f"Its worker died {job.attempt} times at the same step.", code="worker_lost").body()
        columns |= {
            "state": Job.State.FAILED,
            "error": error,
            "message": error["message"],
            "finished_at": Now(),
        }
    else:
        columns |= {"state": Job.State.QUEUED, "dispatched_at": None, "available_at": None}
    logger.warning("Job %s lost its worker; it is %s now", job.id, columns["state"])
    change(job_id=job.id, when=expired(), event="state", **columns)


def _send_lost_again() -> None:
    """Sends messages again that a worker took to its grave: the job waits although the broker holds no message."""
    waiting = Job.objects.filter(due(), dispatched_at__lt=Now() - MESSAGE_GRACE)
    try:
        drained = [queue for queue in waiting.values_list("queue", flat=True).distinct() if is_drained(queue)]
    except (OperationalError, OSError) as error:
        logger.warning("The broker does not answer: %s", error)
        return
    lost = waiting.filter(queue__in=drained).order_by("created_at").values_list("id", flat=True)
    for job_id in lost[:SWEEP_LIMIT]:
        dispatch(job_id)


def forget_steps() -> int:
    """Drops the progress events of jobs that ended more than a day ago; states, logs and the rest stay.

    Returns how many went.
    """
    over = JobEvent.objects.filter(type=JobEvent.Type.PROGRESS, job__finished_at__lt=Now() - STEPS_KEPT)
    return over.exclude(job__state__in=Job.ACTIVE).delete()[0]

"""Runs one job: takes the lease, calls the handler of its kind, settles the end. Everything else gives way."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.module_loading import import_string
from redis.exceptions import ConnectionError as RedisConnectionError

from jobs.context import JobContext
from jobs.dispatch import dispatch
from jobs.errors import AppError, GiveWay, JobCancelled, LeaseLost, Unavailable
from jobs.lease import Heartbeat, claim, new_owner
from jobs.models import Job
from jobs.recording import change, held_by

logger = logging.getLogger(__name__)

Handler = Callable[[JobContext], dict[str, Any]]
Outcome = dict[str, Any] | JobCancelled | GiveWay | AppError
BACKOFF_FIRST = 2.0
BACKOFF_MAX = 120.0
GAVE_WAY = "Others go first; it goes on after them."
ENGINE_GONE = (OperationalError, InterfaceError, RedisConnectionError)


def backoff(attempt: int) -> timedelta:
    """The pause after a failed attempt: 2 s, doubling, at most two minutes, each up to half longer by chance."""
    pause = min(BACKOFF_FIRST * 2 ** (attempt - 1), BACKOFF_MAX)
    return timedelta(seconds=pause * random.uniform(1.0, 1.5))  # noqa: S311  (spreads load, guards nothing)


def run(*, job_id: UUID) -> None:
    """Runs the job if it is free; does nothing when another worker has it or it is over."""
    job = claim(job_id=job_id, owner=(owner := new_owner()))
    if job is None:
        return
    with Heartbeat(job.id, owner) as heartbeat:
        context = JobContext(job, heartbeat)
        try:
            settle(job, owner, _outcome(job, context))
        except LeaseLost:
            logger.warning("Job %s: another worker has it now", job.id)


def _outcome(job: Job, context: JobContext) -> Outcome:
    """What the handler came to. This is the one place that meets unexpected exceptions: a job must end, whatever is
    thrown, and a person must be told; the trace goes to the log."""
    try:
        handler: Handler = import_string(settings.JOB_HANDLERS[job.kind])
        context.check_cancelled()
        result = handler(context)
        context.flush()
        return result
    except (JobCancelled, GiveWay, AppError) as end:
        return end
    except LeaseLost:
        raise
    except ENGINE_GONE as error:
        return Unavailable(f"An engine stopped answering: {error}")
    except Exception:
        logger.exception("Job %s (%s) failed", job.id, job.kind)
        return AppError(f"The {job.kind} job met an error nobody expected; the worker's log has the details.")


def settle(job: Job, owner: str, outcome: Outcome) -> None:
    """Ends the run of a job: its result, its error, a later attempt or turn, or the stop that was asked for.

    Does nothing when the lease is lost, since another worker has the job then.
    """
    free: dict[str, Any] = {"lease_owner": "", "lease_until": None}
    later = _later(job, outcome)
    if later:
        # A queued job that was asked to stop would never be claimed.
        going_on = held_by(owner) & Q(cancel_requested=False)
        if change(job_id=job.id, when=going_on, event="state", state=Job.State.QUEUED, **free, **later):
            if isinstance(outcome, GiveWay):
                dispatch(job.id)
            return
        outcome = JobCancelled(str(job.id))
    over = free | {"finished_at": Now()}
    if isinstance(outcome, JobCancelled):
        over |= {"state": Job.State.CANCELLED, "message": "Stopped on request."}
    elif isinstance(outcome, AppError):
        over |= {"state": Job.State.FAILED, "error": outcome.body(), "message": outcome.message}
    else:
        over |= {"state": Job.State.SUCCEEDED, "result": outcome, "error": None}
    change(job_id=job.id, when=held_by(owner), event="state", **over)


def _later(job: Job, outcome: Outcome) -> dict[str, Any] | None:
    """The columns of a job that goes on another time, None when this was the last of it."""
    if isinstance(outcome, GiveWay):
        return {"attempt": 0, "available_at": None, "dispatched_at": None, "message": GAVE_WAY}
    if not isinstance(outcome, AppError) or not outcome.retryable:
        return None
    attempt = Job.objects.values_list("attempt", flat=True).get(id=job.id)
    if attempt >= job.max_attempts:
        return None
    told = {"error": outcome.body(), "message": outcome.message}
    return {**told, "available_at": Now() + backoff(attempt), "dispatched_at": None}

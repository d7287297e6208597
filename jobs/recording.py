"""The one way a job's row changes: compare-and-set, the event and the announcement in one transaction."""

from __future__ import annotations

from functools import partial
from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from jobs.errors import ErrorBody
from jobs.events import EventType, JobState, StatePayload, announce
from jobs.models import Job, JobEvent


def held_by(owner: str) -> Q:
    """The condition that `owner` holds the lease of a running job."""
    return Q(state=Job.State.RUNNING, lease_owner=owner)


def change(*, job_id: UUID, when: Q, event: EventType | None = None, payload: Any = None, **columns: Any) -> Job | None:
    """Sets columns of a job if `when` holds, and records the event.

    Parameters: `when` is checked by the database in the same statement; `event` None records nothing; a `state` event
    takes its payload from the row. Returns the changed row, or None when `when` did not hold.
    """
    with transaction.atomic():
        if event is not None:
            columns["last_seq"] = F("last_seq") + 1
        if not Job.objects.filter(when, id=job_id).update(**columns):
            return None
        job = Job.objects.get(id=job_id)
        if event is not None:
            body = state_payload(job) if event == "state" else payload
            JobEvent.objects.create(job=job, seq=job.last_seq, type=event, payload=body)
            transaction.on_commit(partial(announce, job.id, job.last_seq, event))
        return job


def state_payload(job: Job) -> StatePayload:
    """What a `state` event says of a job."""
    error: ErrorBody | None = job.error
    return {"state": cast(JobState, job.state), "attempt": job.attempt, "error": error}

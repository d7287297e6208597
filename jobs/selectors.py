"""Reads on jobs."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.db.models import QuerySet

from jobs.errors import NotFound
from jobs.events import ALL_JOBS, JobBody, JobState, StateMessage
from jobs.models import Job, JobEvent
from jobs.recording import state_payload

__all__ = ["ALL_JOBS", "event_message", "events_after", "job_body", "job_by_id", "jobs", "snapshot"]

MAX_SHOWN = 500
EVENTS_AT_ONCE = 500


def jobs(*, state: str | None = None, kind: str | None = None) -> QuerySet[Job]:
    """Jobs, newest first, of one state or kind when given."""
    found = Job.objects.order_by("-created_at", "id")
    if state is not None:
        found = found.filter(state=state)
    if kind is not None:
        found = found.filter(kind=kind)
    return found


def job_by_id(job_id: UUID) -> Job:
    """The job; raises `NotFound`."""
    job = Job.objects.filter(id=job_id).first()
    if job is None:
        raise NotFound(f"There is no job {job_id}.")
    return job


def _instant(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat().replace("+00:00", "Z")


def _shown(value: Any) -> Any:
    """A parameter as it is shown: long text (a pasted BibTeX file) is cut and says so."""
    if isinstance(value, str) and len(value) > MAX_SHOWN:
        return f"{value[:MAX_SHOWN]}... ({len(value)} characters)"
    return value


def job_body(job: Job) -> JobBody:
    """A job as REST and the socket show it."""
    return {
        "id": str(job.id),
        "kind": job.kind,
        "state": cast(JobState, job.state),
        "progress": {"done": job.done, "total": job.total},
        "message": job.message,
        "device": job.device,
        "result": job.result,
        "error": job.error,
        "params": {name: _shown(value) for name, value in job.params.items()},
        "attempt": job.attempt,
        "cancel_requested": job.cancel_requested,
        "created_at": cast(str, _instant(job.created_at)),
        "started_at": _instant(job.started_at),
        "finished_at": _instant(job.finished_at),
    }


def events_after(*, job_id: UUID, seq: int, limit: int = EVENTS_AT_ONCE) -> list[JobEvent]:
    """The next events of a job after `seq`, in order, at most `limit` of them."""
    return list(JobEvent.objects.filter(job_id=job_id, seq__gt=seq).order_by("seq")[:limit])


def snapshot(job: Job) -> StateMessage:
    """The first message a socket gets: the job as it is now. `seq` is that of its newest event."""
    return {"type": "state", "seq": job.last_seq, **state_payload(job), "job": job_body(job)}


def event_message(event: JobEvent, job: Job) -> dict[str, Any]:
    """An event as the socket sends it: `{type, seq, ...payload}`, a `state` event with the job as it is now."""
    extra = {"job": job_body(job)} if event.type == JobEvent.Type.STATE else {}
    return {"type": event.type, "seq": event.seq, **event.payload, **extra}

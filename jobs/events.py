"""What a job tells, typed once for the sender (workers), the socket and the REST list.

An event is a row first and a message second: the message on the channel layer only says "look", so a lost one costs
nothing. Over the socket an event is `{type, seq, ...payload}`; a `state` event carries the job as it is now as well.
"""

from __future__ import annotations

import logging
from typing import Any, Literal, NotRequired, TypedDict
from uuid import UUID

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from redis.exceptions import RedisError

from jobs.errors import ErrorBody

logger = logging.getLogger(__name__)

EventType = Literal["state", "progress", "log", "metric", "chart", "generation"]
JobState = Literal["queued", "running", "succeeded", "failed", "cancelled"]
ALL_JOBS = "jobs"


class Progress(TypedDict):
    """`done` of `total` steps; a total of 0 means that it is not known."""

    done: int
    total: int


class JobBody(TypedDict):
    """A job as REST and the socket show it."""

    id: str
    kind: str
    state: JobState
    progress: Progress
    message: str
    device: str
    result: Any
    error: ErrorBody | None
    params: dict[str, Any]
    attempt: int
    cancel_requested: bool
    created_at: str
    started_at: str | None
    finished_at: str | None


class StatePayload(TypedDict):
    """Payload of a `state` event."""

    state: JobState
    attempt: int
    error: ErrorBody | None


class ProgressPayload(TypedDict):
    """Payload of a `progress` event."""

    done: int
    total: int
    message: str


class LogPayload(TypedDict):
    """Payload of a `log` event: one line for people."""

    line: str


class StateMessage(StatePayload):
    """A `state` event on the socket; the first message after connecting is one, too."""

    type: Literal["state"]
    seq: int
    job: JobBody


class JobChanged(TypedDict):
    """The message on the channel layer; `type` names the consumer's method `job_changed`."""

    type: Literal["job.changed"]
    job_id: str
    seq: NotRequired[int]


def group_of(job_id: UUID | str) -> str:
    """The channel group of those who watch one job."""
    return f"job.{job_id}"


def announce(job_id: UUID, seq: int, event_type: str) -> None:
    """Tells the watchers of a job, and of all jobs when its state changed, to look at the rows.

    Without a channel layer nothing is lost: the watchers look every few seconds anyway.
    """
    layer = get_channel_layer()
    message: JobChanged = {"type": "job.changed", "job_id": str(job_id), "seq": seq}
    groups = [group_of(job_id), ALL_JOBS] if event_type == "state" else [group_of(job_id)]
    try:
        for group in groups:
            async_to_sync(layer.group_send)(group, message)
    except (RedisError, OSError) as error:
        logger.warning("Job %s: watchers were not told: %s", job_id, error)

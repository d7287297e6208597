"""What a handler holds while it works: its parameters, its checkpoint, and the ways to tell how it goes."""

from __future__ import annotations

import time
from typing import Any
from uuid import UUID

from django.db.models import Q

from jobs.errors import GiveWay, JobCancelled, LeaseLost
from jobs.events import EventType, LogPayload, ProgressPayload
from jobs.lease import Heartbeat, due, lease_end
from jobs.models import Job
from jobs.recording import change, held_by

MAX_LINE = 2_000
PROGRESS_EVERY = 0.25


class JobContext:
    """A handler's view of its job. Every write checks the lease and raises `LeaseLost` when another worker has it.

    Call `save_checkpoint` inside the transaction of the work it stands for, so that both survive or neither; call
    `progress` and `log` outside of transactions, since a row that is locked for long holds the heartbeat back.
    """

    def __init__(self, job: Job, heartbeat: Heartbeat) -> None:
        self.job_id: UUID = job.id
        self.queue: str = job.queue
        self.params: dict[str, Any] = dict(job.params)
        self.checkpoint: dict[str, Any] = dict(job.checkpoint)
        self.attempt: int = job.attempt
        self._heartbeat = heartbeat
        self._told: ProgressPayload = {"done": job.done, "total": job.total, "message": job.message}
        self._untold: ProgressPayload | None = None
        self._told_at = 0.0

    def progress(self, done: int, total: int, message: str = "") -> None:
        """Says how far the work is. Quick repeats are told at most four times a second, the last one always.

        Raises `JobCancelled` or `LeaseLost`.
        """
        self.check_cancelled()
        payload: ProgressPayload = {"done": int(done), "total": int(total), "message": message[:MAX_LINE]}
        if payload == self._told and self._untold is None:
            return
        self._untold = payload
        if done >= total or time.monotonic() - self._told_at >= PROGRESS_EVERY:
            self.flush()

    def flush(self) -> None:
        """Tells progress that was held back."""
        if self._untold is None:
            return
        payload, self._untold = self._untold, None
        self._told, self._told_at = payload, time.monotonic()
        self._write("progress", payload, **payload)

    def log(self, line: str) -> None:
        """Adds a line to the job's log, at most `MAX_LINE` characters of it."""
        payload: LogPayload = {"line": line[:MAX_LINE]}
        self.emit("log", payload)

    def emit(self, event: EventType, payload: Any) -> None:
        """Adds an event. `payload` is a JSON object without the keys `type` and `seq`."""
        if {"type", "seq"} & set(payload):
            raise ValueError("An event's payload may not hold the keys type and seq.")
        self.flush()
        self._write(event, payload)

    def use_device(self, name: str) -> None:
        """Records the device that the work runs on, as every job must show it."""
        self._write(None, None, device=name)

    def save_checkpoint(self, checkpoint: dict[str, Any]) -> None:
        """Stores where a next attempt goes on. Getting further gives back the attempts used so far.

        A long job on a shaky network or machine may thus be interrupted any number of times, while one that always
        dies at the same place stops after `max_attempts`.
        """
        further = {"attempt": 1} if checkpoint != self.checkpoint else {}
        self._write(None, None, checkpoint=checkpoint, lease_until=lease_end(), **further)
        self.checkpoint = dict(checkpoint)

    def check_cancelled(self) -> None:
        """Raises `JobCancelled` when a person asked the job to stop, `LeaseLost` when another worker has it."""
        if self._heartbeat.lost.is_set():
            raise LeaseLost(str(self.job_id))
        if self._heartbeat.cancelled.is_set():
            raise JobCancelled(str(self.job_id))

    def give_way(self, to: Q) -> None:
        """Ends this turn when a job for which `to` holds waits for a worker: raises `GiveWay`.

        The job is queued again behind those that wait and goes on from its checkpoint, so save that before.
        """
        if Job.objects.filter(due(), to).exclude(id=self.job_id).exists():
            raise GiveWay(str(self.job_id))

    def look(self) -> None:
        """Asks the row itself whether to stop, for work that has to end sooner than at the next heartbeat.

        Raises as `check_cancelled` does.
        """
        mine = Job.objects.filter(held_by(self._heartbeat.owner), id=self.job_id)
        asked = mine.values_list("cancel_requested", flat=True).first()
        if asked is None:
            self._heartbeat.lost.set()
        elif asked:
            self._heartbeat.cancelled.set()
        self.check_cancelled()

    def _write(self, event: EventType | None, payload: Any, **columns: Any) -> None:
        job = change(job_id=self.job_id, when=held_by(self._heartbeat.owner), event=event, payload=payload, **columns)
        if job is None:
            self._heartbeat.lost.set()
            raise LeaseLost(str(self.job_id))
        if job.cancel_requested:
            self._heartbeat.cancelled.set()

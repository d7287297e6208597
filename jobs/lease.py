"""At most one runner per job: a lease taken by compare-and-set, kept by a heartbeat, judged by the database's clock.

A broker may deliver a message twice (after its visibility time-out, or because the sweeper sent it again). That is
harmless: only one delivery gets the lease, and whoever lost the lease can no longer write (`recording.held_by`).
"""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
import uuid
from datetime import timedelta
from types import TracebackType
from uuid import UUID

from django.db import Error, close_old_connections, connection
from django.db.models import F, Q
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Now

from jobs.models import Job
from jobs.recording import change, held_by

logger = logging.getLogger(__name__)

LEASE_SECONDS = 15.0
BEAT_SECONDS = 4.0


def new_owner() -> str:
    """A name for one run of one worker that no other run has."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}:{uuid.uuid4().hex[:12]}"


def lease_end() -> Combinable:
    """The database's time at which a lease taken now ends."""
    return Now() + timedelta(seconds=LEASE_SECONDS)


def expired() -> Q:
    """The condition that a running job's worker stopped beating."""
    return Q(state=Job.State.RUNNING, lease_until__lt=Now())


def due() -> Q:
    """The condition that a queued job may start now (its back-off is over)."""
    return Q(state=Job.State.QUEUED) & (Q(available_at=None) | Q(available_at__lte=Now()))


def claim(*, job_id: UUID, owner: str) -> Job | None:
    """Takes the lease of a job that is due, or whose worker stopped beating.

    Returns the running job, or None when somebody else has it, it is finished, unknown, asked to stop or used up.
    """
    free = (due() | expired()) & Q(cancel_requested=False, attempt__lt=F("max_attempts"))
    return change(
        job_id=job_id,
        when=free,
        event="state",
        state=Job.State.RUNNING,
        lease_owner=owner,
        lease_until=lease_end(),
        attempt=F("attempt") + 1,
        started_at=Coalesce("started_at", Now()),
    )


def beat(*, job_id: UUID, owner: str) -> bool | None:
    """Renews a lease. Returns whether the job is asked to stop, or None when the lease is lost."""
    held = Job.objects.filter(held_by(owner), id=job_id)
    if not held.update(lease_until=lease_end()):
        return None
    return held.values_list("cancel_requested", flat=True).first()


class Heartbeat:
    """Renews the lease from a thread of its own while a handler works.

    `lost` is set when another worker has the job, or when no beat got through for a whole lease; `cancelled` when a
    person asked the job to stop.
    """

    def __init__(self, job_id: UUID, owner: str) -> None:
        self.job_id = job_id
        self.owner = owner
        self.lost = threading.Event()
        self.cancelled = threading.Event()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"heartbeat-{job_id}", daemon=True)

    def __enter__(self) -> Heartbeat:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        last = time.monotonic()
        try:
            while not self._stop.wait(BEAT_SECONDS) and not self.lost.is_set():
                if self._beat():
                    last = time.monotonic()
                elif time.monotonic() - last > LEASE_SECONDS:
                    self.lost.set()
        finally:
            connection.close()

    def _beat(self) -> bool:
        """True when a beat got through, whatever it found."""
        close_old_connections()
        try:
            asked_to_stop = beat(job_id=self.job_id, owner=self.owner)
        except Error as error:
            logger.warning("Job %s: a heartbeat failed: %s", self.job_id, error)
            return False
        if asked_to_stop is None:
            self.lost.set()
        elif asked_to_stop:
            self.cancelled.set()
        return True

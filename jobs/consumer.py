"""The socket of jobs. It sends what the rows say: first the job as it is, then missed events, then new ones.

Messages on the channel layer only wake it; it also looks by itself every few seconds, so a restarted broker or server
costs a watcher nothing.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer

from jobs import selectors
from jobs.errors import AppError, Invalid
from jobs.events import ALL_JOBS, JobChanged, group_of
from jobs.models import Job

LOOK_SECONDS = 3.0
MAX_SEQ = 2**31 - 1


class _Watcher(AsyncJsonWebsocketConsumer):  # type: ignore[misc]  # channels has no types
    """What both sockets share: errors in the one shape, and a client that only listens."""

    async def refuse(self, error: AppError) -> None:
        """Tells what is wrong, then closes with 4000 + the HTTP status."""
        await self.send_json({"type": "error", **error.body()})
        await self.close(code=4000 + error.status)

    async def receive(self, **_: Any) -> None:
        """These sockets only send; whatever a client says is answered with an error and the end."""
        await self.refuse(Invalid("This socket only sends; use the REST API to change a job."))


class JobConsumer(_Watcher):
    """`/ws/jobs/<id>/?after=SEQ`: one job's state, then every event after SEQ, in order and once each."""

    job_id: UUID
    seq = 0
    looking: asyncio.Task[None] | None = None

    async def connect(self) -> None:
        """Accepts, sends the snapshot and what was missed, and goes on listening."""
        await self.accept()
        self.lock = asyncio.Lock()
        try:
            self.job_id = self.scope["url_route"]["kwargs"]["job_id"]
            self.seq = _after(self.scope["query_string"])
            await self.channel_layer.group_add(group_of(self.job_id), self.channel_name)
            job = await database_sync_to_async(selectors.job_by_id)(self.job_id)
        except AppError as error:
            await self.refuse(error)
            return
        await self.send_json(selectors.snapshot(job))
        await self.send_new()
        self.looking = asyncio.create_task(self._keep_looking())

    async def disconnect(self, _code: int) -> None:
        """Stops looking."""
        if self.looking is not None:
            self.looking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self.looking
        if hasattr(self, "job_id"):
            await self.channel_layer.group_discard(group_of(self.job_id), self.channel_name)

    async def job_changed(self, message: JobChanged) -> None:
        """The job has news."""
        if message.get("seq", MAX_SEQ) > self.seq:
            await self.send_new()

    async def send_new(self) -> None:
        """Sends every event after the last one sent."""
        async with self.lock:
            while messages := await database_sync_to_async(self._read)():
                for message in messages:
                    await self.send_json(message)
                    self.seq = message["seq"]

    def _read(self) -> list[dict[str, Any]]:
        events = selectors.events_after(job_id=self.job_id, seq=self.seq)
        job = Job.objects.filter(id=self.job_id).first() if events else None
        return [selectors.event_message(event, job) for event in events] if job else []

    async def _keep_looking(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            await self.send_new()


class JobsConsumer(_Watcher):
    """`/ws/jobs/`: every job that waits or runs, then one message per change of state of any job."""

    async def connect(self) -> None:
        """Accepts and tells the jobs that are under way."""
        await self.accept()
        await self.channel_layer.group_add(ALL_JOBS, self.channel_name)
        for message in await database_sync_to_async(_active)():
            await self.send_json(message)

    async def disconnect(self, _code: int) -> None:
        """Leaves the group."""
        await self.channel_layer.group_discard(ALL_JOBS, self.channel_name)

    async def job_changed(self, message: JobChanged) -> None:
        """Some job changed its state."""
        job = await Job.objects.filter(id=message["job_id"]).afirst()
        if job is not None:
            await self.send_json(selectors.snapshot(job))


def _active() -> list[Any]:
    return [selectors.snapshot(job) for job in Job.objects.filter(state__in=Job.ACTIVE).order_by("created_at")[:200]]


def _after(query: bytes) -> int:
    """`?after=SEQ` of the handshake, 0 without one; raises `Invalid`."""
    text = parse_qs(query.decode("latin-1")).get("after", ["0"])[-1]
    if not (text.isascii() and text.isdigit() and len(text) <= 10 and int(text) <= MAX_SEQ):
        raise Invalid("after must be a whole number from 0 up.")
    return int(text)

"""The Celery face of jobs: thin, ids in, nothing out."""

from __future__ import annotations

from uuid import UUID

from celery import shared_task

from jobs import outbox, runner, services


@shared_task(name="jobs.tasks.run")  # type: ignore[untyped-decorator]
def run(job_id: str) -> None:
    """Runs a job if it is free; a second delivery of the same message finds the lease taken and returns."""
    runner.run(job_id=UUID(job_id))


@shared_task(name="jobs.tasks.sweep")  # type: ignore[untyped-decorator]
def sweep() -> None:
    """Lets work survive lost workers and messages; every few seconds."""
    services.sweep()


@shared_task(name="jobs.tasks.drain")  # type: ignore[untyped-decorator]
def drain() -> None:
    """Delivers the outbox; every few seconds, and harmless when two run."""
    outbox.drain()


@shared_task(name="jobs.tasks.forget_steps")  # type: ignore[untyped-decorator]
def forget_steps() -> None:
    """Progress events of jobs long over go; every hour."""
    services.forget_steps()

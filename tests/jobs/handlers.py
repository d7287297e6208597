"""Handlers of the jobs that these tests run; `worker_settings` names them."""

from __future__ import annotations

import time
from typing import Any

from django.db import transaction
from django.db.models import Q

from jobs import outbox
from jobs.context import JobContext
from jobs.errors import Conflict, UpstreamError


def count(context: JobContext) -> dict[str, Any]:
    """Writes one outbox row per step, in one transaction with its checkpoint."""
    total = context.params["total"]
    for step in range(context.checkpoint.get("next", 0), total):
        with transaction.atomic():
            outbox.publish(topic="test.count", key=f"{context.job_id}:{step}", payload={"step": step})
            context.save_checkpoint({"next": step + 1})
        context.progress(step + 1, total, f"step {step + 1}")
        time.sleep(context.params.get("pause", 0))
    return {"counted": total}


def refuse(context: JobContext) -> dict[str, Any]:
    """An error that no second attempt mends."""
    raise Conflict("The collection is gone.", details={"collection": 7})


def stumble(context: JobContext) -> dict[str, Any]:
    """Fails retryably until the attempt that `params["works_at"]` names."""
    if context.attempt < context.params["works_at"]:
        raise UpstreamError("Rate exceeded.")
    return {"attempt": context.attempt}


def shaky(context: JobContext) -> dict[str, Any]:
    """Gets one step further per attempt, then fails retryably."""
    step = context.checkpoint.get("step", 0) + 1
    if step < context.params["steps"]:
        context.save_checkpoint({"step": step})
        raise UpstreamError("The line broke.")
    return {"steps": step}


def crash(context: JobContext) -> dict[str, Any]:
    """An error nobody expected."""
    return {"never": 1 / 0}


def wait(context: JobContext) -> dict[str, Any]:
    """Works until it is stopped."""
    for step in range(10_000):
        context.progress(step, 10_000)
        time.sleep(0.02)
    return {}


def nothing(context: JobContext) -> dict[str, Any]:
    """Ends at once."""
    context.use_device("cpu")
    return {"checkpoint": context.checkpoint}


def polite(context: JobContext) -> dict[str, Any]:
    """Takes three steps, and after each lets jobs of its queue go first."""
    for step in range(context.checkpoint.get("next", 0), 3):
        context.save_checkpoint({"next": step + 1})
        context.give_way(Q(queue=context.queue))
    return {"steps": 3}

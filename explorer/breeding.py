"""The breeding as a job: it tells of every generation, saves as it goes, and can be stopped and continued."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from jobs.context import JobContext
from jobs.errors import Invalid
from jobs.models import JobEvent
from synthesis.core.errors import CoreError
from synthesis.family import breeding_get
from synthesis.services import breeding_run


def run_breeding(context: JobContext) -> dict[str, Any]:
    """Breeds on until the breeding's number of generations; result `{breeding, generation, children: [tree ids]}`.

    Every generation is told once as an event `generation`: `{generation, children, best, spread}`, the last two by part
    of fitness. What a lost worker had told but not saved is bred again, to the same figures, and not told again.
    """
    breeding = breeding_get(UUID(context.params["breeding"]))
    told = JobEvent.objects.filter(job=context.job_id, type=JobEvent.Type.GENERATION).order_by("-seq").first()
    last = told.payload["generation"] if told is not None else 0

    def tell(row: Mapping[str, Any]) -> None:
        if row["generation"] > last:
            context.emit("generation", dict(row))

    try:
        children = breeding_run(
            breeding=breeding, progress=context.progress, tell=tell, checkpoint=context.save_checkpoint
        )
    except CoreError as error:
        raise Invalid(error.message, code=error.code, details=error.details) from error
    context.log(f"{len(children)} children that no other beats in all parts.")
    return {"breeding": str(breeding.pk), "generation": breeding.generation, "children": children}

"""The concepts as a job: it follows the papers whose terms changed, batch by batch."""

from __future__ import annotations

from typing import Any

from jobs.context import JobContext
from synthesis.services import concepts_refresh


def run_concepts(context: JobContext) -> dict[str, Any]:
    """Resolves the terms of papers that changed into concepts; result `{papers}`. A next attempt goes on."""
    return {"papers": concepts_refresh(progress=context.progress)}

"""The rewriting of a synopsis as a job."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from jobs.context import JobContext
from synthesis.selectors import synthesis_get
from synthesis.services import rewriting_run


def run_rewriting(context: JobContext) -> dict[str, Any]:
    """Has a model rewrite a version; result `{synthesis, version, model, kept, refused}`, the last two being counts.

    The log says of everything refused why it was.
    """
    synthesis = synthesis_get(UUID(context.params["synthesis"]))
    version, written = rewriting_run(
        synthesis=synthesis,
        number=context.params["version"],
        progress=context.progress,
        tick=context.check_cancelled,
    )
    for line in written.refused:
        context.log(line)
    return {
        "synthesis": str(synthesis.pk),
        "version": version.number,
        "model": version.told["rewritten"]["model"],
        "kept": written.kept,
        "refused": len(written.refused),
    }

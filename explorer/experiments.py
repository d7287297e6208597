"""A run as a job: it is given what it needs, its process is watched, and what came of it is stored."""

from __future__ import annotations

import contextlib
import time
from typing import Any
from uuid import UUID

from django.conf import settings

from compute.device import run_device
from compute.experiments.base import Experiment, versions
from compute.machine import fingerprint
from compute.models import Run
from compute.running import Ending, Limits, RunFolder, execute
from compute.runs import run_get
from compute.services.runs import Outcome, artifacts_problem, experiment_named, run_store
from explorer.run_inputs import write_request
from explorer.scratch_schema import remove_all, scratch_schema
from jobs.context import JobContext
from jobs.errors import AppError, JobCancelled
from jobs.models import Job

# What of its output a crashed run shows in its log.
LAST_LINES = 40
ALWAYS = ("numpy", "torch", "transformers")
NO_FIGURES: dict[str, Any] = {"metrics": [], "tables": [], "charts": [], "verdict": ""}


def run_experiment(context: JobContext) -> dict[str, Any]:
    """Runs an experiment; result `{run, verdict, metrics}`. A run of a lost worker starts from its beginning, once."""
    run = run_get(UUID(context.params["run"]))
    found = experiment_named(run.experiment)
    if context.attempt > 1:
        context.log("The worker that had this run was lost; this is its second and last try.")
    device = run_device()
    context.use_device(device)
    corner = scratch_schema(run.pk) if "scratch_schema" in found.needs else contextlib.nullcontext()
    with RunFolder(settings.VAR_DIR, str(run.pk)) as folder, corner as schema:
        write_request(folder, run, found, device=device, schema=schema)
        ending = _watched(context, run, found, folder, device)
        error = ending.error or artifacts_error(folder)
        for line in folder.output(LAST_LINES) if error else ():
            context.log(line)
        run_store(
            run=run, outcome=_outcome(found, ending, device, failed=error is not None), artifacts=folder.artifacts
        )
    if error:
        raise AppError(error["message"], code=error["code"])
    return {"run": str(run.pk), "verdict": run.result["verdict"], "metrics": run.result["metrics"]}


def _watched(context: JobContext, run: Run, found: Experiment, folder: RunFolder, device: str) -> Ending:
    """How the run's process ended; a run that is stopped keeps where and how long it ran."""
    began = time.monotonic()
    limits = Limits(found.seconds, found.megabytes)
    try:
        return execute(folder, limits, on_event=lambda kind, payload: _tell(context, kind, payload), check=context.look)
    except JobCancelled:
        stopped = Ending(None, None, None, time.monotonic() - began)
        run_store(run=run, outcome=_outcome(found, stopped, device, failed=True), artifacts=None)
        raise


def _outcome(found: Experiment, ending: Ending, device: str, *, failed: bool) -> Outcome:
    result = NO_FIGURES if failed or ending.result is None else ending.result
    used = versions([*ALWAYS, *(package.name for package in found.requirements)])
    return Outcome(result, ending.exit, ending.seconds, used, dict(fingerprint(device)), device)


def _tell(context: JobContext, kind: str, payload: dict[str, Any]) -> None:
    if kind == "progress":
        context.progress(payload["done"], payload["total"], payload["message"])
    elif kind == "log":
        context.log(payload["line"])
    elif kind == "metric":
        context.emit("metric", payload)
    elif kind == "chart":
        context.emit("chart", payload)
    else:
        raise ValueError(f"A run told an event of kind {kind!r}.")


def artifacts_error(folder: RunFolder) -> dict[str, str] | None:
    """The error of a run that left more than it may, else None."""
    message = artifacts_problem(folder.artifacts)
    return {"code": "too_large", "message": message} if message else None


def leftovers_forget() -> None:
    """Folders and schemas of runs that have ended go; those of a lost worker stay behind until then."""
    ended = set(Run.objects.exclude(job__state__in=Job.ACTIVE).values_list("pk", flat=True))
    for path in (settings.VAR_DIR / "runs").glob("*"):
        with contextlib.suppress(ValueError):
            if UUID(path.name) in ended:
                RunFolder(settings.VAR_DIR, path.name).remove()
    remove_all(ended)

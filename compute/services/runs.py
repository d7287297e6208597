"""Writes on runs: ask for one, store what came of it, link it to papers, delete it."""

from __future__ import annotations

import mimetypes
import uuid
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction

from compute.experiments import experiment
from compute.experiments.base import BadParameters, Experiment
from compute.models import Artifact, ExperimentPaper, Run, RunPaper, Upload
from jobs import outbox
from jobs.errors import Conflict, Invalid, NotFound
from jobs.models import Job
from jobs.services import enqueue
from papers.models import Paper
from papers.selectors import papers_by_key

CHANGED = "run.changed"
SUGGESTED = 3
MOST_PAPERS = 50
# A lost worker's run is begun once more, and no oftener.
ATTEMPTS = 2
MOST_ARTIFACT_BYTES = 32 * 1024 * 1024
MOST_ARTIFACTS_BYTES = 96 * 1024 * 1024
MEDIA_TYPES = {
    ".glb": "model/gltf-binary",
    ".obj": "model/obj",
    ".usd": "model/vnd.usd",
    ".usda": "model/vnd.usda",
    ".usdc": "model/vnd.usd",
    ".usdz": "model/vnd.usdz+zip",
    ".whl": "application/zip",
    ".py": "text/x-python",
    ".md": "text/markdown",
    ".toml": "text/plain",
    ".yaml": "text/plain",
    ".yml": "text/plain",
    ".jsonl": "text/plain",
    ".parquet": "application/vnd.apache.parquet",
    ".safetensors": "application/octet-stream",
}


class Outcome(NamedTuple):
    """What a run's worker tells of it: result, exit status, seconds, versions, machine, device."""

    result: dict[str, Any]
    exit: int | None
    seconds: float
    versions: dict[str, str]
    machine: dict[str, Any]
    device: str


def experiment_named(key: str) -> Experiment:
    """The definition; raises `NotFound`."""
    found = experiment(key)
    if found is None:
        raise NotFound(f"There is no experiment {key!r}.", details={"experiment": key})
    return found


def run_ask(*, key: str, parameters: Mapping[str, Any], papers: Sequence[str] | None = None, seed: int = 0) -> Run:
    """Stores a run and queues its job.

    `papers` are keys of papers that it is about; without them it is linked to those that its experiment is nearest to.
    Raises `NotFound` for an unknown experiment, paper or upload, `Invalid` with a sentence for each bad parameter, and
    `Conflict` when a package is missing.
    """
    found = experiment_named(key)
    given = parameters_checked(found, parameters)
    missing = [one for one in found.missing() if not one.part]
    if missing:
        names, command = ", ".join(one.name for one in missing), missing[0].command
        raise Conflict(f"{found.title} needs {names}: `{command}` adds it.", code="missing_package",
                       details={"missing": [one.name for one in missing], "command": command})  # fmt: skip
    chosen = None if papers is None else papers_named(papers)
    run_id = uuid.uuid4()
    with transaction.atomic():
        queue = "gpu" if found.gpu else "experiments"
        params = {"run": str(run_id), "experiment": key, "title": found.title}
        job = enqueue(kind="run", params=params, queue=queue, max_attempts=ATTEMPTS)
        run = Run.objects.create(
            id=run_id, job=job, experiment=key, topic=found.topic, title=found.title, parameters=given, seed=seed
        )
        if chosen is None:
            _link_suggested(run)
        else:
            _link(run, chosen)
        tell(run)
    return run


def parameters_checked(found: Experiment, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters as JSON, defaults filled in. Raises `Invalid`, or `NotFound` for an unknown upload."""
    try:
        given: dict[str, Any] = found.read(parameters).model_dump(mode="json")
    except BadParameters as error:
        details = {name or "parameters": lines for name, lines in error.problems.items()}
        raise Invalid(f"{error.message}", details={"parameters": details}) from error
    for name, wanted in found.uploads().items():
        if given[name]:
            _check_upload(name, given[name], wanted)
    return given


def _check_upload(name: str, upload_id: str, wanted: Mapping[str, Any]) -> None:
    upload = upload_named(upload_id)
    problem = None
    if upload.bytes > wanted["maxBytes"]:
        problem = f"The file may have {wanted['maxBytes']} bytes, this one has {upload.bytes}."
    elif not upload.name.lower().endswith(tuple(wanted["accept"])):
        problem = f"The file must end in {', '.join(wanted['accept'])}."
    if problem:
        raise Invalid(f"{name}: {problem}", details={"parameters": {name: [problem]}})


def upload_named(upload_id: str) -> Upload:
    """The upload without its content; raises `NotFound`."""
    try:
        found = Upload.objects.defer("content").filter(pk=upload_id).first()
    except (ValidationError, ValueError):
        found = None
    if found is None:
        raise NotFound(f"There is no upload {upload_id[:64]!r}.", details={"upload": upload_id[:64]})
    return found


def papers_named(keys: Sequence[str]) -> list[Paper]:
    """The papers of these keys, each once; raises `NotFound` for one that is not in the library."""
    if len(keys) > MOST_PAPERS:
        raise Invalid(f"A run is linked to at most {MOST_PAPERS} papers.")
    found = papers_by_key(keys)
    unknown = [key for key in keys if key not in found or found[key].withdrawn_at]
    if unknown:
        raise NotFound(f"There is no paper {unknown[0][:100]} in the library.", details={"papers": unknown})
    return list({found[key].pk: found[key] for key in keys}.values())


def _link_suggested(run: Run) -> None:
    rows = ExperimentPaper.objects.filter(experiment=run.experiment, paper__withdrawn_at=None).order_by("rank")
    RunPaper.objects.bulk_create(
        [RunPaper(run=run, paper_id=row.paper_id, why=row.why, score=row.score) for row in rows[:SUGGESTED]]
    )


def _link(run: Run, papers: Iterable[Paper]) -> None:
    """Links that a person chose; the reason is the experiment's where it has one."""
    reasons = {row.paper_id: row for row in ExperimentPaper.objects.filter(experiment=run.experiment)}
    for paper in papers:
        known = reasons.get(paper.pk)
        why, score = (known.why, known.score) if known else ("Chosen by a person.", 1.0)
        RunPaper.objects.create(run=run, paper=paper, why=why, score=score, chosen=True)


@transaction.atomic
def run_link(*, run: Run, papers: Sequence[str]) -> None:
    """Links the run to exactly these papers, as a person's choice. Raises `NotFound`."""
    chosen = papers_named(papers)
    run.links.all().delete()
    _link(run, chosen)
    tell(run)


@transaction.atomic
def run_store(*, run: Run, outcome: Outcome, artifacts: Path | None) -> None:
    """Stores how a run ended, with the files of a folder. Doing it again replaces what was there."""
    run.result, run.exit, run.duration = outcome.result, outcome.exit, round(outcome.seconds, 3)
    run.versions, run.machine, run.device = outcome.versions, outcome.machine, outcome.device
    run.save(update_fields=["result", "exit", "duration", "versions", "machine", "device"])
    run.artifacts.all().delete()
    for path in sorted(artifacts.iterdir()) if artifacts else ():
        if path.is_file() and not path.is_symlink():
            content = path.read_bytes()
            Artifact.objects.create(
                run=run, name=path.name, media_type=media_type(path.name), bytes=len(content), content=content
            )
    tell(run)


def artifacts_problem(folder: Path) -> str | None:
    """A sentence when the files of a folder are more than a run may leave, else None."""
    sizes = {path.name: path.stat().st_size for path in folder.iterdir() if path.is_file()}
    for name, size in sizes.items():
        if size > MOST_ARTIFACT_BYTES:
            return f"The artifact {name} has {size >> 20} MiB; a run may leave {MOST_ARTIFACT_BYTES >> 20} in one file."
    total = sum(sizes.values())
    if total > MOST_ARTIFACTS_BYTES:
        return f"The artifacts have {total >> 20} MiB; a run may leave {MOST_ARTIFACTS_BYTES >> 20}."
    return None


def media_type(name: str) -> str:
    """The media type by a file's ending."""
    ending = Path(name).suffix.lower()
    return MEDIA_TYPES.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"


@transaction.atomic
def run_delete(*, run: Run) -> None:
    """Deletes a run with its artifacts, links, job and log. Raises `Conflict` while it waits or runs."""
    job = Job.objects.select_for_update().get(pk=run.job_id)
    if job.state in Job.ACTIVE:
        raise Conflict("The run has not ended yet; cancel it first.", details={"state": job.state})
    outbox.publish(topic=CHANGED, key=str(run.pk), payload={"deleted": True})
    run.delete()
    job.delete()


def tell(run: Run) -> None:
    """Word of a run for the graph."""
    outbox.publish(topic=CHANGED, key=str(run.pk), payload={"experiment": run.experiment})

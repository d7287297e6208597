"""Reads on experiments and runs: rows and the JSON of REST, command line and `result.json`."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from compute.experiments import EXPERIMENTS, experiment
from compute.experiments.base import CorpusPaper, Experiment
from compute.models import Artifact, ExperimentPaper, Run, RunPaper, Term, Topic
from jobs.errors import NotFound
from jobs.models import JobEvent
from jobs.selectors import job_body
from papers import starter
from papers.models import Paper
from papers.selectors import papers_alive

LOG_LINES = 2_000
CORPUS = 400
CORPUS_TERMS = 15
NO_RESULT: dict[str, Any] = {"metrics": [], "tables": [], "charts": [], "verdict": ""}


def runs(
    *, experiment: str | None = None, paper: int | None = None, topic: int | None = None, state: str | None = None
) -> QuerySet[Run]:
    """Runs, newest first, of an experiment, linked to a paper (primary key), of a topic, in a state of their job."""
    found = Run.objects.select_related("job").order_by("-created_at", "id")
    wanted = {"experiment": experiment, "links__paper": paper, "topic": topic, "job__state": state}
    return found.filter(**{name: value for name, value in wanted.items() if value is not None})


def run_get(run_id: UUID) -> Run:
    """The run with its job; raises `NotFound`."""
    found = Run.objects.select_related("job").filter(pk=run_id).first()
    if found is None:
        raise NotFound(f"There is no run {run_id}.")
    return found


def artifact_get(run: Run, name: str) -> Artifact:
    """The artifact with its content; raises `NotFound`."""
    found = run.artifacts.filter(name=name).first()
    if found is None:
        raise NotFound(f"The run left no {name[:100]!r}.")
    return found


def run_row(run: Run) -> dict[str, Any]:
    """A run in a list."""
    job = job_body(run.job)
    result = run.result or NO_RESULT
    return {
        "id": str(run.pk),
        "experiment": run.experiment,
        "title": run.title,
        "topic": run.topic,
        "state": job["state"],
        "seed": run.seed,
        "parameters": _in_order(run),
        "verdict": result["verdict"],
        "metrics": result["metrics"],
        "device": run.device,
        "duration": run.duration,
        "job": job["id"],
        "created_at": run.created_at.isoformat().replace("+00:00", "Z"),
        "finished_at": job["finished_at"],
        "error": job["error"],
    }


def _in_order(run: Run) -> dict[str, Any]:
    """The parameters as the form has them; SQL keeps no order."""
    found = experiment(run.experiment)
    names = found.parameters.model_fields if found else ()
    return {name: run.parameters[name] for name in (*names, *run.parameters) if name in run.parameters}


def run_body(run: Run) -> dict[str, Any]:
    """A run with all that came of it."""
    job = job_body(run.job)
    result = run.result or NO_RESULT
    links = run.links.select_related("paper").filter(paper__withdrawn_at=None)
    return run_row(run) | {
        "progress": job["progress"],
        "message": job["message"],
        "attempt": job["attempt"],
        "started_at": job["started_at"],
        "papers": [_link(row) for row in links],
        "tables": result["tables"],
        "charts": result["charts"],
        "artifacts": list(run.artifacts.values("name", "media_type", "bytes")),
        "log": run_log(run),
        "versions": run.versions,
        "machine": run.machine,
        "exit": run.exit,
    }


def run_log(run: Run) -> list[str]:
    """The last lines that the run told, oldest first."""
    told = JobEvent.objects.filter(job=run.job_id, type=JobEvent.Type.LOG).order_by("-seq")
    return [payload["line"] for payload in told.values_list("payload", flat=True)[:LOG_LINES]][::-1]


def _link(row: RunPaper) -> dict[str, Any]:
    return _paper(row.paper) | {"why": row.why, "score": row.score, "chosen": row.chosen}


def _paper(paper: Paper) -> dict[str, Any]:
    year = paper.published.year if paper.published else None
    return {"arxiv_id": paper.key, "title": paper.title, "year": year}


def experiment_rows(found: Iterable[Experiment] = EXPERIMENTS, *, paper: Paper | None = None) -> list[dict[str, Any]]:
    """The experiments by topic with their last run that ended well.

    Of a paper: those that illustrate it first, the nearest before others, each with `link`, the reason.
    """
    titles = dict(Topic.objects.values_list("number", "title"))
    counts = dict(Run.objects.values_list("experiment").annotate(n=Count("pk")).order_by())
    newest = Run.objects.filter(job__state="succeeded").order_by("experiment", "-created_at").distinct("experiment")
    last = {run.experiment: run_row(run) for run in newest.select_related("job")}
    links = {row.experiment: row for row in ExperimentPaper.objects.filter(paper=paper)} if paper else {}
    rows = [_experiment_row(one, titles, counts, last, links.get(one.key)) for one in found]
    return sorted(rows, key=lambda row: -row["link"]["score"] if row["link"] else 0.0)


def _experiment_row(
    one: Experiment,
    titles: dict[int, str],
    counts: dict[str, int],
    last: dict[str, dict[str, Any]],
    link: ExperimentPaper | None,
) -> dict[str, Any]:
    return {
        "key": one.key,
        "topic": one.topic,
        "topic_title": titles.get(one.topic, ""),
        "title": one.title,
        "summary": one.summary,
        "gpu": one.gpu,
        "missing": [
            {"name": package.name, "command": package.command, "part": package.part} for package in one.missing()
        ],
        "runs": counts.get(one.key, 0),
        "last_run": last.get(one.key),
        "link": {"why": link.why, "score": link.score} if link else None,
    }


def experiment_body(one: Experiment) -> dict[str, Any]:
    """A definition with the JSON Schema of its parameters and the papers that it illustrates."""
    missing = {package.name for package in one.missing()}
    linked = ExperimentPaper.objects.filter(experiment=one.key, paper__withdrawn_at=None).select_related("paper")
    return experiment_rows([one])[0] | {
        "parameters": one.schema(),
        "small": dict(one.small),
        "seconds": one.seconds,
        "megabytes": one.megabytes,
        "deterministic": one.deterministic,
        "references": [{"title": ref.title, "url": ref.url, "why": ref.why} for ref in one.references],
        "requirements": [
            {"name": ask.name, "command": ask.command, "part": ask.part, "installed": ask.name not in missing}
            for ask in one.requirements
        ],
        "app": {"ui": one.app.ui, "dockerfile": one.app.dockerfile},
        "papers": [_paper(row.paper) | {"why": row.why, "score": row.score} for row in linked.order_by("rank")],
    }


def history(key: str, metric: str) -> dict[str, Any]:
    """A metric over the runs of an experiment, oldest first, whatever machine they ran on."""
    points: list[dict[str, Any]] = []
    unit, better = "", "none"
    for run in Run.objects.filter(experiment=key, job__state="succeeded").order_by("created_at", "id"):
        for one in run.result.get("metrics", []):
            if one["name"] == metric and one["value"] is not None:
                unit, better = one["unit"], one["better"]
                points.append(_point(run, one["value"]))
    return {"metric": metric, "unit": unit, "better": better, "points": points}


def _point(run: Run, value: float) -> dict[str, Any]:
    return {
        "run": str(run.pk),
        "at": run.created_at.isoformat().replace("+00:00", "Z"),
        "value": value,
        "device": run.device,
        "machine": run.machine,
        "seed": run.seed,
        "parameters": run.parameters,
    }


def corpus_for(key: str, run: Run | None = None, size: int = CORPUS) -> list[CorpusPaper]:
    """Papers with an abstract: those the run is linked to, those its experiment (`key`) is, then others by key.

    Without any in the library, those of the starter library.
    """
    near = ExperimentPaper.objects.filter(experiment=key).order_by("rank").values_list("paper", flat=True)
    linked = run.links.order_by("-chosen", "-score", "paper__key").values_list("paper", flat=True) if run else ()
    first = list(dict.fromkeys([*linked, *near]))
    alive = papers_alive().exclude(abstract="").defer("search")
    held = alive.in_bulk(first)
    chosen = [held[pk] for pk in first if pk in held][:size]
    chosen += list(alive.exclude(pk__in=first).order_by("key")[: size - len(chosen)])
    if not chosen:
        return starter_corpus(size)
    terms = _terms(chosen)
    return [_corpus_paper(paper, terms.get(paper.pk, [])) for paper in chosen]


@functools.cache
def starter_corpus(size: int) -> list[CorpusPaper]:
    """The first papers of the starter library, without terms."""
    return [
        {
            "key": record.key,
            "title": record.title,
            "abstract": record.abstract,
            "year": record.published.year if record.published else None,
            "category": record.categories[0],
            "terms": [],
        }
        for record in starter.records()[:size]
    ]


def _terms(chosen: Sequence[Paper]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = Term.objects.filter(paper__in=[paper.pk for paper in chosen], method=Term.Method.MODEL)
    for paper, text in rows.order_by("paper", "rank").values_list("paper", "text"):
        if len(held := found.setdefault(paper, [])) < CORPUS_TERMS:
            held.append(text)
    return found


def _corpus_paper(paper: Paper, terms: list[str]) -> CorpusPaper:
    return {
        "key": paper.key,
        "title": paper.title,
        "abstract": paper.abstract,
        "year": paper.published.year if paper.published else None,
        "category": paper.primary_category,
        "terms": terms,
    }

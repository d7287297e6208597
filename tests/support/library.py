"""Real papers for tests: the twenty of the notes, in a collection, read and with their trees."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from unittest import mock

import papers.starter
from explorer.workflows import Tally, take_in
from jobs import lease, runner
from jobs.models import Job
from papers.models import Collection, Paper
from papers.selectors import paper_text
from papers.services import collection_ensure
from papers.sources.report import parse_report
from synthesis.models import Synthesis
from synthesis.services import synthesis_ensure, synthesis_run

REPORT = Path(papers.starter.__file__).parent / "report.md"
SETTINGS = {"max_nodes": 40, "seed": 0}


def load_notes(name: str = "Notes", count: int = 20) -> Collection:
    """A collection of the first `count` papers of the notes."""
    collection = collection_ensure(name=name)
    records = parse_report(REPORT.read_text(encoding="utf-8")).records[:count]
    take_in(records=records, collection=collection, tally=Tally())
    return collection


def merged_notes(name: str = "Notes") -> Synthesis:
    """The notes' papers in a collection, merged once."""
    synthesis = synthesis_ensure(collection=load_notes(name))
    synthesis_run(synthesis=synthesis, settings=SETTINGS, progress=lambda *_: None)
    return synthesis


def run_job(job_id: object) -> Job:
    """Runs a queued job here and now, as a worker would."""
    job = Job.objects.get(pk=job_id)
    # Most tests never commit, so a heartbeat, which has a connection of its own, would find no job and give it up.
    with mock.patch.object(lease, "BEAT_SECONDS", 3600.0):
        runner.run(job_id=job.pk)
    job.refresh_from_db()
    return job


def quote_stands(item: Mapping[str, Any]) -> bool:
    """Whether the quote of an Evidence stands at its span of the stored text."""
    paper = Paper.objects.get(key=item["arxiv_id"])
    if item["field"] == "given_terms":
        return item["version"] is None and item["quote"] in paper.given["terms"]
    text = getattr(paper_text(paper, item["version"]), item["field"])
    return text[item["start"] : item["end"]] == item["quote"]

"""The one place that strings the rooms together: import -> extract -> tree -> outbox, and the merge.

Each handler takes the `JobContext` of its job and returns the job's result. All are idempotent: work is stored batch by
batch, each in one transaction with its outbox rows and the checkpoint from which a next attempt goes on.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from compute.services import extract_classic_many
from explorer import intake
from jobs import outbox
from jobs.context import JobContext
from jobs.errors import Invalid, NotFound
from papers.models import Collection, Paper
from papers.selectors import papers_alive
from papers.services import Stored, collection_add, papers_store
from papers.sources.record import SourceRecord
from synthesis.core.errors import CoreError
from synthesis.selectors import synthesis_get
from synthesis.services import paper_trees_build, synthesis_run

EXTRACT_BATCH = 200
# Log lines of one batch; the result holds all.
LOGGED = 20
WITHDRAWN = "It was withdrawn from this library; import it by its id to bring it back."


@dataclasses.dataclass
class Tally:
    """What became of the records so far; `skipped` names each one left out and why."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: list[dict[str, Any]] = dataclasses.field(default_factory=list)

    def count(self, stored: Iterable[Stored]) -> None:
        """Adds what storing did."""
        for paper, outcome in stored:
            if paper.withdrawn_at is not None:
                self.skipped.append({"id": paper.key, "reason": WITHDRAWN})
            else:
                setattr(self, outcome, getattr(self, outcome) + 1)

    def result(self) -> dict[str, Any]:
        """The figures as an import's result shows them."""
        papers = self.created + self.updated + self.unchanged
        return {**dataclasses.asdict(self), "papers": papers, "failed": len(self.skipped)}


@transaction.atomic
def take_in(
    *, records: Sequence[SourceRecord], collection: Collection | None, tally: Tally, restore: bool = False
) -> list[Paper]:
    """The papers of the records, stored with their classic terms and trees, in the collection, and told of.

    A record that cannot be stored is skipped with its reason; the others are stored. Returns the papers in the
    records' order, without withdrawn ones (unless `restore`).
    """
    stored = _store(records, tally, restore)
    tally.count(stored)
    papers = {row.paper.pk: row.paper for row in stored if row.paper.withdrawn_at is None}
    read({row.paper.pk: row.paper for row in stored if row.outcome != "unchanged"}.values())
    if collection is not None:
        collection_add(collection=collection, papers=papers.values())
    return list(papers.values())


def _store(records: Sequence[SourceRecord], tally: Tally, restore: bool) -> list[Stored]:
    try:
        return papers_store(records=records, restore=restore)
    except Invalid as error:
        if len(records) == 1:
            tally.skipped.append({"id": records[0].key, "reason": error.message})
            return []
    return [row for record in records for row in _store([record], tally, restore)]


@transaction.atomic
def read(papers: Iterable[Paper]) -> None:
    """Classic terms and the classic tree of each paper, and word of it in the outbox."""
    chosen = list(papers)
    extract_classic_many(papers=chosen)
    paper_trees_build(papers=chosen)
    outbox.publish_all(topic="paper.changed", payloads={paper.key: {"version": paper.version} for paper in chosen})


def run_import(context: JobContext) -> dict[str, Any]:
    """Imports what `explorer.apis.Imports` asked for; see `explorer.intake.batches` for the parameters.

    Result: `{created, updated, unchanged, failed, skipped: [{line | id, reason}], papers, found, collection}`; `found`
    is how many there are at the source (arXiv may have more than `max_results`).
    """
    saved = context.checkpoint
    tally = Tally(**saved.get("tally", {}))
    position, found = saved.get("position", 0), saved.get("found")
    restore = "ids" in context.params
    for batch in intake.batches(context.params, position=position, tick=context.check_cancelled):
        context.check_cancelled()
        found = batch.found
        with transaction.atomic():
            tally.skipped += batch.skipped
            collection = _collection(context.params["collection"])
            take_in(records=batch.records, collection=collection, tally=tally, restore=restore)
            place = {"position": batch.position, "found": found, "tally": dataclasses.asdict(tally)}
            context.save_checkpoint(place)
        _log_skipped(context, batch.skipped)
        context.progress(batch.position, batch.total, f"{batch.position} of {batch.total} papers read")
    return {**tally.result(), "found": found, "collection": context.params["collection"]}


def _log_skipped(context: JobContext, skipped: Sequence[dict[str, Any]]) -> None:
    for skip in skipped[:LOGGED]:
        name = skip.get("id") or f"line {skip.get('line')}"
        context.log(f"Skipped {name}: {skip['reason']}")
    if len(skipped) > LOGGED:
        context.log(f"Skipped {len(skipped) - LOGGED} more; the result names them all.")


def _collection(collection_id: int | None) -> Collection | None:
    if collection_id is None:
        return None
    # Locked, so that nobody deletes it under the batch that fills it.
    collection = Collection.objects.select_for_update(no_key=True).filter(pk=collection_id).first()
    if collection is None:
        raise NotFound("The collection was deleted before its papers came; import them into another one.")
    return collection


def run_extraction(context: JobContext) -> dict[str, Any]:
    """Terms and trees of every paper (or of those in `params["papers"]`), computed anew; result `{papers}`.

    Papers are taken by ascending primary key, so that a next attempt goes on after the last batch.
    """
    papers = papers_alive().order_by("pk")
    if "papers" in context.params:
        papers = papers.filter(key__in=context.params["papers"])
    total, done = papers.count(), context.checkpoint.get("done", 0)
    last = context.checkpoint.get("last", 0)
    context.progress(done, total, "Reading papers")
    while batch := list(papers.filter(pk__gt=last)[:EXTRACT_BATCH]):
        done, last = done + len(batch), batch[-1].pk
        with transaction.atomic():
            read(batch)
            context.save_checkpoint({"last": last, "done": done})
        context.progress(done, max(total, done), f"{done} of {total} papers read")
    return {"papers": done}


def run_synthesis(context: JobContext) -> dict[str, Any]:
    """Merges a synthesis; result `{synthesis, version, tree}`."""
    synthesis = synthesis_get(UUID(context.params["synthesis"]))
    settings = {name: context.params[name] for name in ("max_nodes", "seed")}
    try:
        version = synthesis_run(
            synthesis=synthesis, settings=settings, job_id=context.job_id, progress=context.progress
        )
    except CoreError as error:
        raise Invalid(error.message, code=error.code, details=error.details) from error
    for line in version.log:
        context.log(line)
    return {"synthesis": str(synthesis.pk), "version": version.number, "tree": version.tree_id}

"""The one place that strings the rooms together: import -> extract -> tree -> outbox, and the merge.

Each handler takes the `JobContext` of its job and returns the job's result. All are idempotent: work is stored batch by
batch, each in one transaction with its outbox rows and the checkpoint from which a next attempt goes on.
"""

from __future__ import annotations

import copy
import dataclasses
import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from compute.extraction import extractor_version, get_extractor
from compute.selectors import unread
from compute.services import (
    extract_classic_many,
    extraction_ask,
    extraction_store,
    model_readings,
    near_duplicates_find,
)
from explorer import intake
from explorer.intake import Tally
from explorer.manners import Manners
from jobs import outbox
from jobs.context import JobContext
from jobs.errors import Invalid, JobCancelled, NotFound
from papers.models import Collection, Paper
from papers.selectors import papers_alive
from papers.services import Stored, collection_add, papers_store
from papers.sources.record import SourceRecord
from synthesis.core.errors import CoreError
from synthesis.models import Tree
from synthesis.selectors import papers_between, synthesis_get
from synthesis.services import concepts_mark, paper_trees_build, synthesis_run

# Papers in one transaction, and in one query.
EXTRACT_BATCH, EXTRACT_AHEAD = 64, 256
# Log lines of one batch; the result holds all.
LOGGED = 20
# More keys than this an import does not keep in mind: then all papers that lack the model's terms are read.
KEYS = 2000


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
    changed = list({row.paper.pk: row.paper for row in stored if row.outcome != "unchanged"}.values())
    read(changed)
    tally.near_duplicates += near_duplicates_find(papers=changed)
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
    """Classic terms and the classic tree of each paper, and word of it in the outbox.

    A concept tree of an older version goes; the model makes the new one.
    """
    chosen = list(papers)
    extract_classic_many(papers=chosen)
    for style in Tree.Style.CLASSIC, Tree.Style.CONCEPT:
        paper_trees_build(papers=chosen, style=style)
    _tell(chosen)


def _tell(papers: Iterable[Paper]) -> None:
    told = {paper.key: {"version": paper.version} for paper in papers}
    outbox.publish_all(topic="paper.changed", payloads=told)
    concepts_mark(papers=told)


def extract(*, papers: QuerySet[Paper], manners: Manners, done: int = 0) -> int:
    """The model's terms, embedding and concept tree of those papers that lack them; returns `done` plus how many.

    Weights are loaded only when there is something to read.
    """
    lacking = unread(papers, extractor_version())
    total = done + lacking.count()
    if total == done:
        return done
    manners.progress(done, total, "Loading the model")
    extractor = get_extractor()
    manners.use_device(extractor.device)
    manners.progress(done, total, "Reading the first papers")
    found = model_readings(papers=_by_age(lacking), extractor=extractor, tick=manners.tick)
    while batch := list(itertools.islice(found, EXTRACT_BATCH)):
        done += len(batch)
        with transaction.atomic():
            extraction_store(found=batch, extractor=extractor)
            chosen = [paper for paper, _ in batch]
            paper_trees_build(papers=chosen, style=Tree.Style.CONCEPT)
            _tell(chosen)
            manners.keep(done)
        manners.progress(done, max(done, total), f"{done} of {max(done, total)} papers read")
        if done < total:
            manners.turn()
    return done


def _by_age(papers: QuerySet[Paper]) -> Iterator[Paper]:
    """The papers by ascending primary key; they may change and leave the query meanwhile."""
    last = 0
    while rows := list(papers.filter(pk__gt=last).order_by("pk")[:EXTRACT_AHEAD]):
        yield from rows
        last = rows[-1].pk


def run_import(context: JobContext) -> dict[str, Any]:
    """Imports what `explorer.apis.Imports` asked for; see `explorer.intake.batches` for the parameters.

    Result: `{created, updated, unchanged, near_duplicates, failed, skipped: [{line | id, reason}], papers, found,
    collection, extraction}`; `found` is how many there are at the source (arXiv may have more than `max_results`),
    `extraction` the job that reads them with the model, None where none needs it.
    """
    restore = "ids" in context.params
    try:
        for batch in intake.batches(
            context.params, position=context.checkpoint.get("position", 0), tick=context.check_cancelled
        ):
            context.check_cancelled()
            _import_batch(context, batch, restore)
            _log_skipped(context, batch.skipped)
            context.progress(batch.position, batch.total, f"{batch.position} of {batch.total} papers read")
    except JobCancelled:
        _ask_extraction(context)
        raise
    _ask_extraction(context)
    saved = context.checkpoint
    tally = Tally(**saved.get("tally", {}))
    named = {"collection": context.params["collection"], "extraction": saved["extraction"]}
    return {**tally.result(), "found": saved.get("found"), **named}


@transaction.atomic
def _import_batch(context: JobContext, batch: intake.Batch, restore: bool) -> None:
    saved = context.checkpoint
    tally = Tally(**copy.deepcopy(saved.get("tally", {})))
    tally.skipped += batch.skipped
    collection = _collection(context.params["collection"])
    papers = take_in(records=batch.records, collection=collection, tally=tally, restore=restore)
    context.save_checkpoint(
        {
            "position": batch.position,
            "found": batch.found,
            "tally": dataclasses.asdict(tally),
            "papers": _kept(saved.get("papers", []), papers),
        }
    )


def _kept(keys: list[str] | None, papers: Sequence[Paper]) -> list[str] | None:
    """The keys of an import with those of one more batch, None from the moment they are too many."""
    if keys is None or len(keys) + len(papers) > KEYS:
        return None
    return keys + [paper.key for paper in papers]


@transaction.atomic
def _ask_extraction(context: JobContext) -> None:
    """A job for what of the import the model must still read, once, named in the checkpoint."""
    saved = context.checkpoint
    if "extraction" not in saved:
        keys = saved.get("papers", [])
        papers = papers_alive() if keys is None else papers_alive().filter(key__in=keys)
        lacking = unread(papers, extractor_version()).values_list("key", flat=True)
        job = extraction_ask(papers=None if keys is None else sorted(lacking)) if lacking.exists() else None
        context.save_checkpoint({**saved, "extraction": str(job.pk) if job else None})


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
    """Reads with the model whatever of `params["papers"]` (keys) or of the whole library lacks it; result `{papers}`.

    A next attempt goes on with what is left.
    """
    papers = papers_alive()
    if "papers" in context.params:
        papers = papers.filter(key__in=context.params["papers"])
    return {"papers": extract(papers=papers, manners=Manners.of(context), done=context.checkpoint.get("done", 0))}


def run_synthesis(context: JobContext) -> dict[str, Any]:
    """Merges a synthesis; result `{synthesis, version, tree}`."""
    synthesis = synthesis_get(UUID(context.params["synthesis"]))
    # So that a merge is the same whether the papers were read before or not.
    extract(papers=papers_between(synthesis.collection, synthesis.first, synthesis.last), manners=Manners.of(context))
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

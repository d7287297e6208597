"""A collection merged: the pointer and its job at once, the merge itself in the job."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction

from jobs import outbox
from jobs.errors import Invalid, NotFound
from jobs.models import Job
from jobs.services import enqueue
from papers.models import Collection
from synthesis.core.inputs import Merge
from synthesis.inputs import paper_inputs
from synthesis.ledger import concept_decisions
from synthesis.merges import papers_merge
from synthesis.models import Synthesis, SynthesisVersion
from synthesis.selectors import papers_between
from synthesis.services.edits import edits_keep, version_tell
from synthesis.services.trees import tree_store
from synthesis.told import told_json

MIN_PAPERS = 2
Progress = Callable[[int, int, str], None]


def synthesis_ensure(
    *, collection: Collection, question: str = "", first: dt.date | None = None, last: dt.date | None = None
) -> Synthesis:
    """The synthesis of the collection under this question and span of days, made when there is none.

    Raises `Invalid` when fewer than two papers are there to merge.
    """
    _check_enough(collection, papers_between(collection, first, last).count(), first or last)
    synthesis, _ = Synthesis.objects.get_or_create(
        collection=collection, question=question, first=first, last=last, defaults={"title": collection.name}
    )
    return synthesis


@transaction.atomic
def synthesis_create(
    *,
    collection: Collection,
    question: str = "",
    max_nodes: int = 40,
    seed: int = 0,
    first: dt.date | None = None,
    last: dt.date | None = None,
) -> tuple[Synthesis, Job]:
    """The synthesis as `synthesis_ensure` gives it, and the job that merges it (again).

    Asking once more for the same adds a version to the same synthesis when another tree comes out.
    """
    synthesis = synthesis_ensure(collection=collection, question=question, first=first, last=last)
    params = {"synthesis": str(synthesis.pk), "max_nodes": max_nodes, "seed": seed}
    job = enqueue(kind="synthesis", params=params)
    synthesis.job_id = job.pk
    synthesis.save(update_fields=["job_id", "modified_at"])
    return synthesis, job


def _check_enough(collection: Collection, count: int, in_span: object) -> None:
    if count >= MIN_PAPERS:
        return
    held = "no paper" if count == 0 else "one paper"
    when = " published in this span" if in_span else ""
    rather = "Choose a wider span" if in_span else "Add papers to it first"
    raise Invalid(
        f"“{collection.name}” has {held}{when}; a merge needs at least two. {rather}.",
        code="too_few_papers",
        details={"papers": count},
    )


def synthesis_run(
    *, synthesis: Synthesis, settings: Mapping[str, Any], job_id: uuid.UUID | None = None, progress: Progress
) -> SynthesisVersion:
    """Merges the synthesis' papers as they are now; a new version only when the tree differs from the newest one.

    `settings` holds `max_nodes` (12 to 200) and `seed`. `progress(done, total, message)` may raise to stop it; until
    the last step nothing is stored. Raises `Invalid` for fewer than two papers, `CoreError` for settings out of bounds.
    """
    papers = list(papers_between(synthesis.collection, synthesis.first, synthesis.last))
    _check_enough(synthesis.collection, len(papers), synthesis.first or synthesis.last)
    progress(0, len(papers), f"Reading the terms of {len(papers)} papers")
    inputs = paper_inputs(papers=papers, vectors=True)
    progress(len(papers) // 2, len(papers), "Merging")
    merged = papers_merge(
        inputs,
        title=synthesis.collection.name,
        question=synthesis.question,
        settings=settings,
        decisions=concept_decisions(),
    )
    progress(len(papers), len(papers), f"Storing {len(merged.tree.nodes)} nodes")
    return _version_add(synthesis, merged, dict(settings), job_id)


@transaction.atomic
def _version_add(
    synthesis: Synthesis, merged: Merge, settings: dict[str, Any], job_id: uuid.UUID | None
) -> SynthesisVersion:
    # Two jobs of one synthesis must not take the same number.
    if Synthesis.objects.select_for_update().filter(pk=synthesis.pk).first() is None:
        raise NotFound("The synthesis was deleted while it was merged; nothing was stored.")
    tree = tree_store(tree=merged.tree)
    newest = synthesis.versions.select_related("base").order_by("-number").first()
    if newest is not None and (newest.base or newest).tree_id == tree.pk:
        return newest
    version = SynthesisVersion.objects.create(
        synthesis=synthesis,
        number=newest.number + 1 if newest else 1,
        tree=tree,
        settings=settings,
        log=list(merged.log),
        left_out=list(merged.left_out),
        told=told_json(merged),
        job_id=job_id,
    )
    synthesis.title = merged.tree.title
    synthesis.save(update_fields=["title", "modified_at"])
    version_tell(version=version)
    return edits_keep(merged=version, before=newest)


@transaction.atomic
def synthesis_delete(*, synthesis: Synthesis) -> None:
    """The pointer and its versions gone; the trees stay, archived."""
    outbox.publish(topic="synthesis.changed", key=str(synthesis.pk), payload={"deleted": True})
    synthesis.delete()

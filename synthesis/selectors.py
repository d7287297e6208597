"""Reads of the synthesis room."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from compute.selectors import extraction_state
from jobs.errors import Conflict, NotFound
from papers.models import Collection, KeyRedirect, Paper
from papers.selectors import papers_alive
from synthesis.models import BreedingChild, PaperTree, Synthesis, SynthesisVersion, Tree, TreePaper


def papers_between(collection: Collection, first: dt.date | None, last: dt.date | None) -> QuerySet[Paper]:
    """The collection's papers that are not withdrawn, published from `first` to `last` (days of UTC, both included)."""
    papers = papers_alive().filter(collections=collection).order_by("key")
    if first:
        papers = papers.filter(published__gte=dt.datetime.combine(first, dt.time.min, dt.UTC))
    if last:
        papers = papers.filter(published__lte=dt.datetime.combine(last, dt.time.max, dt.UTC))
    return papers


def standing(trees: QuerySet[Tree]) -> QuerySet[Tree]:
    """The trees that something still points to; the others are archived."""
    current = Exists(PaperTree.objects.filter(tree=OuterRef("pk"), paper__withdrawn_at=None))
    merged = Exists(SynthesisVersion.objects.filter(tree=OuterRef("pk")))
    child = Exists(BreedingChild.objects.filter(tree=OuterRef("pk")))
    return trees.filter(current | merged | child)


def trees(*, kind: str = "", style: str = "", q: str = "", collection: int | None = None) -> QuerySet[Tree]:
    """The trees that stand, newest first, without their bodies.

    `q` is looked for in the title and the name. Each row has `paper_count`, the `paper_key` whose tree it is and the
    `collection_id` it was merged from (None where there is none).
    """
    quoted = TreePaper.objects.filter(tree=OuterRef("pk")).order_by().values("tree").annotate(n=Count("pk"))
    merges = SynthesisVersion.objects.filter(tree=OuterRef("pk")).order_by("-created_at")
    found = standing(Tree.objects.all()).annotate(
        paper_count=Coalesce(Subquery(quoted.values("n")), 0),
        paper_key=Subquery(PaperTree.objects.filter(tree=OuterRef("pk")).values("paper__key")[:1]),
        collection_id=Subquery(merges.values("synthesis__collection")[:1]),
    )
    if kind:
        found = found.filter(kind=kind)
    if style:
        found = found.filter(style=style)
    if q:
        found = found.filter(Q(title__icontains=q) | Q(name__icontains=q))
    if collection is not None:
        found = found.filter(Exists(merges.filter(synthesis__collection=collection)))
    return found.defer("body", "mermaid").order_by("-created_at", "id")


def tree_get(tree_id: str) -> Tree:
    """The tree of that id, archived ones too; raises `NotFound`."""
    tree = Tree.objects.filter(pk=tree_id).first()
    if tree is None:
        raise NotFound(f"There is no tree {tree_id}.")
    return tree


def paper_tree(paper: Paper, style: str) -> Tree:
    """The paper's current tree in that style; raises `Conflict` while there is none."""
    pointer = PaperTree.objects.filter(paper=paper, style=style).select_related("tree").first()
    if pointer is not None:
        return pointer.tree
    if style == Tree.Style.CONCEPT:
        raise _no_concept_tree(paper)
    if not paper.abstract and not (paper.given or {}).get("terms"):
        message = f"{paper.key} has no abstract and no given terms, so there is nothing to draw."
    else:
        message = f"The terms of {paper.key} are not extracted yet; its job is still at work."
    raise Conflict(message, code="no_terms", details={"style": style})


def _no_concept_tree(paper: Paper) -> Conflict:
    found = extraction_state(paper)
    if found["state"] == "no_text":
        message = f"{paper.key} has no abstract, so no concept tree; ?style=classic is made of its given terms."
    elif found["state"] == "done":
        message = f"The model found no key term in {paper.key}; its classic tree is at ?style=classic."
    else:
        message = f"The concept tree of {paper.key} is not extracted yet; its classic tree is at ?style=classic."
    code = {"no_text": "no_abstract", "done": "no_terms"}.get(found["state"], "not_extracted")
    return Conflict(message, code=code, details={"style": Tree.Style.CONCEPT.value, "job": found["job"]})


def titles_of(keys: set[str]) -> dict[str, str]:
    """The titles of papers by present or former key; a key of no paper is left out."""
    found = dict(Paper.objects.filter(key__in=keys).values_list("key", "title"))
    missing = keys - set(found)
    if missing:
        found |= dict(KeyRedirect.objects.filter(old_key__in=missing).values_list("old_key", "paper__title"))
    return found


def synthesis_get(synthesis_id: UUID) -> Synthesis:
    """The synthesis of that id; raises `NotFound`."""
    synthesis = Synthesis.objects.filter(pk=synthesis_id).select_related("collection").first()
    if synthesis is None:
        raise NotFound(f"There is no synthesis {synthesis_id}.")
    return synthesis


def version_get(synthesis: Synthesis, number: int | None) -> SynthesisVersion | None:
    """One version of a synthesis, the newest without a number, None while none is merged; raises `NotFound`."""
    versions = synthesis.versions.select_related("tree").order_by("-number")
    if number is None:
        return versions.first()
    version = versions.filter(number=number).first()
    if version is None:
        raise NotFound(f"This synthesis has no version {number}.")
    return version


def syntheses(*, collection: int | None = None) -> QuerySet[Synthesis]:
    """The syntheses, last changed first, each with `number` and `tree` of its newest version (or None)."""
    newest = SynthesisVersion.objects.filter(synthesis=OuterRef("pk")).order_by("-number")
    found = Synthesis.objects.select_related("collection").order_by("-modified_at", "id")
    found = found.annotate(number=Subquery(newest.values("number")[:1]), tree=Subquery(newest.values("tree")[:1]))
    return found if collection is None else found.filter(collection=collection)


def collection_syntheses(ids: Sequence[int]) -> dict[int, str]:
    """The synthesis to show first for each collection that has one: merged before unmerged, last changed first."""
    merged = Exists(SynthesisVersion.objects.filter(synthesis=OuterRef("pk")))
    rows = Synthesis.objects.filter(collection__in=ids).annotate(merged=merged)
    found: dict[int, str] = {}
    for row in rows.order_by("-merged", "-modified_at", "id"):
        found.setdefault(row.collection_id, str(row.pk))
    return found

"""What taking away means across the rooms: what rests on a paper, what goes with it, and what only a purge removes."""

from __future__ import annotations

import dataclasses

from django.db import transaction
from django.db.models import Q

from jobs import outbox
from jobs.errors import Conflict
from papers.hooks import Dependent
from papers.models import Paper
from synthesis.models import (
    Breeding,
    BreedingChild,
    BreedingParent,
    Lineage,
    PaperTree,
    Synthesis,
    SynthesisVersion,
    Tree,
    TreePaper,
)
from synthesis.selectors import standing
from synthesis.services import concepts_mark


def paper_dependents(key: str) -> list[Dependent]:
    """What would lose its ground without the paper: collections, syntheses, breedings and trees that quote it.

    The paper's own tree is not among them, and a child stands under its breeding. Order: by type, then by name.
    """
    paper = Paper.objects.filter(key=key).defer("search").first()
    if paper is None:
        return []
    found = [Dependent(type="collection", id=str(row.pk), label=row.name) for row in paper.collections.order_by("name")]
    quoting = Tree.objects.filter(quoted__paper=paper).exclude(kind=Tree.Kind.PAPER).defer("body", "mermaid")
    syntheses = Synthesis.objects.filter(versions__tree__in=quoting).distinct().order_by("title", "id")
    found += [Dependent(type="synthesis", id=str(row.pk), label=row.title) for row in syntheses]
    resting = Q(parents__tree__quoted__paper=paper) | Q(children__tree__quoted__paper=paper)
    breedings = Breeding.objects.filter(resting).distinct().defer("recipe", "state", "history").order_by("title", "id")
    found += [Dependent(type="breeding", id=str(row.pk), label=row.title) for row in breedings]
    alone = quoting.filter(versions=None, child_of=None).order_by("title", "id")
    return found + [Dependent(type="tree", id=row.pk, label=row.title) for row in alone]


def paper_withdraw(key: str) -> None:
    """Tells the projections that a paper is out; its text stays for trees that quote it, its own tree is archived."""
    outbox.publish(topic="paper.changed", key=key, payload={"withdrawn": True})
    concepts_mark(papers=[key])


@dataclasses.dataclass(frozen=True)
class Purged:
    """What a purge removed, or would remove.

    Keys of papers, ids of trees, titles of syntheses that lost a version, and titles of breedings.
    """

    papers: tuple[str, ...]
    trees: tuple[str, ...]
    syntheses: tuple[str, ...] = ()
    breedings: tuple[str, ...] = ()


@transaction.atomic
def purge(*, dry_run: bool = False) -> Purged:
    """Removes archived trees and the withdrawn papers that no other tree quotes.

    Parents of a breeding stay, archived or not, and with them the papers they quote. With `dry_run`
    nothing is removed. Doing it twice removes nothing more.
    """
    upright = standing(Tree.objects.all()).exclude(kind=Tree.Kind.PAPER)
    # A child's parents are parents of its breeding, too: no tree is left without those it comes from.
    parents = BreedingParent.objects.values("tree")
    quoted = TreePaper.objects.filter(Q(tree__in=upright.values("pk")) | Q(tree__in=parents)).exclude(paper=None)
    papers = Paper.objects.filter(withdrawn_at__isnull=False).exclude(pk__in=quoted.values("paper"))
    # A paper that stays withdrawn keeps its own tree: restoring it must find it.
    kept = PaperTree.objects.exclude(paper__in=papers).values("tree")
    bred = BreedingChild.objects.values("tree")
    trees = Tree.objects.filter(versions=None).exclude(pk__in=kept).exclude(pk__in=parents).exclude(pk__in=bred)
    purged = Purged(
        papers=tuple(papers.order_by("key").values_list("key", flat=True)),
        trees=tuple(trees.order_by("pk").values_list("pk", flat=True)),
    )
    if not dry_run:
        _remove(purged)
    return purged


@transaction.atomic
def purge_paper(*, paper: Paper, dry_run: bool = False) -> Purged:
    """Removes a withdrawn paper for good, with every tree that quotes it and the versions that point at those.

    A breeding with a parent among these, or whose recipe quotes the paper, goes with all its children, so that none is
    left without its parents. Raises `Conflict` when the paper is not withdrawn.
    """
    if paper.withdrawn_at is None:
        raise Conflict(
            f"{paper.key} is not withdrawn. Withdraw it first: DELETE /api/papers/{paper.key}/?withdraw=true.",
            code="not_withdrawn",
        )
    breedings, ids = _resting_on(paper)
    trees = Tree.objects.filter(pk__in=ids)
    syntheses = Synthesis.objects.filter(versions__tree__in=trees).distinct()
    purged = Purged(
        papers=(paper.key,),
        trees=tuple(trees.order_by("pk").values_list("pk", flat=True)),
        syntheses=tuple(syntheses.order_by("title").values_list("title", flat=True)),
        breedings=tuple(row.title for row in breedings),
    )
    if not dry_run:
        Breeding.objects.filter(pk__in=[row.pk for row in breedings]).delete()
        SynthesisVersion.objects.filter(tree__in=purged.trees).delete()
        _remove(purged)
    return purged


def _resting_on(paper: Paper) -> tuple[list[Breeding], set[str]]:
    """The breedings and the ids of the trees that a paper takes along, by title and without order."""
    trees = set(Tree.objects.filter(quoted__paper=paper).values_list("pk", flat=True))
    found = {
        row.pk: row
        for row in Breeding.objects.exclude(recipe=None).defer("state", "history")
        if any(quote[0] == paper.key for quote in (row.recipe or {})["materials"]["quotes"])
    }
    while True:
        resting = Breeding.objects.filter(Q(parents__tree__in=trees) | Q(pk__in=found)).defer("recipe", "state")
        found |= {row.pk: row for row in resting.distinct()}
        children = set(BreedingChild.objects.filter(breeding__in=found).values_list("tree", flat=True))
        if children <= trees:
            return sorted(found.values(), key=lambda row: (row.title, str(row.pk))), trees
        trees |= children


def _remove(purged: Purged) -> None:
    # Papers first: their pointers protect their trees.
    Paper.objects.filter(key__in=purged.papers).delete()
    BreedingChild.objects.filter(tree__in=purged.trees).delete()
    Lineage.objects.filter(child__in=purged.trees).delete()
    Tree.objects.filter(pk__in=purged.trees).delete()
    for key in purged.papers:
        outbox.publish(topic="paper.changed", key=key, payload={"purged": True})
    for tree in purged.trees:
        outbox.publish(topic="tree.changed", key=tree, payload={"purged": True})

"""Breedings: made, steered, named and taken away at once; the breeding itself is a job (`breeding_runs`)."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from jobs import outbox
from jobs.errors import Conflict, Invalid, NotFound
from jobs.models import Job
from jobs.services import enqueue
from synthesis.core.breeding import Choice, Settings, check_generations, chosen_twice
from synthesis.core.breeding.settings import MAX_PARENTS
from synthesis.core.errors import CoreError, InvalidSetting
from synthesis.models import Breeding, BreedingChild, BreedingParent, Lineage, Tree

MAX_NODES_IN_ALL = 4_000
DEFAULT_NODES, MOST_NODES = 40, 200
LONGEST_NAME = 60


def breeding_make(
    *,
    parents: Sequence[str],
    generations: int,
    population: int,
    seed: int,
    operators: Sequence[str],
    weights: Mapping[str, float],
    max_nodes: int | None = None,
) -> Breeding:
    """A breeding of these trees, not begun. Without `max_nodes` a child has at most 40 nodes, or the largest parent's.

    Raises `Invalid` for settings out of bounds, fewer than two parents, more than 50, one named twice or too large
    together, and `NotFound` for an id of no tree.
    """
    trees = _parents(parents)
    most = max_nodes or min(MOST_NODES, max(DEFAULT_NODES, *(tree.node_count for tree in trees)))
    wanted = {"seed": seed, "population": population, "operators": operators, "weights": weights, "max_nodes": most}
    try:
        check_generations(generations)
        settings = Settings.from_json(wanted)
    except CoreError as error:
        raise Invalid(error.message, code=error.code, details=error.details) from error
    breeding = Breeding.objects.create(title=_title(trees), settings=settings.to_json(), generations=generations)
    BreedingParent.objects.bulk_create(
        [BreedingParent(breeding=breeding, tree=tree, place=place) for place, tree in enumerate(trees)]
    )
    return breeding


@transaction.atomic
def breeding_create(**wanted: Any) -> tuple[Breeding, Job]:
    """A breeding as `breeding_make` makes it, and the job that breeds."""
    breeding = breeding_make(**wanted)
    return breeding, _start(breeding)


@transaction.atomic
def breeding_select(
    *, breeding: Breeding, keep: Sequence[str], less: Sequence[str], more: Sequence[str], generations: int
) -> Job:
    """Breeds on for some generations from the kept children and `more` (from all when none is named), away from `less`.

    The three hold ids of children of the present generation; the kept ones stay in the breeding. Raises `Conflict`
    while its job is at work or before it has children, and `Invalid` for another id, one in two of the lists, or
    generations out of bounds.
    """
    locked = Breeding.objects.select_for_update().get(pk=breeding.pk)
    _check_at_rest(locked)
    names = dict(locked.children.exclude(place=None).values_list("tree", "name"))
    if locked.recipe is None or not names:
        raise Conflict("This breeding has no children to choose from yet.")
    _check_choice(names, keep, less, more)
    try:
        check_generations(generations)
        check_generations(locked.generation + generations)
    except InvalidSetting as error:
        raise Invalid(error.message, code=error.code, details=error.details) from error
    kept, away, like = (tuple(sorted(names[tree] for tree in trees)) for trees in (keep, less, more))
    held = [made for made in locked.recipe["choices"] if made["generation"] != locked.generation]
    choice = Choice(locked.generation, kept, away, like).to_json()
    locked.recipe["choices"] = held + ([choice] if keep or less or more else [])
    locked.generations = locked.generation + generations
    locked.children.filter(tree__in=keep).update(kept=True)
    locked.save(update_fields=["recipe", "generations", "modified_at"])
    return _start(locked)


@transaction.atomic
def breeding_change(*, breeding: Breeding, title: str | None = None, kept: Sequence[str] | None = None) -> None:
    """Gives the breeding another title, and keeps exactly these of its children; None leaves either as it is.

    Raises `Invalid` for an id of no child.
    """
    if title is not None:
        breeding.title = title
        breeding.save(update_fields=["title", "modified_at"])
    if kept is not None:
        children = set(breeding.children.values_list("tree", flat=True))
        unknown = [tree for tree in kept if tree not in children]
        if unknown:
            raise Invalid(f"{unknown[0]} is no child of this breeding.", details={"tree": unknown[0]})
        breeding.children.update(kept=False)
        breeding.children.filter(tree__in=kept).update(kept=True)


@transaction.atomic
def breeding_delete(*, breeding: Breeding) -> None:
    """Takes a breeding away; its children are archived and let go of their parents.

    Raises `Conflict` while its job is at work, and where a child of it is a parent of another breeding: that one's
    lineage would end in nothing.
    """
    locked = Breeding.objects.select_for_update().get(pk=breeding.pk)
    _check_at_rest(locked)
    children = list(locked.children.values_list("tree", flat=True))
    resting = Breeding.objects.filter(parents__tree__in=children).exclude(pk=locked.pk).distinct()
    if resting.exists():
        rows = resting.order_by("title", "id").values_list("id", "title")
        found = [{"id": str(key), "title": title} for key, title in rows]
        count = "another breeding" if len(found) == 1 else f"{len(found)} other breedings"
        said = f"Children of this breeding are parents in {count}; delete what rests on them first."
        raise Conflict(said, code="has_descendants", details={"breedings": found})
    locked.delete()
    Lineage.objects.filter(child__in=children).delete()
    # Another breeding may have come to the same trees.
    ancestry_store(BreedingChild.objects.filter(tree__in=children))
    outbox.publish_all(topic="tree.changed", payloads={tree: {"breeding": None} for tree in children})
    outbox.publish(topic="breeding.changed", key=str(breeding.pk), payload={"deleted": True})


def ancestry_store(children: Iterable[BreedingChild]) -> None:
    """A row for each child's tree and each of its parents, where there is none yet."""
    rows = [Lineage(child_id=row.tree_id, parent_id=parent) for row in children for parent in row.lineage["parents"]]
    Lineage.objects.bulk_create(rows, ignore_conflicts=True)


def _check_at_rest(breeding: Breeding) -> None:
    job = Job.objects.filter(pk=breeding.job_id).first() if breeding.job_id else None
    if job is not None and job.state in Job.ACTIVE:
        raise Conflict("This breeding is at work; wait for it or stop it first.", details={"job": str(job.pk)})


def _check_choice(names: Mapping[str, str], keep: Sequence[str], less: Sequence[str], more: Sequence[str]) -> None:
    unknown = [tree for tree in (*keep, *less, *more) if tree not in names]
    if unknown:
        raise Invalid(f"{unknown[0]} is no child of this breeding's present generation.", details={"tree": unknown[0]})
    twice = chosen_twice(keep, less, more)
    if twice:
        said = f"{twice[0]} stands in two lists; choose one of keep, more and less for it."
        raise Invalid(said, details={"tree": twice[0]})


def _start(breeding: Breeding) -> Job:
    params = {"breeding": str(breeding.pk), "generations": breeding.generations}
    job = enqueue(kind="breeding", params=params, total=breeding.generations)
    breeding.job_id = job.pk
    breeding.save(update_fields=["job_id", "modified_at"])
    return job


def _parents(ids: Sequence[str]) -> list[Tree]:
    if not 2 <= len(ids) <= MAX_PARENTS:
        said = f"A breeding needs two to {MAX_PARENTS} parents; {len(ids)} came."
        raise Invalid(said, code="parents", details={"parents": len(ids)})
    twice = [tree for place, tree in enumerate(ids) if tree in ids[:place]]
    if twice:
        raise Invalid(f"Tree {twice[0]} is named twice.", code="parents", details={"tree": twice[0]})
    found = Tree.objects.in_bulk(list(ids))
    unknown = [tree for tree in ids if tree not in found]
    if unknown:
        raise NotFound(f"There is no tree {unknown[0]}.", details={"tree": unknown[0]})
    total = sum(tree.node_count for tree in found.values())
    if total > MAX_NODES_IN_ALL:
        raise Invalid(f"These parents have {total} nodes; together they may have {MAX_NODES_IN_ALL}.", code="parents")
    return [found[tree] for tree in ids]


def _title(trees: Sequence[Tree]) -> str:
    names = [f"“{textwrap.shorten(tree.name or tree.title, LONGEST_NAME, placeholder='…')}”" for tree in trees[:2]]
    more = f" and {len(trees) - 2} more" if len(trees) > 2 else ""
    return " × ".join(names) + more

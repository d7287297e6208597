"""Breedings: made and steered at once, bred in a job that can be stopped and goes on where it was."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import transaction

from jobs import outbox
from jobs.errors import Conflict, Invalid, JobCancelled, NotFound
from jobs.models import Job
from jobs.services import enqueue
from synthesis.breeding_inputs import breeding_materials
from synthesis.core import types
from synthesis.core.breeding import PARTS, Breeder, Member, Recipe, Settings, check_generations
from synthesis.core.breeding.settings import MAX_PARENTS
from synthesis.core.errors import CoreError, InvalidSetting
from synthesis.models import Breeding, BreedingChild, BreedingParent, Lineage, Tree
from synthesis.services.trees import trees_store

MAX_NODES_IN_ALL = 4_000
DEFAULT_NODES, MOST_NODES = 40, 200
SHOWN = 9
# The best by weight; the rest of those shown are the most unlike the others.
BEST_SHOWN = 3
SAVE_EVERY = 5.0
# After so many generations without a new child there is nothing left to breed.
BARREN = 3

Progress = Callable[[int, int, str], None]
Tell = Callable[[Mapping[str, Any]], None]
Checkpoint = Callable[[dict[str, Any]], None]


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
def breeding_select(*, breeding: Breeding, keep: Sequence[str], less: Sequence[str], generations: int) -> Job:
    """Breeds on for some generations from the kept children (from all when none is named), away from `less`.

    `keep` and `less` are ids of children of the present front. Raises `Conflict` while its job is at work or before it
    has children, and `Invalid` for another id, one in both lists, or generations out of bounds.
    """
    locked = Breeding.objects.select_for_update().get(pk=breeding.pk)
    job = Job.objects.filter(pk=locked.job_id).first() if locked.job_id else None
    if job is not None and job.state in Job.ACTIVE:
        raise Conflict("This breeding is at work; wait for it or stop it first.", details={"job": str(job.pk)})
    names = dict(locked.children.exclude(place=None).values_list("tree", "name"))
    if locked.recipe is None or not names:
        raise Conflict("This breeding has no children to choose from yet.")
    unknown = [tree for tree in (*keep, *less) if tree not in names]
    if unknown:
        raise Invalid(f"{unknown[0]} is no child of this breeding's present generation.", details={"tree": unknown[0]})
    both = sorted(set(keep) & set(less))
    if both:
        raise Invalid(f"{both[0]} stands in both lists; keep it or ask for less of it.", details={"tree": both[0]})
    try:
        check_generations(generations)
        check_generations(locked.generation + generations)
    except InvalidSetting as error:
        raise Invalid(error.message, code=error.code, details=error.details) from error
    choice = {"generation": locked.generation, "keep": sorted(names[tree] for tree in keep),
              "less": sorted(names[tree] for tree in less)}  # fmt: skip
    held = [made for made in locked.recipe["choices"] if made["generation"] != locked.generation]
    locked.recipe["choices"] = held + ([choice] if keep or less else [])
    locked.generations = locked.generation + generations
    locked.children.filter(tree__in=keep).update(kept=True)
    locked.save(update_fields=["recipe", "generations", "modified_at"])
    return _start(locked)


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
    names = [f"“{tree.title}”" for tree in trees[:2]]
    more = f" and {len(trees) - 2} more" if len(trees) > 2 else ""
    return " × ".join(names) + more


def breeding_run(*, breeding: Breeding, progress: Progress, tell: Tell, checkpoint: Checkpoint) -> list[str]:
    """Breeds until `breeding.generations`; returns the ids of the final front, best first by the weights.

    It goes on from the saved state. `progress(done, total, message)` may raise `JobCancelled`: then all that is done is
    stored first, the children of the moment included. `tell` gets the figures of every generation. `checkpoint` is
    called with `{generation}` inside each transaction that saves. Raises `Invalid` when no child can be bred.
    """
    trees = [types.from_dict(row.tree.body) for row in breeding.parents.select_related("tree")]
    if breeding.recipe is None:
        progress(0, breeding.generations, f"Reading {len(trees)} parents and their papers")
        settings = Settings.from_json(breeding.settings)
        breeding.recipe = Recipe.of(trees, settings, breeding_materials(trees=trees)).to_json()
    recipe = Recipe.from_json(breeding.recipe)
    breeder = recipe.breeder(trees)
    breeding.parent_fitness = [dict(zip(PARTS, row, strict=True)) for row in breeder.parent_fitness]
    if breeding.state is not None:
        breeder.restore(breeding.state)
    try:
        _breed(breeding, recipe, breeder, progress, tell, checkpoint)
    except JobCancelled:
        _save(breeding, breeder, checkpoint, pause=True)
        raise
    if not breeder.population:
        raise Invalid("These parents are too alike or too small: no child differs from all of them.", code="barren")
    return _save(breeding, breeder, checkpoint, pause=True)


def _breed(
    breeding: Breeding, recipe: Recipe, breeder: Breeder, progress: Progress, tell: Tell, checkpoint: Checkpoint
) -> None:
    total, barren, saved = breeding.generations, 0, time.monotonic()
    while breeder.generation < total and barren < BARREN:
        progress(breeder.generation, total, f"Generation {breeder.generation} of {total}")
        row = recipe.advance(breeder)
        barren = 0 if row["children"] else barren + 1
        breeding.history.append(row)
        tell(row)
        if time.monotonic() - saved >= SAVE_EVERY:
            _save(breeding, breeder, checkpoint, pause=False)
            saved = time.monotonic()
    progress(breeder.generation, total, f"{breeder.generation} generations bred")


@transaction.atomic
def _save(breeding: Breeding, breeder: Breeder, checkpoint: Checkpoint, *, pause: bool) -> list[str]:
    """Stores how far it is; with `pause` its children too, whose ids it returns."""
    breeding.state, breeding.generation = breeder.state(), breeder.generation
    breeding.save(update_fields=["recipe", "state", "generation", "history", "parent_fitness", "modified_at"])
    checkpoint({"generation": breeder.generation})
    return _children_store(breeding, breeder) if pause else []


def _children_store(breeding: Breeding, breeder: Breeder) -> list[str]:
    front = breeder.front()
    trees = trees_store(trees=[breeder.tree(member) for member in front])
    shown = {member.name for member in _shown(front)}
    breeding.children.update(place=None, shown=False)
    rows = [
        BreedingChild(
            breeding=breeding, tree=tree, name=member.name, born=member.born, place=place, shown=member.name in shown,
            fitness=dict(zip(PARTS, member.fitness, strict=True)), lineage=breeder.lineage(member),
        )
        for place, (member, tree) in enumerate(zip(front, trees, strict=True))
    ]  # fmt: skip
    BreedingChild.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["breeding", "name"], update_fields=["place", "shown"]
    )
    ancestry = [Lineage(child_id=row.tree_id, parent_id=parent) for row in rows for parent in row.lineage["parents"]]
    Lineage.objects.bulk_create(ancestry, ignore_conflicts=True)
    told = {row.tree_id: {"breeding": str(breeding.pk), "parents": row.lineage["parents"]} for row in rows}
    outbox.publish_all(topic="tree.changed", payloads=told)
    payload = {"generation": breeding.generation, "children": len(rows)}
    outbox.publish(topic="breeding.changed", key=str(breeding.pk), payload=payload)
    return [row.tree_id for row in rows]


def _shown(front: Sequence[Member]) -> list[Member]:
    """At most nine to choose from: the first few, then each time the one least like those taken (by fitness)."""
    taken = list(front[:BEST_SHOWN])
    rest = list(front[BEST_SHOWN:])
    while rest and len(taken) < SHOWN:
        far = max(rest, key=lambda member: (round(min(_apart(member, other) for other in taken), 6), member.name))
        rest.remove(far)
        taken.append(far)
    return taken


def _apart(one: Member, other: Member) -> float:
    return sum(abs(a - b) for a, b in zip(one.fitness, other.fitness, strict=True))

"""The breeding itself: generation after generation, saved as it goes, its children stored whenever it pauses."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction

from jobs import outbox
from jobs.errors import Invalid, JobCancelled
from synthesis.breeding_inputs import breeding_materials
from synthesis.core import types
from synthesis.core.breeding import PARTS, Breeder, Recipe, Settings
from synthesis.models import Breeding, BreedingChild
from synthesis.services.breedings import ancestry_store
from synthesis.services.trees import trees_store

LEAST_SHOWN, MOST_SHOWN = 6, 9
SAVE_EVERY = 5.0
# After so many generations without a new child there is nothing left to breed.
BARREN = 3

Progress = Callable[[int, int, str], None]
Tell = Callable[[Mapping[str, Any]], None]
Checkpoint = Callable[[dict[str, Any]], None]


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
    """Stores the front and the few to choose from; returns the ids of the front."""
    front, to_choose = breeder.to_show(LEAST_SHOWN, MOST_SHOWN)
    held = {member.name for member in front}
    members = front + [member for member in to_choose if member.name not in held]
    trees = trees_store(trees=[breeder.tree(member) for member in members])
    shown = {member.name for member in to_choose}
    breeding.children.update(place=None, shown=False)
    rows = [
        BreedingChild(
            breeding=breeding, tree=tree, name=member.name, born=member.born, place=place, shown=member.name in shown,
            fitness=dict(zip(PARTS, member.fitness, strict=True)), lineage=breeder.lineage(member),
        )
        for place, (member, tree) in enumerate(zip(members, trees, strict=True))
    ]  # fmt: skip
    BreedingChild.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["breeding", "name"], update_fields=["place", "shown"]
    )
    ancestry_store(rows)
    told = {row.tree_id: {"breeding": str(breeding.pk), "parents": row.lineage["parents"]} for row in rows}
    outbox.publish_all(topic="tree.changed", payloads=told)
    payload = {"generation": breeding.generation, "children": len(rows)}
    outbox.publish(topic="breeding.changed", key=str(breeding.pk), payload=payload)
    return [row.tree_id for row in rows[: len(front)]]

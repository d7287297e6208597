"""Reads of breedings and lineage, in the shapes that REST and files show."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from jobs.errors import NotFound
from jobs.models import Job
from synthesis.core import types
from synthesis.core.breeding import Choice, Recipe, compare
from synthesis.models import Breeding, BreedingChild, Lineage, Tree
from synthesis.selectors import standing

OFFSPRING = 200


def breeding_get(breeding_id: UUID) -> Breeding:
    """The breeding of that id; raises `NotFound`."""
    breeding = Breeding.objects.filter(pk=breeding_id).first()
    if breeding is None:
        raise NotFound(f"There is no breeding {breeding_id}.")
    return breeding


def breedings() -> QuerySet[Breeding]:
    """All breedings without what only the core reads, last changed first.

    Each has `parent_count`, `child_count` (of the present generation, and kept ones) and its job's `job_state`.
    """
    present = Q(children__place__isnull=False) | Q(children__kept=True)
    found = Breeding.objects.defer("recipe", "state", "history").annotate(
        parent_count=Count("parents", distinct=True),
        child_count=Count("children", filter=present, distinct=True),
        job_state=Subquery(Job.objects.filter(pk=OuterRef("job_id")).values("state")[:1]),
    )
    return found.order_by("-modified_at", "id")


def breeding_body(breeding: Breeding) -> dict[str, Any]:
    """A breeding as `GET /api/breedings/{id}/` shows it.

    `children` are the present front, best first, the few beyond it that are shown, then those kept earlier (`place`
    null).
    """
    held = breeding.children.filter(place__isnull=False) | breeding.children.filter(kept=True)
    rows = held.select_related("tree").defer("tree__body", "tree__mermaid")
    last = len(rows)
    parents = list(breeding.parents.select_related("tree").defer("tree__body", "tree__mermaid"))
    figures = breeding.parent_fitness or [None] * len(parents)
    return {
        "id": str(breeding.pk),
        "title": breeding.title,
        "parents": [_head(row.tree) | {"fitness": f} for row, f in zip(parents, figures, strict=True)],
        **breeding.settings,
        "generations": breeding.generations,
        "generation": breeding.generation,
        "children": [
            _child(row) for row in sorted(rows, key=lambda row: (last if row.place is None else row.place, row.name))
        ],
        "history": breeding.history,
        "recipe": Recipe.from_json(breeding.recipe).hash() if breeding.recipe else None,
        "choices": [Choice.from_json(row).to_json() for row in breeding.recipe["choices"]] if breeding.recipe else [],
        "job": str(breeding.job_id) if breeding.job_id else None,
        "state": _state(breeding),
        "created_at": breeding.created_at,
        "modified_at": breeding.modified_at,
    }


def _state(breeding: Breeding) -> str | None:
    if breeding.job_id is None:
        return None
    return Job.objects.filter(pk=breeding.job_id).values_list("state", flat=True).first()


def _child(row: BreedingChild) -> dict[str, Any]:
    about = {name: getattr(row, name) for name in ("born", "place", "shown", "kept", "fitness")}
    return _head(row.tree) | {"nodes": row.tree.node_count, "edges": row.tree.edge_count, "key": row.name} | about


def _head(tree: Tree) -> dict[str, Any]:
    return {"id": tree.pk, "title": tree.title, "name": tree.name, "kind": tree.kind, "style": tree.style}


def bred(tree: Tree) -> dict[str, Any]:
    """`{fitness, lineage}` of a child as `GET /api/trees/{id}/` shows them, both None for any other tree.

    A tree that several breedings came to is shown as the first of them bred it.
    """
    row = BreedingChild.objects.filter(tree=tree).order_by("breeding__created_at", "pk").first()
    if row is None:
        return {"fitness": None, "lineage": None}
    lineage = {**row.lineage, "breeding": str(row.breeding_id), "generation": row.born, "key": row.name}
    return {"fitness": row.fitness, "lineage": lineage}


def family(tree: Tree) -> dict[str, Any]:
    """A tree's lineage: its parents with what it kept, added and dropped of each, all ancestors, and its descendants.

    `ancestors` and `descendants` stand nearest first (`depth` 1 for parents and children), each once with its own
    `parents`.
    """
    above, below = _line(tree.pk, _parents_of), dict(list(_line(tree.pk, _children_of).items())[:OFFSPRING])
    rows = Tree.objects.in_bulk([*above, *below])
    upright = set(standing(Tree.objects.filter(pk__in=rows)).values_list("pk", flat=True))
    mine = types.from_dict(tree.body)
    heads = {key: _head(row) | {"archived": key not in upright} for key, row in rows.items()}
    parents = [key for key, depth in above.items() if depth == 1]
    up = _parents_of([*above, *below])
    offspring = Tree.objects.filter(ancestry__parent=tree).order_by("-created_at", "id")[:OFFSPRING]
    return {
        **_head(tree),
        "parents": [heads[key] | compare(mine, types.from_dict(rows[key].body)) for key in parents],
        "ancestors": [heads[key] | {"depth": depth, "parents": up[key]} for key, depth in above.items()],
        "offspring": [_head(row) for row in offspring.defer("body", "mermaid")],
        "descendants": [heads[key] | {"depth": depth, "parents": up[key]} for key, depth in below.items()],
        **bred(tree),
    }


def _line(tree_id: str, following: Callable[[Iterable[str]], dict[str, list[str]]]) -> dict[str, int]:
    """By id of each tree that can be reached the least number of steps, nearest first, then by id."""
    found: dict[str, int] = {}
    level, depth = sorted(following([tree_id])[tree_id]), 1
    while level:
        found |= dict.fromkeys(level, depth)
        level = sorted({key for next_ in following(level).values() for key in next_} - found.keys() - {tree_id})
        depth += 1
    return found


def _parents_of(ids: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {key: [] for key in ids}
    for child, parent in Lineage.objects.filter(child__in=found).order_by("parent").values_list("child", "parent"):
        found[child].append(parent)
    return found


def _children_of(ids: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {key: [] for key in ids}
    for child, parent in Lineage.objects.filter(parent__in=found).order_by("child").values_list("child", "parent"):
        found[parent].append(child)
    return found

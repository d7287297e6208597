"""A breeding as a file that holds all its children follow from, and the children made anew from such a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jobs.errors import Conflict, Invalid, NotFound
from synthesis.core import types
from synthesis.core.breeding import PARTS, Breeder, Member, Recipe, check_generations, replay
from synthesis.core.errors import CoreError
from synthesis.models import Breeding, BreedingChild, Tree
from synthesis.selectors import titles_of
from synthesis.services.trees import draw
from synthesis.shapes import graph_body, paper_keys

FORMAT = "arboretum recipe 1"


def recipe_body(breeding: Breeding, *, child: str = "") -> dict[str, Any]:
    """The file of a breeding, or of one child of it by the id of its tree.

    `{format, title, hash, recipe, parents, titles, generation, child}`: the recipe with its SHA-256, the parents whole,
    the titles of all papers that may be named, how many generations to breed, and `child` `{id, key, born}` or None.
    Raises `Conflict` before the breeding began, and `NotFound` for a tree that is no child of it.
    """
    if breeding.recipe is None:
        raise Conflict("This breeding has not begun, so there is nothing to replay yet.", code="not_begun")
    row = BreedingChild.objects.filter(breeding=breeding, tree=child).first() if child else None
    if child and row is None:
        raise NotFound(f"Tree {child} is no child of this breeding.", details={"tree": child})
    trees = [types.from_dict(parent.tree.body) for parent in breeding.parents.select_related("tree")]
    recipe = Recipe.from_json(breeding.recipe)
    neighbours = [node for nodes in recipe.materials.neighbours.values() for node in nodes]
    keys = {key for tree in trees for key in paper_keys(tree)} | {key for node in neighbours for key in node.papers}
    titles = titles_of(keys)
    return {
        "format": FORMAT,
        "title": breeding.title,
        "hash": recipe.hash(),
        "recipe": recipe.to_json(),
        "parents": [types.to_dict(tree) for tree in trees],
        "titles": {key: titles[key] for key in sorted(titles)},
        "generation": row.born if row is not None else breeding.generation,
        "child": {"id": row.tree_id, "key": row.name, "born": row.born} if row is not None else None,
    }


def bred_body(breeding: Breeding, ids: Sequence[str]) -> dict[str, Any]:
    """The children of these ids as a file shows them: `{title, parents, settings ..., generation, children}`."""
    rows = {row.tree_id: row for row in BreedingChild.objects.filter(breeding=breeding).select_related("tree")}
    trees = {key: types.from_dict(rows[key].tree.body) for key in ids}
    titles = titles_of({key for tree in trees.values() for key in paper_keys(tree)})
    children = [child_body(trees[key], rows[key].fitness, rows[key].lineage, titles) for key in ids]
    parents = [row.tree_id for row in breeding.parents.all()]
    return _file(breeding.title, parents, breeding.settings, breeding.generation, children)


def replay_body(data: Mapping[str, Any]) -> dict[str, Any]:
    """What `bred_body` gave, made anew from a recipe's file: the final front, or the one child that the file names.

    It reads nothing but the file. Raises `Invalid` for a file that is no recipe, or not of this version.
    """
    try:
        if data["format"] != FORMAT:
            raise Invalid(f"This file is not of the format {FORMAT!r}.", code="no_recipe")
        recipe = Recipe.from_json(data["recipe"])
        trees = [types.from_dict(tree) for tree in data["parents"]]
        check_generations(data["generation"])
        breeder, members = _bred(recipe, trees, data)
    except CoreError as error:
        raise Invalid(error.message, code=error.code, details=error.details) from error
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise Invalid("This file is no recipe of a breeding.", code="no_recipe") from error
    children = [
        child_body(
            breeder.tree(member), dict(zip(PARTS, member.fitness, strict=True)), breeder.lineage(member), data["titles"]
        )
        for member in members
    ]
    parents = [types.tree_id(tree) for tree in trees]
    return _file(data["title"], parents, recipe.settings.to_json(), breeder.generation, children)


def _bred(recipe: Recipe, trees: Sequence[types.Tree], data: Mapping[str, Any]) -> tuple[Breeder, list[Member]]:
    child = data["child"]
    if child is not None:
        breeder, member = replay(recipe, trees, name=child["key"], born=child["born"])
        return breeder, [member]
    breeder = recipe.breeder(trees)
    while breeder.generation < data["generation"]:
        recipe.advance(breeder)
    return breeder, breeder.front()


def child_body(
    tree: types.Tree, fitness: Mapping[str, float], lineage: Mapping[str, Any], titles: Mapping[str, str]
) -> dict[str, Any]:
    """A child as files show it: `GET /api/trees/{id}/` without what changes although the child does not."""
    return {
        "id": types.tree_id(tree),
        "kind": Tree.Kind.CHILD.value,
        "style": "",
        "title": tree.title,
        **graph_body(tree, draw(tree), titles),
        "papers": [{"arxiv_id": key, "title": titles.get(key, key)} for key in paper_keys(tree)],
        "fitness": dict(fitness),
        "lineage": dict(lineage),
    }


def _file(
    title: str, parents: Sequence[str], settings: Mapping[str, Any], generation: int, children: list[dict[str, Any]]
) -> dict[str, Any]:
    return {"title": title, "parents": list(parents), **settings, "generation": generation, "children": children}

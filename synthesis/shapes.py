"""The one shape in which trees and merges are shown: over REST, in files, stored or not."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from synthesis.core import levels, types
from synthesis.core.inputs import Merge
from synthesis.edit_shapes import edits_body, versions_body
from synthesis.family import bred
from synthesis.models import Synthesis, SynthesisVersion, Tree
from synthesis.selectors import standing, titles_of
from synthesis.told import told_body, told_json


def graph_body(tree: types.Tree, text: str, titles: Mapping[str, str]) -> dict[str, Any]:
    """Root, nodes, edges, Mermaid text, hash and levels as every answer shows them; a node's papers have titles."""
    body = types.to_dict(tree)
    for node in body["nodes"]:
        node["papers"] = [{"arxiv_id": key, "title": titles.get(key, key)} for key in node["papers"]]
    return {
        "root": body["root"],
        "mermaid": text,
        "hash": hashlib.sha256(types.canonical_json(tree)).hexdigest(),
        "nodes": body["nodes"],
        "edges": body["edges"],
        "levels": levels_body(tree),
    }


def levels_body(tree: types.Tree) -> list[dict[str, Any]]:
    """The levels of a tree beyond Mermaid's limits, the top first; none for a tree that is drawn whole."""
    if levels.fits(tree):
        return []
    found = levels.split(tree)
    above = {door: level.id for level in found for door in level.doors}
    return [
        {
            "id": level.id,
            "node": level.node,
            "page": level.page,
            "pages": level.pages,
            "parent": above.get(level.node),
            "nodes": [node.id for node in level.tree.nodes],
            "doors": list(level.doors),
            "hidden_links": level.hidden_links,
            "mermaid": level.text,
        }
        for level in found
    ]


def paper_keys(tree: types.Tree) -> list[str]:
    """The keys of the papers that a tree's nodes name, ascending."""
    return sorted({key for node in tree.nodes for key in node.papers})


def tree_body(row: Tree) -> dict[str, Any]:
    """A stored tree as `GET /api/trees/{id}/` shows it."""
    tree = types.from_dict(row.body)
    keys = paper_keys(tree)
    titles = titles_of(set(keys))
    return {
        "id": row.pk,
        "kind": row.kind,
        "style": row.style,
        "title": row.title,
        "name": row.name,
        **graph_body(tree, row.mermaid, titles),
        "papers": [{"arxiv_id": key, "title": titles.get(key, key)} for key in keys],
        "archived": not standing(Tree.objects.filter(pk=row.pk)).exists(),
        **bred(row),
        "created_at": row.created_at,
    }


def synthesis_body(synthesis: Synthesis, version: SynthesisVersion | None) -> dict[str, Any]:
    """A version of a synthesis as `GET /api/syntheses/{id}/` shows it; without a version (not merged yet) no tree."""
    head = {
        "id": str(synthesis.pk),
        "title": synthesis.title,
        "collection": synthesis.collection_id,
        "question": synthesis.question,
        "from": synthesis.first,
        "to": synthesis.last,
        "versions": versions_body(synthesis),
        "job": str(synthesis.job_id) if synthesis.job_id else None,
        "edits": edits_body(version),
    }
    if version is None:
        empty: dict[str, Any] = {"root": None, "mermaid": "", "hash": None, "nodes": [], "edges": [], "levels": []}
        about: dict[str, Any] = {"version": None, "tree": None, "settings": {}, "papers": [], "left_out": [], "log": []}
        return {**head, **about, **told_body({}, {}), **empty, "created_at": synthesis.created_at}
    tree = types.from_dict(version.tree.body)
    titles = titles_of({*paper_keys(tree), *version.left_out})
    return {
        **head,
        "version": version.number,
        "tree": version.tree_id,
        "settings": version.settings,
        **_told(tree, version.left_out, titles),
        "log": version.log,
        **told_body(version.told, {node.id: node.label for node in tree.nodes}),
        **graph_body(tree, version.tree.mermaid, titles),
        "created_at": version.created_at,
    }


def merge_body(merged: Merge, *, text: str, titles: Mapping[str, str], about: Mapping[str, Any]) -> dict[str, Any]:
    """A merge that is not stored, in the shape of `synthesis_body`; what only storing gives is null.

    `about` holds `title`, `question` and `settings`.
    """
    unknown: dict[str, Any] = {
        "id": None,
        "collection": None,
        "from": None,
        "to": None,
        "versions": [],
        "job": None,
        "edits": edits_body(None),
        "version": None,
    }
    return {
        **unknown,
        **about,
        "tree": types.tree_id(merged.tree),
        **_told(merged.tree, merged.left_out, titles),
        "log": list(merged.log),
        **told_json(merged),
        "rewritten": None,
        **graph_body(merged.tree, text, titles),
        "created_at": None,
    }


def _told(tree: types.Tree, left_out: Sequence[str], titles: Mapping[str, str]) -> dict[str, Any]:
    named = {"papers": paper_keys(tree), "left_out": left_out}
    return {name: [{"arxiv_id": key, "title": titles.get(key, key)} for key in keys] for name, keys in named.items()}

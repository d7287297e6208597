"""Which part of the graph belongs to a collection, a tree, a topic or the surroundings of a node."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Sequence

from graph import queries, schema
from graph.former import present
from graph.reading import Reader, reading
from graph.shapes import Subgraph
from graph.walking import ALL_TYPES, drawn, near, nearest, nodes_of, require
from papers.selectors import collection_get, papers_alive

__all__ = ["Selection", "around_papers", "collection_papers", "selected"]


# Runs that the selection of a topic holds.
NEWEST_RUNS = 50


@dataclasses.dataclass(frozen=True)
class Selection:
    """What to take: exactly one of `collection`, `tree` (its id or node id), `topic` (as well) and `node` (a node id).

    `depth` and `types` belong to `node`.
    """

    collection: int | None = None
    tree: str = ""
    topic: str = ""
    node: str = ""
    depth: int = 1
    types: tuple[str, ...] = ALL_TYPES


def collection_papers(collection: int) -> list[str]:
    """The node ids of a collection's papers, by id. Raises `NotFound` for an unknown collection."""
    papers = papers_alive().filter(collections=collection_get(collection)).order_by("key")
    return [schema.node_id("Paper", key) for key in papers.values_list("key", flat=True)]


def selected(selection: Selection, *, limit: int) -> Subgraph:
    """The nodes of a selection, the most telling first, up to `limit`, with all edges between them.

    Of a collection: its papers, the concepts that most of them hold, each with its terms, then topics, categories,
    trees, authors and the terms of no concept. Of a tree: its nodes, the concepts they show and the papers they quote.
    Of a topic: what is one step away, the newest runs of its experiments with the models they made, and of its papers
    the same as of a collection. Raises `NotFound`.
    """
    with reading() as reader:
        if selection.collection is not None:
            papers = collection_papers(selection.collection)
            return drawn(reader, _of_papers(reader, list(nodes_of(reader, papers))), limit=limit)
        if selection.tree:
            return drawn(reader, _of_tree(reader, named("tree", selection.tree)), limit=limit)
        if selection.topic:
            return drawn(reader, _of_topic(reader, named("topic", selection.topic)), limit=limit)
        ids = nearest(reader, present(reader, selection.node), depth=selection.depth, types=selection.types)
        return drawn(reader, ids, limit=limit, types=selection.types)


def around_papers(keys: Sequence[str], *, limit: int) -> Subgraph:
    """The nodes of papers by their keys, as of a collection of them; those that the graph lacks are left out."""
    with reading() as reader:
        ids = [schema.node_id("Paper", key) for key in keys]
        return drawn(reader, _of_papers(reader, list(nodes_of(reader, ids))), limit=limit)


def named(kind: str, key: str) -> str:
    """The node id for a key, or for what is one already.

    >>> named("topic", "2"), named("topic", "topic:2")
    ('topic:2', 'topic:2')
    """
    return key if key.startswith(f"{kind}:") else f"{kind}:{key}"


def _step(reader: Reader, ids: Sequence[str], types: Sequence[str] = ALL_TYPES) -> Counter[str]:
    """What is one step away, each with how many of `ids` it is tied to."""
    return Counter(other for row in near(reader, ids, types) for other in row["others"])


def _ranked(ties: Counter[str], kind: str) -> list[str]:
    return sorted((id_ for id_ in ties if schema.kind_of(id_) == kind), key=lambda id_: (-ties[id_], id_))


def _of_papers(reader: Reader, papers: Sequence[str]) -> list[str]:
    tied = _step(reader, papers)
    terms = _ranked(tied, "term")
    holding: Counter[str] = Counter()
    terms_of: dict[str, list[str]] = {}
    for row in near(reader, terms, ["RESOLVES_TO"]):
        for concept in row["others"]:
            holding[concept] += tied[row["id"]]
            terms_of.setdefault(concept, []).append(row["id"])
    ids = list(papers)
    for concept in _ranked(holding, "concept"):
        ids += [concept, *sorted(terms_of[concept])]
    for kind in ("topic", "experiment", "run", "category", "tree", "author", "term"):
        ids += _ranked(tied, kind)
    return ids


def _of_tree(reader: Reader, tree: str) -> list[str]:
    require(reader, [tree])
    parts = sorted(row["id"] for row in reader.rows(queries.TREE_PARTS, id=tree))
    tied = _step(reader, parts, ("SHOWS", "QUOTES"))
    return [tree, *parts, *_ranked(tied, "concept"), *_ranked(tied, "paper")]


def _of_topic(reader: Reader, topic: str) -> list[str]:
    require(reader, [topic])
    tied = _step(reader, [topic])
    others = sorted(id_ for id_ in tied if schema.kind_of(id_) != "paper")
    papers = _ranked(tied, "paper")
    runs = _newest_runs(reader, [id_ for id_ in others if schema.kind_of(id_) == "experiment"])
    models = sorted(_step(reader, runs, ("MADE",)))
    data = sorted(_step(reader, models, ("TRAINED",)))
    return [topic, *others, *papers, *runs, *models, *data, *_of_papers(reader, papers)]


def _newest_runs(reader: Reader, experiments: Sequence[str]) -> list[str]:
    runs = nodes_of(reader, _step(reader, experiments, ("OF",)).keys())
    return sorted(runs, key=lambda id_: (str(runs[id_]["created"]), id_), reverse=True)[:NEWEST_RUNS]

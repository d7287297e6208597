"""Figures of the graph: how much is in it, how it grew by year, and which papers share their concepts."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from graph import queries, schema, status
from graph.former import present
from graph.reading import Reader, reading
from graph.selections import collection_papers
from graph.shapes import Json
from graph.walking import nodes_of

__all__ = ["counts", "related", "timeline"]

TOP = 10


def counts() -> Json:
    """`{nodes: {type: n}, edges: {TYPE: n}, hash, lag}`: every type of the schema, 0 where there is none."""
    with reading() as reader:
        nodes = {schema.type_of(label): _one(reader, query) for label, query in queries.COUNT_NODES.items()}
        edges = {name: _one(reader, query) for name, query in queries.COUNT_EDGES.items()}
    return {"nodes": nodes, "edges": edges, "hash": status.stored_hash(), "lag": status.lag()}


def _one(reader: Reader, query: str) -> int:
    return int(reader.rows(query)[0]["n"])


def related(id_: str, *, limit: int = 10) -> list[Json]:
    """Papers that share concepts with a paper, best first: the nodes with `score` and `shared` `[{id, label, papers}]`.

    A shared concept weighs ln(1 + N / n) for N papers in the graph of which n hold it, so rare ones count most; `score`
    is their sum, `shared` lists them rarest first. Ties by id. A former id stands for what it became.

    Raises `NotFound` for an unknown paper.
    """
    with reading() as reader:
        id_ = present(reader, id_)
        concepts = {row["concept"]: row for row in reader.rows(queries.PAPER_CONCEPTS, id=id_)}
        pairs = reader.rows(queries.PAPERS_OF_CONCEPTS, ids=sorted(concepts))
        holders = Counter(row["concept"] for row in pairs)
        total = _one(reader, queries.COUNT_NODES["Paper"])
        weight = {concept: math.log1p(total / holders[concept]) for concept in holders}
        shared: dict[str, list[str]] = {}
        for row in pairs:
            if row["paper"] != id_:
                shared.setdefault(row["paper"], []).append(row["concept"])
        score = {paper: round(math.fsum(weight[one] for one in found), 6) for paper, found in shared.items()}
        best = sorted(score, key=lambda paper: (-score[paper], paper))[:limit]
        papers = nodes_of(reader, best)
    return [
        {**papers[paper], "score": score[paper], "shared": _shared(shared[paper], concepts, holders)} for paper in best
    ]


def _shared(found: Sequence[str], concepts: dict[str, Json], holders: Counter[str]) -> list[Json]:
    ordered = sorted(found, key=lambda one: (holders[one], one))
    return [{"id": one, "label": concepts[one]["label"], "papers": holders[one]} for one in ordered]


def timeline(*, collection: int | None = None, concept: str = "") -> Json:
    """Papers and concepts by year, of a collection or of the papers that hold a concept.

    `{years: [{year, papers, concept_count, concepts: [{id, label, papers}]}], total, undated}`: every year between the
    first and the last, `concepts` the ten of most papers, `undated` how many of the `total` papers have no year.
    """
    with reading() as reader:
        if collection is not None:
            ids = collection_papers(collection)
        else:
            here = present(reader, concept)
            ids = [row["paper"] for row in reader.rows(queries.YEARS_OF_CONCEPT, id=here)]
        rows = list(reader.by_label({"Paper": queries.YEARS_OF_PAPERS}, ids))
    papers: dict[int | None, set[str]] = {}
    held: dict[int | None, Counter[tuple[str, str]]] = {}
    for row in rows:
        papers.setdefault(row["year"], set()).add(row["paper"])
        if row["concept"] is not None:
            held.setdefault(row["year"], Counter())[row["concept"], row["label"]] += 1
    known = [year for year in papers if year is not None]
    years = range(min(known), max(known) + 1) if known else range(0)
    return {
        "years": [_year(year, papers.get(year, set()), held.get(year, Counter())) for year in years],
        "total": sum(len(some) for some in papers.values()),
        "undated": len(papers.get(None, ())),
    }


def _year(year: int, papers: set[str], held: Counter[tuple[str, str]]) -> Json:
    top = sorted(held.items(), key=lambda one: (-one[1], one[0]))[:TOP]
    return {
        "year": year,
        "papers": len(papers),
        "concept_count": len(held),
        "concepts": [{"id": id_, "label": label, "papers": n} for (id_, label), n in top],
    }

"""The knowledge graph that the data engineer models: papers, concepts, authors, and how alike papers are."""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from compute.experiments.base import Context, CorpusPaper

TERMS = 8
MOST_CONCEPTS = 256
NEIGHBOURS = 5


@dataclasses.dataclass
class Graph:
    """Papers `{id, title, year, category, sort}`; `mentions` (paper, concept, score); `wrote` (author, paper).

    `similar` (paper, other, score) comes later. `sort` is unique, so that an order by it is the same in every database.
    """

    papers: list[dict[str, Any]]
    mentions: list[tuple[str, str, float]]
    wrote: list[tuple[str, str]]
    similar: list[tuple[str, str, float]] = dataclasses.field(default_factory=list)

    @property
    def concepts(self) -> list[str]:
        """Those mentioned most, by falling count and name."""
        counted = Counter(concept for _, concept, _ in self.mentions)
        return [name for name, _ in sorted(counted.items(), key=lambda one: (-one[1], one[0]))]

    def documents(self) -> list[dict[str, Any]]:
        """Each paper as one document with all that hangs on it, as a document database and jsonb hold it."""
        concepts, authors, similar = defaultdict(list), defaultdict(list), defaultdict(list)
        for paper, concept, score in self.mentions:
            concepts[paper].append({"label": concept, "score": score})
        for author, paper in self.wrote:
            authors[paper].append(author)
        for paper, other, score in self.similar:
            similar[paper].append({"id": other, "score": score})
        return [
            {**one, "concepts": concepts[one["id"]], "authors": authors[one["id"]], "similar": similar[one["id"]]}
            for one in self.papers
        ]

    def vectors(self) -> tuple[list[str], list[list[float]]]:
        """The concepts taken as columns, and a row of scores for each paper."""
        names = self.concepts[:MOST_CONCEPTS]
        column = {name: number for number, name in enumerate(names)}
        row = {one["id"]: number for number, one in enumerate(self.papers)}
        rows = [[0.0] * len(names) for _ in self.papers]
        for paper, concept, score in self.mentions:
            if concept in column:
                rows[row[paper]][column[concept]] = score
        return names, rows

    def connect(self, matrix: Sequence[Sequence[float]]) -> None:
        """Sets `similar`: for each paper its nearest others by the matrix, scores rounded to four digits."""
        ids = [one["id"] for one in self.papers]
        self.similar = []
        for number, paper in enumerate(ids):
            scored = [(round(float(score), 4), other) for score, other in zip(matrix[number], ids, strict=True)]
            near = sorted((-score, other) for score, other in scored if other != paper and score > 0)
            self.similar += [(paper, other, -score) for score, other in near[:NEIGHBOURS]]


def graph_of(context: Context, papers: int) -> Graph:
    """The library's papers with the terms found in them, and who wrote them where the graph says so.

    Without a library (an exported app that carries none) a small made-up one of the same shape.
    """
    corpus = sorted(context.corpus, key=lambda one: one["key"])[:papers] or _made_up(context.seed, papers)
    chosen = {one["key"] for one in corpus}
    listed = [
        {
            "id": one["key"].replace("/", "|"),
            "title": one["title"],
            "year": one["year"] or 0,
            "category": one["category"] or "unknown",
            "sort": (one["year"] or 0) * 1000 + number,
        }
        for number, one in enumerate(corpus)
    ]
    mentions = [
        (one["key"].replace("/", "|"), term, round(1 / rank, 4))
        for one in corpus
        for rank, term in enumerate(dict.fromkeys(term.lower() for term in one["terms"][:TERMS]), 1)
    ]
    return Graph(listed, mentions, _authors(context, chosen))


def _authors(context: Context, chosen: set[str]) -> list[tuple[str, str]]:
    nodes = {one["id"]: one for one in context.subgraph["nodes"]}
    found = set()
    for edge in context.subgraph["edges"]:
        ends = [nodes.get(edge["source"]), nodes.get(edge["target"])]
        by_type = {one["type"].lower(): one for one in ends if one}
        if set(by_type) == {"author", "paper"}:
            key = by_type["paper"]["id"].partition(":")[2]
            if key in chosen:
                found.add((by_type["author"]["label"], key.replace("/", "|")))
    return sorted(found)


def _made_up(seed: int, papers: int) -> list[CorpusPaper]:
    import random

    choice = random.Random(seed)  # noqa: S311  (examples, not secrets)
    words = [
        f"{first} {second}" for first in ("sparse", "deep", "fast", "graph") for second in ("model", "search", "code")
    ]
    return [
        CorpusPaper(
            key=f"example-{number:04}",
            title=f"Example paper {number}",
            abstract="",
            year=choice.randint(2015, 2025),
            category=choice.choice(["cs.LG", "cs.DC", "cs.CL"]),
            terms=choice.sample(words, 5),
        )
        for number in range(papers)
    ]

"""What is asked of every database (questions.toml), about what, and the answers that are right."""

from __future__ import annotations

import dataclasses
import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from compute.experiments.roles_parts.knowledge import Graph

Answer = list[Any]


@dataclasses.dataclass(frozen=True)
class Question:
    """`relational` and `jsonb` take `%(name)s`, `cosmos` takes `@name`; `kind` is number, list or set."""

    key: str
    words: str
    relational: str
    jsonb: str
    cosmos: str
    kind: str


QUESTIONS = tuple(
    Question(**{name: " ".join(text.split()) for name, text in one.items()})
    for one in tomllib.loads((Path(__file__).parent / "questions.toml").read_text(encoding="utf-8"))["questions"]
)


def values_for(graph: Graph) -> dict[str, Any]:
    """What is asked about: the most mentioned concepts, the largest category, the newest paper."""
    concepts = graph.concepts
    years = sorted(one["year"] for one in graph.papers)
    categories = Counter(one["category"] for one in graph.papers)
    concept = concepts[0]
    near = Counter(b for p, a, _ in graph.mentions if a == concept for q, b, _ in graph.mentions if p == q and b != a)
    return {
        "concept": concept,
        "other": min(near, key=lambda one: (-near[one], one)) if near else concepts[-1],
        "category": min(categories, key=lambda one: (-categories[one], one)),
        "year": years[len(years) // 2],
        "top": 5,
        "score": 0.5,
        "paper": max(graph.papers, key=lambda one: one["sort"])["id"],
    }


def reference(graph: Graph, values: Mapping[str, Any]) -> dict[str, Answer]:
    """The answers by walking the graph in Python, from which the three databases must not differ."""
    papers = sorted(graph.papers, key=lambda one: -one["sort"])
    about = {paper: score for paper, concept, score in graph.mentions if concept == values["concept"]}
    others = {paper for paper, concept, _ in graph.mentions if concept == values["other"]}
    of_kind = [one["id"] for one in papers if one["category"] == values["category"]]
    return {
        "papers": [len(papers)],
        "recent": [one["id"] for one in papers if one["year"] >= values["year"]],
        "newest": of_kind[: values["top"]],
        "about": sorted(about),
        "strong": [sum(score >= values["score"] for score in about.values())],
        "both": sorted(others & set(about)),
        "beside": sorted({c for paper, c, _ in graph.mentions if paper in about and c != values["concept"]}),
        "alike": sorted(other for paper, other, _ in graph.similar if paper == values["paper"]),
        "two_steps": sorted({other for paper, other, _ in graph.similar if paper in about}),
        "writers": sorted({author for author, paper in graph.wrote if paper in about}),
        "breadth": [sum(paper in set(of_kind) for paper, _, _ in graph.mentions)],
    }


def comparable(question: Question, rows: Answer) -> Answer:
    """An answer as it is compared: a set in order, a list as it came."""
    return sorted(set(rows)) if question.kind == "set" else list(rows)

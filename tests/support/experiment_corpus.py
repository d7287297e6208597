"""What experiments find in a library: abstracts of the starter library, and a small graph of them."""

from __future__ import annotations

import functools

import papers.starter
from compute.experiments.base import CorpusPaper, Subgraph, SubgraphEdge, SubgraphNode
from papers.sources.record import SourceRecord

SIZE = 200


@functools.cache
def corpus(size: int = SIZE) -> tuple[CorpusPaper, ...]:
    """The first papers of the starter library; their categories stand in for the model's terms."""
    return tuple(map(_paper, papers.starter.records()[:size]))


def _paper(record: SourceRecord) -> CorpusPaper:
    return {
        "key": record.key,
        "title": record.title,
        "abstract": record.abstract,
        "year": record.published.year if record.published else None,
        "category": record.categories[0],
        "terms": [word.lower() for word in record.title.split() if len(word) > 6][:5],
    }


def subgraph(size: int = 40) -> Subgraph:
    """Papers, their categories and the terms of their titles as nodes."""
    nodes: dict[str, SubgraphNode] = {}
    edges: list[SubgraphEdge] = []
    for one in corpus()[:size]:
        paper = f"paper:{one['key']}"
        nodes[paper] = {"id": paper, "type": "Paper", "label": one["title"], "properties": {"year": one["year"]}}
        category = f"category:{one['category']}"
        nodes[category] = {"id": category, "type": "Category", "label": one["category"], "properties": {}}
        edges.append({"source": paper, "target": category, "type": "IN_CATEGORY", "properties": {}})
        for rank, term in enumerate(one["terms"]):
            name = f"term:{term}"
            nodes[name] = {"id": name, "type": "Term", "label": term, "properties": {}}
            edges.append({"source": paper, "target": name, "type": "MENTIONS", "properties": {"score": 1 - rank / 10}})
    return {"nodes": list(nodes.values()), "edges": edges}

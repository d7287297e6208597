"""What is missing and what holds together: close concepts that no paper joins, and nodes that ways lead through."""

from collections.abc import Mapping, Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from synthesis.core.concepts import Concept
from synthesis.core.corpus import Corpus
from synthesis.core.drafts import Draft
from synthesis.core.inputs import Bridge, Gap

__all__ = ["find_bridges", "find_gaps"]

GAPS, BRIDGES = 8, 6
CLOSE = 0.45
# Neighbourhood counts when both know as many other concepts as this.
COMMON = 2
# No concept stands in more gaps, so that one wide concept does not fill the list.
PER_NODE = 2

Vector = NDArray[np.int64]


def find_gaps(corpus: Corpus, shown: Mapping[str, Draft], homes: Mapping[str, str]) -> tuple[Gap, ...]:
    """At most eight pairs of nodes of different branches whose concepts are close, though no paper speaks of both.

    ``shown`` are drafts by the ids of their nodes, ``homes`` the branch of each. Closest first, ties by id. Closeness
    is the cosine of what the concepts mean, or the share of common neighbours where it is higher.
    """
    leaves = sorted(name for name, draft in shown.items() if draft.kind in ("concept", "group") and draft.concepts)
    papers = {name: {key for concept in shown[name].concepts for key in concept.scores} for name in leaves}
    near = {name: {other for other in leaves if other != name and not papers[name].isdisjoint(papers[other])}
            for name in leaves}  # fmt: skip
    meaning = {name: _meaning(corpus, shown[name].concepts) for name in leaves}
    found = []
    for place, left in enumerate(leaves):
        for right in leaves[place + 1 :]:
            if homes[left] == homes[right] or right in near[left]:
                continue
            gap = _gap(left, right, meaning, near, shown)
            if gap is not None:
                found.append(gap)
    return _few(sorted(found, key=lambda gap: (-gap.closeness, gap.source, gap.target)))


def _gap(
    left: str,
    right: str,
    meaning: Mapping[str, Vector],
    near: Mapping[str, set[str]],
    shown: Mapping[str, Draft],
) -> Gap | None:
    close = _cosine(meaning[left], meaning[right])
    both = near[left] & near[right]
    shared = round(len(both) / len(near[left] | near[right]), 6) if len(both) >= COMMON else 0.0
    if max(close, shared) < CLOSE:
        return None
    first, second = shown[left].label, shown[right].label
    if close >= shared:
        why = f"“{first}” and “{second}” are close in meaning, yet no paper here speaks of both."
    else:
        names = " and ".join(f"“{shown[name].label}”" for name in sorted(both)[:2])
        why = f"“{first}” and “{second}” both stand beside {names}, yet no paper here speaks of both."
    return Gap(left, right, max(close, shared), why)


def _few(gaps: Sequence[Gap]) -> tuple[Gap, ...]:
    chosen: list[Gap] = []
    for gap in gaps:
        ends = [end for other in chosen for end in (other.source, other.target)]
        if max(ends.count(gap.source), ends.count(gap.target)) < PER_NODE and len(chosen) < GAPS:
            chosen.append(gap)
    return tuple(chosen)


def _meaning(corpus: Corpus, concepts: Sequence[Concept]) -> Vector:
    """What concepts mean as one vector: the model's where it read them, before the background's of their words."""
    parts = [corpus.meaning(concept) for concept in concepts]
    size = max(len(part) for part in parts)
    total: Vector = np.sum([part for part in parts if len(part) == size], axis=0)
    return total


def _cosine(left: Vector, right: Vector) -> float:
    if len(left) != len(right) or not len(left):
        return 0.0
    dots = (int(left @ right), int(left @ left), int(right @ right))
    return round(max(0.0, dots[0] / (dots[1] * dots[2]) ** 0.5), 6) if dots[1] and dots[2] else 0.0


def find_bridges(shown: Mapping[str, Draft]) -> tuple[Bridge, ...]:
    """At most six nodes that most shortest ways between others lead through (betweenness, Freeman 1977), best first.

    Two nodes are neighbours where a paper speaks of both.
    """
    names = sorted(name for name, draft in shown.items() if draft.kind not in ("root", "branch") and draft.concepts)
    papers = {name: {key for concept in shown[name].concepts for key in concept.scores} for name in names}
    graph = nx.Graph()
    graph.add_nodes_from(names)
    pairs = ((a, b) for place, a in enumerate(names) for b in names[place + 1 :])
    graph.add_edges_from((a, b) for a, b in pairs if not papers[a].isdisjoint(papers[b]))
    ranked = sorted(((round(value, 6), name) for name, value in nx.betweenness_centrality(graph).items()),
                    key=lambda pair: (-pair[0], pair[1]))  # fmt: skip
    return tuple(Bridge(name, value) for value, name in ranked[:BRIDGES] if value > 0)

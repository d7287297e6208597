"""Nodes that are there only because an edge touches them, and which nodes are there by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graph.demand.shares import demand_ids, demand_nodes
from graph.items import Node
from graph.schema import kind_of
from graph.shares.concepts import concept_node
from graph.shares.experiments import experiment_node, experiments_shown, runs_shown
from graph.shares.papers import gone_paper, paper_node
from graph.shares.trees import tree_node
from papers.models import Paper
from papers.selectors import papers_alive
from synthesis.concept_models import Concept
from synthesis.models import Tree
from synthesis.selectors import standing

OF_DEMAND = ("organization", "skill", "topic")


def bare_nodes(ids: Iterable[str]) -> dict[str, Node]:
    """Papers, concepts, trees and experiments by id, as they are shown without a share of their own."""
    by = _keys(ids)
    found = [paper_node(row) for row in Paper.objects.filter(key__in=by["paper"]).defer("search", "abstract")]
    known = {node.properties["key"] for node in found}
    found += [gone_paper(key) for key in sorted(by["paper"].keys() - known)]
    found += [concept_node(row) for row in Concept.objects.filter(id__in=by["concept"].values())]
    trees = Tree.objects.filter(pk__in=by["tree"]).defer("body", "mermaid")
    up = set(standing(trees).values_list("pk", flat=True))
    found += [tree_node(row, archived=row.pk not in up) for row in trees]
    found += [experiment_node(key) for key in sorted(by["experiment"])]
    return {node.id: node for node in found} | demand_nodes(by["demand"])


def standing_ids(ids: Iterable[str]) -> set[str]:
    """Those of the papers, concepts, trees, experiments and runs that have a share of their own, and need no edge."""
    by = _keys(ids)
    papers = papers_alive().filter(key__in=by["paper"]).values_list("key", flat=True)
    concepts = Concept.objects.filter(id__in=by["concept"].values(), papers__gt=0, merged_into=None)
    trees = standing(Tree.objects.filter(pk__in=by["tree"])).values_list("pk", flat=True)
    return (
        {by["paper"][key] for key in papers}
        | set(concepts.values_list("pk", flat=True))
        | {by["tree"][key] for key in trees}
        | {by["experiment"][key] for key in (experiments_shown() & by["experiment"].keys() if by["experiment"] else ())}
        | {by["run"][str(key)] for key in runs_shown().filter(pk__in=by["run"]).values_list("pk", flat=True)}
        | (demand_ids() & by["demand"].keys() if by["demand"] else set())
    )


def _keys(ids: Iterable[str]) -> Mapping[str, dict[str, str]]:
    """By type the keys of the ids, each with its id; other types have nothing of their own."""
    kinds = "paper", "concept", "tree", "experiment", "run", "demand"
    found: dict[str, dict[str, str]] = {kind: {} for kind in kinds}
    for id_ in ids:
        kind = kind_of(id_)
        if kind in OF_DEMAND:
            found["demand"][id_] = id_
        elif kind in found:
            found[kind][id_.partition(":")[2]] = id_
    return found

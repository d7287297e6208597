"""The share of a tree that stands: itself, its nodes with what they quote and show, and the trees it comes from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from graph.items import Edge, Node, Properties
from graph.schema import node_id
from graph.shares.basket import Basket, number, text_of
from graph.shares.names import shown
from graph.shares.senses import Senses
from papers.selectors import papers_by_key
from synthesis.core.stopwords import normal_form
from synthesis.models import BreedingChild, PaperTree, SynthesisVersion, Tree, TreePaper
from synthesis.selectors import standing


def tree_shares(ids: Collection[str]) -> Basket:
    """The shares of those trees that something points to; an archived one has none."""
    basket = Basket()
    rows = list(standing(Tree.objects.filter(pk__in=ids)).defer("mermaid"))
    quoted = {key for row in rows for key in _quoted(row.body)}
    keys = {old: paper.key for old, paper in papers_by_key(sorted(quoted)).items()}
    senses = Senses(form for row in rows for node in row.body["nodes"] for form in forms_of(node))
    for row in rows:
        node = tree_node(row, archived=False)
        basket.own[node.id] = node
        _plant(basket, row, keys, senses)
    _point(basket, [row.pk for row in rows])
    return basket


def tree_node(tree: Tree, *, archived: bool) -> Node:
    """A tree; an archived one is shown without its nodes, where another tree comes from it."""
    properties: Properties = {
        "label": shown(tree.name or tree.title),
        "kind": tree.kind,
        "style": tree.style,
        "title": tree.title,
        "hash": tree.hash,
        "node_count": tree.node_count,
    }
    if archived:
        properties["archived"] = True
    return Node("Tree", node_id("Tree", tree.pk), properties)


def forms_of(node: Mapping[str, Any]) -> list[str]:
    """The normal forms that a node of a tree stands for; a classic tree's node is its term."""
    if node["forms"] or node["kind"] != "term":
        return list(node["forms"])
    return [normal_form(node["label"])]


def _quoted(body: Mapping[str, Any]) -> Iterator[str]:
    for node in body["nodes"]:
        yield from node["papers"]
        yield from (quote["arxiv_id"] for quote in node["evidence"])


def _plant(basket: Basket, tree: Tree, keys: Mapping[str, str], senses: Senses) -> None:
    owner = node_id("Tree", tree.pk)
    ids = {node["id"]: node_id("TreeNode", f"{tree.pk}/{node['id']}") for node in tree.body["nodes"]}
    for node in tree.body["nodes"]:
        own = ids[node["id"]]
        properties = {
            "label": node["label"],
            "kind": node["kind"],
            "weight": number(node["weight"]),
            "tree": tree.pk,
        }
        basket.own[own] = Node("TreeNode", own, properties)
        basket.edges.append(Edge("HAS_NODE", owner, own, {"owner": owner}))
        basket.edges += _said_by(node, own, owner, keys, senses)
    for edge in tree.body["edges"]:
        source, target = ids[edge["source"]], ids[edge["target"]]
        if edge["kind"] == "tree":
            basket.edges.append(Edge("CHILD_OF", target, source, {"owner": owner}))
        else:
            said = {
                "owner": owner,
                "label": edge["label"],
                "weight": number(edge["weight"]),
                "basis": edge["basis"],
                "evidence": text_of(edge["evidence"]),
            }
            basket.edges.append(Edge("CROSS_LINK", source, target, said))


def _said_by(node: Mapping[str, Any], own: str, owner: str, keys: Mapping[str, str], senses: Senses) -> Iterator[Edge]:
    quotes: dict[str, list[Any]] = defaultdict(list)
    for quote in node["evidence"]:
        quotes[keys.get(quote["arxiv_id"], quote["arxiv_id"])].append(quote)
    for key in sorted(quotes):
        said = {"owner": owner, "evidence": text_of(quotes[key])}
        yield Edge("QUOTES", own, node_id("Paper", key), said)
    papers = [keys.get(key, key) for key in node["papers"]]
    shown = {senses.concept(form, paper) for form in forms_of(node) for paper in papers or [""]}
    for concept in sorted(filter(None, shown)):
        yield Edge("SHOWS", own, concept, {"owner": owner})


def _point(basket: Basket, ids: Collection[str]) -> None:
    """Edges from tree to paper and from tree to tree."""
    for tree, key in PaperTree.objects.filter(tree__in=ids, paper__withdrawn_at=None).values_list("tree", "paper__key"):
        owner = node_id("Tree", tree)
        basket.edges.append(Edge("OF", owner, node_id("Paper", key), {"owner": owner}))
    for tree, source in _merged_from(ids):
        owner = node_id("Tree", tree)
        basket.edges.append(Edge("MERGED_INTO", node_id("Tree", source), owner, {"owner": owner}))
    found: set[str] = set()
    for tree, lineage in BreedingChild.objects.filter(tree__in=ids).order_by("pk").values_list("tree", "lineage"):
        owner = node_id("Tree", tree)
        for parent in lineage["parents"]:
            said = {"owner": owner, "operator": _operator(lineage), "seed": lineage["seed"]}
            name = f"{tree} {parent} {said['operator']} {said['seed']}"
            if parent != tree and name not in found:
                found.add(name)
                basket.edges.append(Edge("BRED_FROM", owner, node_id("Tree", parent), said))


def _merged_from(ids: Collection[str]) -> list[tuple[str, str]]:
    """For each merged tree the present tree of each of its papers: of its concepts, else of its counted words."""
    merged = set(SynthesisVersion.objects.filter(tree__in=ids).values_list("tree", flat=True))
    papers: dict[int, list[str]] = defaultdict(list)
    for tree, paper in TreePaper.objects.filter(tree__in=merged, paper__withdrawn_at=None).values_list("tree", "paper"):
        if paper is not None:
            papers[paper].append(tree)
    own: dict[int, dict[str, str]] = defaultdict(dict)
    for paper, style, tree in PaperTree.objects.filter(paper__in=papers).values_list("paper", "style", "tree"):
        own[paper][style] = tree
    return sorted(
        (tree, by.get(Tree.Style.CONCEPT, "") or by[Tree.Style.CLASSIC])
        for paper, by in own.items()
        for tree in papers[paper]
    )


def _operator(lineage: Mapping[str, Any]) -> str:
    """What made the child: crossover of two parents or more, and what changed it since, in order of the alphabet."""
    crossed = ["crossover"] if len(lineage["parents"]) > 1 else []
    return ", ".join(sorted({*crossed, *(mutation["operator"] for mutation in lineage["mutations"])}))

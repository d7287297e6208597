"""The share of the demand view: organizations, skills, topics, and who demands what."""

from __future__ import annotations

from collections.abc import Collection

from compute.models import Organization, Skill, Topic
from graph.demand.cells import Cell, cells
from graph.demand.matching import topic_matches
from graph.demand.measuring import forms_of, leading, uses_in
from graph.items import Edge, Node, Properties
from graph.schema import node_id
from graph.shares.basket import Basket, number
from papers.selectors import papers_by_key

NOTES = "notes"
# Papers that one topic is linked with.
LINKED = 50


def demand_shares() -> Basket:
    """Every organization, skill and topic, and an edge for each skill that the notes or a count name with one.

    `rank` is that of the newest counts where the organization has any for the skill, else the notes' where they give
    one; `source` says which. An organization demands a topic when it demands a skill of it, by the best of their ranks.
    """
    basket = Basket(own=demand_nodes(demand_ids()))
    skills = {row.slug: row for row in Skill.objects.all()}
    for cell in cells():
        if not cell.named and cell.newest is None:
            continue
        owner = node_id("Organization", cell.organization)
        basket.edges.append(Edge("DEMANDS", owner, node_id("Skill", cell.skill), {"owner": owner, **_said(cell)}))
    basket.edges += _of_topics(basket.edges, skills)
    return basket


def demand_ids() -> set[str]:
    """The ids of all nodes of the view."""
    return {
        *(node_id("Organization", slug) for slug in Organization.objects.values_list("slug", flat=True)),
        *(node_id("Skill", slug) for slug in Skill.objects.values_list("slug", flat=True)),
        *(node_id("Topic", str(key)) for key in Topic.objects.values_list("number", flat=True)),
    }


def demand_nodes(ids: Collection[str]) -> dict[str, Node]:
    """Those of the nodes that are rows, by id."""
    found = [_organization(row) for row in Organization.objects.order_by("slug")]
    found += [
        Node("Skill", node_id("Skill", row.slug), {"label": row.name, "name": row.name})
        for row in Skill.objects.order_by("slug")
    ]
    found += [
        Node("Topic", node_id("Topic", str(row.number)), {
            "label": row.title, "number": row.number, "slug": row.slug, "summary": row.summary,
        })
        for row in Topic.objects.order_by("number")
    ]  # fmt: skip
    return {node.id: node for node in found if node.id in ids}


def topic_links() -> Basket:
    """An edge from each of the leading papers of a topic to it: why, and how much of the topic it holds."""
    matches = topic_matches()
    forms = forms_of(matches)
    basket = Basket()
    for topic in matches:
        target = node_id("Topic", str(topic))
        ranked = leading(forms, topic, LINKED)
        uses = uses_in(papers_by_key(key for key, _ in ranked), forms, topic)
        for key, score in ranked:
            why = ", ".join(use.text for use in uses[key][:5])
            said = {"owner": target, "why": f"holds {why}", "score": number(score)}
            basket.edges.append(Edge("LINKED_TO", node_id("Paper", key), target, said))
    return basket


def _organization(row: Organization) -> Node:
    said: Properties = {"label": row.name, "name": row.name}
    return Node("Organization", node_id("Organization", row.slug), said | ({"focus": row.focus} if row.focus else {}))


def _said(cell: Cell) -> Properties:
    if cell.newest is None:
        return {"source": NOTES} | ({} if cell.rank is None else {"rank": cell.rank})
    newest = cell.newest
    found: Properties = {"count": newest.count, "source": newest.source, "date": newest.date.isoformat()}
    return found | ({} if cell.count_rank is None else {"rank": cell.count_rank})


def _of_topics(edges: Collection[Edge], skills: dict[str, Skill]) -> list[Edge]:
    """The best edge of each organization and topic; one with a rank before one without, of equals the first skill's."""
    best: dict[tuple[str, str], Edge] = {}
    for edge in sorted(edges, key=lambda edge: (edge.properties.get("rank", 10**9), edge.target)):
        topic = skills[edge.target.partition(":")[2]].topic_id
        if topic is not None:
            target = node_id("Topic", str(topic))
            best.setdefault((edge.source, target), Edge("DEMANDS", edge.source, target, edge.properties))
    return [best[key] for key in sorted(best)]

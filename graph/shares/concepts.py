"""The share of a concept: itself, and the terms that resolve to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from graph.items import Edge, Node
from graph.shares.basket import Basket
from graph.shares.senses import term_node
from synthesis.concept_models import Concept, ConceptForm, LedgerEntry
from synthesis.core.resolution.ledger import RULES

Sense = tuple[str, str]


def concept_shares(ids: Collection[str]) -> Basket:
    """The shares of those concepts that papers hold; the others have none."""
    basket = Basket()
    for concept in Concept.objects.filter(id__in=ids, papers__gt=0, merged_into=None):
        basket.own[concept.pk] = concept_node(concept)
    forms: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    rows = ConceptForm.objects.filter(concept__in=basket.own)
    for concept_id, papers, form, tag in rows.values_list("concept_id", "papers", "form", "tag"):
        forms[concept_id].append((-papers, form, tag))
    rules = _rules(concept_id for concept_id, held in forms.items() if len(held) > 1)
    for owner, held in forms.items():
        first = min(held)
        for place in sorted(held):
            sense = place[1:]
            rule = "form" if place == first else rules.get((owner, sense), "form")
            term = basket.share(term_node(*sense))
            basket.edges.append(Edge("RESOLVES_TO", term, owner, {"owner": owner, "rule": rule}))
    return basket


def concept_node(concept: Concept) -> Node:
    """A concept as it stands; its id begins with the type already."""
    return Node("Concept", concept.pk, {"label": concept.label, "papers": concept.papers})


def _rules(ids: Iterable[str]) -> dict[tuple[str, Sense], str]:
    """By which rule a sense came into its concept: the first of those, in the order of the rules, that name it."""
    rows = LedgerEntry.objects.filter(concept__in=list(ids), undone_at=None).exclude(action="split")
    found: dict[tuple[str, Sense], str] = {}
    named = rows.values_list("concept_id", "rule", "left", "left_tag", "right", "right_tag")
    for concept, rule, left, left_tag, right, right_tag in named:
        for sense in (left, left_tag), (right, right_tag):
            held = found.get((concept, sense))
            if held is None or RULES.index(rule) < RULES.index(held):
                found[concept, sense] = rule
    return found

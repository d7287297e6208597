"""The share of a paper: itself, its authors and categories, its terms, and what its sentences say of two concepts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from graph.items import Edge, Node, Properties
from graph.schema import node_id
from graph.shares.basket import Basket, number, text_of
from graph.shares.names import author_node, shown
from graph.shares.relations import relations
from graph.shares.senses import Senses, term_node
from papers.models import Paper
from papers.selectors import papers_alive
from synthesis.core.inputs import PaperInput, TermInput
from synthesis.core.resolution import Use, uses_of
from synthesis.core.stopwords import normal_form
from synthesis.core.types import Span
from synthesis.inputs import paper_inputs


def paper_shares(keys: Collection[str]) -> Basket:
    """The shares of those papers that are there and not withdrawn; the others have none."""
    basket = Basket()
    papers = {paper.key: paper for paper in papers_alive().filter(key__in=keys)}
    inputs = paper_inputs(papers=papers.values())
    uses = {one.key: uses_of(one) for one in inputs}
    senses = Senses(use.form for found in uses.values() for use in found)
    for one in inputs:
        paper = papers[one.key]
        node = paper_node(paper)
        basket.own[node.id] = node
        _known_of(basket, paper, node.id)
        _mentions(basket, one, uses[one.key], senses, node.id)
    return basket


def paper_node(paper: Paper) -> Node:
    """A paper; of a withdrawn one the tombstone."""
    properties: Properties = {
        "label": shown(paper.title),
        "key": paper.key,
        "title": paper.title,
        "primary_category": paper.primary_category,
    }
    if paper.published:
        properties |= {"year": paper.published.year, "published": paper.published.date().isoformat()}
    if paper.withdrawn_at is not None:
        properties["withdrawn"] = True
    return Node("Paper", node_id("Paper", paper.key), properties)


def gone_paper(key: str) -> Node:
    """The tombstone of a paper of which no row is left."""
    return Node(
        "Paper",
        node_id("Paper", key),
        {"label": key, "key": key, "title": key, "primary_category": "", "withdrawn": True},
    )


def _known_of(basket: Basket, paper: Paper, owner: str) -> None:
    for position, name in enumerate(paper.authors, start=1):
        author = basket.share(author_node(name))
        basket.edges.append(Edge("WROTE", author, owner, {"owner": owner, "position": position, "name": shown(name)}))
    for code in dict.fromkeys(filter(None, (paper.primary_category, *paper.categories))):
        category = basket.share(Node("Category", node_id("Category", code), {"label": code, "code": code}))
        basket.edges.append(Edge("IN_CATEGORY", owner, category, {"owner": owner}))


def _mentions(basket: Basket, paper: PaperInput, uses: Iterable[Use], senses: Senses, owner: str) -> None:
    terms = _terms(paper)
    concepts: dict[str, str] = {}
    spans: dict[str, tuple[Span, ...]] = {}
    scores: dict[str, float] = {}
    for use in uses:
        term = terms.get(use.form)
        spans[use.form] = term.spans if term else (use.span,) if use.span else ()
        scores[use.form] = use.score
        target = basket.share(term_node(use.form, senses.tag(use.form, paper.key)))
        properties = {
            "owner": owner,
            "score": number(use.score),
            "text": use.text,
            "method": term.method if term else "acronym",
            "spans": text_of({"field": s.field, "start": s.start, "end": s.end} for s in spans[use.form]),
        }
        basket.edges.append(Edge("MENTIONS", owner, target, properties))
        concept = senses.concept(use.form, paper.key)
        if concept is not None:
            concepts[use.form] = concept
    basket.edges += relations(paper, spans, scores, concepts, owner)


def _terms(paper: PaperInput) -> Mapping[str, TermInput]:
    """The best term of each form."""
    found: dict[str, TermInput] = {}
    for term in paper.terms:
        form = normal_form(term.text)
        if form not in found or found[form].score < term.score:
            found[form] = term
    return found

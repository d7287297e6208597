"""Drafts made a Tree: ids from what nodes say, evidence from what papers say, links across branches."""

import hashlib
import re
import unicodedata
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from synthesis.core.checks import valid_id
from synthesis.core.concepts import Concept
from synthesis.core.corpus import Corpus
from synthesis.core.drafts import Draft
from synthesis.core.evidence import given_evidence, quote_for
from synthesis.core.inputs import PaperInput
from synthesis.core.linking import cross_links
from synthesis.core.types import Edge, Evidence, Node, Span, Tree

__all__ = ["Planted", "plant", "slug"]

QUOTES = 5
PREFIX = {"root": "root", "branch": "b", "group": "g", "concept": "c", "hub": "hub", "summary": "s"}


def slug(text: str) -> str:
    """A form of the text that may stand in an id: small letters, digits, hyphens; never empty, at most 60 long."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    found = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    return found or hashlib.sha256(text.encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Planted:
    """The tree, and by the id of each node but the root its draft and the branch (or hub) it stands in."""

    tree: Tree
    drafts: dict[str, Draft]
    homes: dict[str, str]


def plant(corpus: Corpus, root: Draft, *, title: str, max_links: int) -> Planted:
    """The checked Tree of these drafts with at most ``max_links`` cross links beside those that feed the hub.

    Nodes come in order from the top.
    """
    nodes: list[Node] = []
    edges: list[Edge] = []
    homes: dict[str, str] = {}
    drafts: dict[str, Draft] = {}
    taken: set[str] = set()
    waiting: deque[tuple[Draft, str, str]] = deque([(root, "", "")])
    while waiting:
        draft, parent, home = waiting.popleft()
        node = _node(corpus, draft, taken)
        taken.add(node.id)
        nodes.append(node)
        if parent:
            edges.append(Edge(parent, node.id, "tree", "", node.evidence[:2]))
            # What the branches share is no part of the one it hangs under.
            homes[node.id] = node.id if draft.kind == "hub" or not home else home
            drafts[node.id] = draft
        waiting.extend((child, node.id, homes.get(node.id, "")) for child in draft.children)
    links = cross_links(corpus.papers, drafts, homes, max_links)
    return Planted(Tree(title, nodes[0].id, tuple(nodes), (*edges, *links), "merged"), drafts, homes)


def _node(corpus: Corpus, draft: Draft, taken: set[str]) -> Node:
    papers = tuple(sorted(corpus.papers[row].key for row in draft.rows))
    held = set(papers)
    forms = tuple(sorted({form for concept in draft.concepts for form in concept.forms}))
    weight = sum(score for concept in draft.concepts for key, score in sorted(concept.scores.items()) if key in held)
    return Node(_id(draft, taken), draft.label, draft.kind, papers, _quotes(corpus, draft), weight, forms)


def _id(draft: Draft, taken: set[str]) -> str:
    if draft.kind in ("root", "hub"):
        return draft.kind
    said = min((concept.key for concept in draft.concepts), default=draft.label)
    base = f"{PREFIX[draft.kind]}-{slug(said)}"
    found, number = base, 2
    while found in taken or not valid_id(found):
        found, number = f"{base}-{number}", number + 1
    return found


def _quotes(corpus: Corpus, draft: Draft) -> tuple[Evidence, ...]:
    """Quotes of the papers that say most of it, one each and then more; for a node without concepts the titles."""
    keys = {corpus.papers[row].key for row in draft.rows}
    ranked = sorted(
        (
            (round(score, 6), key, place)
            for place, c in enumerate(draft.concepts)
            for key, score in c.scores.items()
            if key in keys
        ),
        key=lambda item: (-item[0], item[1], item[2]),
    )
    said = (_quote(corpus.papers[corpus.rows[key]], draft.concepts[place]) for _, key, place in ranked)
    told = (quote for quote in said if quote is not None)
    first = next(told, None)
    papers = (corpus.papers[row] for row in draft.rows)
    titles = (quote_for(paper, Span("title", 0, len(paper.title))) for paper in papers if paper.title)
    return _few(chain(draft.quotes, titles if first is None else chain([first], told)))


def _few(quotes: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """At most ``QUOTES`` different ones, those first that are their paper's first; no more are read than needed."""
    first: dict[str, Evidence] = {}
    more: dict[Evidence, None] = {}
    for quote in quotes:
        if first.setdefault(quote.arxiv_id, quote) != quote:
            more[quote] = None
        if len(first) == QUOTES:
            break
    return (*first.values(), *more)[:QUOTES]


def _quote(paper: PaperInput, concept: Concept) -> Evidence | None:
    spans = concept.mentions.get(paper.key, [])
    # A sentence of the abstract tells more than the title that everybody sees.
    for span in [*(s for s in spans if s.field == "abstract"), *spans]:
        return quote_for(paper, span)
    given = concept.given.get(paper.key)
    return given_evidence(paper, given) if given else None

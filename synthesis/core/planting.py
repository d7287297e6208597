"""Drafts made a Tree: ids from what nodes say, evidence from what papers say, links across branches."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from synthesis.core.checks import valid_id
from synthesis.core.concepts import Concept
from synthesis.core.corpus import Corpus
from synthesis.core.evidence import given_evidence, quote_for
from synthesis.core.inputs import PaperInput
from synthesis.core.naming import stems_of
from synthesis.core.outline import Draft
from synthesis.core.relations import Mention, Relation, relate
from synthesis.core.types import Edge, Evidence, Node, Span, Tree

__all__ = ["plant", "slug"]

QUOTES = 5
LINKS_PER_NODE = 3
LINKS_PER_PAIR = 2
# One paper that only mentions both in passing is no link.
FAINT = 0.45
PREFIX = {"root": "root", "branch": "b", "group": "g", "concept": "c"}


def slug(text: str) -> str:
    """A form of the text that may stand in an id: small letters, digits, hyphens; never empty, at most 60 long."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    found = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    return found or hashlib.sha256(text.encode()).hexdigest()[:8]


def plant(corpus: Corpus, root: Draft, *, title: str, max_links: int) -> Tree:
    """The checked Tree of these drafts with at most ``max_links`` cross links; nodes in order from the top."""
    nodes: list[Node] = []
    edges: list[Edge] = []
    homes: dict[str, str] = {}
    holders: dict[str, Draft] = {}
    waiting: list[tuple[Draft, str, str]] = [(root, "", "")]
    while waiting:
        draft, parent, branch = waiting.pop(0)
        node = _node(corpus, draft, {n.id for n in nodes})
        nodes.append(node)
        if parent:
            edges.append(Edge(parent, node.id, "tree", "", node.evidence[:2]))
            homes[node.id], holders[node.id] = branch or node.id, draft
        waiting += [(child, node.id, homes.get(node.id, "")) for child in draft.children]
    return Tree(title, nodes[0].id, tuple(nodes), (*edges, *_links(corpus, holders, homes, max_links)), "merged")


def _node(corpus: Corpus, draft: Draft, taken: set[str]) -> Node:
    papers = tuple(sorted(corpus.papers[row].key for row in draft.rows))
    forms = tuple(sorted({form for concept in draft.concepts for form in concept.forms}))
    weight = sum(score for concept in draft.concepts for key, score in concept.scores.items() if key in papers)
    return Node(_id(draft, taken), draft.label, draft.kind, papers, _quotes(corpus, draft), weight, forms)


def _id(draft: Draft, taken: set[str]) -> str:
    if draft.kind == "root":
        return "root"
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
    found: list[Evidence] = []
    for _, key, place in ranked:
        quote = _quote(corpus.papers[corpus.rows[key]], draft.concepts[place])
        if quote is not None and quote not in found:
            found.append(quote)
    if not found:
        papers = [corpus.papers[row] for row in draft.rows]
        found = [quote_for(paper, Span("title", 0, len(paper.title))) for paper in papers if paper.title]
    first = {quote.arxiv_id: quote for quote in reversed(found)}
    one_each = [quote for quote in found if first[quote.arxiv_id] is quote]
    return tuple((one_each + [quote for quote in found if quote not in one_each])[:QUOTES])


def _quote(paper: PaperInput, concept: Concept) -> Evidence | None:
    spans = concept.mentions.get(paper.key, [])
    # A sentence of the abstract tells more than the title that everybody sees.
    for span in [*(s for s in spans if s.field == "abstract"), *spans]:
        return quote_for(paper, span)
    given = concept.given.get(paper.key)
    return given_evidence(paper, given) if given else None


def _links(corpus: Corpus, holders: dict[str, Draft], homes: dict[str, str], most: int) -> list[Edge]:
    mentions: dict[str, list[Mention]] = {}
    given: dict[str, dict[str, str]] = {}
    strength: dict[str, dict[str, float]] = {}
    for node, draft in holders.items():
        for concept in draft.concepts:
            for key, score in concept.scores.items():
                held = strength.setdefault(key, {})
                held[node] = max(held.get(node, 0.0), score)
                mentions.setdefault(key, []).extend(Mention(node, span) for span in concept.mentions.get(key, ()))
                if key in concept.given:
                    given.setdefault(key, {})[node] = concept.given[key]
    found = [r for r in relate(corpus.papers, mentions, given, strength, homes) if _differ(r, holders)]
    return [
        Edge(r.source, r.target, "cross", r.label, r.evidence, r.weight, "sentence" if r.said else "together")
        for r in _spread(found, homes, most)
    ]


def _differ(relation: Relation, holders: dict[str, Draft]) -> bool:
    """Whether no concept of the one is part of a concept of the other: those always stand together and tell nothing."""
    left, right = ([stems_of(c.forms[0]) for c in holders[end].concepts] for end in (relation.source, relation.target))
    return not any(a <= b or b <= a for a in left for b in right)


def _spread(relations: Iterable[Relation], homes: dict[str, str], most: int) -> Sequence[Relation]:
    """The strongest, but few at any one node and between any two branches, so that they can be told apart."""
    chosen: list[Relation] = []
    at_node: Counter[str] = Counter()
    between: Counter[frozenset[str]] = Counter()
    for relation in relations:
        pair = frozenset((homes[relation.source], homes[relation.target]))
        crowded = max(at_node[relation.source], at_node[relation.target]) >= LINKS_PER_NODE
        if crowded or between[pair] >= LINKS_PER_PAIR or not relation.evidence or relation.weight < FAINT:
            continue
        chosen.append(relation)
        at_node.update((relation.source, relation.target))
        between[pair] += 1
        if len(chosen) == most:
            break
    return chosen

"""The tree of one paper's ideas: main idea, themes below it, terms as leaves, each with the sentence that says it."""

import re
from collections.abc import Sequence
from itertools import pairwise

from synthesis.core.errors import InvalidTree
from synthesis.core.evidence import quote_for
from synthesis.core.inputs import PaperInput, TermInput
from synthesis.core.planting import slug
from synthesis.core.spelling import capital
from synthesis.core.stopwords import normal_form, stem
from synthesis.core.themes import ONE, Likeness, likeness, themes
from synthesis.core.types import Edge, Evidence, Node, Span, Tree

__all__ = ["ROOT_WORDS", "concept_tree", "main_idea"]

ROOT_WORDS = 12
QUOTES = 3
PART = re.compile(r"(?:[:;?!]|\.(?=\s)|\s(?:-{1,3}|\u2013|\u2014)(?=\s)|\u2014)\s*")
# Where a long title can stop and still make sense.
JOINT = re.compile(r"\s(?:for|of|in|on|with|using|via|by|to|from|through|under|at|as|based)\s", re.IGNORECASE)
# A single name says little of what a paper is about.
TELLING = 3


def concept_tree(paper: PaperInput, terms: Sequence[TermInput] | None = None) -> Tree:
    """The paper's main idea as root, 3 to 6 themes below it, each named by its best term, its other terms as leaves.

    ``terms`` defaults to the paper's own, at least one, all with spans in its title or abstract; their order makes no
    difference, each stands in the tree once. With three terms or fewer each is a theme. Terms of like vectors share a
    theme (of shared words where one has no vector). Nodes quote the sentences of their term, an edge to a leaf the
    sentence that holds both ends where there is one. Raises ``InvalidTree`` when there is no term, ``ValueError`` for a
    span outside its text.
    """
    ordered = sorted(paper.terms if terms is None else terms, key=_rank)
    if not ordered:
        raise InvalidTree(f"The paper {paper.key} has no key terms to make a tree of.")
    title = main_idea(paper, ordered)
    if title:
        quote = quote_for(paper, Span("title", 0, len(paper.title)))
        root = Node("root", title, "root", (paper.key,), (quote,), ordered[0].score)
    else:
        best = ordered.pop(0)
        root = Node("root", capital(best.text), "root", (paper.key,), _quotes(paper, best), best.score, _forms(best))
    nodes, edges, taken = [root], [], {"root"}
    for group in themes(_likeness(ordered)):
        theme, *leaves = (_node(paper, ordered[place], place != group[0], taken) for place in group)
        nodes += [theme, *leaves]
        edges.append(Edge(root.id, theme.id, evidence=theme.evidence[:1]))
        edges += [Edge(theme.id, leaf.id, evidence=_both(theme, leaf)) for leaf in leaves]
    return Tree(paper.title, root.id, tuple(nodes), tuple(edges), kind="paper", style="concept")


def _rank(term: TermInput) -> tuple[float, str, str, tuple[tuple[str, int, int], ...], bytes, str]:
    spans = tuple((span.field, span.start, span.end) for span in term.spans)
    return -round(term.score, 6), term.normal, term.text, spans, term.vector, term.long_form


def main_idea(paper: PaperInput, terms: Sequence[TermInput]) -> str:
    """What the title says the paper is about, in at most twelve words, without its full stop.

    Of a longer title that part whose ``terms`` weigh most, or else as much of its beginning as makes sense; "" where
    there is no such part, and without a title.
    """
    title = paper.title
    cuts = [0, *(found.start() for found in PART.finditer(title)), len(title)]
    joints = [(0, found.start()) for found in JOINT.finditer(title)]
    for parts in ([(0, len(title))], list(pairwise(cuts)), joints):
        fitting = [part for part in parts if 0 < _words(title, part) <= ROOT_WORDS]
        if fitting:
            best = max(fitting, key=lambda part: (min(TELLING, _words(title, part)), *_weight(title, part, terms)))
            return capital(title[slice(*best)].strip(" \t:;.-\u2013\u2014").replace(" --- ", " \u2014 "))
    return ""


def _words(title: str, part: tuple[int, int]) -> int:
    return len(re.findall(r"[^\W_]\S*", title[slice(*part)]))


def _weight(title: str, part: tuple[int, int], terms: Sequence[TermInput]) -> tuple[float, int, int]:
    inside = [
        term.score
        for term in terms
        if any(span.field == "title" and part[0] <= span.start and span.end <= part[1] for span in term.spans)
    ]
    return round(sum(inside), 6), _words(title, part), -part[0]


def _likeness(terms: Sequence[TermInput]) -> Likeness:
    lengths = {len(term.vector) for term in terms}
    if len(lengths) == 1 and 0 not in lengths:
        return likeness([term.vector for term in terms])
    words = [frozenset(stem(word) for word in term.normal.split()) for term in terms]
    return [[ONE * len(a & b) // max(1, len(a | b)) for b in words] for a in words]


def _node(paper: PaperInput, term: TermInput, leaf: bool, taken: set[str]) -> Node:
    base = f"{'t' if leaf else 'b'}-{slug(term.normal or term.text)}"
    found, number = base, 2
    while found in taken:
        found, number = f"{base}-{number}", number + 1
    taken.add(found)
    kind = "term" if leaf else "branch"
    return Node(found, capital(term.text), kind, (paper.key,), _quotes(paper, term), term.score, _forms(term))


def _forms(term: TermInput) -> tuple[str, ...]:
    return tuple(sorted({term.normal, normal_form(term.long_form)} - {""}))


def _quotes(paper: PaperInput, term: TermInput) -> tuple[Evidence, ...]:
    """At most three sentences that hold the term; those of the abstract first, since everybody sees the title."""
    spans = sorted(term.spans, key=lambda span: (span.field != "abstract", span.start, span.end))
    return tuple(dict.fromkeys(quote_for(paper, span) for span in spans))[:QUOTES]


def _both(theme: Node, leaf: Node) -> tuple[Evidence, ...]:
    return tuple(quote for quote in leaf.evidence if quote in theme.evidence)[:1]

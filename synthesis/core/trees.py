"""Trees of single papers."""

from collections.abc import Sequence

from synthesis.core.inputs import PaperInput, TermInput
from synthesis.core.types import Edge, Evidence, Node, Tree

__all__ = ["classic_tree"]


def classic_tree(paper: PaperInput, terms: Sequence[TermInput] | None = None) -> Tree:
    """The owner's first tree: the terms of one paper as a chain, most frequent first, ids ``T1``, ``T2``, ...

    ``terms`` defaults to the paper's own, at least one. Every node carries the places its term stands at (at most
    three), or the given term itself for a paper without text. Raises ``InvalidTree`` when there is no term.
    """
    chosen = paper.terms if terms is None else tuple(terms)
    nodes = tuple(
        Node(f"T{number}", term.text, "term", (paper.key,), _mentions(paper, term), term.score)
        for number, term in enumerate(chosen, start=1)
    )
    edges = tuple(Edge(f"T{number}", f"T{number + 1}") for number in range(1, len(nodes)))
    return Tree(paper.title, "T1", nodes, edges, kind="paper", style="classic")


def _mentions(paper: PaperInput, term: TermInput) -> tuple[Evidence, ...]:
    texts = {"title": paper.title, "abstract": paper.abstract}
    found = tuple(
        Evidence(paper.key, paper.version, span.field, span.start, span.end, texts[span.field][span.start : span.end])
        for span in term.spans
        if span.field in texts
    )[:3]
    if found or paper.abstract:
        return found
    return (Evidence(paper.key, None, "given_terms", 0, len(term.text), term.text),)

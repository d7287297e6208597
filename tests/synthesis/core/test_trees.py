"""The classic tree: the owner's chain of terms."""

import pytest

from synthesis.core import mermaid
from synthesis.core.errors import InvalidTree
from synthesis.core.evidence import verify
from synthesis.core.inputs import PaperInput, TermInput
from synthesis.core.trees import classic_tree
from synthesis.core.types import Span

TERMS = (
    TermInput("dask", "dask", 1.0, (Span("abstract", 0, 4), Span("abstract", 21, 25))),
    TermInput("is", "is", 0.5),
)
PAPER = PaperInput("2101.08878", 1, "Dask", "Dask is popular, and Dask is fast.", terms=TERMS)


def test_terms_become_a_chain_with_their_places() -> None:
    tree = classic_tree(PAPER)
    assert [node.label for node in tree.nodes] == ["dask", "is"]
    assert [(edge.source, edge.target) for edge in tree.edges] == [("T1", "T2")]
    assert (tree.kind, tree.style, tree.root) == ("paper", "classic", "T1")
    assert all(verify(quote, PAPER.abstract) for quote in tree.nodes[0].evidence)
    assert [quote.quote for quote in tree.nodes[0].evidence] == ["Dask", "Dask"]


def test_its_classic_text_says_the_same_tree() -> None:
    tree = classic_tree(PAPER)
    parsed = mermaid.parse(mermaid.render_classic([node.label for node in tree.nodes]))
    assert [node.label for node in parsed.nodes] == ["dask", "is"]
    assert [(edge.source, edge.target) for edge in parsed.edges] == [("T1", "T2")]


def test_a_paper_without_text_quotes_the_given_terms() -> None:
    bare = PaperInput("local:0123456789ab", None, "Walle", terms=(TermInput("mnn", "mnn", 1.0, method="given"),))
    quote = classic_tree(bare).nodes[0].evidence[0]
    assert (quote.field, quote.version, quote.quote) == ("given_terms", None, "mnn")


def test_no_term_makes_no_tree() -> None:
    with pytest.raises(InvalidTree):
        classic_tree(PAPER, ())

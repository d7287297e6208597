"""The tree of a paper's ideas: every term once, in few themes, with quotes that stand, the same whatever the order."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.core import mermaid
from synthesis.core.concept_tree import ROOT_WORDS, concept_tree, main_idea
from synthesis.core.errors import InvalidTree
from synthesis.core.evidence import field_text, verify
from synthesis.core.inputs import PaperInput, TermInput
from synthesis.core.stopwords import normal_form
from synthesis.core.themes import likeness, themes
from synthesis.core.types import Span, Tree, canonical_json

TITLE = "Message passing for Dask: a study of GPU clusters"
ABSTRACT = (
    "Dask is a task framework. We bring message passing (MPI) to Dask on GPU clusters. "
    "Message passing lowers latency. The latency of GPU clusters falls, and throughput grows. "
    "Benchmarks of throughput and latency show it. Numpy arrays and data frames profit."
)
WORDS = ("message passing", "dask", "gpu clusters", "latency", "throughput", "mpi", "benchmarks", "task framework",
         "numpy arrays", "data frames")  # fmt: skip


def vector(*parts: float) -> bytes:
    unit = np.array(parts, float)
    return np.rint(127 * unit / np.linalg.norm(unit)).astype(np.int8).tobytes()


def term(text: str, score: float = 0.5, vec: bytes = b"", long_form: str = "") -> TermInput:
    spans = tuple(
        Span(field, found.start(), found.end())
        for field, whole in (("title", TITLE), ("abstract", ABSTRACT))
        for found in re.finditer(re.escape(text), whole, re.IGNORECASE)
    )
    return TermInput(text, normal_form(text), score, spans, "model", vec, long_form)


def paper(*terms: TermInput, title: str = TITLE) -> PaperInput:
    return PaperInput("2101.08878", 2, title, ABSTRACT, terms=terms)


scores = st.integers(0, 1000).map(lambda value: value / 1000)
vectors = st.binary(min_size=4, max_size=4)
drawn = st.lists(st.sampled_from(WORDS), min_size=1, max_size=10, unique=True).flatmap(
    lambda words: st.tuples(*(st.builds(term, st.just(word), scores, vectors) for word in words))
)


def below_root(tree: Tree) -> list[str]:
    return sorted(node.forms[0] for node in tree.nodes if node.id != tree.root)


@settings(max_examples=40)
@given(drawn)
def test_every_term_stands_once_and_every_quote_stands_where_it_says(terms):
    tree = concept_tree(paper(*terms))
    assert below_root(tree) == sorted(one.normal for one in terms)
    for part in (*tree.nodes, *tree.edges):
        assert all(verify(quote, field_text(paper(), quote.field)) for quote in part.evidence)
    assert all(node.evidence for node in tree.nodes)


@settings(max_examples=40)
@given(drawn)
def test_themes_are_few_and_named_by_their_best_term(terms):
    tree = concept_tree(paper(*terms))
    children = tree.children()
    assert min(3, len(terms)) <= len(children[tree.root]) <= 6
    for theme in children[tree.root]:
        assert tree.node(theme).kind == "branch"
        leaves = [tree.node(leaf) for leaf in children[theme]]
        assert all(leaf.kind == "term" and leaf.weight <= tree.node(theme).weight for leaf in leaves)


@settings(max_examples=40)
@given(drawn, st.randoms())
def test_the_order_of_the_terms_makes_no_difference(terms, random):
    shuffled = random.sample(terms, len(terms))
    assert canonical_json(concept_tree(paper(*terms))) == canonical_json(concept_tree(paper(*shuffled)))


@settings(max_examples=40)
@given(drawn)
def test_its_mermaid_text_says_the_same_tree(terms):
    tree = concept_tree(paper(*terms))
    assert mermaid.parse(mermaid.render(tree)) == tree.skeleton()


def test_like_terms_share_a_theme():
    near = {"message passing": (1, 0, 0), "mpi": (9, 1, 0), "latency": (0, 1, 0), "throughput": (0, 9, 1),
            "dask": (0, 0, 1), "task framework": (0, 1, 9)}  # fmt: skip
    terms = [term(text, 1 - place / 10, vector(*near[text])) for place, text in enumerate(near)]
    tree = concept_tree(paper(*terms))
    labels = {node.id: node.label for node in tree.nodes}
    assert {
        labels[theme]: [labels[leaf] for leaf in tree.children()[theme]] for theme in tree.children()[tree.root]
    } == {"Message passing": ["Mpi"], "Latency": ["Throughput"], "Dask": ["Task framework"]}


def test_without_vectors_shared_words_gather_terms():
    terms = [term(text) for text in ("message passing", "dask", "gpu clusters", "latency")]
    extra = TermInput("GPU", "gpu", 0.4, (Span("title", 40, 43),), "model")
    tree = concept_tree(paper(*terms, extra))
    parent = {edge.target: edge.source for edge in tree.edges}
    assert parent["t-gpu"] == "b-gpu-cluster"


def test_an_edge_to_a_leaf_quotes_the_sentence_that_holds_both():
    near = {"latency": (1, 0, 0), "benchmarks": (9, 1, 0), "dask": (0, 1, 0), "numpy arrays": (0, 0, 1)}
    terms = [term(text, 1 - place / 10, vector(*near[text])) for place, text in enumerate(near)]
    edge = next(edge for edge in concept_tree(paper(*terms)).edges if edge.source == "b-latency")
    assert [quote.quote for quote in edge.evidence] == ["Benchmarks of throughput and latency show it."]


def test_an_acronym_keeps_its_long_form():
    tree = concept_tree(paper(term("MPI", long_form="message passing")))
    assert tree.node("b-mpi").forms == (normal_form("message passing"), "mpi")


@pytest.mark.parametrize(
    ("title", "idea"),
    [
        ("On trees.", "On trees"),
        ("message passing for Dask", "Message passing for Dask"),
        ("Dask: " + "of the many ways to say a thing in more than twelve words", "Dask"),
        ("A long first half that goes on for more than the twelve words it may have - GPU clusters", "GPU clusters"),
        (
            "JIZHI: a fast and cheap service of models for the web at Baidu",
            "A fast and cheap service of models for the web at Baidu",
        ),
        (
            "Using trees for the making of forests with the many words that papers hold",
            "Using trees for the making of forests",
        ),
        ("Isabelle --- a prover", "Isabelle \u2014 a prover"),
        ("word " * 20, ""),
        ("", ""),
    ],
)
def test_the_main_idea_is_the_title_or_its_telling_part(title, idea):
    spans = tuple(Span("title", found.start(), found.end()) for found in re.finditer("GPU clusters|Dask", title))
    found = main_idea(paper(title=title), [TermInput("x", "x", 1.0, spans, "model")])
    assert found == idea
    assert len(found.split()) <= ROOT_WORDS


def test_a_paper_whose_title_is_too_long_is_about_its_best_term():
    terms = (term("dask", 0.9), term("latency", 0.8))
    spans = {one: tuple(span for span in one.spans if span.field == "abstract") for one in terms}
    terms = tuple(TermInput(one.text, one.normal, one.score, spans[one], "model") for one in terms)
    tree = concept_tree(paper(*terms, title="word " * 19 + "word"))
    assert [(node.label, node.kind) for node in tree.nodes] == [("Dask", "root"), ("Latency", "branch")]
    assert tree.nodes[0].evidence[0].quote == "Dask is a task framework."


def test_no_term_makes_no_tree():
    with pytest.raises(InvalidTree, match="no key terms"):
        concept_tree(paper())


@given(st.lists(st.binary(min_size=3, max_size=3), min_size=1, max_size=15))
def test_themes_hold_every_term_once(rows):
    alike = likeness(rows)
    groups = themes(alike)
    assert sorted(place for group in groups for place in group) == list(range(len(rows)))
    assert len(groups) <= 6
    assert all(alike[a][b] == alike[b][a] and abs(alike[a][b]) <= 1_000_000 for a in range(len(rows)) for b in range(a))

"""What render writes, parse reads back; what it cannot read it says where."""

from pathlib import Path

import pytest
from hypothesis import given

from synthesis.core import mermaid
from synthesis.core.errors import MermaidError
from synthesis.core.mermaid_text import escape, unescape
from synthesis.core.types import Tree
from tests.synthesis.core.strategies import NASTY, labels, trees

NOTES = Path(__file__).parents[2] / "data" / "notes-consolidated.mmd"


@given(trees())
def test_parse_reads_back_every_rendered_tree(tree: Tree) -> None:
    assert mermaid.parse(mermaid.render(tree)) == tree.skeleton()


@given(labels)
def test_unescape_reverses_escape_and_nothing_breaks_out_of_the_quotes(label: str) -> None:
    coded = escape(label)
    assert unescape(coded) == label
    assert '"' not in coded
    assert "\n" not in coded
    assert "%%" not in coded


@pytest.mark.parametrize("label", NASTY)
def test_nasty_labels_one_by_one(label: str) -> None:
    assert unescape(escape(label)) == label


def test_classic_text_is_the_notes_form_to_the_byte() -> None:
    text = 'flowchart TD\n    T1["is"] --> T2["we"]\n    T2["we"] --> T3["deep learning"]'
    assert mermaid.render_classic(["is", "we", "deep learning"]) == text
    assert [node.label for node in mermaid.parse(text).nodes] == ["is", "we", "deep learning"]
    assert mermaid.render_classic(["one"]) == 'flowchart TD\n    T1["one"]'


def test_the_notes_large_diagram_is_read_whole() -> None:
    tree = mermaid.parse(NOTES.read_text())
    assert (tree.root, len(tree.nodes), len(tree.edges)) == ("A", 26, 35)
    assert tree.node("B").label == "MPI4Dask / UCX /\nMVAPICH2-GDR /\nOMB-Py Benchmarks"
    assert tree.children()["A"] == ("B", "E", "J", "M", "Q", "S", "V")
    crossing = {(edge.source, edge.target): edge.label for edge in tree.edges if edge.kind == "cross"}
    assert crossing["B", "F"] == "Accelerates / Offloads"
    assert crossing["I", "D"] == "Feeds"
    assert len(crossing) == 10
    assert mermaid.parse(mermaid.render(tree)) == tree


def test_other_ways_of_writing_the_same_tree() -> None:
    text = """---
    title: ignored indent
---
%%{init: {"theme": "dark"}}%%
graph LR; A[plain text] -- says so --> B{{"six"}}; A-.->|maybe|C((ring))
A ==> D & E -->F
classDef hot fill:#f00;
class A hot
style B fill:#fff
%% a comment
F:::hot
"""
    tree = mermaid.parse(text)
    assert [node.label for node in tree.nodes] == ["plain text", "six", "ring", "D", "E", "F"]
    assert [(e.source, e.target, e.kind, e.label) for e in tree.edges] == [
        ("A", "B", "tree", "says so"),
        ("A", "C", "tree", "maybe"),
        ("A", "D", "tree", ""),
        ("A", "E", "tree", ""),
        ("D", "F", "tree", ""),
        ("E", "F", "cross", ""),
    ]


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("", 1, 1, "flowchart"),
        ("pie\n", 1, 1, "flowchart"),
        ("flowchart TD\n", 2, 1, "no node"),
        ('flowchart TD\n  A["x', 2, 5, "closing"),
        ("flowchart TD\n  A[x --> B", 2, 5, "closing"),
        ("flowchart TD\n  A --> ", 2, 9, "id of a node"),
        ("flowchart TD\n  A B", 2, 5, "expected a link"),
        ("flowchart TD\n  A --> A", 2, 5, "itself"),
        ("flowchart TD\n  A --> B\n  C --> D", 3, 3, "no way leads"),
        ("flowchart TD\n  A --> B\n  A --> B\n  A --> B", 4, 5, "second link"),
        ("flowchart TD\n  subgraph one\n", 2, 3, "subgraphs"),
        ("flowchart TD\n  A --> style", 2, 9, "cannot be the id"),
        ("flowchart TD\n  A -- never ends\n  B", 2, 5, "not closed"),
    ],
)
def test_errors_say_where_and_what(text: str, line: int, column: int, words: str) -> None:
    with pytest.raises(MermaidError) as caught:
        mermaid.parse(text)
    assert words in caught.value.message
    assert (caught.value.details["line"], caught.value.details["column"]) == (line, caught.value.column)
    assert (caught.value.line, caught.value.column) == (line, column)


@given(labels)
def test_any_text_at_all_gives_a_tree_or_a_placed_error(text: str) -> None:
    try:
        nodes = mermaid.parse(f"flowchart TD\n{text}").nodes
    except MermaidError as error:
        place = (error.line, error.column)
    else:
        place = (len(nodes), 1)
    assert min(place) >= 1

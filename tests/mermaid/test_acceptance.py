"""Mermaid accepts whatever is rendered, and draws the very labels."""

import random
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

from synthesis.core import levels, mermaid
from synthesis.core.types import EDGE_BASES, NODE_KINDS, Edge, Node, Tree
from tests.synthesis.core.strategies import NASTY

NOTES = Path(__file__).parents[1] / "data" / "notes-consolidated.mmd"
Draw = Callable[[list[str]], list[dict[str, Any]]]
IDS = (
    "o1",
    "x",
    "A-b.c",
    "1",
    "_",
    "T1",
    "endpoint",
    "graph1",
    "style_x",
    "default2",
    "b-0",
    "x-1",
    "o.2",
    "subgraphs",
)


def seen(text: str) -> str:
    """What is left of a text for the eye: lines break anywhere, control characters show nothing."""
    return re.sub(r"\s", "", "".join(letter for letter in text if unicodedata.category(letter) != "Cc"))


def nasty_label(dice: random.Random) -> str:
    if dice.random() < 0.6:
        return "".join(dice.choices(NASTY, k=dice.choice((1, 1, 1, 2))))
    ranges = ((0x20, 0x7F), (0xA0, 0x250), (0x590, 0x700), (0x2000, 0x2070), (0x4E00, 0x4F00), (0x1F600, 0x1F640))
    return "".join(chr(dice.randrange(*dice.choice(ranges))) for _ in range(dice.randrange(1, 40)))


def nasty_tree(seed: int) -> Tree:
    dice = random.Random(seed)
    names = dice.sample(IDS, k=dice.randrange(1, 7))
    nodes = tuple(Node(name, nasty_label(dice), dice.choice(NODE_KINDS)) for name in names)
    edges = [
        Edge(dice.choice(names[:place]), name, "tree", nasty_label(dice) if dice.random() < 0.3 else "")
        for place, name in enumerate(names)
        if place
    ]
    if len(names) > 2:
        edges.append(Edge(*dice.sample(names, k=2), "cross", nasty_label(dice), basis=dice.choice(EDGE_BASES)))
    return Tree(nasty_label(dice), names[0], nodes, tuple(edges))


def test_two_hundred_nasty_trees_are_drawn_with_their_very_labels(draw: Draw) -> None:
    trees = [nasty_tree(seed) for seed in range(200)]
    for tree, drawn in zip(trees, draw([mermaid.render(tree) for tree in trees]), strict=True):
        assert "error" not in drawn, (drawn, mermaid.render(tree))
        assert drawn["scripts"] == 0
        assert {key: seen(text) for key, text in drawn["nodes"].items()} == {n.id: seen(n.label) for n in tree.nodes}
        expected = sorted(seen(edge.label) for edge in tree.edges if seen(edge.label))
        assert sorted(seen(label) for label in drawn["edges"] if seen(label)) == expected


def test_every_nasty_label_alone(draw: Draw) -> None:
    diagrams = [mermaid.render(Tree(label, "a", (Node("a", label, "root"),), ())) for label in NASTY]
    for label, drawn in zip(NASTY, draw(diagrams), strict=True):
        assert seen(drawn["nodes"]["a"]) == seen(label), drawn


def test_classic_text_and_the_notes_diagram_are_accepted(draw: Draw) -> None:
    tree = mermaid.parse(NOTES.read_text())
    texts = [NOTES.read_text(), mermaid.render(tree), mermaid.render_classic(["is", 'say "so"', "deep learning"])]
    own, again, classic = draw(texts)
    assert len(own["nodes"]) == len(again["nodes"]) == 26
    assert sum(1 for label in again["edges"] if label) == 10
    assert classic["nodes"] == {"T1": "is", "T2": 'say "so"', "T3": "deep learning"}


def test_a_tree_of_nine_hundred_edges_is_refused_whole_and_drawn_in_levels(draw: Draw) -> None:
    dice = random.Random(9)
    nodes = tuple(Node(f"n{at}", f"node {at}", "concept") for at in range(901))
    edges = tuple(Edge(f"n{dice.randrange(max(0, at - 60), at)}", f"n{at}") for at in range(1, 901))
    tree = Tree("made up", "n0", nodes, edges)
    top, *deeper = levels.split(tree)
    largest = max(deeper, key=lambda level: len(level.tree.edges))
    whole, *drawn = draw([mermaid.render(tree), top.text, largest.text])
    assert "Edge limit exceeded" in whole["error"]
    for level, picture in zip((top, largest), drawn, strict=True):
        assert picture["nodes"] == {node.id: node.label for node in level.tree.nodes}

"""The pure parts on the starter library, as multiples of a fixed piece of work in the same Python."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date

from bench.frame import LIBRARY, Measure, Options, fastest
from compute.classic import classic_terms
from synthesis.core import mermaid
from synthesis.core.merging import Merge, PaperInput, TermInput, merge
from synthesis.core.trees import classic_tree
from synthesis.core.types import Span

UNIT = "word counts"


def unit() -> float:
    """Seconds for the fixed piece of work: count the words of a fixed text 200 times."""
    text = "the quick brown fox jumps over the lazy dog " * 200
    words = re.compile(r"\w+")

    def work() -> None:
        for _ in range(200):
            counts: dict[str, int] = {}
            for word in words.findall(text):
                counts[word] = counts.get(word, 0) + 1

    return fastest(work, 5)


def papers() -> list[PaperInput]:
    """The starter library as merges see it, with the classic terms of each paper."""
    found = []
    for line in LIBRARY.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text = " ".join(record["abstract"].split())
        terms = tuple(TermInput(word, word, times / 15, spans(text, word)) for word, times in classic_terms(text))
        title = " ".join(record["title"].split())
        found.append(PaperInput(record["id"], 1, title, text, date(2019, 1, 1), terms))
    return found


def spans(text: str, word: str) -> tuple[Span, ...]:
    """Where a term first stands in the abstract; a pair with punctuation between its words stands nowhere."""
    start = text.lower().find(word)
    return () if start < 0 else (Span("abstract", start, start + len(word)),)


def copies(library: list[PaperInput], count: int) -> list[PaperInput]:
    """`count` papers, the library repeated under other keys when it is too short."""
    return [
        PaperInput(f"{paper.key}x{number}", paper.version, paper.title, paper.abstract, paper.published, paper.terms)
        for number in range(-(-count // len(library)))
        for paper in library
    ][:count]


def measure(_: Options) -> list[Measure]:
    """Time of each piece of work in fixed pieces, how merging grows, and how much of a merge finds its place."""
    library, base = papers(), unit()
    texts = [paper.abstract for paper in library]
    trees = [classic_tree(paper) for paper in library if paper.terms]
    diagrams = [mermaid.render(tree) for tree in trees]
    merges: dict[int, Merge] = {}

    def merged(count: int) -> Callable[[], None]:
        chosen = copies(library, count)

        def work() -> None:
            merges[count] = merge(chosen, title="Benchmark")

        return work

    seconds = {
        f"Classic terms of {len(library)} papers": fastest(lambda: [classic_terms(text) for text in texts]),
        "Their trees as Mermaid": fastest(lambda: [mermaid.render(tree) for tree in trees]),
        "Mermaid read back": fastest(lambda: [mermaid.parse(diagram) for diagram in diagrams]),
        "Merge of 20 papers": fastest(merged(20)),
        "Merge of 100 papers": fastest(merged(100)),
        "Merge of 1,000 papers": fastest(merged(1000), 1),
    }
    found = [Measure(name, UNIT, value / base, better="lower") for name, value in seconds.items()]
    growth = seconds["Merge of 1,000 papers"] / seconds["Merge of 100 papers"]
    held = 1 - len(merges[100].left_out) / 100
    return [
        *found,
        Measure("Time of 1,000 papers merged by that of 100", "times", growth, better="lower"),
        Measure("Papers that find a branch in the merge of 100", "share", held),
    ]

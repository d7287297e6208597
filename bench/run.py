"""`make bench`: how fast the pure parts are on the starter library, as multiples of a fixed piece of work.

Seconds differ from machine to machine; a ratio to the same Python on the same machine differs little, so two runs on
two machines can be compared. Lower is faster. `python -m bench.run --json` prints one object.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from compute.classic import classic_terms
from synthesis.core import mermaid
from synthesis.core.merging import Merge, PaperInput, TermInput, merge
from synthesis.core.trees import classic_tree
from synthesis.core.types import Span

LIBRARY = Path(__file__).parents[1] / "papers" / "starter" / "library.jsonl"
REPEATS = 3


def fastest(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """Seconds of the fastest of some runs: the one that the rest of the machine disturbed least."""
    best = float("inf")
    for _ in range(repeats):
        began = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - began)
    return best


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


def measure() -> dict[str, float]:
    """Name of each measure -> ratio; the names say what is divided by what."""
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
        "classic terms of the library": fastest(lambda: [classic_terms(text) for text in texts]),
        "render its trees as Mermaid": fastest(lambda: [mermaid.render(tree) for tree in trees]),
        "parse them back": fastest(lambda: [mermaid.parse(diagram) for diagram in diagrams]),
        "merge 20 papers": fastest(merged(20)),
        "merge 100 papers": fastest(merged(100)),
        "merge 1000 papers": fastest(merged(1000), 1),
    }
    ratios = {f"{name} / unit": value / base for name, value in seconds.items()}
    ratios["merge 1000 / merge 100"] = seconds["merge 1000 papers"] / seconds["merge 100 papers"]
    ratios["papers in a branch of the merge of 100"] = 1 - len(merges[100].left_out) / 100
    return ratios


def main() -> None:
    """Prints one line for each measure."""
    parser = argparse.ArgumentParser(description="Benchmarks of the pure parts.")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    found = measure()
    if arguments.json:
        print(json.dumps(found, indent=1))
        return
    for name, value in found.items():
        print(f"{value:10.2f}  {name}")


if __name__ == "__main__":
    main()

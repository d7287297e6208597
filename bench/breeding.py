"""Breeding: 200 generations of 64 children on 20 papers, evaluations a second, and how the notes' papers fare."""

from __future__ import annotations

import dataclasses
import time
from pathlib import Path

import papers.starter
from bench.frame import Measure, Options, abstracts, fastest
from compute.rouge.tokens import words
from papers.sources.report import parse_report
from synthesis.core.breeding import Breeder, Materials, Settings, gather
from synthesis.core.breeding.fitness import Novelty
from synthesis.core.inputs import PaperInput
from synthesis.core.merging import merge
from synthesis.core.trees import classic_tree
from synthesis.core.types import Tree
from synthesis.inputs import record_inputs, text_input

GENERATIONS, POPULATION, PAPERS = 200, 64, 20
RUNS, SHORT = 20, 30


def measure(options: Options) -> list[Measure]:
    """A whole breeding of the trees of 20 papers, its evaluations, and 20 seeded breedings of the notes' collection."""
    inputs = [
        text_input(key=f"2101.{place:05d}", title=text.split(". ")[0], abstract=text, version=1)
        for place, text in enumerate(abstracts(options, PAPERS))
    ]
    trees, materials = stock(inputs)
    breeder = Breeder(trees, materials, Settings(population=POPULATION))
    began = time.perf_counter()
    made = sum(breeder.step()["children"] for _ in range(GENERATIONS))
    seconds = time.perf_counter() - began
    note = f"{len(trees)} parents of {PAPERS} papers, {made:,} children, one thread"
    batch = [member.genome for member in breeder.population]
    once = fastest(lambda: breeder.judge.measure(batch, Novelty(())))
    reached, runs = notes()
    return [
        Measure(f"{GENERATIONS} generations of {POPULATION}", "s", seconds, better="lower", note=note),
        Measure("Children bred, measured and selected", "children/s", made / seconds, note=note),
        Measure("Fitness in five parts", "evaluations/s", len(batch) / once, note=f"batches of {len(batch)}"),
        Measure(
            "Fronts that hold a child at least equal to the best parent", f"of {RUNS} runs", reached,
            note=f"coverage, coherence and evidence each; the notes' papers and their merge, {runs} generations",
        ),
    ]  # fmt: skip


def stock(inputs: list[PaperInput]) -> tuple[list[Tree], Materials]:
    """The merge of the papers and the tree of each, and what there is to know of them."""
    trees = [merge(inputs, title="Bench").tree, *(classic_tree(paper) for paper in inputs if paper.terms)]
    return trees, gather(trees, inputs, words=lambda text: [word.decode() for word in words(text)])


def notes() -> tuple[int, int]:
    """In how many seeded breedings of the notes' papers the front reaches the best parent, and their generations."""
    report = Path(papers.starter.__file__).parent / "report.md"
    trees, materials = stock(record_inputs(records=parse_report(report.read_text(encoding="utf-8")).records))
    settings = Settings(population=POPULATION)
    reached = 0
    for seed in range(RUNS):
        breeder = Breeder(trees, materials, dataclasses.replace(settings, seed=seed))
        for _ in range(SHORT):
            breeder.step()
        reached += any(
            all(mine >= theirs for mine, theirs in zip(child.fitness, breeder.to_reach, strict=False))
            for child in breeder.front()
        )
    return reached, SHORT

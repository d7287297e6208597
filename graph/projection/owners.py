"""Who has a share in the graph: some papers, concepts, trees, experiments and runs, and the view of demand."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from itertools import islice

# Owners projected in one transaction of the graph server.
PAPERS, CONCEPTS, TREES, RUNS = 250, 2_000, 100, 250


@dataclasses.dataclass
class Owners:
    """Keys of papers, ids of concepts, ids of trees (without `tree:`), keys of experiments, ids of runs, and whether
    the view of demand is among them.

    That view, with the papers that lead each topic, is one owner: it is small, and a rank depends on all counts.
    """

    papers: set[str] = dataclasses.field(default_factory=set)
    concepts: set[str] = dataclasses.field(default_factory=set)
    trees: set[str] = dataclasses.field(default_factory=set)
    experiments: set[str] = dataclasses.field(default_factory=set)
    runs: set[str] = dataclasses.field(default_factory=set)
    demand: bool = False

    def chunks(self) -> Iterator[Owners]:
        """The same in parts fit for one transaction each, in a fixed order."""
        for found in parts(self.concepts, CONCEPTS):
            yield Owners(concepts=found)
        for found in parts(self.papers, PAPERS):
            yield Owners(papers=found)
        for found in parts(self.trees, TREES):
            yield Owners(trees=found)
        if self.experiments:
            yield Owners(experiments=self.experiments)
        for found in parts(self.runs, RUNS):
            yield Owners(runs=found)
        if self.demand:
            yield Owners(demand=True)


def parts(values: set[str], size: int) -> Iterator[set[str]]:
    """The values in order and in parts of that size."""
    rest = iter(sorted(values))
    while part := set(islice(rest, size)):
        yield part

"""One child: its parents drawn, an operator or two applied, the outcome repaired and compared with all before it."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from synthesis.core.breeding.crossover import CROSSOVERS
from synthesis.core.breeding.genome import Genome, Mark, name_of, pick
from synthesis.core.breeding.mutation import MUTATIONS, Mutated
from synthesis.core.breeding.pool import Pool
from synthesis.core.breeding.repair import repair
from synthesis.core.breeding.selection import tournament
from synthesis.core.breeding.settings import Settings

__all__ = ["Maker"]

SMALLEST = 5
TRIES = 6
# How often a child has two parents, how often such a child is changed too, how often a first parent takes part.
CROSSED, ALSO_CHANGED = 0.6, 0.4
FOUNDER_MOTHER, FOUNDER_FATHER = 0.1, 0.25


class Maker:
    """Makes children of one pool.

    The first child of each generation is the best parent (``best``, its place) with one mutation: so small a change of
    it is often no worse in anything, and a front that holds one has lost nothing by breeding.
    """

    def __init__(self, pool: Pool, settings: Settings, best: int) -> None:
        self.pool = pool
        self.best = pool.founders[best]
        self.settings = settings
        self.crossovers = [name for name in settings.operators if name in CROSSOVERS]
        self.mutations = [name for name in settings.operators if name in MUTATIONS]
        self.low = min(SMALLEST, *(len(founder.up) + 1 for founder in pool.founders))

    def child(
        self, population: Sequence[Genome], generation: int, place: int, seen: set[str]
    ) -> tuple[str, Genome] | None:
        """A child whose name is not in ``seen``, with its name, or None after some tries.

        ``population`` stands best first; while it is empty the founders breed. All chance comes from one generator,
        seeded by the breeding's seed, the generation and the place.
        """
        rng = np.random.default_rng([self.settings.seed, generation, place])
        for _ in range(TRIES):
            made = self._made(population, generation, place, rng)
            if made is not None and (name := name_of(made, self.pool.concept)) not in seen:
                return name, made
        return None

    def _made(
        self, population: Sequence[Genome], generation: int, place: int, rng: np.random.Generator
    ) -> Genome | None:
        first = place == 0 and bool(self.mutations)
        mother = self.best if first else self._parent(population, rng, FOUNDER_MOTHER)
        made: Genome | None = None
        if self.crossovers and not first and (not self.mutations or rng.random() < CROSSED):
            father = self._parent(population, rng, FOUNDER_FATHER)
            name = pick(rng, self.crossovers)
            crossed = CROSSOVERS[name](mother, father, self.pool, rng)
            made = self._whole(mother, crossed, Mark(name, generation, place))
        if self.mutations and (made is None or rng.random() < ALSO_CHANGED):
            name = pick(rng, self.mutations)
            source = made or mother
            changed = MUTATIONS[name](source, self.pool, rng)
            made = self._whole(source, changed, Mark(name, generation, place)) or made
        return made

    def _parent(self, population: Sequence[Genome], rng: np.random.Generator, founder: float) -> Genome:
        drawn = rng.random() < founder
        if drawn or not population:
            return pick(rng, self.pool.founders)
        return population[tournament(rng, len(population))]

    def _whole(self, source: Genome, changed: Mutated | None, mark: Mark) -> Genome | None:
        """What an operator made of ``source``, marked and repaired."""
        if changed is None:
            return None
        genome, node, note = changed
        # Of each operator the last trace at a node is kept: it is the one that can still be seen.
        others = tuple(held for held in genome.marks.get(node, ()) if held.operator != mark.operator)
        marks = {**genome.marks, node: (*others, replace(mark, note=note))}
        high = self.settings.max_nodes
        return repair(
            replace(genome, marks=marks),
            source,
            concept=self.pool.concept,
            kin=self.pool.kin,
            weight=self.pool.weight,
            low=self.low,
            high=high,
            max_links=max(4, high // 4),
        )

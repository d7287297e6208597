"""Who of the children lives on: NSGA-II's order, what a person chose, and never less than the best parent."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from synthesis.core.breeding.fitness import features
from synthesis.core.breeding.genome import Genome
from synthesis.core.breeding.selection import fronts, ranking
from synthesis.core.breeding.settings import PARTS, Settings

__all__ = ["Choosing", "Member", "chosen_twice", "final_front", "survivors"]

# The first parts of fitness, in which a child shall match the best parent: coverage, coherence, evidence.
CORE = 3


@dataclass(frozen=True, slots=True)
class Member:
    """A child: ``name`` tells its shape, ``born`` its generation; ``fitness`` stands in the order of ``PARTS``."""

    name: str
    genome: Genome
    fitness: tuple[float, ...]
    born: int


def chosen_twice(keep: Collection[str], less: Collection[str], more: Collection[str]) -> list[str]:
    """The names that stand in two of the three, ascending."""
    return sorted((set(keep) & set(less)) | (set(more) & {*keep, *less}))


class Choosing:
    """What a person kept, wanted more of and wanted less of; nothing at first."""

    def __init__(
        self,
        concept: Sequence[int],
        kept: Sequence[Member] = (),
        less: Sequence[Genome] = (),
        more: Sequence[Genome] = (),
    ) -> None:
        self.kept, self.less, self.more = list(kept), list(less), list(more)
        self._concept = concept
        self._liked = [features(genome, concept) for genome in (*(member.genome for member in self.kept), *self.more)]
        self._unliked = [features(genome, concept) for genome in self.less]

    def against(self, member: Member) -> bool:
        """Whether the child is nearer (Jaccard) to one of ``less`` than to each of ``kept`` and ``more``."""
        if not self._unliked:
            return False
        mine = features(member.genome, self._concept)
        return _nearest(mine, self._unliked) > _nearest(mine, self._liked)


def _nearest(mine: frozenset[tuple[int, int]], others: Sequence[frozenset[tuple[int, int]]]) -> float:
    return max((len(mine & other) / len(mine | other) for other in others), default=0.0)


def survivors(
    candidates: Sequence[Member], *, count: int, choosing: Choosing, to_reach: Sequence[float]
) -> list[Member]:
    """At most ``count`` of the children, best first by front, crowding and name.

    The kept ones are among them, and of those that reach ``to_reach`` in each of the first parts the one with the
    highest sum of these. Children against the choice come last.
    """
    if not candidates:
        return []
    scores = np.array([member.fitness for member in candidates])
    order = [candidates[row] for row, _, _ in ranking(scores, [member.name for member in candidates])]
    behind = {member.name for member in candidates if choosing.against(member)}
    order.sort(key=lambda member: member.name in behind)
    sure = {member.name for member in choosing.kept} | _champion(candidates, to_reach)
    chosen = {member.name for member in sorted(order, key=lambda member: member.name not in sure)[:count]}
    return [member for member in order if member.name in chosen]


def _champion(candidates: Sequence[Member], to_reach: Sequence[float]) -> set[str]:
    equal = [m for m in candidates if all(mine >= wanted for mine, wanted in zip(m.fitness, to_reach, strict=False))]
    best = min(equal, key=lambda member: (-round(sum(member.fitness[:CORE]), 6), member.name), default=None)
    return {best.name} if best else set()


def final_front(population: Sequence[Member], settings: Settings) -> list[Member]:
    """The children that no other dominates, by the weighted sum of their fitness, best first, ties by name."""
    if not population:
        return []
    ordered = sorted(population, key=lambda member: member.name)
    rows = fronts(np.array([member.fitness for member in ordered]))[0]
    weights = [settings.weight_of(part) for part in PARTS]

    def order(member: Member) -> tuple[float, str]:
        value = sum(weight * part for weight, part in zip(weights, member.fitness, strict=True))
        return -round(value, 6), member.name

    return sorted((ordered[row] for row in rows), key=order)

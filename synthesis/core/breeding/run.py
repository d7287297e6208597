"""The breeding itself: generation after generation, each a function of the one before and of the seed."""

from collections.abc import Mapping, Sequence
from typing import Any

from synthesis.core.breeding import genome as genomes
from synthesis.core.breeding.fitness import PARTS, Judge, Novelty, evidence_of, features
from synthesis.core.breeding.genome import name_of
from synthesis.core.breeding.lineage import lineage
from synthesis.core.breeding.making import Maker
from synthesis.core.breeding.materials import Materials
from synthesis.core.breeding.planting import plant
from synthesis.core.breeding.pool import Pool
from synthesis.core.breeding.settings import Settings
from synthesis.core.breeding.survival import CORE, Choosing, Member, chosen_twice, final_front, survivors
from synthesis.core.errors import InvalidSetting
from synthesis.core.types import Tree, tree_id

__all__ = ["Breeder", "Member"]

# The best by weight among those shown; the rest are the most unlike the others.
BEST_SHOWN = 3


class Breeder:
    """A breeding of at least two parents. ``step`` makes a generation; ``front`` are the children nothing dominates.

    The same parents, materials, settings and choices give the same children on any machine. ``parent_fitness`` are the
    parents' own figures, by ``PARTS``. Raises ``InvalidSetting`` for one parent, or one that came twice.
    """

    def __init__(self, trees: Sequence[Tree], materials: Materials, settings: Settings) -> None:
        if len(trees) < 2:
            raise InvalidSetting("A breeding needs at least two parents.", setting="parents", value=len(trees))
        self.parents = [tree_id(tree) for tree in trees]
        if len(set(self.parents)) < len(self.parents):
            raise InvalidSetting("The same parent came twice.", setting="parents", value=self.parents)
        self.settings = settings
        self.pool = Pool(trees, materials)
        self.judge = Judge(self.pool, materials)
        concept = self.pool.concept
        first = [*self.pool.parents, *self.pool.founders]
        self.novelty = Novelty({features(genome, concept) for genome in first})
        self.parent_fitness = [
            (row[0], row[1], evidence_of(tree), *row[3:])
            for row, tree in zip(self.judge.measure(self.pool.parents, self.novelty), trees, strict=True)
        ]
        sums = [round(sum(row[:CORE]), 6) for row in self.parent_fitness]
        best = sums.index(max(sums))
        self.to_reach = self.parent_fitness[best][:CORE]
        self.maker = Maker(self.pool, settings, best)
        self.seen = {name_of(genome, concept) for genome in first}
        self.generation = 0
        self.population: list[Member] = []
        self.choosing = Choosing(concept)

    def step(self) -> dict[str, Any]:
        """One more generation; returns ``{generation, children, best: {part: value}, spread: {part: value}}``.

        ``children`` counts those that are new; best, and spread (highest less lowest), are over those who live on.
        """
        self.generation += 1
        breeders = [member.genome for member in self.population]
        born = []
        for place in range(self.settings.population):
            child = self.maker.child(breeders, self.generation, place, self.seen)
            if child is not None:
                self.seen.add(child[0])
                born.append(child)
        measured = self.judge.measure([genome for _, genome in born], self.novelty) if born else []
        fresh = [Member(name, genome, row, self.generation) for (name, genome), row in zip(born, measured, strict=True)]
        for _, genome in born:
            self.novelty.add(features(genome, self.pool.concept))
        self.population = survivors(
            self.population + fresh, count=self.settings.population, choosing=self.choosing, to_reach=self.to_reach
        )
        return {"generation": self.generation, "children": len(fresh), **_figures(self.population)}

    def choose(self, keep: Sequence[str], less: Sequence[str] = (), more: Sequence[str] = ()) -> None:
        """Goes on from the children named in ``keep`` and ``more`` (from all but ``less`` where there is neither).

        They are the only children to breed on from. The kept ones stay until the next choice; those of ``more`` may be
        outdone. A child nearer to one of ``less`` than to each of the others lives on only where there is room. Raises
        ``InvalidSetting`` for a name that is no child of the present generation, or stands in two of the three.
        """
        held = {member.name: member for member in self.population}
        for name in (*keep, *less, *more):
            if name not in held:
                raise InvalidSetting(f"{name} is no child of the present generation.", setting="keep", value=name)
        twice = chosen_twice(keep, less, more)
        if twice:
            raise InvalidSetting(f"{twice[0]} cannot be chosen in two ways at once.", setting="less", value=twice[0])
        chosen = [member for member in self.population if member.name in {*keep, *more}]
        kept = [member for member in chosen if member.name in set(keep)]
        away, like = ([held[name].genome for name in sorted(set(names))] for names in (less, more))
        self.choosing = Choosing(self.pool.concept, kept, away, like)
        self.population = chosen or [member for member in self.population if member.name not in set(less)]

    def front(self) -> list[Member]:
        """The children that no other dominates, by weighted sum of fitness, best first, ties by name."""
        return final_front(self.population, self.settings)

    def to_show(self, least: int, most: int) -> tuple[list[Member], list[Member]]:
        """``front`` and, of it, the few to choose from; where the front is smaller than ``least``, the best beyond too.

        The first few are those best by weight, the rest each time the one of the better half that is least like those
        taken, by fitness.
        """
        front = self.front()
        taken = list(front[:BEST_SHOWN])
        rest = list(front[BEST_SHOWN : max(most, len(front) // 2)])
        while rest and len(taken) < most:
            far = max(rest, key=lambda member: (round(min(_apart(member, other) for other in taken), 6), member.name))
            rest.remove(far)
            taken.append(far)
        held = {member.name for member in front}
        beyond = [member for member in self.population if member.name not in held]
        return front, taken + beyond[: max(0, least - len(taken))]

    def tree(self, member: Member) -> Tree:
        """The child as a Tree."""
        return plant(member.genome, self.pool)

    def lineage(self, member: Member) -> dict[str, Any]:
        """Where the child's nodes come from; see ``lineage.lineage``."""
        return lineage(member.genome, self.pool, self.parents, self.settings.seed)

    def state(self) -> dict[str, Any]:
        """All that changes while it breeds, in JSON's types, for ``restore``."""
        members = {member.name: member for member in (*self.population, *self.choosing.kept)}
        return {
            "generation": self.generation,
            "members": [
                {"name": m.name, "genome": genomes.to_json(m.genome), "fitness": list(m.fitness), "born": m.born}
                for m in members.values()
            ],
            "population": [member.name for member in self.population],
            "kept": [member.name for member in self.choosing.kept],
            "less": [genomes.to_json(genome) for genome in self.choosing.less],
            "more": [genomes.to_json(genome) for genome in self.choosing.more],
            "seen": sorted(self.seen),
            "met": sorted([*feature, count] for feature, count in self.novelty.seen.items()),
            "children": self.novelty.children,
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Goes back to where ``state`` was taken, in a breeder of the same parents, materials and settings."""
        members = {
            row["name"]: Member(row["name"], genomes.from_json(row["genome"]), tuple(row["fitness"]), row["born"])
            for row in state["members"]
        }
        self.generation = state["generation"]
        self.population = [members[name] for name in state["population"]]
        kept = [members[name] for name in state["kept"]]
        less, more = ([genomes.from_json(row) for row in state.get(name, ())] for name in ("less", "more"))
        self.choosing = Choosing(self.pool.concept, kept, less, more)
        self.seen = set(state["seen"])
        self.novelty.seen.clear()
        self.novelty.seen.update({(a, b): count for a, b, count in state["met"]})
        self.novelty.children = state["children"]


def _apart(one: Member, other: Member) -> float:
    return sum(abs(a - b) for a, b in zip(one.fitness, other.fitness, strict=True))


def _figures(population: Sequence[Member]) -> dict[str, dict[str, float]]:
    columns = list(zip(*(member.fitness for member in population), strict=True)) or [(0.0,)] * len(PARTS)
    best = {part: max(column) for part, column in zip(PARTS, columns, strict=True)}
    spread = {part: round(max(column) - min(column), 6) for part, column in zip(PARTS, columns, strict=True)}
    return {"best": best, "spread": spread}

"""What a breeding can be asked for, and its bounds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from synthesis.core.errors import InvalidSetting

__all__ = ["CROSSOVERS", "MAX_GENERATIONS", "MAX_PARENTS", "MAX_POPULATION", "MUTATIONS", "OPERATORS", "PARTS",
           "Settings", "check_generations"]  # fmt: skip

PARTS = ("coverage", "coherence", "evidence", "novelty", "readability")
CROSSOVERS = ("graft", "exchange")
MUTATIONS = ("prune", "promote", "split", "reparent", "swap", "link", "unlink")
OPERATORS = CROSSOVERS + MUTATIONS
MAX_GENERATIONS, MAX_POPULATION, MAX_PARENTS = 1000, 256, 50
MIN_POPULATION = 2
MIN_NODES, MAX_NODES = 12, 200


@dataclass(frozen=True, slots=True)
class Settings:
    """How to breed: children a generation, operators in use, weights that order the final front, most nodes of a child.

    A part that ``weights`` does not name weighs 1 where no part is named, else 0.
    """

    seed: int = 0
    population: int = 64
    operators: tuple[str, ...] = OPERATORS
    weights: tuple[tuple[str, float], ...] = ()
    max_nodes: int = 40

    def __post_init__(self) -> None:
        """Raises ``InvalidSetting`` that names what lies out of bounds."""
        _within("seed", self.seed, 0, 2**31 - 1)
        _within("population", self.population, MIN_POPULATION, MAX_POPULATION)
        _within("max_nodes", self.max_nodes, MIN_NODES, MAX_NODES)
        for name in self.operators:
            if name not in OPERATORS:
                raise InvalidSetting(f"There is no operator {name!r}; known are {', '.join(OPERATORS)}.",
                                     setting="operators", value=name)  # fmt: skip
        if not self.operators:
            raise InvalidSetting("A breeding needs at least one operator.", setting="operators", value=[])
        for name, weight in self.weights:
            if name not in PARTS:
                raise InvalidSetting(f"Fitness has no part {name!r}; known are {', '.join(PARTS)}.",
                                     setting="weights", value=name)  # fmt: skip
            if not 0 <= weight <= 1e6:
                raise InvalidSetting(f"The weight of {name} must be a number from 0 to a million.",
                                     setting="weights", value=name)  # fmt: skip
        if self.weights and not any(weight for _, weight in self.weights):
            raise InvalidSetting("At least one weight must be above 0.", setting="weights", value=0)

    def weight_of(self, part: str) -> float:
        """How much a part of fitness weighs in the order of the final front."""
        return dict(self.weights).get(part, 0.0) if self.weights else 1.0

    def to_json(self) -> dict[str, Any]:
        """The settings in JSON's types; ``from_json`` reads them back."""
        return {"seed": self.seed, "population": self.population, "operators": list(self.operators),
                "weights": dict(self.weights), "max_nodes": self.max_nodes}  # fmt: skip

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Settings":
        """Settings from their JSON; operators and weights take the house's order. Raises ``InvalidSetting``."""
        asked = set(data["operators"])
        known = tuple(name for name in OPERATORS if name in asked)
        weights = data["weights"]
        order = [name for name in PARTS if name in weights] + sorted(set(weights) - set(PARTS))
        return cls(data["seed"], data["population"], known + tuple(sorted(asked - set(OPERATORS))),
                   tuple((name, float(weights[name])) for name in order), data["max_nodes"])  # fmt: skip


def check_generations(generations: int) -> None:
    """Raises ``InvalidSetting`` unless there are 1 to ``MAX_GENERATIONS`` of them."""
    _within("generations", generations, 1, MAX_GENERATIONS)


def _within(name: str, value: int, low: int, high: int) -> None:
    if not low <= value <= high:
        raise InvalidSetting(f"{name} must lie between {low} and {high}.", setting=name, value=value)

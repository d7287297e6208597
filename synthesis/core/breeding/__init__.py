"""Child trees bred from parent trees: operators, fitness in five parts, NSGA-II, and lineage without a gap."""

from synthesis.core.breeding.lineage import compare
from synthesis.core.breeding.materials import Materials, concept_of, gather
from synthesis.core.breeding.recipe import Choice, Recipe, replay
from synthesis.core.breeding.run import Breeder, Member
from synthesis.core.breeding.settings import OPERATORS, PARTS, Settings, check_generations
from synthesis.core.breeding.survival import chosen_twice

__all__ = [
    "OPERATORS",
    "PARTS",
    "Breeder",
    "Choice",
    "Materials",
    "Member",
    "Recipe",
    "Settings",
    "check_generations",
    "chosen_twice",
    "compare",
    "concept_of",
    "gather",
    "replay",
]

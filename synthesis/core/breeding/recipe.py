"""A Recipe: all that a breeding is a function of, besides the bytes of its parents."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from synthesis.core.breeding import materials as frozen
from synthesis.core.breeding.materials import Materials
from synthesis.core.breeding.run import Breeder, Member
from synthesis.core.breeding.settings import Settings
from synthesis.core.errors import InvalidSetting
from synthesis.core.types import Tree, canonical_json

__all__ = ["ALGORITHM", "Choice", "Recipe", "replay"]

# Another number, other children: it changes with every change of what a recipe leads to.
ALGORITHM = 1


@dataclass(frozen=True, slots=True)
class Choice:
    """After that generation somebody kept these children, wanted less of those and more of others, by name."""

    generation: int
    keep: tuple[str, ...]
    less: tuple[str, ...] = ()
    more: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The choice in JSON's types."""
        names = {"keep": list(self.keep), "less": list(self.less), "more": list(self.more)}
        return {"generation": self.generation, **names}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Choice":
        """What ``to_json`` wrote; ``more`` may be missing, as in recipes of before there was such a choice."""
        return cls(data["generation"], tuple(data["keep"]), tuple(data["less"]), tuple(data.get("more", ())))


@dataclass(frozen=True, slots=True)
class Recipe:
    """``parents``: the SHA-256 of each parent's canonical JSON, in order; ``materials``: what was read, frozen."""

    parents: tuple[str, ...]
    settings: Settings
    materials: Materials
    choices: tuple[Choice, ...] = ()
    algorithm: int = field(default=ALGORITHM)

    @classmethod
    def of(cls, trees: Sequence[Tree], settings: Settings, materials: Materials) -> "Recipe":
        """The recipe of a breeding of these parents, before any choice."""
        return cls(tuple(content_hash(tree) for tree in trees), settings, materials)

    def to_json(self) -> dict[str, Any]:
        """The recipe in JSON's types; ``from_json`` reads it back."""
        return {
            "algorithm": self.algorithm,
            "parents": list(self.parents),
            "settings": self.settings.to_json(),
            "materials": frozen.to_json(self.materials),
            "choices": [choice.to_json() for choice in self.choices],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Recipe":
        """What ``to_json`` wrote."""
        choices = tuple(Choice.from_json(choice) for choice in data["choices"])
        settings = Settings.from_json(data["settings"])
        materials = frozen.from_json(data["materials"])
        return cls(tuple(data["parents"]), settings, materials, choices, data["algorithm"])

    def hash(self) -> str:
        """SHA-256 of the recipe's JSON in hex."""
        text = json.dumps(self.to_json(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def breeder(self, trees: Sequence[Tree]) -> Breeder:
        """The breeding at generation 0. Raises ``InvalidSetting`` when these are not its parents, byte for byte."""
        if self.algorithm != ALGORITHM:
            raise InvalidSetting(
                f"The recipe is of version {self.algorithm}; this program breeds by version {ALGORITHM}.",
                setting="algorithm", value=self.algorithm,
            )  # fmt: skip
        if tuple(content_hash(tree) for tree in trees) != self.parents:
            raise InvalidSetting("These are not the parents that the recipe names.", setting="parents")
        return Breeder(trees, self.materials, self.settings)

    def advance(self, breeder: Breeder) -> dict[str, Any]:
        """The next generation, after the choices made before it; see ``Breeder.step``."""
        for choice in self.choices:
            if choice.generation == breeder.generation:
                breeder.choose(choice.keep, choice.less, choice.more)
        return breeder.step()


def content_hash(tree: Tree) -> str:
    """The SHA-256 of the tree's canonical JSON in hex."""
    return hashlib.sha256(canonical_json(tree)).hexdigest()


def replay(recipe: Recipe, trees: Sequence[Tree], *, name: str, born: int) -> tuple[Breeder, Member]:
    """The child of that name made anew from the recipe, to the same bytes on any machine, and what bred it.

    ``born`` is its generation; ``Breeder.tree`` makes its tree. Raises ``InvalidSetting`` when the recipe leads to no
    such child or the parents differ.
    """
    breeder = recipe.breeder(trees)
    while breeder.generation < born:
        recipe.advance(breeder)
    for member in breeder.population:
        if member.name == name:
            return breeder, member
    raise InvalidSetting(f"The recipe leads to no child {name} in generation {born}.", setting="name", value=name)

"""The words of the ledger: what was joined or kept apart, by which rule, how surely, and where a text shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from synthesis.core.types import Span

__all__ = ["ACTIONS", "RULES", "Decision", "Entry", "Member", "SenseId", "Spot"]

ACTIONS = ("join", "split", "merge")
RULES = ("form", "acronym", "spelling", "inflection", "embedding", "homonym", "user")


class SenseId(NamedTuple):
    """One sense of a normal form; ``tag`` is empty for the sense that most papers mean."""

    form: str
    tag: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """Where a paper says a term: a span of its text, or, with no span, the given term ``text``."""

    paper: str
    text: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A step of the resolution.

    ``action`` is join or split, ``rule`` one of ``RULES``, ``score`` lies in 0..1 (kept to 1e-6): for embedding and
    homonym the cosine, for acronym the share of the papers that spell it out so, else 1.
    """

    action: str
    rule: str
    left: SenseId
    right: SenseId
    score: float = 1.0
    evidence: tuple[Spot, ...] = ()

    def order(self) -> tuple[int, SenseId, SenseId]:
        """By the rule, in the order in which they come, then by the two."""
        return RULES.index(self.rule), self.left, self.right


class Member(NamedTuple):
    """A form as a person meant it; ``papers`` (keys) tell which sense of it, none for all its senses."""

    form: str
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided; decisions are replayed in the order of their numbers.

    ``split`` keeps ``forms`` apart from ``others``, ``merge`` makes one concept of both.
    """

    number: int
    action: str
    forms: tuple[Member, ...]
    others: tuple[Member, ...]

    def to_json(self) -> dict[str, Any]:
        """The JSON-ready dict that ``from_json`` reads."""
        sides = {name: [[m.form, list(m.papers)] for m in getattr(self, name)] for name in ("forms", "others")}
        return {"number": self.number, "action": self.action, **sides}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Decision":
        """The decision of such a dict."""
        sides = [tuple(Member(form, tuple(papers)) for form, papers in data[name]) for name in ("forms", "others")]
        return cls(data["number"], data["action"], *sides)

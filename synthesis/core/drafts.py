"""A node of a merged tree while the tree is laid out."""

from dataclasses import dataclass, field

from synthesis.core.concepts import Concept
from synthesis.core.types import Evidence

__all__ = ["Draft"]


@dataclass(slots=True)
class Draft:
    """A node to be: ``rows`` its papers, ``concepts`` what its label is made of, ``quotes`` what it quotes first."""

    kind: str
    label: str
    rows: list[int]
    concepts: list[Concept]
    children: list["Draft"] = field(default_factory=list)
    quotes: list[Evidence] = field(default_factory=list)

    def size(self) -> int:
        """Number of nodes from here down."""
        return 1 + sum(child.size() for child in self.children)

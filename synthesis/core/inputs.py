"""What a merge reads and what it answers: plain values that the rooms above fill from their rows."""

from dataclasses import dataclass
from datetime import date

from synthesis.core.types import Span, Tree

__all__ = ["Merge", "PaperInput", "TermInput"]


@dataclass(frozen=True, slots=True)
class TermInput:
    """A key term of one paper.

    ``score`` lies in 0..1, ``spans`` say where it stands in title or abstract, ``method`` how it was found: ``classic``
    (counted words), ``given`` (from a report, the paper may have no text) or ``model``. Terms of a model also have a
    ``vector``, their unit vector times 127, one signed byte a dimension, and the ``long_form`` where they are acronyms.
    """

    text: str
    normal: str = ""
    score: float = 0.0
    spans: tuple[Span, ...] = ()
    method: str = "classic"
    vector: bytes = b""
    long_form: str = ""


@dataclass(frozen=True, slots=True)
class PaperInput:
    """One paper as a merge sees it; ``version`` is None for a paper without an arXiv id, ``abstract`` may be empty."""

    key: str
    version: int | None
    title: str
    abstract: str = ""
    published: date | None = None
    terms: tuple[TermInput, ...] = ()


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged tree, the sentences that tell how it came about, and the keys of papers that fit in no branch."""

    tree: Tree
    log: tuple[str, ...]
    left_out: tuple[str, ...] = ()

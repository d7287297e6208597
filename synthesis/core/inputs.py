"""What a merge reads and what it answers: plain values that the rooms above fill from their rows."""

from dataclasses import dataclass
from datetime import date

from synthesis.core.types import Evidence, Span, Tree

__all__ = ["Bridge", "Gap", "Merge", "PaperInput", "Section", "Sentence", "TermInput"]


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
    """One paper as a merge sees it; ``version`` is None for a paper without an arXiv id, ``abstract`` may be empty.

    ``vector`` is the paper's own, its unit vector times 127, one signed byte a dimension; empty where none read it.
    """

    key: str
    version: int | None
    title: str
    abstract: str = ""
    published: date | None = None
    terms: tuple[TermInput, ...] = ()
    vector: bytes = b""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a synopsis, and where it stands."""

    text: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Section:
    """What a synopsis says of one branch: ``node`` is the branch's id."""

    node: str
    label: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Two nodes that are close (``closeness`` 0..1) though no paper joins them; ``why`` says so in a sentence."""

    source: str
    target: str
    closeness: float
    why: str


@dataclass(frozen=True, slots=True)
class Bridge:
    """A node that ways between others lead through; ``betweenness`` lies in 0..1."""

    node: str
    betweenness: float


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged tree, the sentences that tell how it came about, and the keys of papers that fit in no branch.

    ``synopsis`` has a section for each branch whose papers have text, ``gaps`` and ``bridges`` name nodes by id,
    ``notes`` are sentences on what a reader should know of the merge's limits.
    """

    tree: Tree
    log: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    synopsis: tuple[Section, ...] = ()
    gaps: tuple[Gap, ...] = ()
    bridges: tuple[Bridge, ...] = ()
    notes: tuple[str, ...] = ()

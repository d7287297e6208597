"""Small made-up libraries: few words, so that every rule has something to do."""

import hashlib
from collections.abc import Sequence

import numpy as np
from hypothesis import strategies as st

from synthesis.core.resolution import Decision, Entry, Library, Member, SenseId, Use
from synthesis.core.types import Span

LENGTH = 24
FORMS = (
    "mpi", "message passing interface", "magnetic particle imaging", "message passing", "data set", "dataset",
    "data flow", "dataflow", "data flow model", "gpu acceleration", "gpu accelerator", "rl", "reinforcement learning",
    "reinforcement learning algorithm", "reinforcement learning model", "kernel", "neural network",
    "neural networks training", "graph", "graph model", "message passing model", "stream processing",
)  # fmt: skip
LONGS = {
    "mpi": ("", "message passing interface", "magnetic particle imaging"),
    "rl": ("", "reinforcement learning", "reinforced learning"),
}
KEYS = tuple(f"2101.{number:05}" for number in range(9))
GROUPS = ("message", "data", "gpu", "reinforcement", "neural", "graph", "stream")
State = list[tuple[tuple[SenseId, ...], tuple[Entry, ...]]]


def vector(text: str, place: int = 0, noise: float = 0.3) -> bytes:
    """A vector that the text decides, bent a little by the place."""

    def drawn(seed: str) -> np.ndarray:
        number = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], "big")
        found = np.random.default_rng(number).normal(size=LENGTH)
        return found / np.linalg.norm(found)

    found = drawn(text) + noise * drawn(f"{text} {place}")
    return np.rint(127 * found / np.linalg.norm(found)).astype(np.int8).tobytes()


def about(form: str) -> str:
    """What a form is about: forms of one first word have close vectors."""
    first = {"mpi": "message", "rl": "reinforcement", "dataset": "data", "dataflow": "data"}.get(form, form.split()[0])
    return first if first in GROUPS else form


@st.composite
def uses(draw: st.DrawFn, key: str) -> tuple[Use, ...]:
    """What a paper holds; a use may lack its vector, or lie in another field."""
    found = []
    for form in sorted(draw(st.sets(st.sampled_from(FORMS), min_size=1, max_size=6))):
        field = draw(st.sampled_from(["", "", "", "elsewhere "]))
        held = vector(field + about(form), draw(st.integers(0, 3))) if draw(st.integers(0, 4)) else b""
        long = draw(st.sampled_from(LONGS.get(form, ("",))))
        told = Span("abstract", 3, 9) if long else None
        found.append(Use(key, form, form.upper(), 0.5, Span("title", 0, 3), held, long, told))
    return tuple(found)


@st.composite
def papers(draw: st.DrawFn) -> dict[str, tuple[Use, ...]]:
    """Some papers by key."""
    return {key: draw(uses(key)) for key in draw(st.sets(st.sampled_from(KEYS), min_size=1))}


@st.composite
def decisions(draw: st.DrawFn) -> tuple[Decision, ...]:
    """Splits and merges of any forms, some of one sense only, in order."""
    side = st.lists(st.sampled_from(FORMS), min_size=1, max_size=3, unique=True)
    meant = st.lists(st.sampled_from(KEYS), max_size=2, unique=True).map(tuple)
    found = []
    for number in range(draw(st.integers(0, 4))):
        sides = [tuple(Member(form, draw(meant)) for form in sorted(draw(side))) for _ in range(2)]
        found.append(Decision(number + 1, draw(st.sampled_from(["split", "merge"])), *sides))
    return tuple(found)


def state(library: Library) -> State:
    """All that the library says: every group with its senses and joins."""
    return [(group.senses, group.joins) for group in library.groups()]


def built(held: dict[str, tuple[Use, ...]], decided: Sequence[Decision] = ()) -> Library:
    """A library of these papers, built at once."""
    library = Library(decided)
    library.update(held)
    return library

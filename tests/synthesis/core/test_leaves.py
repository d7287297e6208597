"""Leaves: the quick choice is the plain one, and so is the quick search for the idea that reaches most papers."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.core.candidates import is_name
from synthesis.core.concepts import Concept
from synthesis.core.corpus import gather
from synthesis.core.leaves import LEAF_CONCEPTS, LEAF_LETTERS, LEAVES_OF_ONE, WEAK, choose_leaves, joined
from synthesis.core.naming import Namer, alike
from tests.synthesis.core.samples import PAPERS

PAPERS_OF = [f"p{number}" for number in range(7)]
LABELS = ["graph", "GPU", "graph kernel", "data stream", "message passing", "spiking network", "Caffe", "online query",
          "edge cache", "robot arm", "proof", "tensor"]  # fmt: skip
Ranked = list[tuple[float, Concept]]


@st.composite
def ranked(draw: st.DrawFn) -> Ranked:
    scores = st.dictionaries(st.sampled_from([*PAPERS_OF, "elsewhere"]), st.sampled_from([0.1, 0.25, 0.5, 1.0]))
    found: Ranked = []
    for label in draw(st.lists(st.sampled_from(LABELS), unique=True)):
        held = draw(scores)
        if held.keys() - {"elsewhere"}:
            concept = Concept(label.casefold(), label, (label.casefold(),), held)
            found.append((draw(st.sampled_from([0.5, 1.0, 2.0])), concept))
    return found


def plainly(pool: Ranked, rows: dict[str, int], room: int) -> list[list[str]]:
    """The same choice, everything looked at each time."""
    own = {c.key: {key: score for key, score in c.scores.items() if key in rows} for _, c in pool}
    pool = [(value, c) for value, c in pool if max(own[c.key].values()) > WEAK or len(own[c.key]) > 1]
    leaves: list[list[str]] = []
    shown: set[str] = set()
    alone: Counter[str] = Counter()

    def gain(value: float, concept: Concept) -> float:
        fresh = sum(score for key, score in own[concept.key].items() if key not in shown)
        lone = 0.4 if concept.label.isalpha() and concept.label.islower() else 1.0
        return round(lone * (0.15 + fresh) * (0.3 + max(own[concept.key].values())) * (1 + 0.2 * value), 6)

    while pool and len(leaves) < room:
        first = max(pool, key=lambda pair: (gain(*pair), pair[1].key))[1]
        keys = own[first.key].keys()
        mates = [first]
        near = [c for _, c in pool if c is not first and 2 * len(keys & own[c.key]) >= len(keys | own[c.key])]
        for concept in sorted(near, key=lambda c: (-max(own[c.key].values()), c.key)):
            named = " " in concept.label or concept.label[0].isupper() or is_name(concept.label)
            fits = len(joined([*mates, concept])) <= LEAF_LETTERS and len(mates) < LEAF_CONCEPTS
            speaks = named or max(own[concept.key].values()) >= 0.6
            if fits and speaks and not any(alike(concept, other) for other in mates):
                mates.append(concept)
        held = {key for concept in mates for key in own[concept.key]}
        if len(held) == 1:
            alone.update(held)
        leaves.append([concept.key for concept in mates])
        shown |= held
        full = {key for key in alone if alone[key] >= LEAVES_OF_ONE}
        pool = [pair for pair in pool if pair[1] not in mates and not own[pair[1].key].keys() <= full]
    return leaves


@settings(max_examples=150)
@given(ranked(), st.integers(0, 8))
def test_leaves_are_those_of_the_plain_choice(pool: Ranked, room: int) -> None:
    rows = {key: number for number, key in enumerate(PAPERS_OF)}
    found = choose_leaves(pool, rows, room)
    assert [[concept.key for concept in concepts] for concepts, _ in found] == plainly(pool, rows, room)
    for concepts, own in found:
        assert own == sorted({rows[key] for concept in concepts for key in concept.scores if key in rows})


def test_the_root_is_what_looking_at_every_concept_gives() -> None:
    corpus = gather(PAPERS, "How do clusters scale?")
    namer = Namer(corpus)
    chosen: list[Concept] = []
    covered: set[int] = set()
    for concept in namer.root()[1]:
        ideas = {
            (namer._idea(one, len(namer._reach(one) - covered)), one.key)
            for one in corpus.concepts
            if not any(alike(one, other) for other in chosen)
        }
        assert max(ideas)[1] == concept.key
        chosen.append(concept)
        covered |= namer._reach(concept)
    assert chosen

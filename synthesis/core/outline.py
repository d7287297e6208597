"""The shape of a merged tree: which concepts stand under which branch, and how many nodes each branch may have."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from scipy.sparse import csr_matrix

from synthesis.core.candidates import is_name
from synthesis.core.communities import split
from synthesis.core.concepts import Concept
from synthesis.core.corpus import Corpus
from synthesis.core.naming import Namer, alike
from synthesis.core.spelling import capital
from synthesis.core.types import Evidence

__all__ = ["Draft", "lay_out", "shares"]

LEAF_CONCEPTS = 3
LEAF_LETTERS = 56
# More leaves that speak of one paper only would say the same again.
LEAVES_OF_ONE = 2
WEAK = 0.16


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


def shares(room: int, weights: Sequence[int]) -> list[int]:
    """``room`` whole places dealt out by weight, the largest remainders first; each gets one while there are enough."""
    total = sum(weights)
    if not total or room <= 0:
        return [0 for _ in weights]
    base = 1 if room >= len(weights) else 0
    rest = room - base * len(weights)
    exact = [rest * weight / total for weight in weights]
    dealt = [base + int(value) for value in exact]
    order = sorted(range(len(weights)), key=lambda place: (round(int(exact[place]) - exact[place], 6), place))
    for place in order[: room - sum(dealt)]:
        dealt[place] += 1
    return dealt


def lay_out(
    corpus: Corpus,
    namer: Namer,
    groups: Sequence[list[int]],
    near: csr_matrix,
    room: int,
    seed: int,
    taken: set[str],
) -> list[Draft]:
    """One branch a group, named apart, with its share of ``room`` nodes below; room a small branch leaves goes on.

    Concepts in ``taken`` stand elsewhere; those used here are added to it.
    """
    branches: list[Draft] = []
    for group in groups:
        label, concepts = namer.name(group, len(corpus.papers), taken, [branch.label for branch in branches])
        label = label or f"Related papers {len(branches) + 1}"
        taken |= {concept.key for concept in concepts}
        branches.append(Draft("branch", label, list(group), concepts))
    left = room
    order = sorted(range(len(branches)), key=lambda place: (len(branches[place].rows), place))
    for turn, place in enumerate(order):
        waiting = [len(branches[other].rows) for other in order[turn:]]
        _fill(branches[place], corpus, namer, near, shares(left, waiting)[0], taken, seed)
        left -= branches[place].size() - 1
    return branches


def _fill(branch: Draft, corpus: Corpus, namer: Namer, near: csr_matrix, room: int, taken: set[str], seed: int) -> None:
    """Sub-groups where the branch is large and the room allows, else leaves at once."""
    parts = _parts(branch.rows, near, room, seed)
    if len(parts) < 2:
        branch.children = _leaves(branch.rows, corpus, namer, room, taken)
        return
    rooms = shares(room - len(parts), [len(part) for part in parts])
    for part, inner in zip(parts, rooms, strict=True):
        label, concepts = namer.name(part, len(branch.rows), taken, ())
        if not concepts:
            continue
        taken |= {concept.key for concept in concepts}
        group = Draft("group", label.replace(" & ", " / "), part, concepts)
        group.children = _leaves(part, corpus, namer, inner, taken)
        branch.children.append(group)


def _parts(rows: list[int], near: csr_matrix, room: int, seed: int) -> list[list[int]]:
    # A group pays only with two leaves of its own.
    high = min(room // 3, len(rows) // 2, 6)
    if high < 2 or len(rows) < 5:
        return [rows]
    inner = near[rows][:, rows]
    found, rest = split(inner, [], target=min(high, max(2, round(len(rows) ** 0.5))), low=2, high=high, seed=seed)
    parts = [[rows[place] for place in part] for part in found]
    if rest and parts:
        parts[-1] = sorted(parts[-1] + [rows[place] for place in rest])
    return parts


def _leaves(rows: list[int], corpus: Corpus, namer: Namer, room: int, taken: set[str]) -> list[Draft]:
    """At most ``room`` leaves: each the best concept left that reaches most papers not yet shown, with near ones."""
    keys = {corpus.papers[row].key: row for row in rows}
    pool = [
        (score, concept) for score, concept in namer.ranked(rows, len(corpus.papers), taken) if _telling(concept, keys)
    ]
    leaves: list[Draft] = []
    shown: set[str] = set()
    alone: Counter[int] = Counter()
    while pool and len(leaves) < room:
        _, seed = max(pool, key=lambda pair: (_gain(pair, keys, shown), pair[1].key))
        mates = _mates(seed, pool, keys)
        own = sorted({keys[key] for concept in mates for key in concept.scores if key in keys})
        alone[own[0]] += len(own) == 1
        leaves.append(Draft("concept", _joined(mates), own, mates))
        shown |= {key for concept in mates for key in concept.scores}
        gone = {concept.key for concept in mates}
        taken |= gone
        full = {corpus.papers[row].key for row in alone if alone[row] >= LEAVES_OF_ONE}
        pool = [pair for pair in pool if pair[1].key not in gone and not (pair[1].scores.keys() & keys.keys()) <= full]
    return leaves


def _telling(concept: Concept, keys: dict[str, int]) -> bool:
    own = [score for key, score in concept.scores.items() if key in keys]
    return bool(own) and (max(own) > WEAK or len(own) > 1)


def _gain(pair: tuple[float, Concept], keys: dict[str, int], shown: set[str]) -> float:
    score, concept = pair
    fresh = sum(value for key, value in concept.scores.items() if key in keys and key not in shown)
    weight = max(value for key, value in concept.scores.items() if key in keys)
    # One small word says little, however many papers hold it.
    lone = 0.4 if concept.label.isalpha() and concept.label.islower() else 1.0
    return round(lone * (0.15 + fresh) * (0.3 + weight) * (1 + 0.2 * score), 6)


def _mates(seed: Concept, pool: Sequence[tuple[float, Concept]], keys: dict[str, int]) -> list[Concept]:
    """The seed and up to two concepts of the same papers or of a shared word, as far as one label holds them."""
    own = seed.scores.keys() & keys.keys()
    chosen = [seed]
    near = sorted(
        (c for _, c in pool if c is not seed and _speaks(c, keys) and _nearness(c, own, keys) >= 0.5),
        key=lambda concept: (-round(max(concept.scores[k] for k in concept.scores if k in keys), 6), concept.key),
    )
    for concept in near:
        if len(chosen) == LEAF_CONCEPTS:
            break
        if any(alike(concept, other) for other in chosen):
            continue
        if len(_joined([*chosen, concept])) <= LEAF_LETTERS:
            chosen.append(concept)
    return chosen


def _speaks(concept: Concept, keys: dict[str, int]) -> bool:
    """Whether it may stand beside another: a phrase, a name, or a word that its paper is about."""
    best = max(score for key, score in concept.scores.items() if key in keys)
    return " " in concept.label or concept.label[0].isupper() or is_name(concept.label) or best >= 0.6


def _nearness(concept: Concept, own: "set[str]", keys: dict[str, int]) -> float:
    other = concept.scores.keys() & keys.keys()
    return len(own & other) / len(own | other)


def _joined(concepts: Sequence[Concept]) -> str:
    return capital(" / ".join(concept.label for concept in concepts))

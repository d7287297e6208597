"""What several branches share: a hub of core patterns, and what it all leads to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from synthesis.core.concepts import Concept
from synthesis.core.corpus import Corpus
from synthesis.core.drafts import Draft
from synthesis.core.naming import LENGTH, alike, word_count
from synthesis.core.spelling import capital
from synthesis.core.stopwords import is_plain, is_vague

__all__ = ["Hub", "find_hub"]

# A concept belongs to no branch when so many hold it.
BRANCHES = 3
PATTERNS, SUMMARIES = 3, 2
PATTERN_WORDS, SUMMARY_WORDS = 8, 5
# A branch that names a concept once, in passing, does not share it.
HELD = 0.25


@dataclass(frozen=True, slots=True)
class Hub:
    """The hub as a node to be, its summaries below it in a chain, and the place of the branch that says most of it."""

    draft: Draft
    branch: int

    @property
    def keys(self) -> set[str]:
        """Keys of the concepts that the hub and its summaries speak of."""
        found, node = set(), self.draft
        while True:
            found |= {concept.key for concept in node.concepts}
            if not node.children:
                return found
            node = node.children[0]


def find_hub(corpus: Corpus, groups: Sequence[Sequence[int]], room: int) -> Hub | None:
    """The concepts that three branches or more share, at most three of them, and one or two that sum them up.

    ``groups`` are the papers of the branches, ``room`` the nodes that hub and summaries may take. None where no concept
    is shared that widely.
    """
    if room < 1 or len(groups) < BRANCHES:
        return None
    homes = {corpus.papers[row].key: place for place, group in enumerate(groups) for row in group}
    reached = {concept.key: _reached(concept, homes) for concept in corpus.concepts if len(concept.scores) > 1}
    shared = [c for c in corpus.concepts if len(reached.get(c.key, {})) >= BRANCHES and _says(c)]
    patterns = _picked(corpus, shared, reached, (), PATTERNS, PATTERN_WORDS)
    if not patterns:
        return None
    hub = _draft(corpus, homes, "hub", "Core patterns: " + " / ".join(c.label for c in patterns), patterns)
    held = {corpus.papers[row].key for row in hub.rows}
    near = [
        c for c in corpus.concepts if len(reached.get(c.key, {})) > 1 and _says(c) and not held.isdisjoint(c.scores)
    ]
    node = hub
    for concept in _picked(corpus, near, reached, patterns, min(SUMMARIES, room - 1), SUMMARY_WORDS):
        node.children = [_draft(corpus, homes, "summary", capital(concept.label), [concept])]
        node = node.children[0]
    totals = [0.0] * len(groups)
    for concept in patterns:
        for place, score in reached[concept.key].items():
            totals[place] += score
    best = max(range(len(groups)), key=lambda place: (round(totals[place], 6), -place))
    return Hub(hub, best)


def _reached(concept: Concept, homes: dict[str, int]) -> dict[int, float]:
    """By branch how much its papers say of the concept together, where one says it more than in passing."""
    found: dict[int, list[float]] = {}
    for key in sorted(concept.scores.keys() & homes.keys()):
        found.setdefault(homes[key], []).append(concept.scores[key])
    return {place: round(sum(scores), 6) for place, scores in found.items() if max(scores) >= HELD}


def _says(concept: Concept) -> bool:
    words = concept.forms[0].split()
    return not is_vague(words[-1]) and not (len(words) == 1 and is_plain(words[0]))


def _picked(
    corpus: Corpus,
    pool: Collection[Concept],
    reached: dict[str, dict[int, float]],
    before: Sequence[Concept],
    most: int,
    words: int,
) -> list[Concept]:
    chosen: list[Concept] = []
    for concept in sorted(pool, key=lambda c: (-_worth(corpus, c, reached[c.key]), c.key)):
        if len(chosen) >= most:
            break
        if any(alike(concept, other) for other in (*before, *chosen)):
            continue
        if word_count(" ".join(c.label for c in [*chosen, concept])) <= words:
            chosen.append(concept)
    return chosen


def _worth(corpus: Corpus, concept: Concept, reached: dict[int, float]) -> float:
    """Much where many branches say much of it in two or three words, more where the question asks for it."""
    told = sum(min(1.0, score) for _, score in sorted(reached.items()))
    length = LENGTH.get(len(concept.forms[0].split()), 0.7)
    return round(corpus.asking_for(concept) * length * (len(reached) + told), 6)


def _draft(corpus: Corpus, homes: dict[str, int], kind: str, label: str, concepts: list[Concept]) -> Draft:
    keys = {key for concept in concepts for key in concept.scores if key in homes}
    return Draft(kind, label, sorted(corpus.rows[key] for key in keys), concepts)

"""A collection made ready for a merge: every paper read, terms resolved, and what a question asks for weighed in."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from synthesis.core.candidates import choose
from synthesis.core.concepts import Concept, Join, resolve
from synthesis.core.inputs import PaperInput
from synthesis.core.reading import Reading, read, tokens
from synthesis.core.spelling import Spelling
from synthesis.core.stopwords import stem

__all__ = ["Corpus", "gather"]

# How much more a word counts that the question holds.
ASKED = 3.0
CONCEPT_WEIGHT = 0.5


@dataclass(slots=True)
class Corpus:
    """Papers in the order of their keys, and by row number what each holds.

    ``stems``: telling word stems with their counts; ``spread``: in how many papers a stem stands; ``asked``: stems of
    the question that the collection knows.
    """

    papers: tuple[PaperInput, ...]
    readings: list[Reading]
    concepts: list[Concept]
    joins: list[Join]
    stems: list[Counter[str]]
    spread: Counter[str]
    asked: frozenset[str]
    rows: dict[str, int]

    def rarity(self, word: str) -> float:
        """How much a stem tells: the logarithm of the share of papers without it; more where it is asked for."""
        told = math.log((1 + len(self.papers)) / max(1, self.spread[word]))
        return told * (ASKED if word in self.asked else 1.0)

    def features(self) -> list[dict[str, float]]:
        """For each paper its stems and shared concepts with weights, as ``communities.similarities`` wants them."""
        found: list[dict[str, float]] = [
            {f"w {word}": count * (ASKED if word in self.asked else 1.0) for word, count in row.items()}
            for row in self.stems
        ]
        for concept in self.concepts:
            if len(concept.scores) > 1:
                for key, score in concept.scores.items():
                    found[self.rows[key]][f"c {concept.key}"] = CONCEPT_WEIGHT * score
        return found


def gather(papers: Sequence[PaperInput], question: str = "") -> Corpus:
    """Reads every paper; the order in which they come makes no difference."""
    ordered = tuple(sorted(papers, key=lambda paper: paper.key))
    readings = [read(paper) for paper in ordered]
    chosen = choose(readings)
    spelling = Spelling(readings, {form for scores in chosen for form in scores})
    concepts, joins = resolve(readings, chosen, spelling)
    stems = [_stems(reading) for reading in readings]
    spread = Counter(word for row in stems for word in row)
    wanted = {stem(word) for token in tokens(question) if not token.breaks for word in token.folded.split()}
    rows = {paper.key: place for place, paper in enumerate(ordered)}
    return Corpus(ordered, readings, concepts, joins, stems, spread, frozenset(wanted & spread.keys()), rows)


def _stems(reading: Reading) -> Counter[str]:
    found: Counter[str] = Counter()
    for word, count in reading.words.items():
        found[stem(word)] += count
    return found

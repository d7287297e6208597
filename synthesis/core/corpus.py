"""A collection made ready for a merge: every paper read, terms resolved, and what a question asks for weighed in."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from synthesis.core.asking import asked_for
from synthesis.core.background import Background
from synthesis.core.candidates import choose
from synthesis.core.concepts import Concept, Join, resolve
from synthesis.core.inputs import PaperInput
from synthesis.core.nearness import Traits, traits
from synthesis.core.reading import Reading, read
from synthesis.core.resolution import Decision
from synthesis.core.spelling import Spelling
from synthesis.core.stopwords import normal_form, stem, stems_of

__all__ = ["ASKED", "Corpus", "gather"]

# How many times as much a word counts that the question holds.
ASKED = 3.0
CONCEPT_WEIGHT = 0.5
KIN_POWER = 2
# Shares of kindred words and of the model's vectors beside the shared words' 1.
KIN, MODEL = 4.0, 8.0
# What the words are akin to says less where the model read the papers.
KIN_BESIDE = 1.0
# The model's vectors count where it read this share of the papers.
READ = 0.75


@dataclass(slots=True)
class Corpus:
    """Papers in the order of their keys, and by row number what each holds.

    ``stems``: telling word stems with their counts; ``spread``: in how many papers a stem stands; ``asked``: how much
    the question asks for a stem that the collection knows, 1 where it holds the stem itself. ``vectors``: those of the
    model's terms by paper key and normal form.
    """

    papers: tuple[PaperInput, ...]
    concepts: list[Concept]
    joins: list[Join]
    stems: list[Counter[str]]
    spread: Counter[str]
    asked: dict[str, float]
    rows: dict[str, int]
    background: Background
    vectors: dict[tuple[str, str], bytes]

    @property
    def bare(self) -> int:
        """How many papers have no abstract."""
        return sum(1 for paper in self.papers if not paper.abstract)

    def rarity(self, word: str) -> float:
        """How much a stem tells one paper of the collection from another; more where it is asked for."""
        told = math.log((1 + len(self.papers)) / max(1, self.spread[word]))
        return told * self.asking(word)

    def asking(self, word: str) -> float:
        """The factor by which the question weighs a stem, 1 where it does not ask for it."""
        return 1.0 + (ASKED - 1.0) * self.asked.get(word, 0.0)

    def asking_for(self, concept: Concept, share: float = 1.0) -> float:
        """The factor by which the question weighs a concept for the words of its first form, at least 1."""
        if not self.asked:
            return 1.0
        return 1.0 + share * sum(self.asked.get(word, 0.0) for word in sorted(stems_of(concept.forms[0])))

    def telling(self, word: str) -> float:
        """How much a stem tells of what a paper is about, by how rare it is here and in the background."""
        return self.common(word) * self.asking(word)

    def common(self, word: str) -> float:
        """How much a stem tells by itself, whatever is asked."""
        return self.background.rarity(word, self.spread[word], len(self.papers))

    def answers(self, row: int) -> float:
        """How much a paper says of what is asked for, rounded to 1e-6; 0 without a question."""
        held = sorted(self.asked.keys() & self.stems[row].keys())
        return round(sum(self.asked[word] * self.common(word) for word in held), 6)

    def meaning(self, concept: Concept) -> NDArray[np.int64]:
        """What a concept means: its terms' vectors together, else its words' of the background, at length 1,000."""
        held = [self.vectors[key, form] for key in sorted(concept.scores) for form in concept.forms
                if (key, form) in self.vectors]  # fmt: skip
        if held:
            return _shrunk(np.sum([np.frombuffer(vector, np.int8).astype(np.int64) for vector in held], axis=0))
        known = self.background
        words = [known.rows[stem(word)] for word in concept.forms[0].split() if stem(word) in known.rows]
        return _shrunk(known.vectors[words].astype(np.int64).sum(axis=0))

    def traits(self) -> Traits:
        """What the papers are compared by: words, kindred words, and last the model's vectors where it read enough."""
        weights = {word: self.telling(word) for word in self.spread}
        words: list[dict[str, float]] = [
            {word: math.log1p(count) * weights[word] for word, count in row.items()} for row in self.stems
        ]
        for concept in self.concepts:
            if len(concept.scores) > 1:
                told = math.log((1 + len(self.papers)) / len(concept.scores))
                name = f"c {concept.key}"
                for key, score in concept.scores.items():
                    words[self.rows[key]][name] = math.log1p(CONCEPT_WEIGHT * score) * told
        model = self._model()
        # Papers with vectors among others without would be near each other for having some.
        read = model.any(axis=1).sum() >= READ * len(self.papers)
        dense = [(KIN_BESIDE, self._kin(weights)), (MODEL, model)] if read else [(KIN, self._kin(weights))]
        return traits(words, [(share, vectors) for share, vectors in dense if vectors.any()])

    def _kin(self, weights: dict[str, float]) -> NDArray[np.int64]:
        """For each paper the vectors of its stems together, rarer ones weighing more."""
        known = self.background
        found = np.zeros((len(self.papers), known.vectors.shape[1]), np.int64)
        for place, row in enumerate(self.stems):
            held = sorted(word for word in row if word in known.rows)
            if held:
                told = [round(100 * math.log1p(row[word]) * weights[word] ** KIN_POWER) for word in held]
                vectors = known.vectors[[known.rows[word] for word in held]].astype(np.int64)
                found[place] = _shrunk(np.array(told, np.int64) @ vectors)
        return found

    def _model(self) -> NDArray[np.int64]:
        """For each paper its vector, else that of its terms together, apart from what all papers share."""
        if any(paper.vector for paper in self.papers):
            return _centred([paper.vector for paper in self.papers])
        size = max((len(term.vector) for paper in self.papers for term in paper.terms), default=0)
        found = np.zeros((len(self.papers), size), np.int64)
        for place, paper in enumerate(self.papers):
            held = sorted((t for t in paper.terms if len(t.vector) == size), key=lambda t: (-t.score, t.text))
            if size and held:
                vectors = np.array([np.frombuffer(term.vector, np.int8) for term in held], np.int64)
                found[place] = _shrunk(np.array([round(1000 * term.score) for term in held]) @ vectors)
        return _apart(found)


def _centred(vectors: Sequence[bytes]) -> NDArray[np.int64]:
    found = np.zeros((len(vectors), max(len(vector) for vector in vectors)), np.int64)
    for place, vector in enumerate(vectors):
        if len(vector) == found.shape[1]:
            found[place] = _shrunk(np.frombuffer(vector, np.int8).astype(np.int64))
    return _apart(found)


def _apart(vectors: NDArray[np.int64]) -> NDArray[np.int64]:
    """The vectors without what all of them share; a paper without one keeps zeros."""
    some = vectors.any(axis=1)
    if some.sum() > 2:
        vectors[some] -= np.rint(vectors[some].sum(axis=0) / some.sum()).astype(np.int64)
    return vectors


def _shrunk(vector: NDArray[np.int64]) -> NDArray[np.int64]:
    """The vector at length 1,000, in whole numbers."""
    length = math.sqrt(int((vector * vector).sum()))
    scaled: NDArray[np.int64] = np.rint(vector * (1000 / length if length else 0)).astype(np.int64)
    return scaled


def gather(
    papers: Sequence[PaperInput],
    question: str = "",
    background: Background | None = None,
    decisions: Sequence[Decision] = (),
) -> Corpus:
    """Reads every paper; the order in which they come makes no difference. ``decisions`` are replayed in order."""
    known = background or Background()
    ordered = tuple(sorted(papers, key=lambda paper: paper.key))
    readings = [read(paper) for paper in ordered]
    chosen = choose(readings)
    forms = {form for scores in chosen for form in scores}
    for reading in readings:
        # Of some hundred phrases a paper few are a concept of any paper's; the others would fill the memory.
        reading.mentions = {form: spans for form, spans in reading.mentions.items() if form in forms}
    spelling = Spelling(readings, forms)
    concepts, joins = resolve(readings, chosen, spelling, decisions)
    stems = [_stems(reading) for reading in readings]
    spread = Counter(word for row in stems for word in row)
    rows = {paper.key: place for place, paper in enumerate(ordered)}
    asked = asked_for(question, spread, known)
    vectors = {
        (paper.key, normal_form(term.text)): term.vector for paper in ordered for term in paper.terms if term.vector
    }
    return Corpus(ordered, concepts, joins, stems, spread, asked, rows, known, vectors)


def _stems(reading: Reading) -> Counter[str]:
    found: Counter[str] = Counter()
    for word, count in reading.words.items():
        found[stem(word)] += count
    return found

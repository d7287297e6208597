"""Names for groups of papers: class-based TF-IDF over concepts and over the words they are made of."""

import math
from collections import Counter
from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from synthesis.core.candidates import is_name
from synthesis.core.concepts import Concept
from synthesis.core.corpus import Corpus
from synthesis.core.drafts import Draft
from synthesis.core.spelling import capital
from synthesis.core.stopwords import is_plain, is_vague, stem, stems_of

__all__ = ["MAX_WORDS", "Namer", "alike", "close", "within", "word_count"]

Vectors = NDArray[np.float64]
MAX_WORDS = 6
ROOT_WORDS = 8
LENGTH = {1: 0.6, 2: 1.0, 3: 1.0, 4: 0.85}
LONE_NAME = 0.25
# In a group larger than this a concept of one paper names nothing.
SMALL, THIN = 5, 0.4
# Concepts that may stand beside the first in a name.
PARTNERS = 40
# So many of the best are weighed by what they mean, too, and by so much.
WEIGHED, MEANING = 60, 0.5


def word_count(label: str) -> int:
    """Words of a label; signs such as & and / are none."""
    return sum(1 for word in label.replace("/", " ").split() if any(letter.isalnum() for letter in word))


def alike(left: Concept, right: Concept) -> bool:
    """Whether two concepts would say the same beside each other: half the words of a shorter form in common."""
    pairs = ((stems_of(a), stems_of(b)) for a in left.forms for b in right.forms)
    return any(len(a & b) * 2 >= min(len(a), len(b)) for a, b in pairs)


def within(inner: Concept, outer: Concept) -> bool:
    """Whether one says no more than a part of the other: its words are among those of a form of the other."""
    return any(stems_of(a) <= stems_of(b) for a in inner.forms for b in outer.forms)


def close(left: Concept, right: Concept) -> bool:
    """Whether two concepts name nearly the same: one is part of the other, or most of their words are common."""
    if within(left, right) or within(right, left):
        return True
    pairs = ((stems_of(a), stems_of(b)) for a in left.forms for b in right.forms)
    return any(2 * len(a & b) >= len(a | b) for a, b in pairs)


class Namer:
    """Scores concepts as names of a set of papers against a wider set.

    ``read``: the papers' vectors by the model, shape (papers, dimensions), where it read them.
    """

    def __init__(self, corpus: Corpus, read: Vectors | None = None) -> None:
        self.corpus = corpus
        self.read = read
        self.holders: dict[str, set[int]] = {}
        for row, held in enumerate(corpus.stems):
            for word in held:
                self.holders.setdefault(word, set()).add(row)
        # The places of the concepts that each paper speaks of, and of each concept what its names are worth anywhere.
        self.spoken: list[list[int]] = [[] for _ in corpus.papers]
        for place, concept in enumerate(corpus.concepts):
            for key in concept.scores:
                self.spoken[corpus.rows[key]].append(place)
        self.strengths = [concept.strength for concept in corpus.concepts]
        self.told = {word: corpus.rarity(word) for word in corpus.spread}

    def ranked(self, papers: Sequence[int], wider: int, taken: Collection[str] = ()) -> list[tuple[float, Concept]]:
        """Concepts of these papers, best name first, with their scores; ties by key.

        A concept is good where its papers are many and its words stand in many of these papers but few others.
        ``wider`` is the size of the set it is told apart from.
        """
        cover: Counter[str] = Counter(word for row in papers for word in self.corpus.stems[row])
        own: dict[int, list[str]] = {}
        for row in sorted(papers):
            for place in self.spoken[row]:
                own.setdefault(place, []).append(self.corpus.papers[row].key)
        scored = []
        for place, keys in own.items():
            concept = self.corpus.concepts[place]
            if concept.key not in taken:
                scored.append((self._score(place, keys, cover, len(papers), wider), concept))
        return sorted(scored, key=lambda pair: (-pair[0], pair[1].key))

    def _score(self, place: int, own: list[str], cover: Counter[str], size: int, wider: int) -> float:
        concept = self.corpus.concepts[place]
        inside = sum(concept.scores[key] for key in own) / self.strengths[place]
        share = len(own) / size
        words = [stem(word) for word in concept.forms[0].split()]
        told = sum(cover[word] / size * self._rarity(word) for word in words) / math.sqrt(len(words))
        length = LENGTH.get(len(words), 0.7)
        best = max(concept.scores[key] for key in own)
        if len(own) == 1 and size > 1 and " " not in concept.label:
            length = LONE_NAME
        if len(own) == 1 and size > SMALL:
            length *= THIN
        asked = self.corpus.asking_for(concept)
        narrow = inside if wider > size else 1.0
        return round(length * asked * (0.3 + narrow) * (0.35 + best) * (told + 2.0 * share), 6)

    def _rarity(self, word: str) -> float:
        held = self.told.get(word)
        return held if held is not None else self.corpus.rarity(word)

    def name(
        self,
        papers: Sequence[int],
        wider: int,
        taken: Collection[str],
        beside: Sequence[Draft] = (),
        above: Collection[Concept] = (),
    ) -> tuple[str, list[Concept]]:
        """A name of at most six words for these papers, and the concepts it is made of; empty where there is none.

        It is unlike every name ``beside``, none of its concepts close to one of theirs, and says no mere part of what
        stands ``above``. A second concept joins where the first leaves papers uncovered and says something else.
        """
        others = [concept for draft in beside for concept in draft.concepts]
        ranked = [
            pair
            for pair in self._weighed(self.ranked(papers, wider, taken), papers)
            if not any(close(pair[1], other) for other in others) and not any(within(pair[1], one) for one in above)
        ]
        blocked = {draft.label.casefold() for draft in beside}
        for place, (score, first) in enumerate(ranked):
            partner = self._partner(papers, first, score, ranked[place + 1 : place + 1 + PARTNERS])
            for chosen in ([first, partner], [first]) if partner else ([first],):
                label = capital(" & ".join(concept.label for concept in chosen if concept))
                if label.casefold() not in blocked and word_count(label) <= MAX_WORDS:
                    return label, [concept for concept in chosen if concept]
        return "", []

    def _weighed(self, ranked: list[tuple[float, Concept]], papers: Sequence[int]) -> list[tuple[float, Concept]]:
        """The best of them in the order of their scores and of how close they are to what the papers are about."""
        if self.read is None:
            return ranked
        centre = self.read[papers].sum(axis=0)
        weighed = [
            (round(score * (1.0 + MEANING * self._closeness(concept, centre)), 6), concept)
            for score, concept in ranked[:WEIGHED]
        ]
        return [*sorted(weighed, key=lambda pair: (-pair[0], pair[1].key)), *ranked[WEIGHED:]]

    def _closeness(self, concept: Concept, centre: Vectors) -> float:
        """The cosine between what the model makes of a concept and the papers' centre, 0 where it did not read it."""
        meaning = self.corpus.meaning(concept).astype(np.float64)
        if len(meaning) != len(centre):
            return 0.0
        length = math.sqrt(float(meaning @ meaning)) * math.sqrt(float(centre @ centre))
        return max(0.0, round(float(meaning @ centre) / length, 6)) if length else 0.0

    def _partner(
        self, papers: Sequence[int], first: Concept, score: float, rest: Sequence[tuple[float, Concept]]
    ) -> Concept | None:
        keys = {self.corpus.papers[row].key for row in papers}
        left = keys - first.scores.keys()
        if len(papers) > 1 and len(left) * 3 <= len(papers):
            return None
        for value, second in rest:
            if value < 0.3 * score:
                return None
            enough = len(second.scores.keys() & keys) * SMALL >= len(papers)
            enough = enough and (" " in second.label or second.label[0].isupper())
            if enough and left & second.scores.keys() and not alike(first, second) and fits(first, second):
                return second
        return None

    def root(self) -> tuple[str, list[Concept]]:
        """The main idea of the whole collection in at most eight words: the concepts that reach most papers."""
        bounds = sorted(
            ((self._idea(concept, self._most(concept)), concept.key, concept) for concept in self.corpus.concepts),
            key=lambda bound: bound[:2],
            reverse=True,
        )
        chosen: list[Concept] = []
        covered: set[int] = set()
        while len(chosen) < 3:
            best = self._best_idea(bounds, chosen, covered)
            if best is None or (chosen and len(self._reach(best) - covered) < 2):
                break
            if word_count(" ".join(c.label for c in [*chosen, best])) > ROOT_WORDS:
                break
            chosen.append(best)
            covered |= self._reach(best)
        labels = [concept.label for concept in chosen]
        joined = " & ".join(filter(None, [", ".join(labels[:-1]), labels[-1] if labels else ""]))
        return capital(joined), chosen

    def _best_idea(
        self, bounds: Sequence[tuple[float, str, Concept]], chosen: Sequence[Concept], covered: set[int]
    ) -> Concept | None:
        """The concept unlike the chosen ones that is the best idea of what is uncovered; of equals the last by key.

        ``bounds`` say of each what it can be at most, the greatest first: most need no second look.
        """
        best: tuple[float, str] = (-1.0, "")
        found = None
        for bound, key, concept in bounds:
            if bound < best[0]:
                break
            if any(alike(concept, other) for other in chosen):
                continue
            idea = self._idea(concept, len(self._reach(concept) - covered))
            if (idea, key) > best:
                best, found = (idea, key), concept
        return found

    def _most(self, concept: Concept) -> int:
        """No fewer papers than the concept reaches."""
        words = stems_of(concept.forms[0])
        narrowest = min((len(self.holders.get(word, ())) for word in words), default=0) if len(words) > 1 else 0
        return len(concept.scores) + narrowest

    def _reach(self, concept: Concept) -> set[int]:
        words = stems_of(concept.forms[0])
        rows = {self.corpus.rows[key] for key in concept.scores}
        if len(words) > 1 and not all(is_plain(word) for word in concept.forms[0].split()):
            rows |= set.intersection(*sorted((self.holders.get(word, set()) for word in words), key=len))
        return rows

    def _idea(self, concept: Concept, fresh: int) -> float:
        count = len(self.corpus.papers)
        words = concept.forms[0].split()
        wide = 0.5 if is_vague(words[-1]) else 1.0
        name = 0.5 if len(words) == 1 and is_name(concept.label) else 1.0
        asked = self.corpus.asking_for(concept, 4.0)
        strength = sum(concept.scores.values()) / count
        return round(wide * name * asked * (fresh / count + 0.2 * strength) * LENGTH.get(len(words), 0.7), 6)


def fits(first: Concept, second: Concept) -> bool:
    """Whether both labels together stay within the words of one name."""
    return word_count(first.label) + word_count(second.label) <= MAX_WORDS

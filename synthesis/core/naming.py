"""Names for groups of papers: class-based TF-IDF over concepts and over the words they are made of."""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from synthesis.core.candidates import is_name
from synthesis.core.concepts import Concept
from synthesis.core.corpus import Corpus
from synthesis.core.spelling import capital
from synthesis.core.stopwords import is_plain, is_vague, stem

__all__ = ["MAX_WORDS", "Namer", "alike", "stems_of", "word_count"]

MAX_WORDS = 6
ROOT_WORDS = 8
LENGTH = {1: 0.6, 2: 1.0, 3: 1.0, 4: 0.85}
LONE_NAME = 0.25
# In a group larger than this a concept of one paper names nothing.
SMALL, THIN = 5, 0.4


def word_count(label: str) -> int:
    """Words of a label; signs such as & and / are none."""
    return sum(1 for word in label.replace("/", " ").split() if any(letter.isalnum() for letter in word))


@lru_cache(maxsize=1 << 16)
def stems_of(form: str) -> frozenset[str]:
    """Stems of the words of a normal form."""
    return frozenset(stem(word) for word in form.split())


def alike(left: Concept, right: Concept) -> bool:
    """Whether two concepts would say the same beside each other: half the words of a shorter form in common."""
    pairs = ((stems_of(a), stems_of(b)) for a in left.forms for b in right.forms)
    return any(len(a & b) * 2 >= min(len(a), len(b)) for a, b in pairs)


class Namer:
    """Scores concepts as names of a set of papers against a wider set."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.holders: dict[str, set[int]] = {}
        for row, held in enumerate(corpus.stems):
            for word in held:
                self.holders.setdefault(word, set()).add(row)

    def ranked(self, papers: Sequence[int], wider: int, taken: Collection[str] = ()) -> list[tuple[float, Concept]]:
        """Concepts of these papers, best name first, with their scores; ties by key.

        A concept is good where its papers are many and its words stand in many of these papers but few others.
        ``wider`` is the size of the set it is told apart from.
        """
        keys = {self.corpus.papers[row].key: row for row in papers}
        cover: Counter[str] = Counter(word for row in papers for word in self.corpus.stems[row])
        scored = []
        for concept in self.corpus.concepts:
            own = [key for key in concept.scores if key in keys]
            if not own or concept.key in taken:
                continue
            scored.append((self._score(concept, own, cover, len(papers), wider), concept))
        return sorted(scored, key=lambda pair: (-pair[0], pair[1].key))

    def _score(self, concept: Concept, own: list[str], cover: Counter[str], size: int, wider: int) -> float:
        inside = sum(concept.scores[key] for key in own) / concept.strength
        share = len(own) / size
        words = concept.forms[0].split()
        told = sum(cover[stem(word)] / size * self.corpus.rarity(stem(word)) for word in words) / math.sqrt(len(words))
        length = LENGTH.get(len(words), 0.7)
        best = max(concept.scores[key] for key in own)
        if len(own) == 1 and size > 1 and " " not in concept.label:
            length = LONE_NAME
        if len(own) == 1 and size > SMALL:
            length *= THIN
        asked = 1.0 + sum(self.corpus.asked.get(word, 0.0) for word in sorted(stems_of(concept.forms[0])))
        narrow = inside if wider > size else 1.0
        return round(length * asked * (0.3 + narrow) * (0.35 + best) * (told + 2.0 * share), 6)

    def name(
        self, papers: Sequence[int], wider: int, taken: Collection[str], used: Iterable[str]
    ) -> tuple[str, list[Concept]]:
        """A name of at most six words for these papers, unlike every name in ``used``, and the concepts it is made of.

        A second concept joins where the first leaves papers uncovered and says something else.
        """
        ranked = self.ranked(papers, wider, taken)
        blocked = {label.casefold() for label in used}
        for place, (score, first) in enumerate(ranked):
            partner = self._partner(papers, first, score, ranked[place + 1 :])
            for chosen in ([first, partner], [first]) if partner else ([first],):
                label = capital(" & ".join(concept.label for concept in chosen if concept))
                if label.casefold() not in blocked and word_count(label) <= MAX_WORDS:
                    return label, [concept for concept in chosen if concept]
        return "", []

    def _partner(
        self, papers: Sequence[int], first: Concept, score: float, rest: Sequence[tuple[float, Concept]]
    ) -> Concept | None:
        keys = {self.corpus.papers[row].key for row in papers}
        left = keys - first.scores.keys()
        if len(papers) > 1 and len(left) * 3 <= len(papers):
            return None
        for value, second in rest[:40]:
            if value < 0.3 * score:
                return None
            enough = len(second.scores.keys() & keys) * SMALL >= len(papers)
            enough = enough and (" " in second.label or second.label[0].isupper())
            if enough and left & second.scores.keys() and not alike(first, second) and fits(first, second):
                return second
        return None

    def root(self) -> tuple[str, list[Concept]]:
        """The main idea of the whole collection in at most eight words: the concepts that reach most papers."""
        everyone = range(len(self.corpus.papers))
        reach = {c.key: self._reach(c) for c in self.corpus.concepts}
        chosen: list[Concept] = []
        covered: set[int] = set()
        while len(chosen) < 3:
            best = max(
                (c for c in self.corpus.concepts if not any(alike(c, other) for other in chosen)),
                key=lambda c: (self._idea(c, reach[c.key] - covered, len(everyone)), c.key),
                default=None,
            )
            if best is None or (chosen and len(reach[best.key] - covered) < 2):
                break
            if word_count(" ".join(c.label for c in [*chosen, best])) > ROOT_WORDS:
                break
            chosen.append(best)
            covered |= reach[best.key]
        labels = [concept.label for concept in chosen]
        joined = " & ".join(filter(None, [", ".join(labels[:-1]), labels[-1] if labels else ""]))
        return capital(joined), chosen

    def _reach(self, concept: Concept) -> set[int]:
        words = stems_of(concept.forms[0])
        rows = {self.corpus.rows[key] for key in concept.scores}
        if len(words) > 1 and not all(is_plain(word) for word in concept.forms[0].split()):
            rows |= set.intersection(*(self.holders.get(word, set()) for word in words))
        return rows

    def _idea(self, concept: Concept, fresh: set[int], count: int) -> float:
        words = concept.forms[0].split()
        wide = 0.5 if is_vague(words[-1]) else 1.0
        name = 0.5 if len(words) == 1 and is_name(concept.label) else 1.0
        asked = 1.0 + 4.0 * sum(self.corpus.asked.get(word, 0.0) for word in sorted(stems_of(concept.forms[0])))
        strength = sum(concept.scores.values()) / count
        return round(wide * name * asked * (len(fresh) / count + 0.2 * strength) * LENGTH.get(len(words), 0.7), 6)


def fits(first: Concept, second: Concept) -> bool:
    """Whether both labels together stay within the words of one name."""
    return word_count(first.label) + word_count(second.label) <= MAX_WORDS

"""Which stretches of a text could be key terms: up to six words inside a clause, grouped by stem. Pure."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

import numpy as np

from synthesis.core import lexicon
from synthesis.core.stopwords import is_breaker, stem, verb_forms

MOST_WORDS = 6
FEATURES = 8
# Hyphens, slashes, dots and the like hold a word together where no space follows; a comma only between digits.
WORD = re.compile(r"[^\W_]+(?:(?:[-‐‑–/'’._&+@]|(?<=\d),(?=\d))[^\W_]+)*[+#]*")
PART = re.compile(r"[^\W_]+[+#]*")
# Stop words that a term may well begin with: "two-phase flow" is spelled "two phase flow" too.
OPENERS = frozenset({"al", "double", "fast", "first", "in-place", "multiple", "one", "second", "single"})
OPENERS |= {"three", "triple", "two", "zero"}
CLOSED = frozenset(lexicon.FUNCTION_WORDS.split()) | frozenset(["e.g", "i.e", "new", "novel", "proposed"])
# Verbs by their form that open names all the same: "mean value", "lead time", "face recognition".
NOUNLIKE = frozenset(["complete", "face", "faces", "gain", "lead", "lie", "mean", "stem"])


class Candidates(NamedTuple):
    """The occurrences of the candidate terms of a text, in order of their first words, and the terms themselves.

    For n occurrences: `first` and `last` sub-word (n,), `width` in words less one (n,), `term` number (n,), code points
    `chars` (n, 2). For m terms: `features` (m, 8) float32 and `keys`, the stems that equal terms share.
    """

    first: np.ndarray
    last: np.ndarray
    width: np.ndarray
    term: np.ndarray
    chars: np.ndarray
    features: np.ndarray
    keys: list[str]


class Word(NamedTuple):
    """What its letters tell of a word: its stems, whether a term may begin with it, end with it, be it, and its looks
    as a term's first word and as a later one (bits: inner capital, digit, hyphen)."""

    stems: str
    opens: bool
    closes: bool
    stands_alone: bool
    first_look: int
    later_look: int


def find_candidates(text: str, offsets: np.ndarray) -> Candidates:
    """Every stretch of `text` that could be a term; `offsets` (T, 2) are the code points of its sub-words.

    Words beyond the last sub-word are left out.
    """
    places = [(found.start(), found.end()) for found in WORD.finditer(text)]
    words = [_word(text[begin:stop]) for begin, stop in places]
    pieces = _pieces(places, offsets)
    terms: dict[str, int] = {}
    looks: list[int] = []
    rows: list[tuple[int, ...]] = []
    for clause in _clauses(text, places):
        clause = [number for number in clause if number < len(pieces)]
        for at, begin in enumerate(clause):
            opening = words[begin]
            if not opening.opens:
                continue
            key, look = opening.stems, opening.first_look
            first, start = pieces[begin][0], places[begin][0]
            if opening.stands_alone:
                if key not in terms:
                    terms[key] = len(terms)
                    looks.append(look)
                rows.append((first, pieces[begin][1], 0, terms[key], start, places[begin][1], begin))
            for width, end in enumerate(clause[at + 1 : at + MOST_WORDS], start=1):
                word = words[end]
                key = f"{key} {word.stems}"
                look |= word.later_look
                if word.closes:
                    if key not in terms:
                        terms[key] = len(terms)
                        looks.append(look)
                    rows.append((first, pieces[end][1], width, terms[key], start, places[end][1], begin))
    table = np.array(rows, np.int64).reshape(-1, 7)
    features = _features(table, looks, len(words))
    return Candidates(table[:, 0], table[:, 1], table[:, 2], table[:, 3], table[:, 4:6], features, list(terms))


def key_of(term: str) -> str:
    """The stems of a term's words, as in `Candidates.keys`; equal for terms that differ in case, number or hyphens."""
    return " ".join(filter(None, (_stems(word) for word in term.split())))


def _pieces(places: list[tuple[int, int]], offsets: np.ndarray) -> list[tuple[int, int]]:
    """The first and last sub-word of each word; of fewer words where the sub-words end before them."""
    starts, ends = offsets[:, 0].tolist(), offsets[:, 1].tolist()
    found: list[tuple[int, int]] = []
    at, count = 0, len(starts)
    for begin, stop in places:
        while at < count and ends[at] <= begin:
            at += 1
        last = at
        while last + 1 < count and starts[last + 1] < stop:
            last += 1
        if at == count:
            break
        found.append((at, last))
    return found


def _clauses(text: str, places: list[tuple[int, int]]) -> list[list[int]]:
    """Numbers of words that follow each other with blanks alone between them; a line break parts them too."""
    clauses: list[list[int]] = []
    before = 0
    for number, (begin, stop) in enumerate(places):
        gap = text[before:begin]
        if number and (gap == " " or (gap.isspace() and "\n" not in gap)):
            clauses[-1].append(number)
        else:
            clauses.append([number])
        before = stop
    return clauses


@functools.lru_cache(maxsize=1 << 17)
def _word(word: str) -> Word:
    digit = 2 * any(map(str.isdigit, word))
    hyphen = 4 * ("-" in word)
    inner, anywhere = (any(map(str.isupper, part)) for part in (word[1:], word))
    return Word(
        _stems(word),
        _opens(word),
        _closes(word),
        _closes(word) and _stands_alone(word),
        inner | digit | hyphen,
        anywhere | digit | hyphen,
    )


def _stems(word: str) -> str:
    plain = re.sub(r"['’]s$", "", word.casefold())
    return " ".join(stem(part) for part in PART.findall(plain))


@functools.cache
def _openless() -> frozenset[str]:
    """Plain verbs: "improve the speed" is no name of a thing."""
    forms = {form for base in lexicon.VERBS.split() for form in verb_forms(base)[:2]}
    return frozenset(forms - set(lexicon.NOUN_FORMS.split()) - NOUNLIKE)


@functools.cache
def _never_alone() -> frozenset[str]:
    forms = {form for base in lexicon.VERBS.split() for form in verb_forms(base)} - set(lexicon.NOUN_FORMS.split())
    return frozenset(forms | set((lexicon.WEAK_ADJECTIVES + lexicon.IRREGULAR_FORMS).split()))


def _opens(word: str) -> bool:
    lower = word.casefold()
    if not any(sign.isalpha() for sign in word) or lower in _openless():
        return False
    return lower not in CLOSED or lower in OPENERS


def _closes(word: str) -> bool:
    # Short names in capitals may look like stop words: OR, IT, US.
    return word.casefold() not in CLOSED or (1 < len(word) <= 3 and word.isupper())


def _stands_alone(word: str) -> bool:
    lower = word.casefold()
    if len(word) == 1 or lower in _never_alone() or lower in CLOSED:
        return False
    return not is_breaker(word) or lower.endswith("ing")


def _features(table: np.ndarray, looks: list[int], words: int) -> np.ndarray:
    """What a term's place and look tell (terms, 8): log count, first place by words (share, log), whether it recurs,
    length of the text, an inner capital, a digit, a hyphen."""
    terms = len(looks)
    if not terms:
        return np.zeros((0, FEATURES), np.float32)
    count = np.bincount(table[:, 3], minlength=terms)
    _, where = np.unique(table[:, 3], return_index=True)
    first = table[where, 6]
    look = np.array(looks)
    columns = (
        np.log(count),
        first / words,
        np.log1p(first) / 5,
        count > 1,
        np.full(terms, np.log(words / 120)),
        look & 1,
        look >> 1 & 1,
        look >> 2 & 1,
    )
    return np.stack([np.asarray(column, np.float32) for column in columns], axis=1)

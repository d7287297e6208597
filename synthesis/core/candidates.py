"""Which phrases of a paper are worth a place: counted, placed and measured against the whole collection."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from synthesis.core.evidence import field_text
from synthesis.core.reading import Reading, phrase_ok

__all__ = ["choose", "is_name", "surfaces"]

PER_PAPER = 14
LENGTH = {1: 0.6, 2: 1.2, 3: 1.25, 4: 1.0}
NAME = 1.1
TITLE = 1.6
GIVEN = 0.5
# What the model's choice of a phrase adds to its score; what it passed over counts half.
CHOSEN, PASSED = 0.7, 0.5


def choose(readings: Sequence[Reading]) -> list[dict[str, float]]:
    """For each paper its best phrases by normal form, scored in 0..1 (rounded to 1e-6), at most 14 a paper.

    A phrase counts by how often it stands, in the title or early, by its length, and by being a name; one that only
    ever stands inside a longer one gives way to it. Where the model read the paper, its scores count as well: it knows
    best which phrase is a term, the counts which term matters among many papers.
    """
    whole = {normal for reading in readings for normal in (*reading.whole, *reading.given)}
    spread: Counter[str] = Counter()
    for reading in readings:
        spread.update(whole.intersection((*reading.mentions, *reading.given)))
    return [_choose(reading, spread, whole) for reading in readings]


def _choose(reading: Reading, spread: Mapping[str, int], whole: set[str]) -> dict[str, float]:
    raw = {normal: _score(reading, normal, spread) for normal in reading.mentions if normal in whole}
    if reading.ranked:
        raw = {normal: score * _trust(reading, normal) for normal, score in raw.items()}
    for normal in reading.given:
        if phrase_ok(tuple(normal.split())):
            raw[normal] = GIVEN * LENGTH.get(normal.count(" ") + 1, 1.0) * _shared(spread[normal])
    return _best(_without_nested(raw, reading, spread))


def _trust(reading: Reading, normal: str) -> float:
    return CHOSEN + reading.ranked[normal] if normal in reading.ranked else PASSED


def _shared(papers: int) -> float:
    return 1.0 + 0.35 * min(2.0, math.log2(papers))


def _score(reading: Reading, normal: str, spread: Mapping[str, int]) -> float:
    spans = reading.mentions[normal]
    words = normal.count(" ") + 1
    length = LENGTH.get(words, 0.8)
    if words == 1 and any(is_name(text) for text in surfaces(reading, normal)):
        length = NAME
    early = max((1 - span.start / 1200 for span in spans if span.field == "abstract"), default=0.5)
    title = TITLE if any(span.field == "title" for span in spans) else 1.0
    return length * title * (1 + math.log2(len(spans))) * (1 + 0.3 * max(0.0, early)) * _shared(spread[normal])


@lru_cache(maxsize=1 << 16)
def is_name(text: str) -> bool:
    """Whether one word looks like a name or an acronym: capitals inside or throughout, or letters with digits."""
    letters = [letter for letter in text if letter.isalpha()]
    inner = any(letter.isupper() for letter in letters[1:])
    mixed = any(letter.isdigit() for letter in text) and bool(letters)
    return inner or mixed


def surfaces(reading: Reading, normal: str) -> list[str]:
    """The phrase as it is written, once for each place it stands at."""
    return [field_text(reading.paper, span.field)[span.start : span.end] for span in reading.mentions.get(normal, ())]


def _without_nested(raw: Mapping[str, float], reading: Reading, spread: Mapping[str, int]) -> dict[str, float]:
    counts = {normal: len(reading.mentions.get(normal, ())) for normal in raw}
    kept = dict(raw)
    for outer in raw:
        words = outer.split()
        for first in range(len(words)):
            for last in range(first + 1, len(words) + 1):
                inner = " ".join(words[first:last])
                if inner == outer or inner not in kept:
                    continue
                if counts[inner] <= counts[outer] and spread[inner] <= spread[outer]:
                    kept.pop(inner, None)
    return kept


def _best(raw: Mapping[str, float]) -> dict[str, float]:
    top = max(raw.values(), default=0.0)
    scaled = {normal: round(score / top, 6) if top > 0 else 1.0 for normal, score in raw.items()}
    order = sorted(scaled, key=lambda normal: (-scaled[normal], normal))
    return {normal: scaled[normal] for normal in order[:PER_PAPER]}

"""Where classic terms stand in a text. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from compute.classic import WORD


class SpanBody(TypedDict):
    """A stretch of a paper's text as it is stored: code points, half-open."""

    field: str
    start: int
    end: int


def term_spans(terms: Iterable[str], texts: Iterable[tuple[str, str]]) -> dict[str, list[SpanBody]]:
    """Where each classic term (a word or two adjacent ones) stands in texts given as (field, text), in order."""
    found: dict[str, list[SpanBody]] = {term: [] for term in terms}
    for field, text in texts:
        places = _word_places(text)
        for index, (word, start, end) in enumerate(places):
            if word in found:
                found[word].append({"field": field, "start": start, "end": end})
            if index + 1 < len(places):
                following, _, pair_end = places[index + 1]
                pair = f"{word} {following}"
                if pair in found:
                    found[pair].append({"field": field, "start": start, "end": pair_end})
    return found


def _word_places(text: str) -> list[tuple[str, int, int]]:
    """The classic words with their places in the text as it was before it went to lower case."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return [(found[0], found.start(), found.end()) for found in WORD.finditer(lowered)]
    # Some capitals become two characters; every character of the lowered text remembers where it came from.
    origin = [index for index, sign in enumerate(text) for _ in sign.lower()]
    return [(found[0], origin[found.start()], origin[found.end() - 1] + 1) for found in WORD.finditer(lowered)]

"""Acronyms and what they stand for, where a text says so in brackets, in either order. Pure.

Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text", PSB 2003.
"""

from __future__ import annotations

import re
from typing import NamedTuple

Span = tuple[int, int]
SHORTEST, LONGEST = 2, 10
# Signs before a bracket that are looked at.
NEAR = 400
_BRACKET = re.compile(r"\(([^()]{2,120})\)")
_SHORT = re.compile(r"[^\W_][\w&/.+-]*")
_WORD = re.compile(r"[^\s()\[\],;:]+")
# A long form lies within one clause, so only the text after the last of these is looked at.
_BORDER = re.compile(r"[.!?;:](?=\s)|[()\[\]\n]")


class Pair(NamedTuple):
    """An acronym and its long form as they first stand together, with their code points."""

    short: str
    long: str
    short_span: Span
    long_span: Span


def find(text: str) -> list[Pair]:
    """The pairs of a text in order, the first definition of each acronym.

    >>> [(pair.short, pair.long) for pair in find("A message passing interface (MPI), and GPU (graphics card).")]
    [('MPI', 'message passing interface')]
    """
    pairs: dict[str, Pair] = {}
    for bracket in _BRACKET.finditer(text):
        pair = _short_inside(text, bracket) or _long_inside(text, bracket)
        if pair is not None:
            pairs.setdefault(pair.short, pair)
    return list(pairs.values())


def _short_inside(text: str, bracket: re.Match[str]) -> Pair | None:
    """`long form (SHORT)`; what follows a comma or semicolon inside is a remark."""
    inside = re.split(r"[,;]", bracket[1], maxsplit=1)[0]
    short = inside.strip()
    if not _is_short(short):
        return None
    start = bracket.start(1) + inside.index(short)
    near = max(0, bracket.start() - NEAR)
    stop = near + len(text[near : bracket.start()].rstrip())
    clause = max((found.end() for found in _BORDER.finditer(text, near, stop)), default=near)
    words = list(_WORD.finditer(text, clause, stop))[-_most_words(short) :]
    if not words:
        return None
    return _pair(text, short, (start, start + len(short)), (words[0].start(), stop))


def _long_inside(text: str, bracket: re.Match[str]) -> Pair | None:
    """`SHORT (long form)`."""
    near = max(0, bracket.start() - 2 * LONGEST)
    before = text[near : bracket.start()].rstrip()
    word = before.rsplit(None, 1)[-1].lstrip("([\"'") if before else ""
    inside = re.split(r"[,;]", bracket[1], maxsplit=1)[0].rstrip()
    if not _is_short(word) or len(inside.split()) > _most_words(word):
        return None
    stop = near + len(before)
    pair = _pair(text, word, (stop - len(word), stop), (bracket.start(1), bracket.start(1) + len(inside)))
    # In brackets the long form stands alone; one that only ends in it is a remark.
    return pair if pair is not None and pair.long == inside.lstrip() else None


def _is_short(word: str) -> bool:
    fits = SHORTEST <= len(word) <= LONGEST and _SHORT.fullmatch(word) is not None
    return fits and sum(map(str.isupper, word)) >= 1 and sum(map(str.isalpha, word)) >= 2


def _most_words(short: str) -> int:
    return min(len(short) + 5, 2 * len(short))


def _pair(text: str, short: str, short_span: Span, within: Span) -> Pair | None:
    start = _match(text, short, within)
    if start is None and short.endswith("s") and len(short) > SHORTEST:
        # The plural of an acronym: "graphics processing units (GPUs)" may say unit too.
        start = _match(text, short[:-1], within)
    if start is None:
        return None
    long = text[start : within[1]]
    if len(long) <= len(short) or short in long.split():
        return None
    return Pair(short, long, short_span, (start, within[1]))


def _match(text: str, short: str, within: Span) -> int | None:
    """Where the long form begins: the signs of `short` from right to left, the first one at the start of a word."""
    start, at = within[0], within[1] - 1
    signs = [sign.casefold() for sign in short if sign.isalnum()]
    for number in range(len(signs) - 1, -1, -1):
        while at >= start and not (
            text[at].casefold() == signs[number] and (number or at == start or not text[at - 1].isalnum())
        ):
            at -= 1
        if at < start:
            return None
        at -= 1
    return at + 1

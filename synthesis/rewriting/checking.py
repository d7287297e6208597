"""Whether what a model wrote may stand: it must cite, and say little that its sources do not.

The checks are of words, not of meaning: they bar new numbers, names, negations and most new words, so that whoever
reads a rewritten sentence finds it again in the sentences it cites.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from synthesis.core import lexicon
from synthesis.core.naming import word_count
from synthesis.core.stopwords import fold_word, normal_form, stem

__all__ = ["MAX_NAME", "MAX_SENTENCE", "answer_of", "name_fault", "sentence_fault", "sources_of", "tidy"]

MAX_SENTENCE = 400
MAX_NAME, MAX_NAME_WORDS = 60, 6
# One in four of the words that carry meaning may be the model's own.
FOREIGN = 0.25
NEGATING = "cannot fail fails failed hardly lack lacks neither never no nobody none nor not nothing without"
COUNTING = """
billion billions double doubled doubles dozen dozens eight eighty eleven fifteen fifty five forty four half hundred
hundreds million millions nine ninety quadruple seven seventy six sixty ten tenfold thirty thousand thousands three
threefold trillion triple triples twelve twenty twice two twofold zero
"""
NEGATIONS, COUNTS = frozenset(NEGATING.split()), frozenset(COUNTING.split())
FREE = frozenset(lexicon.FUNCTION_WORDS.split()) - NEGATIONS - COUNTS
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
# Not those within a name, such as MPI4Dask.
NUMBER = re.compile(r"(?<!\w)\d+(?:[.,]\d+)*")
PROSE = frozenset(" .,;:!?'’“”\"()-‐‑–—/%&+")


def answer_of(text: str) -> dict[str, Any]:
    """The JSON object of an answer, also in a fence or between words; empty when there is none."""
    start, end = text.find("{"), text.rfind("}")
    try:
        found = json.loads(text[start : end + 1]) if 0 <= start < end else None
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def tidy(text: Any) -> str:
    """A text in one line; empty for what is no text."""
    return " ".join(text.split()) if isinstance(text, str) else ""


def sources_of(named: Any, count: int) -> list[int]:
    """The numbers that a sentence cites, ascending; empty unless all are whole numbers from 1 to `count`."""
    if not isinstance(named, list) or any(type(one) is not int or not 1 <= one <= count for one in named):
        return []
    return sorted(set(named))


def sentence_fault(text: str, sources: Sequence[str]) -> str:
    """Why a sentence may not stand on the sentences it cites, in a few words; empty when it may."""
    if not text or len(text) > MAX_SENTENCE:
        return f"it is empty or longer than {MAX_SENTENCE} characters"
    if not sources:
        return "it cites no sentence that it was given"
    told = " ".join(sources)
    words, known = WORD.findall(text), _stems(WORD.findall(told))
    fault = _outside(text, told) or _numbers(text, told) or _names(words, known)
    if fault:
        return fault
    if _negated(words) != any(_negated(WORD.findall(source)) for source in sources):
        return "it denies what its sources say, or the other way round"
    carrying = [word for word in words if word.casefold() not in FREE]
    foreign = [word for word in carrying if not _stems([word]) <= known]
    if not carrying or len(foreign) > FOREIGN * len(carrying):
        return f"its sources do not say: {', '.join(foreign[:5]) or 'any of it'}"
    return ""


def name_fault(name: str, lines: Iterable[str], taken: Collection[str]) -> str:
    """Why a branch may not be called so, in a few words; empty when it may.

    `lines` are texts of the branch's own papers, `taken` the other names of the diagram.
    """
    if not name or len(name) > MAX_NAME or not 1 <= word_count(name) <= MAX_NAME_WORDS:
        return f"it is empty or longer than {MAX_NAME_WORDS} words"
    told = " ".join(lines)
    words = WORD.findall(name)
    carrying = [word for word in words if word.casefold() not in FREE]
    known = _stems(WORD.findall(told))
    foreign = [word for word in carrying if not _stems([word]) <= known]
    if foreign or not carrying:
        return f"its papers do not say: {', '.join(foreign) or 'any of it'}"
    if _stems(carrying) in [_stems(word for word in WORD.findall(one) if word.casefold() not in FREE) for one in taken]:
        return "another branch is called so"
    return _outside(name, told)


def _outside(text: str, told: str) -> str:
    """Signs that are not of prose, and addresses, count as foreign: no markup gets in that a paper did not write."""
    for sign in text:
        if not (sign.isalnum() or sign in PROSE or sign in told):
            return f"its sources have no “{sign}”" if sign.isprintable() else "it holds a control character"
    for part in ("://", "www."):
        if part in text.casefold() and part not in told.casefold():
            return "it holds an address"
    return ""


def _numbers(text: str, told: str) -> str:
    own, known = (
        [*NUMBER.findall(one), *(word.casefold() for word in WORD.findall(one) if word.casefold() in COUNTS)]
        for one in (text, told)
    )
    return next((f"its sources do not hold the number {one}" for one in own if one not in known), "")


def _names(words: Sequence[str], known: Collection[str]) -> str:
    """What is written as a name, but for the capital that begins a sentence, must stand in the sources."""
    named = [
        word
        for at, word in enumerate(words)
        if any(one.isupper() for one in (word if at else word[1:])) or any(one.isdigit() for one in word)
    ]
    return next((f"its sources do not name {word}" for word in named if not _stems([word]) <= set(known)), "")


def _negated(words: Iterable[str]) -> bool:
    lowered = [word.casefold().replace("’", "'") for word in words]
    return any(word in NEGATIONS or word.endswith("n't") for word in lowered)


def _stems(words: Iterable[str]) -> set[str]:
    return {stem(fold_word(part)) for word in words for part in normal_form(word).split()}

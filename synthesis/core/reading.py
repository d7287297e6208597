"""One paper read for its phrases: a deterministic noun-phrase chunker between stop words and punctuation.

In the line of RAKE (Rose et al. 2010) and C-value (Frantzi et al. 2000): the stretch between two breaking words is a
chunk; it and the shorter phrases inside it are candidates, each with every place it stands at.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from synthesis.core.evidence import sentences
from synthesis.core.inputs import PaperInput
from synthesis.core.stopwords import is_breaker, is_nounlike, is_plain, is_stop_term, is_vague, normal_form
from synthesis.core.types import Span

__all__ = ["Reading", "Token", "phrase_ok", "read", "tokens"]

MAX_WORDS = 4
TOKEN = re.compile(r"[^\W_]+(?:[-/'’._+&][^\W_]+)*(?:\+\+|#)?")
# "high" alone only praises, but high performance computing is a field.
SCALE = frozenset({"high", "low", "large", "long", "short", "real", "open", "general", "single", "multiple"})
SCALED = frozenset(
    {"performance", "power", "latency", "throughput", "level", "dimensional", "scale", "resolution", "rank", "term",
     "range", "order", "time", "world", "source", "purpose", "short-term", "density", "frequency", "cell", "image",
     "instance", "agent", "rate", "language", "vocabulary", "bandwidth"}
)  # fmt: skip


# Vague nouns that an adjective makes a concept of: nonlinear systems, formal methods.
MILD = frozenset(
    {"system", "method", "process", "environment", "function", "operation", "application", "technology", "mechanism",
     "strategy", "structure", "object", "group", "knowledge", "set", "analysis", "theory", "test", "task", "rule",
     "design", "tool", "problem", "feature", "program", "variable", "relation", "property"}
)  # fmt: skip
# Formulas and TeX commands hold no words.
ADDRESS = re.compile(r"\.(?:com|org|net|io|edu)\b|^www\.", re.IGNORECASE)
FORMULA = re.compile(r"\$[^$]*\$|\\[A-Za-z]+|\\['\"^`~=.]")


class Token(NamedTuple):
    """A word and its place; ``folded`` is its normal form, ``breaks`` whether it ends a chunk."""

    text: str
    start: int
    end: int
    folded: str
    breaks: bool


@dataclass(slots=True)
class Reading:
    """What one paper says, by normal form.

    ``mentions``: spans of each phrase in order of the text. ``whole``: phrases that stood as a chunk of their own.
    ``words``: how often each telling word stands in it, title twice. ``given``: given terms that no text holds.
    ``ranked``: scores of the model's terms where it has any.
    """

    paper: PaperInput
    mentions: dict[str, list[Span]] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)
    words: Counter[str] = field(default_factory=Counter)
    given: dict[str, str] = field(default_factory=dict)
    ranked: dict[str, float] = field(default_factory=dict)


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The words of a stretch of text, each judged."""
    plain = FORMULA.sub(lambda formula: "\0" * len(formula.group()), text) if "$" in text or "\\" in text else text
    judged: list[Token] = []
    waits = False
    for found in TOKEN.finditer(plain, start, len(text) if end is None else end):
        word = found.group()
        folded, stops, scales = _judged(word)
        if waits and word.casefold() in SCALED:
            judged[-1] = judged[-1]._replace(breaks=False)
        waits = scales and stops
        judged.append(Token(word, found.start(), found.end(), folded, stops))
    return judged


@lru_cache(maxsize=1 << 17)
def _judged(word: str) -> tuple[str, bool, bool]:
    """Its normal form, whether it ends a chunk, and whether it may yet begin one before a word of ``SCALED``."""
    alone = len(word) == 1 and word.casefold() != "c"
    stops = alone or is_breaker(word) or ("." in word and ADDRESS.search(word) is not None)
    return normal_form(word), stops, word.casefold() in SCALE


@lru_cache(maxsize=1 << 17)
def _parts(folded: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a folded token, and those of them that tell something."""
    words = tuple(folded.split())
    return words, tuple(word for word in words if len(word) > 2 and not is_breaker(word) and not is_vague(word))


@lru_cache(maxsize=1 << 16)
def phrase_ok(words: tuple[str, ...]) -> bool:
    """Whether folded words can name a concept: no vague end, not only vague, alone neither plain nor a fragment."""
    if (
        all(len(word) == 1 for word in words)
        or words[-1] in SCALE
        or is_breaker(words[-1])
        or not is_nounlike(words[-1])
    ):
        return False
    if is_vague(words[-1]) and not (len(words) > 1 and words[-1] in MILD and not is_nounlike(words[-2])):
        return False
    if len(words) == 1:
        return not is_plain(words[0]) and len(words[0]) > 2 and not is_breaker(words[0])
    if len(words) == 2 and words[0] in SCALE and words[1] in SCALED:
        return False
    return not all(is_vague(word) for word in words)


def read(paper: PaperInput) -> Reading:
    """Phrases, words and term scores of one paper, from its title, its abstract and the terms that came with it."""
    reading = Reading(paper)
    for name, text in (("title", paper.title), ("abstract", paper.abstract)):
        for start, end in sentences(text):
            _read_sentence(reading, name, text, start, end)
    for term in paper.terms:
        normal = normal_form(term.text)
        if not normal or is_stop_term(term.text):
            continue
        if term.method == "model":
            reading.ranked[normal] = max(term.score, reading.ranked.get(normal, 0.0))
            reading.whole.add(normal)
            known = reading.mentions.setdefault(normal, [])
            known += [span for span in term.spans if span not in known and span.field in ("title", "abstract")]
        elif not paper.abstract and normal not in reading.mentions:
            reading.given[normal] = term.text
            reading.words.update(normal.split())
    return reading


def _read_sentence(reading: Reading, name: str, text: str, start: int, end: int) -> None:
    chunk: list[Token] = []
    for token in tokens(text, start, end):
        if chunk and (token.breaks or text[chunk[-1].end : token.start] != " "):
            _read_chunk(reading, name, chunk)
            chunk = []
        if not token.breaks:
            chunk.append(token)
    if chunk:
        _read_chunk(reading, name, chunk)


def _read_chunk(reading: Reading, name: str, chunk: list[Token]) -> None:
    parts = []
    for token in chunk:
        words, telling = _parts(token.folded)
        parts.append(words)
        for word in telling:
            reading.words[word] += 2 if name == "title" else 1
    kept = _kept(parts)
    mentions = reading.mentions
    for first in range(kept):
        normal, words = "", ()
        for last in range(first + 1, min(first + MAX_WORDS, kept) + 1):
            token = chunk[last - 1]
            normal = f"{normal} {token.folded}" if last > first + 1 else token.folded
            words += parts[last - 1]
            if not phrase_ok(words):
                continue
            span = Span(name, chunk[first].start, token.end)
            if normal in mentions:
                mentions[normal].append(span)
            else:
                mentions[normal] = [span]
            # Of a chunk too long for one phrase the end is what it is about.
            if last == kept and (first == 0 or (kept > MAX_WORDS and last - first in (2, 3))):
                reading.whole.add(normal)


def _kept(parts: list[tuple[str, ...]]) -> int:
    """How many tokens are left without what trails after the last telling noun of a chunk.

    A vague noun stays where an adjective needs it.
    """
    words = tuple(word for part in parts for word in part)
    for kept in range(len(parts), 0, -1):
        if phrase_ok(words) or (kept == 1 and words and not is_vague(words[-1]) and is_nounlike(words[-1])):
            return kept
        if len(words) > MAX_WORDS and phrase_ok(words[-MAX_WORDS:]):
            return kept
        words = words[: len(words) - len(parts[kept - 1])]
    return 0

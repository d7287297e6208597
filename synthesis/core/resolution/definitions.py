"""Acronyms and what they stand for, where a paper says so: by the model's reading, and by brackets in its text."""

import re
from typing import NamedTuple

from synthesis.core.evidence import field_text
from synthesis.core.inputs import PaperInput
from synthesis.core.stopwords import normal_form
from synthesis.core.types import Span

__all__ = ["Definition", "acronyms", "definitions"]

ACRONYM = re.compile(r"\(([A-Z][A-Za-z0-9-]{1,9}?)s?\)")
LONG_FORM = re.compile(r"[\w-]+(?: [\w-]+)*\s*\Z")


class Definition(NamedTuple):
    """Two normal forms, the first short for the second, the long form as written, and where the paper says so."""

    short: str
    long: str
    text: str
    span: Span


def acronyms(text: str) -> list[tuple[str, str, int, int]]:
    """Every ``long form (ACR)`` of a text as (long form, acronym, start, end): the initials must agree."""
    found = []
    for match in ACRONYM.finditer(text):
        before = LONG_FORM.search(text, max(0, match.start() - 80), match.start())
        letters = [letter.casefold() for letter in match.group(1) if letter.isalnum()]
        if before is None:
            continue
        words = [(m.group(), before.start() + m.start()) for m in re.finditer(r"[^\W_]+", before.group())]
        for first in range(max(0, len(words) - len(letters)), len(words)):
            initials = [word[0].casefold() for word, _ in words[first:]]
            if initials == letters and len(letters) > 1:
                start = words[first][1]
                found.append((text[start : match.start()].strip(), match.group(1), start, match.end()))
                break
    return found


def definitions(paper: PaperInput) -> list[Definition]:
    """What the paper's acronyms stand for, one each, ascending; where the model told a long form, that one."""
    found: dict[str, Definition] = {}
    for name in ("title", "abstract"):
        for long_form, acronym, start, end in acronyms(field_text(paper, name)):
            pair = normal_form(acronym), normal_form(long_form)
            found.setdefault(pair[0], Definition(*pair, long_form, Span(name, start, end)))
    for term in paper.terms:
        if term.long_form and term.spans:
            short, long_form = normal_form(term.text), normal_form(term.long_form)
            span = _written(paper, term.long_form) or term.spans[0]
            if long_form and long_form != short:
                found[short] = Definition(short, long_form, term.long_form, span)
    return [found[short] for short in sorted(found) if short and found[short].long not in ("", short)]


def _written(paper: PaperInput, text: str) -> Span | None:
    for name in ("abstract", "title"):
        start = field_text(paper, name).find(text)
        if start >= 0:
            return Span(name, start, start + len(text))
    return None

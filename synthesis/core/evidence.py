"""Quotes that can be read again where they say they stand."""

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import pairwise

from synthesis.core.inputs import PaperInput
from synthesis.core.types import Evidence, Span

__all__ = ["field_text", "given_evidence", "quote_for", "sentences", "verify"]

# A full stop ends a sentence unless one of these stands before it.
ABBREVIATIONS = re.compile(
    r"(?:\b(?:e\.g|i\.e|et al|etc|vs|cf|Fig|Figs|Eq|Eqs|Sec|Ref|Refs|resp|approx|no|vol|Dr|St)|\b[A-Z])$"
)
END = re.compile(r"[.!?][\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9\u00c0-\u024f])")


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end (code points, half-open) of every sentence of a text, outer space left out."""
    cuts = [0]
    for found in END.finditer(text):
        if not (text[found.start()] == "." and ABBREVIATIONS.search(text[max(0, found.start() - 8) : found.start()])):
            cuts.append(found.end())
    cuts.append(len(text))
    spans = []
    for start, end in pairwise(cuts):
        piece = text[start:end]
        if piece.strip():
            spans.append((start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())))
    return tuple(spans)


def field_text(paper: PaperInput, field: str) -> str:
    """The text that spans of that field run over; empty for a field the paper does not have."""
    return {"title": paper.title, "abstract": paper.abstract}.get(field, "")


def quote_for(paper: PaperInput, span: Span) -> Evidence:
    """The whole sentence around a span (the whole title for a span in the title), with its own exact span.

    Raises ``ValueError`` for a span outside the text of its field.
    """
    text = field_text(paper, span.field)
    if not 0 <= span.start < span.end <= len(text):
        raise ValueError(f"The span {span.start}-{span.end} lies outside the {span.field} of {paper.key}.")
    if span.field == "title":
        return Evidence(paper.key, paper.version, "title", 0, len(text), text)
    parts = sentences(text)
    starts = [start for start, _ in parts]
    first = max(0, bisect_right(starts, span.start) - 1)
    last = max(first, bisect_right(starts, span.end - 1) - 1)
    start, end = min(parts[first][0], span.start), max(parts[last][1], span.end)
    return Evidence(paper.key, paper.version, span.field, start, end, text[start:end])


def given_evidence(paper: PaperInput, term: str) -> Evidence:
    """Evidence for a term that came with the paper's report and stands in no text we have."""
    return Evidence(paper.key, None, "given_terms", 0, len(term), term)


def verify(evidence: Evidence, text: str) -> bool:
    """Whether the quote stands in ``text`` at its span (``text``: the field's text, for given terms the term)."""
    inside = 0 <= evidence.start <= evidence.end <= len(text)
    return inside and text[evidence.start : evidence.end] == evidence.quote

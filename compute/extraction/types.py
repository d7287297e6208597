"""What goes into an extractor and what comes out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

Place = tuple[str, int, int]


class Document(NamedTuple):
    """A text to read. Spans in `abstract` carry the name `body`: `abstract`, or `text` for a text without parts."""

    title: str
    abstract: str
    body: str = "abstract"


class ExtractedTerm(NamedTuple):
    """A key term of one document.

    `text` is its first occurrence, cleaned for reading; `normal` the form equal terms share; `score` 0..1, rounded to
    1e-6; `vector` int8 (384,), 127 times the unit mean of its sub-words' states; `spans` (field, start, end) are all
    its occurrences, in code points of the ORIGINAL text, half-open; `long_form` what an acronym stands for, else "".
    """

    text: str
    normal: str
    score: float
    vector: np.ndarray
    spans: tuple[Place, ...]
    long_form: str = ""


class Extraction(NamedTuple):
    """What one document gives: its embedding, float32 (dim,), of length 1, and its key terms, best first."""

    embedding: np.ndarray
    terms: tuple[ExtractedTerm, ...]

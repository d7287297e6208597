"""An extractor without a model, for tests in which its maths is not under test: counted words, vectors by chance."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator

import numpy as np

from compute.classic import classic_terms
from compute.extraction import Document, ExtractedTerm, Extraction
from compute.spans import term_spans
from synthesis.core.stopwords import is_stop_term, normal_form

DIM = 384


def unit(text: str) -> np.ndarray:
    """A unit vector that only the text decides."""
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
    found = np.random.default_rng(seed).normal(size=DIM).astype(np.float32)
    return found / np.linalg.norm(found)


class CountingExtractor:
    """The words that occur most as a model's terms; `version` may be changed to stand for another model."""

    encoder = "counting"
    device = "cpu"

    def __init__(self, version: str = "counting 1") -> None:
        self.version = version
        self.read: list[str] = []

    def extract(
        self, documents: Iterable[Document], *, window: int | None = None, tick: Callable[[], None] | None = None
    ) -> Iterator[Extraction]:
        """One document after the other."""
        for document in documents:
            if tick is not None:
                tick()
            self.read.append(document.title)
            yield Extraction(unit(document.title + document.abstract), tuple(_terms(document)))


def _terms(document: Document) -> Iterator[ExtractedTerm]:
    counted = [one for one in classic_terms(document.abstract, 40) if not is_stop_term(one.text)][:15]
    texts = [("title", document.title), ("abstract", document.abstract)]
    spans = term_spans([one.text for one in counted], texts)
    for one in counted:
        places = tuple((span["field"], span["start"], span["end"]) for span in spans[one.text])
        vector = np.rint(127 * unit(one.text)).astype(np.int8)
        score = round(one.times / counted[0].times, 6)
        yield ExtractedTerm(one.text, normal_form(one.text), score, vector, places, "")

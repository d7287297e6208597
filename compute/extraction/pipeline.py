"""Documents in, embeddings and key terms out: one pass of the trunk serves both. In worker processes only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import torch

from compute.batching import Batch, mapped
from compute.encoders import Encoder, MiniLM
from compute.extraction import acronyms
from compute.extraction.cleaning import Cleaned, clean
from compute.extraction.decoding import Chosen, decode
from compute.extraction.head import Head
from compute.extraction.types import Document, ExtractedTerm, Extraction, Place
from compute.tokens import Row, Tokens, rows, tokenize
from compute.trunk import HIDDEN, LAYERS, Trunk, pool
from synthesis.core.stopwords import normal_form

TOP = 15
# Documents read ahead, to be sorted by length: more hardly lessen padding, and their states take memory.
CPU_WINDOW = 512
GPU_WINDOW = 4096
# A window ends early when its documents are longer than that on average; abstracts have about 1,200 signs.
SIGNS = 2000


class Reading:
    """One document on its way: what the model reads of it, and what is known of its sub-words so far."""

    def __init__(self, document: Document) -> None:
        self.document = document
        parts = [(name, clean(text)) for name, text in (("title", document.title), (document.body, document.abstract))]
        self.parts: list[tuple[str, Cleaned]] = [(name, part) for name, part in parts if part.text]
        # A line break parts the title from the rest; no term crosses it.
        self.text = "\n".join(part.text for _, part in self.parts)
        self.tokens = Tokens(np.empty(0, np.int64), np.empty((0, 2), np.int32))
        self.missing = 0
        self.views: np.ndarray | None = None
        self.states: np.ndarray | None = None
        self.embedding: np.ndarray | None = None

    def place(self, start: int, end: int) -> Place:
        """The field and the code points of the original that a stretch of the reading text stands for."""
        name, part = self.parts[0]
        if start > len(part.text):
            start, end = start - len(part.text) - 1, end - len(part.text) - 1
            name, part = self.parts[1]
        return (name, *part.origin(start, end))


class Seen(NamedTuple):
    """What one batch gave: of its rows the means (B, 384), of their sub-words views and states (B, L, 384)."""

    rows: list[Row]
    pooled: np.ndarray
    views: np.ndarray
    states: np.ndarray


class Extractor:
    """Reads documents with an encoder, the bundled trunk and the trained head.

    Another encoder than the bundled one gives the embedding in a pass of its own; key terms and their vectors always
    rest on the bundled trunk, for which the head was trained. `version` names all of it; `device` is what people see.
    """

    def __init__(self, encoder: Encoder, trunk: Trunk, head: Head, *, version: str, device: str) -> None:
        self._encoder = encoder
        self._trunk = trunk
        self._head = head
        self.encoder = encoder.name
        self.version = version
        self.device = device

    def extract(
        self,
        documents: Iterable[Document],
        *,
        top: int = TOP,
        window: int | None = None,
        tick: Callable[[], None] | None = None,
    ) -> Iterator[Extraction]:
        """The embedding and the best terms, at most `top`, of each document, in order.

        Documents are taken `window` at a time, fewer of long ones, so memory does not grow with their number. `tick`
        is called between batches; what it raises ends the reading. The embedding is that of `Encoder.encode` of the
        title and the abstract, cleaned, on lines of their own; terms come from all of the text, also from beyond the
        254 sub-words that the embedding sees.
        """
        size = window or (CPU_WINDOW if self._trunk.device.type == "cpu" else GPU_WINDOW)
        for chosen in _windows(documents, size):
            yield from self._window(chosen, top, tick or _nothing)

    def _window(self, documents: Sequence[Document], top: int, tick: Callable[[], None]) -> list[Extraction]:
        readings = [Reading(document) for document in documents]
        texts = [reading.text for reading in readings]
        tokens = tokenize(texts)
        for reading, found in zip(readings, tokens, strict=True):
            reading.tokens = found
        shared = isinstance(self._encoder, MiniLM)
        embeddings = None if shared else self._encoder.encode(texts)
        done: list[Extraction | None] = [None] * len(readings)
        todo = list(rows(tokens, whole=True))
        for row in todo:
            readings[row.text].missing += 1
        for seen in mapped(self._trunk, todo, self._seen, taps={*self._head.taps, LAYERS}):
            tick()
            _take(seen, readings)
            for number in {row.text for row in seen.rows}:
                reading = readings[number]
                if not reading.missing:
                    if embeddings is not None:
                        reading.embedding = embeddings[number]
                    done[number] = _finish(reading, top)
        return [extraction for extraction in done if extraction is not None]

    def _seen(self, batch: Batch) -> Seen:
        with torch.inference_mode():
            views = self._head(batch.states, batch.mask)
        last = batch.states[LAYERS]
        pooled = pool(last, batch.mask)
        return Seen(batch.rows, pooled.cpu().numpy(), views.float().cpu().numpy(), last.float().cpu().numpy())


def _take(seen: Seen, readings: Sequence[Reading]) -> None:
    """Hands what was seen in a batch to the readings it belongs to."""
    for place, row in enumerate(seen.rows):
        reading = readings[row.text]
        reading.missing -= 1
        if row.window == 0:
            reading.embedding = seen.pooled[place]
        own, (start, end) = row.own, row.keep
        views, states = seen.views[place, own], seen.states[place, own]
        count = len(reading.tokens.ids)
        if end - start == count:
            reading.views, reading.states = views, states
            continue
        if reading.views is None or reading.states is None:
            reading.views = np.empty((count, views.shape[1]), np.float32)
            reading.states = np.empty((count, HIDDEN), np.float32)
        reading.views[start:end], reading.states[start:end] = views, states


def _windows(documents: Iterable[Document], size: int) -> Iterator[list[Document]]:
    window: list[Document] = []
    signs = 0
    for document in documents:
        window.append(document)
        signs += len(document.title) + len(document.abstract)
        if len(window) == size or signs >= size * SIGNS:
            yield window
            window, signs = [], 0
    if window:
        yield window


def _nothing() -> None:
    """The tick of those who want none."""


def _finish(reading: Reading, top: int) -> Extraction:
    assert reading.embedding is not None
    assert reading.views is not None
    assert reading.states is not None
    chosen = decode(reading.text, reading.tokens.offsets, reading.views, top=top)
    long_forms = {normal_form(pair.short): pair.long for pair in acronyms.find(reading.text)}
    terms = tuple(_term(found, reading, reading.states, long_forms) for found in chosen)
    # They may be views into a whole batch.
    reading.views = reading.states = None
    return Extraction(reading.embedding, terms)


def _term(found: Chosen, reading: Reading, states: np.ndarray, long_forms: dict[str, str]) -> ExtractedTerm:
    return ExtractedTerm(
        text=found.text,
        normal=found.normal,
        score=found.score,
        vector=term_vector(states, found.tokens),
        spans=tuple(reading.place(start, end) for start, end in found.spans),
        long_form=long_forms.get(normal_form(found.text), ""),
    )


def term_vector(states: np.ndarray, tokens: Sequence[tuple[int, int]]) -> np.ndarray:
    """127 times the unit mean of the states (T, 384) in the ranges of `tokens`, rounded to int8 (384,)."""
    mean = np.concatenate([states[start:end] for start, end in tokens]).mean(axis=0)
    length = float(np.linalg.norm(mean))
    vector: np.ndarray = np.rint(mean * (127 / length if length else 0)).astype(np.int8)
    return vector

"""Texts as sub-words of the bundled MiniLM, and long texts as windows of them."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from tokenizers import Tokenizer

from compute.trunk import model_folder

# What SentenceTransformer lets MiniLM see, with the two marks around it: the embedding rests on no more.
WINDOW = 254
# Sub-words that a further window sees again, so that its first own ones have a context.
OVERLAP = 32
FIRST, LAST = 101, 102


class Tokens(NamedTuple):
    """A text's sub-words: ids (n,) int64, and the code points (n, 2) int32 each stands on, half-open."""

    ids: np.ndarray
    offsets: np.ndarray


class Row(NamedTuple):
    """A window of a text as the trunk reads it: ids with the marks [CLS] and [SEP] around them.

    `text` is the number of the text, `window` counts from 0, `start` is the first sub-word of the text in the row, and
    `keep` (from, to) are the sub-words of the text that this window speaks for; together the windows cover each once.
    """

    text: int
    window: int
    start: int
    keep: tuple[int, int]
    ids: np.ndarray

    @property
    def own(self) -> slice:
        """Where the sub-words of `keep` stand in the row."""
        return slice(self.keep[0] - self.start + 1, self.keep[1] - self.start + 1)


@functools.cache
def _tokenizer() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def tokenize(texts: Sequence[str]) -> list[Tokens]:
    """The sub-words of each text, all of them, without marks."""
    return [
        Tokens(np.array(found.ids, np.int64), np.array(found.offsets, np.int32).reshape(-1, 2))
        for found in _tokenizer().encode_batch(list(texts), add_special_tokens=False)
    ]


def rows(tokens: Sequence[Tokens], *, whole: bool) -> Iterator[Row]:
    """The rows to run, in order of texts: the first window of each, and the further ones when `whole`."""
    for number, found in enumerate(tokens):
        count = len(found.ids)
        done = min(count, WINDOW)
        yield _row(number, 0, 0, (0, done), found.ids)
        window = 0
        while whole and done < count:
            window += 1
            start = done - OVERLAP
            end = min(count, start + WINDOW)
            yield _row(number, window, start, (done, end), found.ids)
            done = end


def _row(text: int, window: int, start: int, keep: tuple[int, int], ids: np.ndarray) -> Row:
    return Row(text, window, start, keep, np.concatenate(([FIRST], ids[start : keep[1]], [LAST])))

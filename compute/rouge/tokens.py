"""Texts as numbers: the tokens and stems of Google's rouge-score, read once and kept as arrays. No tensors here.

A token is a run of `a-z0-9` in the text put to lower case; with stemming, tokens of more than three signs become their
Porter stem (NLTK's extended variant). A sentence is what stands between line feeds.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
# Everything but a-z and 0-9 parts tokens (a sign outside ASCII arrives as "?"); line feeds part sentences, too.
SPACED = bytes(sign if chr(sign) in "abcdefghijklmnopqrstuvwxyz0123456789\n" else 32 for sign in range(256))
UNSTEMMED = 3
STEMS = 1 << 20


def words(text: str) -> list[bytes]:
    """The tokens of a text.

    >>> words("Zürich's 2-D maps")
    [b'z', b'rich', b's', b'2', b'd', b'maps']
    """
    return text.lower().encode("ascii", "replace").translate(SPACED).split()


class Vocabulary(dict[bytes, int]):
    """Word -> number, numbered as they come; words with one stem share a number. -1 for a word stemmed to nothing."""

    def __init__(self, *, stem: bool = False) -> None:
        super().__init__()
        self.stem = stem
        # Each different form and its number, in the order of numbers.
        self.forms: dict[bytes, int] = {}
        self._stem: Callable[[bytes], bytes] | None = _stemmer() if stem else None

    def __missing__(self, word: bytes) -> int:
        form = self._stem(word) if self._stem is not None and len(word) > UNSTEMMED else word
        number = self.forms.setdefault(form, len(self.forms)) if form else -1
        self[word] = number
        return number

    @property
    def size(self) -> int:
        """How many different numbers there are."""
        return len(self.forms)


@functools.cache
def _stemmer() -> Callable[[bytes], bytes]:
    # NLTK takes a second to load, which unstemmed scores need not wait for.
    from nltk.stem.porter import PorterStemmer

    stem = PorterStemmer().stem

    @functools.lru_cache(maxsize=STEMS)
    def stemmed(word: bytes) -> bytes:
        return str(stem(word.decode("ascii"))).encode("ascii")

    return stemmed


@dataclasses.dataclass(frozen=True)
class Tokens:
    """Texts as numbers: text `i` is `ids[offsets[i] : offsets[i + 1]]`.

    `sentences` are the lengths of its sentences that have tokens, text after text, `counts[i]` of them for text `i`.
    """

    ids: Ints
    offsets: Ints
    sentences: Ints
    counts: Ints

    @property
    def lengths(self) -> Ints:
        """Tokens of each text."""
        return np.diff(self.offsets)

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def take(self, rows: Ints) -> Tokens:
        """The texts of these numbers, in this order."""
        firsts = np.cumsum(self.counts) - self.counts
        sizes, counts = self.lengths[rows], self.counts[rows]
        ids = self.ids[_spread(self.offsets[rows], sizes)]
        return Tokens(
            ids, np.concatenate([[0], np.cumsum(sizes)]), self.sentences[_spread(firsts[rows], counts)], counts
        )


def tokenise(texts: Iterable[str], vocabulary: Vocabulary) -> Tokens:
    """The tokens of texts as numbers of `vocabulary`, which takes in the words it lacks."""
    flat: list[bytes] = []
    sentences: list[int] = []
    counts: list[int] = []
    for text in texts:
        plain = text.lower().encode("ascii", "replace").translate(SPACED)
        before = len(sentences)
        for line in plain.split(b"\n") if b"\n" in plain else (plain,):
            found = line.split()
            flat += found
            sentences.append(len(found))
        counts.append(len(sentences) - before)
    ids = np.fromiter(map(vocabulary.__getitem__, flat), np.int64, len(flat))
    return _ragged(ids, np.array(sentences, dtype=np.int64), np.array(counts, dtype=np.int64))


def _spread(starts: Ints, sizes: Ints) -> Ints:
    """The places `start, start + 1, ...` of stretches of these sizes, one after another."""
    begins = np.cumsum(sizes) - sizes
    return np.repeat(starts - begins, sizes) + np.arange(int(sizes.sum()))


def _ragged(ids: Ints, sentences: Ints, counts: Ints) -> Tokens:
    """Drops words stemmed to nothing and sentences without tokens."""
    ends, lasts = np.cumsum(sentences), np.cumsum(counts)
    kept = ids >= 0
    if not kept.all():
        # How many tokens are left up to each place.
        ends, ids = np.concatenate([[0], np.cumsum(kept)])[ends], ids[kept]
    lengths = np.diff(ends, prepend=0)
    full = lengths > 0
    texts = np.repeat(np.arange(len(counts)), counts)
    offsets = np.concatenate([[0], ends[lasts - 1]]) if len(counts) else np.zeros(1, dtype=np.int64)
    return Tokens(ids, offsets, lengths[full], np.bincount(texts[full], minlength=len(counts)))

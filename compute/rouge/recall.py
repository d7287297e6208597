"""How much of each reference each candidate holds: N x M recalls, in chunks of references.

Clipped counts become plain products once the k-th occurrence of a token is a unit of its own: a text is then a set of
units, and what two texts share is a dot product of zeros and ones. Units that stand in many texts are multiplied as
dense matrices, the many rare ones counted off lists of who holds them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from compute.rouge.bits import BITS, lengths
from compute.rouge.corpus import Corpus
from compute.rouge.summary import summary_hits
from compute.rouge.tokens import Ints, Tokens

# Above this product of the shares of texts that hold a unit, a column of a dense product costs less than its list.
DENSE_FROM = {"cpu": 2e-3, "cuda": 1e-4}
DENSE_MOST = 4096
# Bounds on numbers held at once: in an answer's chunk, in the lists of one addition, and in the match bits.
CHUNK = 1 << 23
LISTED = 1 << 21
MATCH_WORDS = 1 << 21
ROWS = 64


def recall_chunks(references: Corpus, candidates: Corpus, kind: str, device: str) -> Iterator[NDArray[np.float32]]:
    """The recalls of some references after another against all candidates, (rows, M) each."""
    theirs = candidates.in_numbers_of(references)
    rows = max(1, CHUNK // max(len(theirs), 1))
    less = 1 if kind == "rouge2" else 0
    sizes = np.maximum(references.tokens.lengths - less, 1).astype(np.float32)
    chunks: Iterator[NDArray[Any]]
    if kind in ("rouge1", "rouge2"):
        chunks = _Units(references, theirs, int(kind[-1]), device).chunks(rows)
    else:
        chunks = (
            _sequences(references, theirs, np.arange(first, min(first + rows, len(references))), kind, device)
            for first in range(0, len(references), rows)
        )
    first = 0
    for hits in chunks:
        yield hits.astype(np.float32, copy=False) / sizes[first : first + len(hits), None]
        first += len(hits)


def _units(tokens: Tokens, n: int, base: int) -> tuple[Ints, Ints]:
    """The n-grams of texts as (text, number), the k-th of its kind in its text with k in the number."""
    row = np.repeat(np.arange(len(tokens)), tokens.lengths)
    grams = tokens.ids
    if n == 2:
        inside = row[1:] == row[:-1]
        grams, row = (tokens.ids[:-1] * base + tokens.ids[1:])[inside], row[1:][inside]
    order = np.lexsort((grams, row))
    row, grams = row[order], grams[order]
    new = np.ones(len(row), dtype=bool)
    new[1:] = (row[1:] != row[:-1]) | (grams[1:] != grams[:-1])
    start = np.maximum.accumulate(np.where(new, np.arange(len(row)), 0))
    return row, np.stack([grams, np.arange(len(row)) - start])


class _Units:
    """The units that both sides have, by side as lists of (text, unit) in the order of texts."""

    def __init__(self, references: Corpus, theirs: Tokens, n: int, device: str) -> None:
        self.device, self.shape = device, (len(references), len(theirs))
        base = references.vocabulary.size + 1
        pairs = [_units(tokens, n, base) for tokens in (references.tokens, theirs)]
        most = 1 + max((int(units[1].max()) for _, units in pairs if units.size), default=0)
        keys = [units[0] * most + units[1] for _, units in pairs]
        common = np.intersect1d(*keys)
        self.rows, self.units = [], []
        for (row, _), key in zip(pairs, keys, strict=True):
            place = np.searchsorted(common, key)
            both = place < len(common)
            both[both] = common[place[both]] == key[both]
            self.rows.append(row[both])
            self.units.append(place[both])
        held = [np.bincount(units, minlength=len(common)) for units in self.units]
        share = held[0] * held[1] / max(self.shape[0] * self.shape[1], 1)
        often = np.argsort(-share, kind="stable")[:DENSE_MOST]
        often = often[share[often] > DENSE_FROM.get(device.split(":")[0], DENSE_FROM["cpu"])]
        self.column = np.full(len(common), -1)
        self.column[often] = np.arange(len(often))
        self.dense = len(often)
        rare = self.column[self.units[1]] < 0
        order = np.argsort(self.units[1][rare], kind="stable")
        self.holders = self._on(self.rows[1][rare][order])
        self.counts = np.bincount(self.units[1][rare], minlength=len(common))
        self.firsts = np.cumsum(self.counts) - self.counts

    def chunks(self, rows: int) -> Iterator[NDArray[np.float32]]:
        """Shared units of `rows` references after another with each candidate."""
        right = self._matrix(1, 0, self.shape[1])
        for first in range(0, self.shape[0], rows):
            last = min(first + rows, self.shape[0])
            found = self._matrix(0, first, last) @ right.T
            self._add_rare(found, first, last)
            yield found.cpu().numpy()

    def _on(self, array: Ints) -> Tensor:
        return torch.from_numpy(array).to(self.device)

    def _span(self, side: int, first: int, last: int) -> slice:
        return slice(*np.searchsorted(self.rows[side], [first, last]))

    def _matrix(self, side: int, first: int, last: int) -> Tensor:
        span = self._span(side, first, last)
        column = self.column[self.units[side][span]]
        kept = column >= 0
        found = torch.zeros((last - first, self.dense), dtype=torch.float32, device=self.device)
        found[self._on(self.rows[side][span][kept] - first), self._on(column[kept])] = 1
        return found

    def _add_rare(self, found: Tensor, first: int, last: int) -> None:
        span = self._span(0, first, last)
        units, rows = self.units[0][span], self.rows[0][span] - first
        rare = self.column[units] < 0
        units, rows = units[rare], rows[rare]
        ends = np.cumsum(self.counts[units])
        flat, width = found.view(-1), found.shape[1]
        for part in np.split(np.arange(len(units)), np.flatnonzero(np.diff(ends // LISTED)) + 1):
            counts = self._on(self.counts[units[part]])
            entry = torch.repeat_interleave(counts)
            place = torch.arange(len(entry), device=self.device) - (counts.cumsum(0) - counts)[entry]
            holder = self.holders[self._on(self.firsts[units[part]])[entry] + place]
            flat.index_add_(
                0, self._on(rows[part])[entry] * width + holder, torch.ones_like(entry, dtype=torch.float32)
            )


def _sequences(references: Corpus, theirs: Tokens, rows: Ints, kind: str, device: str) -> Ints:
    """Hits (rows, M) of rougeL or rougeLsum."""
    found = np.zeros((len(rows), len(theirs)), dtype=np.int64)
    order = rows[np.argsort(references.tokens.lengths[rows], kind="stable")]
    for first in range(0, len(order), ROWS):
        part = order[first : first + ROWS]
        ours = references.tokens.take(part)
        single = _longest(ours, theirs, device)
        if kind == "rougeLsum":
            pairs = np.indices(single.shape).reshape(2, -1)
            vocabulary = references.vocabulary.size + 1
            single = summary_hits(
                ours.take(pairs[0]), theirs.take(pairs[1]), vocabulary, single.ravel(), device
            ).reshape(single.shape)
        found[part - rows[0]] = single
    return found


def _longest(ours: Tokens, theirs: Tokens, device: str) -> Ints:
    """Length of the longest common subsequence of each of few texts with each of many."""
    words = -(-int(ours.lengths.max(initial=0)) // BITS)
    found = np.zeros((len(ours), len(theirs)), dtype=np.int64)
    if not words:
        return found
    known, local = np.unique(ours.ids, return_inverse=True)
    row = np.repeat(np.arange(len(ours)), ours.lengths)
    place = np.arange(len(row)) - ours.offsets[row]
    table = torch.zeros((words, len(known) + 1, len(ours)), dtype=torch.int64, device=device)
    bit = torch.from_numpy(place % BITS).to(device)
    index = tuple(torch.from_numpy(part).to(device) for part in (place // BITS, local, row))
    table.index_put_(index, torch.ones_like(bit) << bit, accumulate=True)
    numbers = np.searchsorted(known, theirs.ids)
    numbers[numbers == len(known)] = 0
    numbers = np.where(known[numbers] == theirs.ids, numbers, len(known))
    order = np.argsort(theirs.lengths, kind="stable")
    order = order[theirs.lengths[order] > 0]
    first = 0
    while first < len(order):
        most = int(1.3 * theirs.lengths[order[first]]) + 8
        room = max(1, MATCH_WORDS // (most * words * len(ours)))
        last = min(first + room, int(np.searchsorted(theirs.lengths[order], most, side="right")))
        part = order[first:last]
        steps = int(theirs.lengths[part].max())
        step = np.arange(steps)[:, None]
        tokens = numbers[np.minimum(theirs.offsets[part] + step, len(numbers) - 1)]
        tokens = torch.from_numpy(np.where(step < theirs.lengths[part], tokens, len(known))).to(device)
        matches = table[:, tokens].transpose(0, 1).reshape(steps, words, -1)
        found[:, part] = lengths(matches).reshape(len(part), len(ours)).T.cpu().numpy()
        first = last
    return found

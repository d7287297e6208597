"""What the two texts of each pair share: tokens, neighbouring pairs of tokens, and the longest common subsequence.

All three are the same whichever text is called the reference, so the longer one gives the bits and the shorter the
steps. Pairs are taken in groups of about one length, with bounds on what a group holds.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator

import numpy as np
import torch
from torch import Tensor

from compute.rouge.bits import BITS, lengths, lowest, popcount
from compute.rouge.tokens import Ints, Tokens

GROUP_PAIRS = 4096
# Bounds on numbers held at once: int64 for the match bits of a group, int32 in the table that joins its words.
GROUP_WORDS = 1 << 22
TABLE = 1 << 22


@dataclasses.dataclass(frozen=True)
class Side:
    """One text of each pair on the device: `ids` of all tokens, `row` their pairs, `place` their places in the text."""

    ids: Tensor
    row: Tensor
    place: Tensor
    starts: Tensor


def side(pool: Tensor, starts: Ints, sizes: Ints) -> Side:
    """The texts at `starts` of a pool of tokens, `sizes` long, one after another."""
    begins = np.concatenate([[0], np.cumsum(sizes)])
    row = np.repeat(np.arange(len(sizes)), sizes)
    place = np.arange(begins[-1]) - begins[row]
    index = torch.from_numpy(starts[row] + place).to(pool.device)
    on = (torch.from_numpy(array).to(pool.device) for array in (row, place, begins))
    return Side(pool[index], *on)


def joined(long: Side, short: Side, rows: int, vocabulary: int) -> tuple[Tensor, Tensor]:
    """For each token of either side one place of the same token in `long`'s text of its pair; the count of all places
    where there is none.

    Places are numbers of `long`'s tokens. All tokens that are equal within a pair get the same one.
    """
    none = len(long.ids)
    step = max(1, TABLE // max(vocabulary, 1))
    table = torch.full((min(step, rows) * vocabulary,), none, dtype=torch.int32, device=long.ids.device)
    found = [torch.full_like(part.ids, none) for part in (long, short)]
    for first in range(0, rows, step):
        last = min(first + step, rows)
        spans = [slice(int(part.starts[first]), int(part.starts[last])) for part in (long, short)]
        keys = [
            (part.row[span] - first) * vocabulary + part.ids[span]
            for part, span in zip((long, short), spans, strict=True)
        ]
        table[keys[0]] = torch.arange(spans[0].start, spans[0].stop, dtype=torch.int32, device=table.device)
        for places, span, key in zip(found, spans, keys, strict=True):
            places[span] = table[key].long()
        table[keys[0]] = none
    return found[0], found[1]


def masks(side: Side, places: Tensor, word: Tensor, bit: Tensor, words: int) -> Tensor:
    """Where each token stands in its text: (words, tokens + 1), bits set in the column of its place.

    `word` and `bit` say which bit a token of `side` sets; the last column is for tokens that stand nowhere.
    """
    tokens = len(side.ids)
    found = torch.zeros((words, tokens + 1), dtype=torch.int64, device=places.device)
    # Every token has a bit of its own, so a sum is a union.
    found.view(-1).index_add_(0, word * (tokens + 1) + places, torch.ones_like(bit) << bit)
    return found


def grid(side: Side, places: Tensor, rows: int, steps: int, none: int) -> Tensor:
    """The places as (steps, rows), `none` where a text is shorter."""
    found = torch.full((steps, rows), none, dtype=torch.int64, device=places.device)
    found[side.place, side.row] = places
    return found


def shared(
    references: Tokens, candidates: Tokens, vocabulary: int, wanted: Collection[str], device: str
) -> dict[str, Ints]:
    """How much each pair shares, (n,) for each of `rouge1`, `rouge2` and `rougeL` that is wanted.

    Clipped counts of equal tokens and of equal neighbouring pairs, and the length of the longest common subsequence.
    """
    pool = torch.from_numpy(np.concatenate([references.ids, candidates.ids])).to(device)
    starts = np.stack([references.offsets[:-1], candidates.offsets[:-1] + len(references.ids)])
    sizes = np.stack([references.lengths, candidates.lengths])
    swapped = sizes[0] < sizes[1]
    starts, sizes = (np.where(swapped, both[::-1], both) for both in (starts, sizes))
    found = {kind: np.zeros(len(references), dtype=np.int64) for kind in wanted}
    for rows in _groups(sizes):
        long, short = (side(pool, starts[part, rows], sizes[part, rows]) for part in (0, 1))
        for kind, counts in _group(long, short, sizes[:, rows], vocabulary, wanted).items():
            found[kind][rows] = counts.cpu().numpy()
    return found


def _groups(sizes: Ints) -> Iterator[Ints]:
    """Pairs with tokens on both sides, in groups of like lengths."""
    order = np.lexsort((sizes[0], sizes[1]))
    order = order[sizes[1, order] > 0]
    first, most = 0, 0
    for index, row in enumerate(order):
        words, steps = -(-int(sizes[0, row]) // BITS), int(sizes[1, row])
        most, count = max(most, words), index - first + 1
        wide = steps > 16 + 1.3 * sizes[1, order[first]]
        if index > first and (wide or count > GROUP_PAIRS or count * most * steps > GROUP_WORDS):
            yield order[first:index]
            first, most = index, words
    if first < len(order):
        yield order[first:]


def _group(long: Side, short: Side, sizes: Ints, vocabulary: int, wanted: Collection[str]) -> dict[str, Tensor]:
    rows, none = sizes.shape[1], len(long.ids)
    in_long, in_short = joined(long, short, rows, vocabulary)
    found = {}
    if "rouge1" in wanted:
        counts = [torch.bincount(places, minlength=none + 1)[:none] for places in (in_long, in_short)]
        found["rouge1"] = by_row(torch.minimum(*counts), long.row, rows)
    if {"rouge2", "rougeL"} & set(wanted):
        words, steps = -(-int(sizes[0].max()) // BITS), int(sizes[1].max())
        where = masks(long, in_long, long.place // BITS, long.place % BITS, words)
        matches = where[:, grid(short, in_short, rows, steps, none)].transpose(0, 1)
        if "rouge2" in wanted:
            found["rouge2"] = _neighbours(matches)
        if "rougeL" in wanted:
            found["rougeL"] = lengths(matches)
    return found


def by_row(values: Tensor, row: Tensor, rows: int) -> Tensor:
    """Sums of values by the row each belongs to, (rows,)."""
    return torch.zeros(rows, dtype=values.dtype, device=values.device).index_add_(0, row, values)


def _neighbours(matches: Tensor) -> Tensor:
    """Clipped counts of equal neighbouring tokens, (pairs,).

    A pair of neighbours of the shorter text stands in the longer where its first token does and its second does one
    place on; the lowest of these places names it.
    """
    steps, words, rows = matches.shape
    if steps < 2:
        return torch.zeros(rows, dtype=torch.int64, device=matches.device)
    ahead = matches[1:] >> 1
    ahead[:, :-1] |= (matches[1:, 1:] & 1) << (BITS - 1)
    both = (matches[:-1] & ahead).transpose(1, 2)
    row = both.any(-1).nonzero()
    hits = both[row[:, 0], row[:, 1]]
    first = (hits != 0).int().argmax(1)
    named = (row[:, 1] * words + first) * BITS + lowest(hits.gather(1, first[:, None])[:, 0])
    name, index, times = torch.unique(named, return_inverse=True, return_counts=True)
    stand = torch.zeros_like(name).index_copy_(0, index, popcount(hits).sum(1))
    return by_row(torch.minimum(stand, times), name // (words * BITS), rows)

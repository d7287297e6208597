"""Words of bits as tensors, and the bit-parallel longest common subsequence.

The recurrence is Hyyrö's (Bit-parallel LCS-length computation revisited, AWOCA 2004), of the family of Crochemore,
Iliopoulos, Pinzon and Reid (Information Processing Letters 80(6), 2001): one column of the classic table is a row of
bits, bit i being 0 where the table grows from row i to i + 1, and a token of the other text changes it by one
addition and three logical operations.

63 bits of an int64 are used, so that the 64th shows the carry of an addition. Tensors are (words, pairs).
"""

from __future__ import annotations

import torch
from torch import Tensor

BITS = 63
FULL = (1 << BITS) - 1
# From more words on all carries are found at once, for word by word takes two steps each.
WIDE = 8


def popcount(words: Tensor) -> Tensor:
    """How many bits are 1 in each word of 63 bits."""
    words = words - ((words >> 1) & 0x5555555555555555)
    words = (words & 0x3333333333333333) + ((words >> 2) & 0x3333333333333333)
    words = (words + (words >> 4)) & 0x0F0F0F0F0F0F0F0F
    return (words * 0x0101010101010101) >> 56


def lowest(words: Tensor) -> Tensor:
    """Place of the lowest 1 of each word; words of zeros give what means nothing."""
    return popcount((words & -words) - 1 & FULL)


def columns(matches: Tensor, *, keep: bool = False) -> Tensor:
    """The last column of each pair's table, or with `keep` all columns, as rows of bits.

    `matches` (steps, words, pairs) has bit i of step j set where row i's token equals the step's. Returns
    (words, pairs) or (steps, words, pairs).
    """
    _, words, pairs = matches.shape
    column = torch.full((words, pairs), FULL, dtype=torch.int64, device=matches.device)
    both, rest = torch.empty_like(column), torch.empty_like(column)
    carry = torch.empty(pairs, dtype=torch.int64, device=matches.device)
    parts = column.unbind(0)
    place = torch.arange(words, device=matches.device)[:, None]
    kept = torch.empty_like(matches) if keep else None
    for step, match in enumerate(matches.unbind(0)):
        torch.bitwise_and(column, match, out=both)
        torch.bitwise_xor(column, both, out=rest)
        column += both
        if words > WIDE:
            column[1:] += _carries(column, place)[:-1]
        for word in range(words - 1 if words <= WIDE else 0):
            # An arithmetic shift makes -1 of the bit that overflowed.
            torch.bitwise_right_shift(parts[word], BITS, out=carry)
            parts[word + 1].sub_(carry)
        column &= FULL
        column |= rest
        if kept is not None:
            kept[step] = column
    return column if kept is None else kept


def _carries(sums: Tensor, place: Tensor) -> Tensor:
    """Whether each word (words, pairs) hands a carry on: what the last word up to it does that is not all ones."""
    source = torch.where(sums == FULL, -1, place).cummax(0).values
    return (sums < 0).gather(0, source.clamp(min=0)) & (source >= 0)


def lengths(matches: Tensor) -> Tensor:
    """Length (pairs,) of the longest common subsequence; `matches` as in `columns`."""
    return popcount(columns(matches) ^ FULL).sum(0)


def taken(matches: Tensor, opened: Tensor) -> Tensor:
    """Which rows (as bits, (words, pairs)) rouge-score reads off each table as the common subsequence.

    It goes from the last cell to the first: where the tokens are equal it takes them, else it goes one step back if
    the table is greater there, else one row up. In rows of bits all of the way up within a step is one search, for the
    highest row still open where tokens are equal or the column's bit is 0. `opened` has the bits of all rows; texts
    with fewer steps are padded by empty ones at the front.
    """
    stops = columns(matches, keep=True).bitwise_xor_(FULL).bitwise_or_(matches)
    found = torch.zeros_like(opened)
    for match, stop in zip(reversed(matches.unbind(0)), reversed(stops.unbind(0)), strict=True):
        below = stop & opened
        if len(opened) > 1:
            # Only the highest word with a stop matters: those below it stay open whole.
            passed = (below != 0).flip(0).cumsum(0).flip(0) - (below != 0).long() > 0
        for shift in (1, 2, 4, 8, 16, 32):
            below |= below >> shift
        top = below ^ (below >> 1)
        if len(opened) > 1:
            top.masked_fill_(passed, 0)
            below = torch.where(passed, opened, below)
        top &= match
        found |= top
        opened = below ^ top
    return found

"""Words of bits against whole numbers and the plain table."""

from __future__ import annotations

from unittest import mock

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from compute.rouge import bits
from compute.rouge.bits import BITS, FULL, lengths, lowest, popcount

WORDS = st.lists(st.integers(0, FULL), min_size=1, max_size=20)
# Runs of equal tokens make carries run through whole words.
TEXT = st.one_of(st.lists(st.integers(0, 3), max_size=140), st.integers(0, 140).map(lambda count: [0] * count))


@given(WORDS)
def test_bits_are_counted_and_found(words: list[int]) -> None:
    tensor = torch.tensor(words)
    assert popcount(tensor).tolist() == [word.bit_count() for word in words]
    some = [word for word in words if word]
    assert lowest(torch.tensor(some, dtype=torch.int64)).tolist() == [(word & -word).bit_length() - 1 for word in some]


def table(one: list[int], other: list[int]) -> int:
    row = [0] * (len(other) + 1)
    for token in one:
        last = row
        row = [0]
        for place, second in enumerate(other):
            row.append(last[place] + 1 if token == second else max(row[place], last[place + 1]))
    return row[-1]


@pytest.mark.parametrize("wide", [0, 8])
@given(one=TEXT, other=TEXT)
def test_the_longest_common_subsequence_is_that_of_the_table(wide: int, one: list[int], other: list[int]) -> None:
    words = -(-max(len(one), 1) // BITS)
    matches = torch.zeros((len(other), words, 1), dtype=torch.int64)
    for step, second in enumerate(other):
        for place, token in enumerate(one):
            if token == second:
                matches[step, place // BITS, 0] |= 1 << place % BITS
    with mock.patch.object(bits, "WIDE", wide):
        assert lengths(matches).tolist() == [table(one, other)]

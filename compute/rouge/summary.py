"""ROUGE-Lsum: each sentence of the reference against all of the candidate, and the union of what they share."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor

from compute.rouge.bits import BITS, taken
from compute.rouge.pairs import by_row, joined, side
from compute.rouge.tokens import Ints, Tokens

# Bounds on what is held at once: tokens of a group of pairs, words of the masks of its sentences, meetings of two
# sentences, and words of the tables of those that are walked together.
GROUP_TOKENS = 1 << 19
MASK_WORDS = 1 << 21
MEETINGS = 1 << 18
TABLE_WORDS = 1 << 19
STEP_WORDS = 1 << 14


def summary_hits(references: Tokens, candidates: Tokens, vocabulary: int, single: Ints, device: str) -> Ints:
    """Tokens of each pair that count as hits, (n,); `single` is the plain LCS, which one sentence against one has."""
    hits = single.copy()
    several = (references.counts > 1) | (candidates.counts > 1)
    rows = np.flatnonzero(several & (references.lengths > 0) & (candidates.lengths > 0))
    if len(rows):
        ends = np.cumsum(references.lengths[rows] + candidates.lengths[rows])
        for part in np.split(rows, np.flatnonzero(np.diff(ends // GROUP_TOKENS)) + 1):
            hits[part] = _hits(references, candidates, part, vocabulary, device)
    return hits


@dataclasses.dataclass(frozen=True)
class _Sentences:
    """Sentences of some texts: length, first token (counted over these texts) and text of each."""

    lengths: Ints
    starts: Ints
    row: Ints
    # By text: its first sentence, and how many it has.
    first: Ints
    counts: Ints


def _sentences(tokens: Tokens, rows: Ints) -> _Sentences:
    counts = tokens.counts[rows]
    before = (np.cumsum(tokens.counts) - tokens.counts)[rows]
    first = np.cumsum(counts) - counts
    row = np.repeat(np.arange(len(rows)), counts)
    lengths = tokens.sentences[np.arange(len(row)) - first[row] + before[row]]
    return _Sentences(lengths, np.cumsum(lengths) - lengths, row, first, counts)


def _hits(references: Tokens, candidates: Tokens, rows: Ints, vocabulary: int, device: str) -> Ints:
    """By token of the reference the lesser of its times in the unions and in the candidate, summed by pair."""
    ours, theirs = (
        side(torch.from_numpy(tokens.ids).to(device), tokens.offsets[rows], tokens.lengths[rows])
        for tokens in (references, candidates)
    )
    none = len(ours.ids)
    in_ours, in_theirs = joined(ours, theirs, len(rows), vocabulary)
    meeting = _Meeting(_sentences(references, rows), _sentences(candidates, rows), ours.starts, in_ours, in_theirs)
    united = torch.zeros_like(in_ours)
    for chosen in meeting.parts():
        tokens, bits = meeting.union(chosen)
        united.index_add_(0, in_ours[tokens], bits)
    there = torch.bincount(in_theirs, minlength=none + 1)[:none]
    return by_row(torch.minimum(united, there), ours.row, len(rows)).cpu().numpy()


@dataclasses.dataclass(frozen=True)
class _Meeting:
    """The sentences of either side of some pairs; `begins` and the places as `pairs.side` and `pairs.joined` give."""

    ours: _Sentences
    theirs: _Sentences
    begins: Tensor
    in_ours: Tensor
    in_theirs: Tensor

    def parts(self) -> Iterator[Ints]:
        """The reference's sentences, those of one width in words together, within the bounds on memory."""
        words = -(-self.ours.lengths // BITS)
        sizes = np.diff(self.begins.cpu().numpy())[self.ours.row] * words
        meetings = self.theirs.counts[self.ours.row]
        order = np.argsort(words, kind="stable")
        first = size = met = 0
        for index, sentence in enumerate(order.tolist()):
            size, met = size + int(sizes[sentence]), met + int(meetings[sentence])
            full = size > MASK_WORDS or met > MEETINGS
            if index > first and (full or words[sentence] != words[order[first]]):
                yield order[first:index]
                first, size, met = index, int(sizes[sentence]), int(meetings[sentence])
        yield order[first:]

    def union(self, chosen: Ints) -> tuple[Tensor, Tensor]:
        """The reference tokens of the chosen sentences, and 1 for each that is in its sentence's union, else 0."""
        on = self.in_ours.device
        lengths, row = (torch.from_numpy(values[chosen]).to(on) for values in (self.ours.lengths, self.ours.row))
        words = -(-int(lengths[0]) // BITS)
        sentence = torch.repeat_interleave(lengths)
        place = torch.arange(len(sentence), device=on) - (lengths.cumsum(0) - lengths)[sentence]
        tokens = torch.from_numpy(self.ours.starts[chosen]).to(on)[sentence] + place
        sizes = (self.begins[1:] - self.begins[:-1])[row] * words
        bases = sizes.cumsum(0) - sizes - self.begins[row] * words
        # A sentence's masks lie side by side, one for each place of its text; the last one is for absent tokens.
        masks = torch.zeros(int(sizes.sum()) + words, dtype=torch.int64, device=on)
        bits = torch.ones_like(place) << place % BITS
        masks.index_add_(0, bases[sentence] + self.in_ours[tokens] * words + place // BITS, bits)
        counts = torch.from_numpy(self.theirs.counts).to(on)[row]
        found = self._walked(chosen, torch.repeat_interleave(counts), bases, masks, lengths)
        union = _united(found, counts)
        return tokens, union[place // BITS, sentence] >> place % BITS & 1

    def _walked(self, chosen: Ints, sentence: Tensor, bases: Tensor, masks: Tensor, lengths: Tensor) -> Tensor:
        """What each chosen sentence shares with each of the candidate's: (words, meetings), sentence by sentence."""
        on = masks.device
        words = -(-int(lengths[0]) // BITS)
        span = torch.arange(words, device=on)
        counts = self.theirs.counts[self.ours.row[chosen]]
        index = np.repeat(np.arange(len(chosen)), counts)
        other = (
            self.theirs.first[self.ours.row[chosen]][index]
            + np.arange(len(index))
            - (np.cumsum(counts) - counts)[index]
        )
        found = torch.zeros((words, len(sentence)), dtype=torch.int64, device=on)
        for part in _alike(self.theirs.lengths[other], words):
            theirs, starts = (
                torch.from_numpy(values[other[part]]).to(on) for values in (self.theirs.lengths, self.theirs.starts)
            )
            meets = torch.from_numpy(part).to(on)
            ours = sentence[meets]
            steps = int(theirs.max())
            step = torch.arange(steps, device=on)[:, None] - (steps - theirs)
            places = self.in_theirs[(starts + step).clamp_(min=0)]
            absent = (step < 0) | (places == len(self.in_ours))
            addresses = (bases[ours] + places * words).masked_fill_(absent, len(masks) - words)
            matches = masks[addresses[:, None] + span[:, None]]
            room = (lengths[ours] - span[:, None] * BITS).clamp_(max=BITS)
            found[:, meets] = taken(matches, (torch.ones_like(room) << room) - 1)
        return found


def _united(found: Tensor, counts: Tensor) -> Tensor:
    """The union of each sentence's meetings, (words, sentences): two by two until one is left of each."""
    while int(counts.max()) > 1:
        halves = (counts + 1) // 2
        sentence = torch.repeat_interleave(halves)
        place = torch.arange(len(sentence), device=found.device) - (halves.cumsum(0) - halves)[sentence]
        last = counts.cumsum(0)[sentence] - 1
        left = last + 1 - counts[sentence] + 2 * place
        found = found[:, left] | found[:, torch.minimum(left + 1, last)]
        counts = halves
    return found


def _alike(steps: Ints, words: int) -> Iterator[Ints]:
    """Meetings in parts of about as many steps, within the bounds on a table."""
    order = np.argsort(steps, kind="stable")
    lengths = steps[order]
    first = 0
    while first < len(order):
        most = int(1.3 * lengths[first]) + 4
        room = max(1, min(STEP_WORDS // words, TABLE_WORDS // (most * words)))
        last = min(first + room, int(np.searchsorted(lengths, most, side="right")))
        yield order[first:last]
        first = last

"""The closest sense that each sense may be joined with, kept up to date block by block."""

from collections import defaultdict

import numpy as np

from synthesis.core.resolution import vectors
from synthesis.core.resolution.blocks import CROWD, block_keys, floor
from synthesis.core.resolution.ledger import SenseId
from synthesis.core.resolution.rules import INITIALS, need, traits
from synthesis.core.resolution.shelf import Near, Shelf

__all__ = ["Renewal"]


class Renewal:
    """One round: senses that went, came or changed, and what that does to who is closest to whom.

    ``touched`` gathers the senses whose closest one is another than before, and those closest ones; ``compared`` counts
    the senses of blocks and the pairs of vectors that were looked at.
    """

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.before: dict[SenseId, Near | None] = {}
        self.compared = 0

    def run(self, gone: set[SenseId], fresh: set[SenseId]) -> set[SenseId]:
        """``gone`` stand on the shelf as they were, ``fresh`` as they are now; one sense may be both."""
        shelf = self.shelf
        old = {key for sense in gone for key in shelf.keys.get(sense, ())}
        keys = block_keys(shelf.senses[sense] for sense in fresh)
        new = {key for own in keys.values() for key in own}
        shelf.need_blocks(old | new)
        lost = {m for key in old for m in shelf.blocks[key] if m in shelf.near and shelf.near[m][1] in gone}
        held = {key: set(shelf.blocks[key]) for key in old}
        for sense in gone:
            self._forget(sense)
        shelf.put_blocks(gone, keys)
        for key in old | new:
            now = shelf.blocks.get(key, set())
            if len(now) > CROWD or len(held.get(key, ())) > CROWD:
                lost |= self._shaken(held[key] if key in held else now - fresh, now)
        full = (lost & shelf.keys.keys()) | fresh
        for sense in lost:
            self._forget(sense)
        self._compare(full)
        return self._touched()

    def _shaken(self, was: set[SenseId], now: set[SenseId]) -> set[SenseId]:
        """Members of a block who must look around again since it got crowded, or roomy."""
        if len(was) <= CROWD < len(now):
            return {m for m in was if m in self.shelf.near and self.shelf.near[m][1] in was}
        return now if len(now) <= CROWD < len(was) else set()

    def _forget(self, sense: SenseId) -> None:
        self.before.setdefault(sense, self.shelf.near.get(sense))
        self.shelf.near.pop(sense, None)

    def _compare(self, full: set[SenseId]) -> None:
        keys = {key for sense in full for key in self.shelf.keys[sense]}
        self.shelf.need_blocks(keys)
        roomy = {key for key in keys if self._roomy(key)}
        # Most that meet in a block may not be joined however close they are: only what may is compared.
        alike: dict[tuple[object, ...], list[SenseId]] = defaultdict(list)
        for member in sorted({member for key in roomy for member in self.shelf.blocks[key]}):
            size = len(self.shelf.senses[member].vector)
            for trait in traits(member.form):
                alike[size, *trait].append(member)
        self.compared += sum(map(len, alike.values()))
        for (_, kind, *_), members in alike.items():
            rows = [member for member in members if member in full]
            if kind == "letters":
                # Initials join a word to phrases, and no phrase to another.
                self._look([m for m in members if " " in m.form], [m for m in rows if " " not in m.form], roomy)
                self._look([m for m in members if " " not in m.form], [m for m in rows if " " in m.form], roomy)
            else:
                self._look(members, rows, roomy)

    def _roomy(self, key: int) -> bool:
        return 2 <= len(self.shelf.blocks[key]) <= CROWD

    def _look(self, members: list[SenseId], rows: list[SenseId], roomy: set[int]) -> None:
        if not rows or not members or members == rows[:1]:
            return
        senses = self.shelf.senses
        scores = vectors.cosines([senses[row].vector for row in rows], [senses[member].vector for member in members])
        self.compared += scores.size
        for row, column in np.argwhere(scores >= INITIALS).tolist():
            one, other, score = rows[row], members[column], int(scores[row, column])
            if one.form != other.form and score >= need(one.form, other.form) and self._meet(one, other, score, roomy):
                self._offer(one, other, score)
                self._offer(other, one, score)

    def _meet(self, one: SenseId, other: SenseId, score: int, roomy: set[int]) -> bool:
        both = roomy.intersection(self.shelf.keys[one]).intersection(self.shelf.keys[other])
        return any(score >= floor(key) for key in both)

    def _offer(self, sense: SenseId, other: SenseId, score: int) -> None:
        held = self.shelf.near.get(sense)
        if held is None or (-score, other) < (-held[0], held[1]):
            self.before.setdefault(sense, held)
            self.shelf.near[sense] = (score, other)

    def _touched(self) -> set[SenseId]:
        found: set[SenseId] = set()
        for sense, was in self.before.items():
            now = self.shelf.near.get(sense)
            if now != was:
                found.add(sense)
                found.update(near[1] for near in (was, now) if near is not None)
        return found

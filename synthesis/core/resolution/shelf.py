"""What the resolution knows, form by form and sense by sense. All of it follows from the uses.

``need_...`` says what is looked at next: here everything is at hand, a shelf over a database fetches it then.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from synthesis.core.resolution.ledger import SenseId
from synthesis.core.resolution.rules import variant_keys
from synthesis.core.resolution.senses import Sense
from synthesis.core.resolution.uses import Use

__all__ = ["Near", "Shelf"]

# The closest sense that may be joined, and its cosine in millionths.
Near = tuple[int, SenseId]


@dataclass(slots=True)
class Shelf:
    """``held``: forms by paper. ``uses``: by form, then paper. ``tags``: senses of a form, most papers first.

    ``blocks``: members by block, ``keys``: the blocks by member. ``near``: the closest that may be joined.
    ``variants``: forms by the keys they share. ``spelled``: by long form the acronyms that papers spell out so.
    """

    held: dict[str, tuple[str, ...]] = field(default_factory=dict)
    uses: dict[str, dict[str, Use]] = field(default_factory=dict)
    senses: dict[SenseId, Sense] = field(default_factory=dict)
    tags: dict[str, tuple[SenseId, ...]] = field(default_factory=dict)
    blocks: dict[int, set[SenseId]] = field(default_factory=dict)
    keys: dict[SenseId, tuple[int, ...]] = field(default_factory=dict)
    near: dict[SenseId, Near] = field(default_factory=dict)
    variants: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    spelled: dict[str, set[str]] = field(default_factory=dict)

    def need_papers(self, papers: Collection[str]) -> None:
        """The forms of these papers are looked at next."""

    def need_forms(self, forms: Collection[str]) -> None:
        """The uses and senses of these forms are looked at, and changed, next."""

    def need_blocks(self, keys: Collection[int]) -> None:
        """The members of these blocks, their vectors and blocks are looked at next."""

    def need_links(self, forms: Collection[str]) -> None:
        """What these forms may be joined with is looked at next."""

    def put_paper(self, paper: str, uses: Sequence[Use]) -> None:
        """The paper holds these uses and no others."""
        for form in self.held.pop(paper, ()):
            self.uses[form].pop(paper, None)
        for use in uses:
            self.uses.setdefault(use.form, {})[paper] = use
        if uses:
            self.held[paper] = tuple(use.form for use in uses)

    def put_senses(self, form: str, senses: Sequence[Sense]) -> None:
        """The form has these senses and no others. Blocks and near are left to ``nearest.renew``."""
        for old in self.tags.pop(form, ()):
            for long_form, _ in self.senses.pop(old).longs:
                _discard(self.spelled, long_form, form)
        for key in variant_keys(form):
            _discard(self.variants, key, form)
        if not senses:
            self.uses.pop(form, None)
            return
        self.tags[form] = tuple(sense.id for sense in senses)
        for sense in senses:
            self.senses[sense.id] = sense
            for long_form, _ in sense.longs:
                self.spelled.setdefault(long_form, set()).add(form)
        for key in variant_keys(form):
            self.variants.setdefault(key, set()).add(form)

    def put_blocks(self, gone: Iterable[SenseId], fresh: Mapping[SenseId, tuple[int, ...]]) -> None:
        """Takes senses out of their blocks and puts others into these."""
        for old in gone:
            for key in self.keys.pop(old, ()):
                _discard(self.blocks, key, old)
        for new, keys in fresh.items():
            self.keys[new] = keys
            for key in keys:
                self.blocks.setdefault(key, set()).add(new)


def _discard(table: dict[Any, set[Any]], key: object, value: object) -> None:
    held = table.get(key)
    if held is not None:
        held.discard(value)
        if not held:
            del table[key]

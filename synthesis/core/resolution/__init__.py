"""Terms of many papers resolved into concepts, for a library and for a merge alike.

The order of the rules: equal normal form; acronym and long form from the same text; blanks, accents and inflection;
then likeness of the vectors between mutual nearest neighbours. Senses keep apart what only looks alike. Every step is
an ``Entry`` of the ledger, and ``Decision`` holds what people changed.
"""

from synthesis.core.resolution.definitions import definitions
from synthesis.core.resolution.grouping import Group
from synthesis.core.resolution.ledger import Decision, Entry, Member, SenseId, Spot
from synthesis.core.resolution.library import Library
from synthesis.core.resolution.shelf import Shelf
from synthesis.core.resolution.uses import Use, uses_of

__all__ = ["Decision", "Entry", "Group", "Library", "Member", "SenseId", "Shelf", "Spot", "Use", "definitions",
           "uses_of"]  # fmt: skip

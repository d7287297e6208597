"""A person's edits of a tree: read off two trees, kept as operations, applied again to a freshly merged tree."""

from synthesis.core.edits.applying import Edited, Mark, apply
from synthesis.core.edits.diffing import aligned, diff
from synthesis.core.edits.operations import ACTS, Edit, Ref, from_json, settled, to_json
from synthesis.core.edits.words import difference, sentence

__all__ = [
    "ACTS",
    "Edit",
    "Edited",
    "Mark",
    "Ref",
    "aligned",
    "apply",
    "diff",
    "difference",
    "from_json",
    "sentence",
    "settled",
    "to_json",
]

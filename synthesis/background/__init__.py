"""The background that ships with the house: word counts and kinship over arXiv's computer science, learned once."""

from __future__ import annotations

import functools
from pathlib import Path

import numpy as np

from synthesis.core.background import Background

TABLE = Path(__file__).with_name("words.npz")


@functools.cache
def background() -> Background:
    """The shipped table (`synthesis/background/learn.py` makes it), read once a process."""
    with np.load(TABLE, allow_pickle=False) as table:
        words = str(table["words"]).split()
        return Background(int(table["total"]), {word: row for row, word in enumerate(words)}, table["spread"],
                          table["vectors"])  # fmt: skip

"""Texts prepared once for many comparisons."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np

from compute.rouge.tokens import Tokens, Vocabulary, tokenise


class Corpus:
    """Texts whose tokens are counted once; takes the place of a list of texts in `rouge_recall`."""

    def __init__(self, texts: Sequence[str], *, stem: bool = False) -> None:
        self.texts = texts
        self.vocabulary = Vocabulary(stem=stem)
        self.tokens = tokenise(texts, self.vocabulary)

    def __len__(self) -> int:
        return len(self.tokens)

    def in_numbers_of(self, other: Corpus) -> Tokens:
        """These texts in the other's numbers; a token it does not have gets the first number that it does not use."""
        if self.vocabulary is other.vocabulary:
            return self.tokens
        numbers = [other.vocabulary.forms.get(form, other.vocabulary.size) for form in self.vocabulary.forms]
        return dataclasses.replace(self.tokens, ids=np.array(numbers, dtype=np.int64)[self.tokens.ids])

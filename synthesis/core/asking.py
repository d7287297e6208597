"""What a question asks for: its own words, and the words akin to them."""

from collections.abc import Collection

import numpy as np

from synthesis.core.background import Background
from synthesis.core.reading import tokens
from synthesis.core.stopwords import is_breaker, is_vague, stem

__all__ = ["asked_for"]

# Kindred words count from this cosine on, and never as much as the question's own.
AKIN, KINDRED = 0.6, 0.5


def asked_for(question: str, known: Collection[str], background: Background) -> dict[str, float]:
    """How much the question asks for each stem among ``known``: 1 for its own stems, up to 0.5 for words akin to them.

    >>> asked_for("What scales on GPUs?", {"gpu", "robot"}, Background())
    {'gpu': 1.0}
    """
    folded = {word for token in tokens(question) if not token.breaks for word in token.folded.split()}
    own = {stem(word) for word in folded if len(word) > 1 and not is_breaker(word) and not is_vague(word)}
    asked = {word: 1.0 for word in sorted(own) if word in known}
    placed = [background.rows[word] for word in sorted(own) if word in background.rows]
    others = sorted(word for word in known if word in background.rows and word not in own)
    if not placed or not others:
        return asked
    vectors = background.vectors.astype(np.int64)
    dots = vectors[[background.rows[word] for word in others]] @ vectors[placed].T
    for word, best in zip(others, dots.max(axis=1).tolist(), strict=True):
        # Their vectors have length 127.
        closeness = round(best / 127**2, 6)
        if closeness >= AKIN:
            asked[word] = KINDRED * min(1.0, closeness)
    return {word: round(value, 6) for word, value in asked.items()}

"""What to want of texts without gold terms: a model of gold terms, corrected towards the few terms authors name.

Annotators mark many terms, authors name few, and of other kinds: those of the title, those that recur, and those that
titles of other papers hold. A logistic regression on the records whose authors named terms learns how much each of
these counts beside the model's own logit; its chances for the other records are what the model is trained on next.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from compute.extraction.candidates import key_of
from compute.extraction.training_data import Example

# Terms wanted of a text on average: between an author's list and an annotator's.
WANTED_TERMS = 5.0
RIDGE = 1.0
NEWTON_STEPS = 50


def logistic(features: np.ndarray, labels: np.ndarray, ridge: float = RIDGE) -> np.ndarray:
    """Coefficients (f + 1,), the intercept last, of a ridge logistic regression on (n, f), by Newton's method."""
    table = np.column_stack([features, np.ones(len(features))]).astype(np.float64)
    penalty = np.diag([ridge] * features.shape[1] + [0.0])
    found = np.zeros(table.shape[1])
    for _ in range(NEWTON_STEPS):
        chances = sigmoid(table @ found)
        slope = table.T @ (chances - labels) + penalty @ found
        curve = (table * (chances * (1 - chances))[:, None]).T @ table + penalty
        step = np.linalg.solve(curve + 1e-9 * np.eye(len(found)), slope)
        found -= step
        if np.abs(step).max() < 1e-8:
            break
    return found


def sigmoid(x: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(-x)), without overflow."""
    result: np.ndarray = 1 / (1 + np.exp(-np.clip(x, -40, 40)))
    return result


def author_features(example: Example, logits: np.ndarray, titles: Mapping[str, int]) -> np.ndarray:
    """Per term (m, 9): the model's logit, in the title, titles of other papers with it (log; for one, two and more
    words), occurrences (log), one word, more than two, an inner capital."""
    keys = example.found.keys
    title = f" {key_of(example.text.title)} "
    inside = np.array([f" {key} " in title for key in keys], np.float64)
    # The paper's own title is one of them.
    known = np.log1p([max(0, titles.get(key, 0) - 1) for key in keys])
    words = np.array([key.count(" ") + 1 for key in keys])
    look = example.found.features
    columns = [logits, inside, *(known * (size == words) for size in (1, 2)), known * (words > 2)]
    return np.stack([*columns, look[:, 0], words == 1, words > 2, look[:, 5]], axis=1).astype(np.float64)


def author_chances(
    named: Sequence[tuple[Example, np.ndarray]],
    sample: Sequence[tuple[Example, np.ndarray]],
    titles: Mapping[str, int],
) -> list[np.ndarray]:
    """Chances (m,) per text of `sample` that its authors name each term, learnt on `named`; both carry logits.

    The level is set so that a text has `WANTED_TERMS` on average.
    """
    seen = [author_features(example, logits, titles) for example, logits in named]
    labels = np.concatenate([example.targets for example, _ in named])
    weights = logistic(np.concatenate(seen), labels)[:-1]
    scores = [author_features(example, logits, titles) @ weights for example, logits in sample]
    level = 0.0
    for _ in range(60):
        total = np.mean([sigmoid(score + level).sum() for score in scores])
        level += 0.5 * np.log(WANTED_TERMS / total)
    return [sigmoid(score + level).astype(np.float32) for score in scores]

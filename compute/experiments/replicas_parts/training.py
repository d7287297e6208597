"""The small model that the replicas serve, trained here in well under a second."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np

FEATURES, CLASSES = 8, 4


@dataclasses.dataclass
class Trained:
    """Weights on disk, examples that were not trained on, their labels, and the share of them it gets right."""

    path: Path
    examples: np.ndarray[Any, np.dtype[np.float64]]
    labels: np.ndarray[Any, np.dtype[np.int64]]
    accuracy: float


def train(path: Path, *, seed: int, version: int, steps: int) -> Trained:
    """Softmax regression by full-batch gradient descent on four Gaussian clouds in eight dimensions."""
    draw = np.random.default_rng(seed)
    centres = draw.normal(0, 1.2, (CLASSES, FEATURES))
    labels = draw.integers(0, CLASSES, 1200)
    points = centres[labels] + draw.normal(0, 1, (1200, FEATURES))
    seen, seen_labels = points[:800], labels[:800]
    weight, bias = np.zeros((FEATURES, CLASSES)), np.zeros(CLASSES)
    target = np.eye(CLASSES)[seen_labels]
    for _ in range(steps):
        logits = seen @ weight + bias
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        wrong = shares / shares.sum(axis=1, keepdims=True) - target
        weight -= 0.5 * seen.T @ wrong / len(seen)
        bias -= 0.5 * wrong.mean(axis=0)
    np.savez(path, weight=weight, bias=bias, version=version)
    found = (points[800:] @ weight + bias).argmax(axis=1)
    return Trained(path, points[800:], labels[800:], float((found == labels[800:]).mean()))

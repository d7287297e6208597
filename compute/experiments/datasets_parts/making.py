"""A synthetic set whose difficulty is known: Gaussian clusters at a chosen distance, and a share of wrong labels."""

from __future__ import annotations

import numpy as np

from compute.experiments.datasets_parts.schema import Data


def make(*, rows: int, classes: int, columns: int, clusters: int, separability: float, noise: float, seed: int) -> Data:
    """Rows (n, d) of clusters with deviation 1 in every direction, `clusters` to a class.

    The nearest centres of two different classes lie `separability` deviations apart. `noise` is the share of labels
    replaced by another class, drawn evenly; `clean` keeps them as they were, `best` is the class of highest density:
    no model can beat it but by luck.
    """
    drawn = np.random.default_rng(seed)
    owners = np.repeat(np.arange(classes), clusters)
    centres = drawn.normal(size=(len(owners), columns))
    gaps = np.linalg.norm(centres[:, None] - centres[None], axis=2)
    nearest = gaps[owners[:, None] != owners[None]].min()
    centres *= separability / nearest
    members = drawn.permutation(np.arange(rows) % len(owners))
    features = centres[members] + drawn.normal(size=(rows, columns))
    clean = owners[members]
    wrong = drawn.random(rows) < noise
    others = (clean + drawn.integers(1, classes, size=rows)) % classes
    return Data(
        "generated",
        features.astype(np.float32),
        np.where(wrong, others, clean),
        tuple(f"x{number}" for number in range(1, columns + 1)),
        tuple(f"class {number}" for number in range(1, classes + 1)),
        _best(features, centres, owners, classes),
        clean,
    )


def _best(features: np.ndarray, centres: np.ndarray, owners: np.ndarray, classes: int) -> np.ndarray:
    """The class whose clusters together are densest at each row; clusters weigh the same, deviations are 1."""
    far = np.stack([((features - one) ** 2).sum(1) / 2 for one in centres], 1)
    density = np.exp(far.min(1, keepdims=True) - far)
    best: np.ndarray = np.stack([density[:, owners == one].sum(1) for one in range(classes)], 1).argmax(1)
    return best


def as_csv(data: Data) -> str:
    """The set as the file that the template asks for."""
    lines = [",".join([*data.columns, "label"])]
    for row, label in zip(data.features, data.labels, strict=True):
        lines.append(",".join([*(f"{value:.4f}" for value in row), data.classes[label]]))
    return "\n".join(lines) + "\n"

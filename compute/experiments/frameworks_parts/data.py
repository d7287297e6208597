"""The three data sets, the weights both models start from, and the user's own input as both models get it."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image

from compute.experiments.base import ExperimentError
from compute.experiments.frameworks_parts.rows import numbers
from compute.experiments.shared.pictures import read

HERE = Path(__file__).parent
SPECIES = ("setosa", "versicolor", "virginica")
_HELD_OUT = 0.25
_FILTERS, _ARMS, _POINTS = 8, 3, 240


class Data(NamedTuple):
    """Rows as both models get them, float32 (n, ...), and classes int64 (n,); `classes` are their names."""

    train_x: np.ndarray
    train_y: np.ndarray
    test_x: np.ndarray
    test_y: np.ndarray
    classes: tuple[str, ...]
    middle: np.ndarray
    spread: np.ndarray


def load(task: str, seed: int) -> Data:
    """The data set of a task: `digits`, `flowers` or `spirals`; a quarter is held out by the seed.

    Digits: 1,797 handwritten ones, 8 x 8, 0 to 1 (Alpaydin and Kaynak 1998, UCI, doi 10.24432/C50P49, CC BY 4.0).
    Flowers: 150 irises, four lengths in centimetres, standardised (Fisher 1936, UCI, doi 10.24432/C56C76, CC BY 4.0).
    Spirals: three arms of points with noise, drawn by the seed.
    """
    random = np.random.default_rng(seed)
    if task == "digits":
        with gzip.open(HERE / "digits.csv.gz", "rt") as file:
            rows = np.loadtxt(file, delimiter=",")
        x, y, classes = rows[:, :64].reshape(-1, 8, 8, 1) / 16, rows[:, 64], tuple("0123456789")
    elif task == "flowers":
        lines = list(csv.reader((HERE / "iris.csv").read_text(encoding="utf-8").splitlines()))[1:]
        x = np.array([[float(cell) for cell in line[:4]] for line in lines])
        y, classes = np.array([SPECIES.index(line[4]) for line in lines]), SPECIES
    else:
        x, y = _spirals(random)
        classes = tuple(f"arm {number + 1}" for number in range(_ARMS))
    order = random.permutation(len(x))
    held = round(len(x) * _HELD_OUT)
    test, train = order[:held], order[held:]
    tall = task == "flowers"
    middle = x[train].mean(0) if tall else np.zeros(x.shape[1:])
    spread = x[train].std(0) if tall else np.ones(x.shape[1:])
    x, y = ((x - middle) / spread).astype(np.float32), y.astype(np.int64)
    return Data(x[train], y[train], x[test], y[test], classes, middle, spread)


def _spirals(random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    radius = np.tile(np.linspace(0.08, 0.95, _POINTS), _ARMS)
    arm = np.repeat(np.arange(_ARMS), _POINTS)
    angle = radius * 5 + arm * 2 * np.pi / _ARMS + random.normal(0, 0.12, len(arm))
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)]), arm


def first_weights(data: Data, hidden: int, seed: int) -> dict[str, np.ndarray]:
    """The weights that both models start from, by name, in TensorFlow's layout: He et al. (2015), biases 0.

    A kernel is (height, width, in, out), a matrix (in, out).
    """
    random = np.random.default_rng(seed + 1)
    made: dict[str, np.ndarray] = {}

    def layer(name: str, *shape: int) -> None:
        fan_in = int(np.prod(shape[:-1]))
        made[f"{name}.weight"] = random.normal(0, np.sqrt(2 / fan_in), shape).astype(np.float32)
        made[f"{name}.bias"] = np.zeros(shape[-1], np.float32)

    if data.train_x.ndim == 4:
        layer("filters", 3, 3, 1, _FILTERS)
        layer("hidden", 4 * 4 * _FILTERS, hidden)
    else:
        layer("first", data.train_x.shape[1], hidden)
        layer("hidden", hidden, hidden)
    layer("last", hidden, len(data.classes))
    return made


def orders(rows: int, epochs: int, seed: int) -> np.ndarray:
    """The order (epochs, rows) in which both models see the training rows."""
    random = np.random.default_rng(seed + 2)
    return np.stack([random.permutation(rows) for _ in range(epochs)])


def drawing(path: Path) -> np.ndarray:
    """A drawn digit as the data set holds them: 8 x 8 counts, 0 to 1. Ink is what differs from the border.

    As its authors did: cut to the ink, a bitmap of 32 x 32, counted in blocks of 4 x 4. Raises `ExperimentError` for a
    picture that cannot be read or has no ink.
    """
    picture = read(path)
    grey = np.asarray(Image.fromarray((picture.pixels / picture.full * 255).astype(np.uint8)).convert("L"), float)
    border = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    ink = np.abs(grey - np.median(border))
    if ink.max() < 32:
        raise ExperimentError("The drawing shows nothing: draw a digit that stands out from its ground.", code="blank")
    inked = ink > ink.max() / 2
    rows, columns = np.flatnonzero(inked.any(1)), np.flatnonzero(inked.any(0))
    cut = Image.fromarray(inked[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])
    scale = 32 / max(cut.size)
    size = (max(1, round(cut.width * scale)), max(1, round(cut.height * scale)))
    small = cut.convert("L").resize(size, Image.Resampling.BOX)
    bitmap = Image.new("L", (32, 32))
    bitmap.paste(small, ((32 - size[0]) // 2, (32 - size[1]) // 2))
    counts = (np.asarray(bitmap) > 127).reshape(8, 4, 8, 4).sum((1, 3)) / 16
    return np.asarray(counts[None, :, :, None], np.float32)


def measured(row: str, data: Data) -> np.ndarray:
    """A CSV row of four lengths in centimetres as the models get it, (1, 4)."""
    return np.asarray([(numbers(row) - data.middle) / data.spread], np.float32)

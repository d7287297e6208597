"""What both sides came to, as figures, tables, charts and a sentence."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from compute.experiments import charts
from compute.experiments.base import Chart, Table
from compute.experiments.frameworks_parts import sources
from compute.experiments.frameworks_parts.data import Data

# Float32 has 24 bits: sums of a hundred products of the size of 1 agree to about 1e-5 in any order.
PARITY_BOUND = 1e-4


class Half(NamedTuple):
    """One side: what it told, its epochs, its arrays (`side.py` names them) and its files (name, bytes, what)."""

    name: str
    told: dict[str, Any]
    epochs: list[dict[str, Any]]
    arrays: dict[str, np.ndarray]
    files: list[tuple[str, int, str]]


class Pair(NamedTuple):
    """Largest differences between the two: of outputs before training, of outputs of PyTorch's trained weights in
    both, of the loss of any step; and the share of held-out rows answered alike.
    """

    same_weights: float
    trained: float
    losses: float
    agreement: float


def pair(halves: list[Half]) -> Pair | None:
    """The comparison; None when one side is missing."""
    by_name = {half.name: half.arrays for half in halves}
    if "TensorFlow" not in by_name:
        return None
    torch, tensorflow = by_name["PyTorch"], by_name["TensorFlow"]
    return Pair(
        _gap(torch["same_weights"], tensorflow["same_weights"]),
        _gap(torch["test"], tensorflow["others_weights"]),
        _gap(torch["losses"], tensorflow["losses"]),
        float((torch["test"].argmax(1) == tensorflow["test"].argmax(1)).mean()),
    )


def _gap(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.abs(one - other).max())


def significant(value: float) -> float:
    """Three digits of a number."""
    return float(f"{value:.3g}")


def accuracy(half: Half, made: Data) -> float:
    """Share of held-out rows answered rightly."""
    return float((half.arrays["test"].argmax(1) == made.test_y).mean())


def memory(half: Half) -> float:
    """Bytes that the library and its training added to a bare process."""
    return float(half.told["import_memory"] + half.told["training_memory"])


def _shares(half: Half) -> np.ndarray:
    logits = half.arrays["answer"][0].astype(np.float64)
    shares = np.exp(logits - logits.max())
    return np.asarray(shares / shares.sum())


def answer(half: Half, classes: tuple[str, ...]) -> str:
    """The class it gives to the user's input, with its share."""
    shares = _shares(half)
    return f"{classes[int(shares.argmax())]} ({shares.max():.1%})"


def answer_rows(halves: list[Half], classes: tuple[str, ...]) -> list[dict[str, Any]]:
    """A row for each class and side: the share that the side gives the class."""
    return [
        {"class": name, "library": half.name, "share": round(float(share), 4)}
        for half in halves
        for name, share in zip(classes, _shares(half), strict=True)
    ]


def answer_table(rows: list[dict[str, Any]], halves: list[Half], source: str) -> Table:
    """Your input, answered side by side."""
    classes = list(dict.fromkeys(row["class"] for row in rows))
    share = {(row["class"], row["library"]): row["share"] for row in rows}
    return Table(
        "Your input",
        ("class", *(half.name for half in halves)),
        [
            *((name, *(share[name, half.name] for half in halves)) for name in classes),
            (f"answer to {source}", *(answer(half, tuple(classes)) for half in halves)),
        ],
    )


def side_table(halves: list[Half], made: Data, install: str) -> Table:
    """Time, memory and accuracy; `install` is the command for a TensorFlow that is not there."""
    told = [half.told for half in halves]
    rows: list[tuple[str, list[Any]]] = [
        ("version", [one["version"] for one in told]),
        ("held-out accuracy", [round(accuracy(half, made), 4) for half in halves]),
        ("loss of the last epoch", [round(half.epochs[-1]["loss"], 5) for half in halves]),
        ("first step (ms)", [round(one["first_step"] * 1000, 2) for one in told]),
        ("a step, median (ms)", [round(one["step"] * 1000, 3) for one in told]),
        ("one answer, median (ms)", [round(one["predict"] * 1000, 3) for one in told]),
        ("import (s)", [round(one["import_seconds"], 2) for one in told]),
        ("memory of the import (MB)", [round(one["import_memory"] / 1e6, 1) for one in told]),
        ("memory of training (MB)", [round(one["training_memory"] / 1e6, 1) for one in told]),
        ("saving (s)", [round(one["save_seconds"], 2) for one in told]),
    ]
    if not install:
        return Table("Side by side", ("what", *(half.name for half in halves)), [(what, *row) for what, row in rows])
    columns = ("what", *(half.name for half in halves), "TensorFlow")
    return Table("Side by side", columns, [(what, *row, f"not installed: {install}") for what, row in rows])


def parity_tables(halves: list[Half]) -> list[Table]:
    """How far the two differ, none when one is missing."""
    found = pair(halves)
    if found is None:
        return []
    rows = [
        ("one forward pass of all held-out rows from the same first weights", found.same_weights),
        ("the same from PyTorch's trained weights in both", found.trained),
        ("the loss of any training step", found.losses),
    ]
    bounds = (PARITY_BOUND, PARITY_BOUND, None)
    return [
        Table(
            "Numeric parity",
            ("what", "largest difference", "float32 allows about"),
            [(what, significant(value), bound) for (what, value), bound in zip(rows, bounds, strict=True)],
        )
    ]


def file_table(halves: list[Half]) -> Table:
    """The files each side saved."""
    return Table(
        "Exports",
        ("library", "file", "bytes", "what it holds"),
        [(half.name, *file) for half in halves for file in half.files],
    )


def code_table(task: str) -> Table:
    """The code of both, part by part."""
    return Table("The same code in both", ("part", *sources.FILES), sources.parts(task))


def result_charts(halves: list[Half], rows: list[dict[str, Any]], source: str) -> list[Chart]:
    """Losses, accuracy, times, sizes, and the answer to the input."""
    told = [
        {"epoch": one["epoch"], "library": half.name, "loss": round(one["loss"], 6), "accuracy": one["accuracy"]}
        for half in halves
        for one in half.epochs
    ]
    last = ", ".join(f"{half.name} {half.epochs[-1]['loss']:.4f}" for half in halves)
    steps = [
        {"library": half.name, "step": kind, "time": round(half.told[key] * 1000, 4)}
        for half in halves
        for kind, key in (("first step", "first_step"), ("a step", "step"), ("one answer", "predict"))
    ]
    sizes = [{"file": file[0], "library": half.name, "bytes": file[1]} for half in halves for file in half.files]
    used = [{"library": half.name, "memory": round(memory(half) / 1e6, 1)} for half in halves]
    curve: dict[str, Any] = {"x": "epoch", "colour": "library"}
    return [
        charts.line("Loss", told, y="loss", **curve, description=f"Mean loss of each epoch; at the end {last}."),
        charts.line(
            "Held-out accuracy", told, y="accuracy", **curve, description="Share of held-out rows right, by epoch."
        ),
        charts.bars(
            "Answer to the input", rows, x="class", y="share", colour="library",
            description=f"What each model makes of {source}: the share it gives to each class.",
        ),
        charts.bars(
            "Time of a step", steps, x="step", y="time", colour="library", unit_y="ms", log_y=True,
            description="The first training step, the median of the others, and the median of one answer.",
        ),
        charts.bars(
            "Memory", used, x="library", y="memory", unit_y="MB",
            description="What import and training added to a bare process.",
        ),
        charts.bars(
            "Export sizes", sizes, x="file", y="bytes", colour="library", description="Bytes of each saved file."
        ),
    ]  # fmt: skip


def verdict(halves: list[Half], made: Data, install: str) -> str:
    """The sentence of the run."""
    scores = " and ".join(f"{half.name} {accuracy(half, made):.1%}" for half in halves)
    found = pair(halves)
    if found is None:
        return (
            f"{scores} on held-out rows; TensorFlow is not installed here (`{install}` adds it), so this is one half."
        )
    return (
        f"{scores} on held-out rows; from the same weights their outputs differ by at most {found.same_weights:.1e}, "
        f"and they answer {found.agreement:.1%} of the rows alike."
    )

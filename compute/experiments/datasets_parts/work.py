"""The work of a run: teacher, students with and without the teacher, and what happens without one class."""

from __future__ import annotations

import dataclasses

import numpy as np
import torch
from torch import nn

from compute.experiments.base import Context
from compute.experiments.datasets_parts import learning
from compute.experiments.datasets_parts.learning import Split, Teaching
from compute.experiments.datasets_parts.schema import Data

TEST_SHARE = 0.25
# Rows of a class that a student gets at the least.
LEAST = 10


@dataclasses.dataclass
class Trained:
    """The models of a run, the losses of the first of each kind, and where the scaling came from."""

    split: Split
    teacher: nn.Module
    alone: list[nn.Module]
    distilled: list[nn.Module]
    blind: nn.Module | None
    told_of: nn.Module | None
    losses: list[dict[str, object]]
    mean: np.ndarray
    deviation: np.ndarray
    ceiling: float | None


def split_of(data: Data, seed: int, device: str) -> tuple[Split, np.ndarray, np.ndarray, float | None]:
    """Three quarters of each class to learn from, a quarter to test on; also scaling and the best possible accuracy.

    A generated set is tested on its labels before noise.
    """
    drawn = np.random.default_rng(seed)
    truth = data.labels if data.clean is None else data.clean
    test = np.zeros(len(truth), dtype=bool)
    for label in range(len(data.classes)):
        rows = drawn.permutation(np.flatnonzero(truth == label))
        test[rows[: max(1, round(TEST_SHARE * len(rows)))]] = True
    mean, deviation = data.features[~test].mean(0), data.features[~test].std(0)
    deviation = np.where(deviation > 0, deviation, 1).astype(np.float32)
    scaled = torch.from_numpy((data.features - mean) / deviation).to(device)
    ceiling = None if data.best is None else round(float((data.best[test] == truth[test]).mean()), 4)
    split = Split(
        scaled[torch.from_numpy(~test)], torch.from_numpy(data.labels[~test]).to(device),
        scaled[torch.from_numpy(test)], torch.from_numpy(truth[test]).to(device),
    )  # fmt: skip
    return split, mean, deviation, ceiling


def fewer(split: Split, share: float, seed: int) -> Split:
    """That share of the rows to learn from, of each class alike and `LEAST` of each at the least; the same test."""
    drawn = torch.Generator().manual_seed(seed)
    kept = []
    for label in sorted(set(split.y.tolist())):
        rows = (split.y == label).nonzero().flatten().cpu()
        count = min(len(rows), max(LEAST, round(share * len(rows))))
        kept.append(rows[torch.randperm(len(rows), generator=drawn)[:count]])
    places = torch.cat(kept).sort().values.to(split.x.device)
    return dataclasses.replace(split, x=split.x[places], y=split.y[places])


def work(context: Context, data: Data, left_out: int | None) -> Trained:
    """Trains all models of a run; `left_out` is the class that two more models are kept from, None for neither."""
    given = context.parameters
    split, mean, deviation, ceiling = split_of(data, context.seed, context.device)
    few = fewer(split, given.student_share, context.seed)
    # As many steps as the teacher takes.
    passes = round(given.epochs * len(split.y) / len(few.y))
    context.log(f"The students learn from {len(few.y)} of {len(split.y)} rows, {passes} times over.")
    total = given.epochs * (3 if left_out is not None else 1) + 2 * given.repeats * passes
    done, losses = 0, []

    def make(name: str, rows: Split, *, big: bool, seed: int, teaching: Teaching | None = None) -> nn.Module:
        epochs = passes if rows is few else given.epochs

        def tell(epoch: int, loss: float) -> None:
            nonlocal done
            done += 1
            context.progress(done, total, f"{name}: pass {epoch} of {epochs}")
            if seed == context.seed:
                context.metric(f"{name} loss", loss, step=epoch)
                losses.append({"model": name, "pass": epoch, "loss": round(loss, 4)})

        size = (given.teacher_width, given.teacher_layers) if big else (given.student_width, 1)
        return learning.train(
            rows, width=size[0], layers=size[1], classes=len(data.classes), epochs=epochs, seed=seed, tell=tell,
            teaching=teaching,
        )  # fmt: skip

    teacher = make("teacher", split, big=True, seed=context.seed)
    context.log(f"Teacher: {learning.weights(teacher):,} weights, accuracy {learning.accuracy(teacher, split):.3f}.")
    seeds = [context.seed + number for number in range(given.repeats)]
    taught = _teaching(teacher, few, given.temperature, given.mixing)
    alone = [make("student alone", few, big=False, seed=seed) for seed in seeds]
    distilled = [make("student distilled", few, big=False, seed=seed, teaching=taught) for seed in seeds]
    blind = told_of = None
    if left_out is not None:
        rest = split.without(left_out)
        context.log(f"Without {data.classes[left_out]}: {len(rest.y)} of {len(split.y)} rows.")
        blind = make("blind teacher", rest, big=True, seed=context.seed)
        told = _teaching(teacher, rest, given.temperature, 1.0)
        told_of = make("student told of it", rest, big=False, seed=context.seed, teaching=told)
    return Trained(split, teacher, alone, distilled, blind, told_of, losses, mean, deviation, ceiling)


def _teaching(teacher: nn.Module, split: Split, temperature: float, mixing: float) -> Teaching:
    return Teaching(learning.answers(teacher, split.x), temperature, mixing)


def sureness(model: nn.Module, split: Split) -> torch.Tensor:
    """The largest probability of each test row's answer, on the CPU."""
    return learning.answers(model, split.test_x).softmax(1).max(1).values.cpu()


def ranked_above(known: torch.Tensor, unknown: torch.Tensor) -> float:
    """The chance that a known row is surer than an unknown one (area under the ROC curve; ties count half)."""
    apart = known[:, None] - unknown[None]
    return round(float(((apart > 0).double() + (apart == 0).double() / 2).mean()), 4)

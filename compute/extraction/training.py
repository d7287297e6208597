"""One stage of training: epochs over examples, each followed by a checkpoint from which a killed run goes on."""

from __future__ import annotations

import hashlib
import math
import os
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from tqdm import tqdm

from compute.extraction.candidates import FEATURES
from compute.extraction.head import Head, Spans
from compute.extraction.training_data import Example
from compute.trunk import HIDDEN, get_trunk

WARM_UP = 0.06
WEIGHT_DECAY = 0.01
GRADIENT_NORM = 1.0
# Loss per text over this many terms, about as many as a text has.
TERMS_PER_TEXT = 8
# Texts of like length are put together within so many batches.
SORTED_BATCHES = 12


class Stage(NamedTuple):
    """How to train: epochs over the data, batch size in texts, and the peak learning rates of layer and head."""

    name: str
    epochs: int
    batch: int
    layer_rate: float
    head_rate: float


class Model(nn.Module):
    """All that is trained."""

    def __init__(self, tap: int) -> None:
        super().__init__()
        self.head = Head(tap)
        self.spans = Spans()

    def forward(self, batch: Batch) -> Tensor:
        """Logits (m,) of the terms of all texts of the batch."""
        views = self.head({self.head.tap: batch.states}, batch.mask)
        spans = (batch.row, batch.first, batch.last, batch.width, batch.term)
        logits: Tensor = self.spans(views, *spans, batch.features)
        return logits


class Batch(NamedTuple):
    """Examples side by side: states (B, L, 384), mask (B, L), what `Spans` takes, targets (m,)."""

    states: Tensor
    mask: Tensor
    row: Tensor
    first: Tensor
    last: Tensor
    width: Tensor
    term: Tensor
    features: Tensor
    targets: Tensor


def new_model(tap: int, seed: int) -> Model:
    """Untrained, its layer a copy of the trunk's that follows the tap."""
    torch.manual_seed(seed)
    model = Model(tap)
    model.head.block.load_state_dict(get_trunk().layers[tap].state_dict())
    return model


def collate(chosen: Sequence[Example]) -> Batch:
    """A batch of examples; sub-words move by one for the mark [CLS]."""
    longest = max(len(example.states) for example in chosen)
    states = np.zeros((len(chosen), longest, HIDDEN), np.float32)
    mask = np.zeros((len(chosen), longest), bool)
    columns: dict[str, list[np.ndarray]] = {name: [] for name in ("row", "first", "last", "width", "term")}
    terms = 0
    for place, example in enumerate(chosen):
        states[place, : len(example.states)] = example.states
        mask[place, : len(example.states)] = True
        found = example.found
        columns["row"].append(np.full(len(found.first), place, np.int64))
        columns["first"].append(found.first + 1)
        columns["last"].append(found.last + 1)
        columns["width"].append(found.width)
        columns["term"].append(found.term + terms)
        terms += len(found.keys)
    indices = {name: torch.from_numpy(np.concatenate(values)) for name, values in columns.items()}
    features = np.concatenate([example.found.features for example in chosen]).reshape(-1, FEATURES)
    targets = np.concatenate([example.targets for example in chosen])
    return Batch(
        torch.from_numpy(states),
        torch.from_numpy(mask),
        features=torch.from_numpy(features),
        targets=torch.from_numpy(targets),
        **indices,
    )


def order(chosen: Sequence[Example], batch: int, rng: random.Random | None) -> list[list[int]]:
    """Numbers of the examples by batches of like length; shuffled by `rng`, or by length alone without one."""
    numbers = list(range(len(chosen)))
    stride = len(numbers) or 1
    if rng:
        rng.shuffle(numbers)
        stride = batch * SORTED_BATCHES
    ordered: list[int] = []
    for start in range(0, len(numbers), stride):
        ordered += sorted(numbers[start : start + stride], key=lambda number: len(chosen[number].states))
    made = [ordered[start : start + batch] for start in range(0, len(ordered), batch)]
    if rng:
        rng.shuffle(made)
    return made


def predict(model: Model, chosen: Sequence[Example], batch: int = 32) -> list[np.ndarray]:
    """The logits (m,) of each example's terms."""
    model.eval()
    found: dict[int, np.ndarray] = {}
    with torch.inference_mode():
        for numbers in order(chosen, batch, None):
            logits = model(collate([chosen[number] for number in numbers])).numpy()
            ends = np.cumsum([len(chosen[number].found.keys) for number in numbers])
            found |= dict(zip(numbers, np.split(logits, ends[:-1]), strict=True))
    return [found[number] for number in range(len(chosen))]


def fit(model: Model, chosen: Sequence[Example], stage: Stage, *, seed: int, folder: Path) -> Iterator[int]:
    """Trains the model in place, yielding the number of each epoch done, 1 first.

    After every epoch a checkpoint is written to `folder`; a call that finds the one of the same stage goes on from it,
    so that a run that was killed ends in the same weights as one that was not (on the same machine and threads).
    """
    # Gradients of gathered states are otherwise summed in the order in which threads come.
    torch.use_deterministic_algorithms(True)
    groups = [
        {"params": list(model.head.block.parameters()), "lr": stage.layer_rate},
        {"params": [*model.head.views.parameters(), *model.head.document.parameters()], "lr": stage.head_rate},
        {"params": list(model.spans.parameters()), "lr": stage.head_rate},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=WEIGHT_DECAY)
    steps = stage.epochs * math.ceil(len(chosen) / stage.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _share_of_rate(step, steps))
    file = folder / f"{stage.name}.pt"
    done = 0
    if file.exists():
        saved = torch.load(file, weights_only=True)
        done = saved["epochs"]
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        schedule.load_state_dict(saved["schedule"])
    for epoch in range(done + 1, stage.epochs + 1):
        _epoch(model, chosen, stage, optimizer, schedule, _mixed(seed, stage.name, epoch))
        state = {"epochs": epoch, "model": model.state_dict(), "optimizer": optimizer.state_dict()}
        _save({**state, "schedule": schedule.state_dict()}, file)
        yield epoch


def _epoch(
    model: Model,
    chosen: Sequence[Example],
    stage: Stage,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LambdaLR,
    seed: int,
) -> None:
    # Seeded anew, so that an epoch after a restart draws what it would have drawn.
    torch.manual_seed(seed)
    rng = random.Random(seed)  # noqa: S311 (order, no secret)
    model.train()
    for numbers in tqdm(order(chosen, stage.batch, rng), desc=stage.name, unit="batch", leave=False):
        batch = collate([chosen[number] for number in numbers])
        lost = functional.binary_cross_entropy_with_logits(model(batch), batch.targets, reduction="sum")
        optimizer.zero_grad()
        torch.autograd.backward(lost / (len(numbers) * TERMS_PER_TEXT))
        nn.utils.clip_grad_norm_(model.parameters(), GRADIENT_NORM)
        optimizer.step()
        schedule.step()


def _share_of_rate(step: int, steps: int) -> float:
    """Up over the first steps, then straight down to zero."""
    return min((step + 1) / (WARM_UP * steps), max(0.0, (steps - step) / ((1 - WARM_UP) * steps)))


def _mixed(seed: int, name: str, epoch: int) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}:{name}:{epoch}".encode()).digest()[:4], "big")


def _save(state: dict[str, object], file: Path) -> None:
    """Written aside and then named, so that a run killed meanwhile leaves no half of it."""
    aside = file.with_suffix(".part")
    torch.save(state, aside)
    os.replace(aside, file)

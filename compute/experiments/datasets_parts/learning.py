"""Networks trained on rows, and distilled: a student that learns from a teacher's softened answers as well."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn import functional

BATCH = 64
RATE = 3e-3
PASSES = 30


@dataclasses.dataclass(frozen=True)
class Split:
    """Rows to learn from and to test on, scaled to mean 0 and deviation 1 by the former; the test labels are clean."""

    x: Tensor
    y: Tensor
    test_x: Tensor
    test_y: Tensor

    def without(self, label: int) -> Split:
        """The same test rows; no row of that class to learn from."""
        kept = self.y != label
        return dataclasses.replace(self, x=self.x[kept], y=self.y[kept])


@dataclasses.dataclass(frozen=True)
class Teaching:
    """A teacher's answers (logits) for the rows to learn from, softened by `temperature`, weighed by `mixing`."""

    logits: Tensor
    temperature: float
    mixing: float


Tell = Callable[[int, float], None]


def network(columns: int, classes: int, width: int, layers: int) -> nn.Sequential:
    """A multi-layer perceptron with ReLU: `layers` hidden layers of `width`."""
    sizes = [columns, *[width] * layers]
    hidden = [part for at in range(layers) for part in (nn.Linear(sizes[at], sizes[at + 1]), nn.ReLU())]
    return nn.Sequential(*hidden, nn.Linear(sizes[-1], classes))


def loss_of(logits: Tensor, labels: Tensor, taught: Tensor | None, temperature: float, mixing: float) -> Tensor:
    """Hinton, Vinyals and Dean 2015: a T^2 KL(teacher/T || student/T) + (1 - a) cross-entropy, a = `mixing`.

    T^2 keeps the soft part's gradients as large as the hard part's whatever T is. `taught` None: cross-entropy alone.
    """
    hard = functional.cross_entropy(logits, labels)
    if taught is None:
        return hard
    soft = functional.kl_div(
        functional.log_softmax(logits / temperature, 1),
        functional.log_softmax(taught / temperature, 1),
        reduction="batchmean",
        log_target=True,
    )
    return mixing * temperature**2 * soft + (1 - mixing) * hard


def train(
    split: Split,
    *,
    width: int,
    layers: int,
    classes: int,
    epochs: int,
    seed: int,
    tell: Tell,
    teaching: Teaching | None = None,
) -> nn.Sequential:
    """A network trained with AdamW in batches of 64; `tell(epoch, mean loss)` after each pass over the rows."""
    torch.manual_seed(seed)
    model = network(split.x.shape[1], classes, width, layers).to(split.x.device)
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=1e-4)
    order = torch.Generator().manual_seed(seed)
    for epoch in range(1, epochs + 1):
        total = 0.0
        places = torch.randperm(len(split.x), generator=order).to(split.x.device)
        for at in range(0, len(places), BATCH):
            rows = places[at : at + BATCH]
            taught = teaching.logits[rows] if teaching else None
            loss = loss_of(
                model(split.x[rows]), split.y[rows], taught,
                teaching.temperature if teaching else 1.0, teaching.mixing if teaching else 0.0,
            )  # fmt: skip
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            total += loss.item() * len(rows)
        tell(epoch, total / len(split.x))
    return model.eval()


@torch.no_grad()
def answers(model: nn.Module, x: Tensor) -> Tensor:
    """Logits (n, classes)."""
    found: Tensor = model(x)
    return found


def accuracy(model: nn.Module, split: Split) -> float:
    """The share of test rows told right, to four places."""
    return round(float((answers(model, split.test_x).argmax(1) == split.test_y).float().mean()), 4)


def weights(model: nn.Module) -> int:
    """How many numbers it holds."""
    return sum(one.numel() for one in model.parameters())


def microseconds(model: nn.Module, row: Tensor) -> float:
    """Median time of an answer to one row (1, d), in microseconds, after a warm-up."""
    times = []
    for _ in range(2 * PASSES):
        start = time.perf_counter()
        answers(model, row).argmax(1).item()
        times.append(time.perf_counter() - start)
    return round(sorted(times[PASSES:])[PASSES // 2] * 1e6, 1)

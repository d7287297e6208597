"""The small network that reads key terms off the trunk: a tuned layer on a tap of it, and three views of a sub-word.

A candidate's score needs its first sub-word, its last one and the mean of all; each is a projection of tuned states,
so that whatever pairs sub-words is a few sums per candidate (`compute.extraction.decoding`), with no further pass.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors import safe_open
from torch import Tensor, nn
from torch.nn import functional

from compute.extraction.candidates import FEATURES, MOST_WORDS
from compute.trunk import HIDDEN, Block

WEIGHTS = Path(__file__).parent / "weights" / "head.safetensors"
VIEW = 128
BLOCK_DROPOUT = 0.1
DROPOUT = 0.2
# Few candidates are terms: a bias near the log odds spares the first steps.
LOG_ODDS = -2.5


def shared_dropout(x: Tensor, rate: float, training: bool) -> Tensor:
    """Dropout (B, L, H) that drops a number at all places of a row: drawing one per place would cost a layer's time."""
    if not training:
        return x
    kept = torch.rand(x.shape[0], 1, x.shape[2], device=x.device) >= rate
    return x * (kept.to(x.dtype) / (1 - rate))


class TunedBlock(Block):
    """A layer of the trunk with dropout while it is trained."""

    def kept(self, x: Tensor) -> Tensor:
        """The branch's output (B, L, 384), some of it dropped while training."""
        return shared_dropout(x, BLOCK_DROPOUT, self.training)


class Head(nn.Module):
    """States of the trunk after layer `tap` to the three views of each sub-word."""

    def __init__(self, tap: int) -> None:
        super().__init__()
        self.tap = tap
        self.block = TunedBlock()
        self.views = nn.Linear(HIDDEN, 3 * VIEW)
        self.document = nn.Linear(HIDDEN, VIEW)

    @property
    def taps(self) -> tuple[int, ...]:
        """The layers of the trunk whose states it wants."""
        return (self.tap,)

    def forward(self, states: Mapping[int, Tensor], mask: Tensor | None = None) -> Tensor:
        """Views (B, L, 3 x 128) of rows: as a term's first sub-word (with the whole row's mean), last, and inner.

        `states[tap]` is (B, L, 384); `mask` (B, L) is True at real tokens, None when nothing is padded.
        """
        tuned = self.block(states[self.tap], mask)
        tuned = shared_dropout(tuned, DROPOUT, self.training)
        if mask is None:
            mean = tuned.mean(1)
        else:
            weights = mask.unsqueeze(-1).to(tuned.dtype)
            mean = (tuned * weights).sum(1) / weights.sum(1)
        views = self.views(tuned)
        first = views[..., :VIEW] + self.document(mean).unsqueeze(1)
        return torch.cat((first, views[..., VIEW:]), dim=-1)


class Spans(nn.Module):
    """Views and candidates to one logit per term; `decoding.logits` has the same sums in numpy."""

    def __init__(self) -> None:
        super().__init__()
        self.width = nn.Embedding(MOST_WORDS, VIEW)
        self.features = nn.Linear(FEATURES, VIEW)
        self.hidden = nn.Linear(VIEW, VIEW)
        self.out = nn.Linear(VIEW, 1)
        nn.init.normal_(self.width.weight, std=0.02)
        nn.init.constant_(self.out.bias, LOG_ODDS)

    def forward(
        self, views: Tensor, row: Tensor, first: Tensor, last: Tensor, width: Tensor, term: Tensor, features: Tensor
    ) -> Tensor:
        """Logits (m,) of m terms, from the views (B, L, 384) and, per occurrence (n,), the row of the batch, first and
        last sub-word in it, width less one and number of the term; `features` (m, 8) are the terms'."""
        opening, closing, inner = torch.split(views, VIEW, dim=-1)
        sums = functional.pad(inner.cumsum(1), (0, 0, 1, 0))
        mean = (sums[row, last + 1] - sums[row, first]) / (last - first + 1).unsqueeze(1)
        seen = opening[row, first] + closing[row, last] + mean + self.width(width)
        # A term stands for its best occurrence, view by view.
        best = seen.new_full((len(features), VIEW), -1e4)
        best = best.scatter_reduce(0, term.unsqueeze(1).expand(-1, VIEW), seen, "amax")
        hidden = functional.gelu(best + self.features(features), approximate="tanh")
        hidden = functional.dropout(hidden, DROPOUT, self.training)
        hidden = functional.gelu(self.hidden(hidden), approximate="tanh")
        hidden = functional.dropout(hidden, DROPOUT / 2, self.training)
        logits: Tensor = self.out(hidden).squeeze(1)
        return logits


@functools.cache
def get_head(device: str = "cpu", dtype: torch.dtype = torch.float32) -> Head:
    """The trained head on a device, in evaluation mode, without gradients; loaded once per process."""
    with safe_open(WEIGHTS, framework="pt") as file:
        head = Head(json.loads(file.metadata()["head"])["tap"])
        prefix = "head."
        names = [name for name in file.keys() if name.startswith(prefix)]  # noqa: SIM118 (no mapping)
        weights = {name[len(prefix) :]: file.get_tensor(name).float() for name in names}
    head.load_state_dict(weights)
    return head.to(device=device, dtype=dtype).eval().requires_grad_(False)

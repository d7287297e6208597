"""Rows through the trunk in batches of nearly equal length, as large as the device's memory allows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple, TypeVar

import torch
from torch import Tensor

from compute.tokens import Row
from compute.trunk import INNER, LAYERS, Trunk

Made = TypeVar("Made")
# On a CPU the states of one batch should stay in its caches: measured best between 1,000 and 2,000 sub-words.
CPU_BUDGET = 2048
GPU_BUDGET = 1 << 17
# What a sub-word needs at its peak, in numbers: the inner layer twice, and as much again for attention and states.
NUMBERS_PER_TOKEN = 4 * INNER


class Batch(NamedTuple):
    """Rows that went through the trunk together.

    `mask` (B, L) is True at real tokens, None when nothing is padded; `states[k]` (B, L, 384) are those after layer k.
    """

    rows: list[Row]
    mask: Tensor | None
    states: dict[int, Tensor]


def batches(
    trunk: Trunk, rows: Sequence[Row], *, taps: Collection[int] = (LAYERS,), budget: int | None = None
) -> Iterator[Batch]:
    """The states of rows, the longest first, each row once; see `mapped`."""
    return mapped(trunk, rows, _as_it_is, taps=taps, budget=budget)


def mapped(
    trunk: Trunk,
    rows: Sequence[Row],
    work: Callable[[Batch], Made],
    *,
    taps: Collection[int] = (LAYERS,),
    budget: int | None = None,
) -> Iterator[Made]:
    """What `work` makes of each batch, the longest rows first; a batch that does not fit the memory is cut in halves.

    `budget` is the number of sub-words of a batch; without it the device decides. Raises `torch.OutOfMemoryError` when
    not even one row fits.
    """
    budget = budget or token_budget(trunk.device, trunk.dtype)
    order = sorted(rows, key=lambda row: -len(row.ids))
    at = 0
    while at < len(order):
        chosen = order[at : at + max(1, budget // len(order[at].ids))]
        try:
            made = work(_run(trunk, chosen, taps))
        except torch.OutOfMemoryError:
            if len(chosen) == 1:
                raise
            torch.cuda.empty_cache()
            budget = len(order[at].ids) * (len(chosen) // 2)
            continue
        at += len(chosen)
        yield made


def _as_it_is(batch: Batch) -> Batch:
    return batch


def token_budget(device: torch.device, dtype: torch.dtype) -> int:
    """How many sub-words to run at once: what half of a GPU's free memory holds, at most `GPU_BUDGET`."""
    if device.type != "cuda":
        return CPU_BUDGET if device.type == "cpu" else GPU_BUDGET // 8
    free, _ = torch.cuda.mem_get_info(device)
    return max(512, min(GPU_BUDGET, free // 2 // (NUMBERS_PER_TOKEN * dtype.itemsize)))


def _run(trunk: Trunk, rows: list[Row], taps: Collection[int]) -> Batch:
    lengths = torch.tensor([len(row.ids) for row in rows])
    longest = int(lengths[0])
    ids = torch.zeros(len(rows), longest, dtype=torch.int64)
    for place, row in enumerate(rows):
        ids[place, : len(row.ids)] = torch.from_numpy(row.ids)
    mask = None
    if int(lengths[-1]) != longest:
        mask = (torch.arange(longest) < lengths[:, None]).to(trunk.device)
    with torch.inference_mode():
        return Batch(rows, mask, trunk(ids.to(trunk.device), mask, taps))

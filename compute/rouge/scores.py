"""From shared counts to precision, recall and F."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from compute.rouge.pairs import shared
from compute.rouge.summary import summary_hits
from compute.rouge.tokens import Floats, Ints, Vocabulary, tokenise


def device_for(wanted: str | None) -> str:
    """The device asked for, else CUDA where there is one, else the CPU."""
    return wanted or ("cuda" if torch.cuda.is_available() else "cpu")


def chunk_scores(
    references: Sequence[str], candidates: Sequence[str], *, stem: bool, kinds: Sequence[str], device: str | None
) -> dict[str, Floats]:
    """As `compute.rouge.rouge_scores`, all pairs at once."""
    vocabulary, on = Vocabulary(stem=stem), device_for(device)
    sides = tokenise(references, vocabulary), tokenise(candidates, vocabulary)
    wanted = {"rougeL" if kind == "rougeLsum" else kind for kind in kinds}
    found = shared(*sides, vocabulary.size, wanted, on)
    sizes = [side.lengths for side in sides]
    result = {}
    for kind in kinds:
        hits = summary_hits(*sides, vocabulary.size, found["rougeL"], on) if kind == "rougeLsum" else found[kind]
        less = 1 if kind == "rouge2" else 0
        result[kind] = rates(hits, *(np.maximum(size - less, 1) for size in sizes))
    return result


def rates(hits: Ints, references: Ints, candidates: Ints) -> Floats:
    """Precision, recall and F, (n, 3), of hits among the units of either side, at least one each."""
    precision, recall = hits / candidates, hits / references
    both = precision + recall
    f = 2 * precision * recall / np.where(both > 0, both, 1)
    return np.stack([precision, recall, f], axis=1)

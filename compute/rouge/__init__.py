"""ROUGE-1, -2, -L and -Lsum of many pairs of texts at once, equal to Google's rouge-score, as tensor work.

Lin, Chin-Yew: ROUGE, a package for automatic evaluation of summaries (Text Summarization Branches Out, ACL 2004).
Django is not needed unless the setting ROUGE_BACKEND is asked for, which `backend=` overrides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from compute.rouge.corpus import Corpus

__all__ = ["KINDS", "Corpus", "rouge_recall", "rouge_recall_chunks", "rouge_scores"]

Floats = NDArray[np.float64]
KINDS = ("rouge1", "rouge2", "rougeL", "rougeLsum")
# Pairs and signs of text taken at a time, which bounds memory whatever the number of pairs.
CHUNK_PAIRS = 4096
CHUNK_SIGNS = 1 << 24


def rouge_scores(
    references: Sequence[str],
    candidates: Sequence[str],
    *,
    stem: bool = False,
    kinds: Sequence[str] = KINDS,
    device: str | None = None,
    backend: str | None = None,
) -> dict[str, Floats]:
    """Precision, recall and F (columns, 0 to 1) of each candidate against the reference beside it, (n, 3) by kind.

    `stem` puts words of more than three letters to their Porter stem; sentences of rougeLsum are parted by line feeds.
    `device` is torch's name of one (without it CUDA where there is one, else the CPU); `backend` is `tensor` or
    `reference` (Google's rouge-score, pair by pair), without it the setting ROUGE_BACKEND.

    Raises `ValueError` when the sides differ in length or a kind is unknown.

    >>> rouge_scores(["the cat sat"], ["the cat"], kinds=["rouge1"], backend="tensor")["rouge1"].round(2).tolist()
    [[1.0, 0.67, 0.8]]
    """
    if len(references) != len(candidates):
        raise ValueError(f"{len(references)} references and {len(candidates)} candidates make no pairs")
    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown:
        raise ValueError(f"unknown kinds of ROUGE: {', '.join(unknown)}")
    if _backend(backend) == "reference":
        from compute.rouge.reference import scores

        return scores(references, candidates, stem=stem, kinds=kinds)
    # torch takes seconds to load, and the web process must stay free of it.
    from compute.rouge.scores import chunk_scores

    parts = [
        chunk_scores(references[chunk], candidates[chunk], stem=stem, kinds=kinds, device=device)
        for chunk in _chunks(references, candidates)
    ]
    return {kind: np.concatenate([part[kind] for part in parts] or [np.zeros((0, 3))]) for kind in kinds}


def rouge_recall(
    references: Sequence[str] | Corpus,
    candidates: Sequence[str] | Corpus,
    *,
    stem: bool = False,
    kind: str = "rouge1",
    device: str | None = None,
    backend: str | None = None,
) -> NDArray[np.float32]:
    """The recall (0 to 1) of every candidate against every reference, (N, M), references down.

    A `Corpus` brings its own `stem`. The answer alone takes 4 N M bytes: `rouge_recall_chunks` gives it in parts.

    >>> rouge_recall(["the cat sat", "a dog"], ["the cat", "dog"], backend="tensor").round(2).tolist()
    [[0.67, 0.0], [0.0, 0.5]]
    """
    chunks = rouge_recall_chunks(references, candidates, stem=stem, kind=kind, device=device, backend=backend)
    return np.concatenate([np.zeros((0, len(candidates)), dtype=np.float32), *chunks])


def rouge_recall_chunks(
    references: Sequence[str] | Corpus,
    candidates: Sequence[str] | Corpus,
    *,
    stem: bool = False,
    kind: str = "rouge1",
    device: str | None = None,
    backend: str | None = None,
) -> Iterator[NDArray[np.float32]]:
    """The rows of `rouge_recall`, some references after another, in bounded memory.

    Raises `ValueError` for an unknown kind, or when only one of two corpora is stemmed.
    """
    if kind not in KINDS:
        raise ValueError(f"unknown kind of ROUGE: {kind}")
    ours, theirs = (side if isinstance(side, Corpus) else Corpus(side, stem=stem) for side in (references, candidates))
    if ours.vocabulary.stem != theirs.vocabulary.stem:
        raise ValueError("one corpus is stemmed, the other is not")
    if _backend(backend) == "reference":
        from compute.rouge.reference import recalls

        return recalls(ours, theirs, kind=kind)
    from compute.rouge.recall import recall_chunks
    from compute.rouge.scores import device_for

    return recall_chunks(ours, theirs, kind, device_for(device))


def _backend(wanted: str | None) -> str:
    if wanted is None:
        # Read here, so that the tensor work runs on a machine without Django.
        from django.conf import settings

        wanted = str(settings.ROUGE_BACKEND)
    if wanted not in ("tensor", "reference"):
        raise ValueError(f"there is no ROUGE backend {wanted!r}")
    return wanted


def _chunks(references: Sequence[str], candidates: Sequence[str]) -> Iterator[slice]:
    first = signs = 0
    for index, pair in enumerate(zip(references, candidates, strict=True)):
        size = len(pair[0]) + len(pair[1])
        if index > first and (index - first == CHUNK_PAIRS or signs + size > CHUNK_SIGNS):
            yield slice(first, index)
            first, signs = index, 0
        signs += size
    if len(references):
        yield slice(first, len(references))

"""The kinds of sentence encoders: the bundled MiniLM, and any other model on this machine. Knows no settings."""

from __future__ import annotations

import abc
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import torch

from compute.batching import Batch, mapped
from compute.extraction.identity import BUNDLED
from compute.tokens import rows, tokenize
from compute.trunk import HIDDEN, LAYERS, Trunk, pool
from jobs.errors import AppError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


class EncoderMissing(AppError):
    """The model that ENCODER names is not on this machine; the message says how to bring it here."""

    status = 503
    code = "encoder_missing"


class Encoder(abc.ABC):
    """A sentence encoder: its `name` as stored beside vectors, `dim` and `device`."""

    name: str
    dim: int
    device: str

    @abc.abstractmethod
    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors (n, dim) float32, in order, equal to `SentenceTransformer.encode` (on a CPU to 1e-5)."""


class MiniLM(Encoder):
    """The bundled encoder, run by `compute.trunk`; a text's sub-words beyond the 254th do not count."""

    dim = HIDDEN

    def __init__(self, trunk: Trunk, name: str = BUNDLED) -> None:
        self.trunk = trunk
        self.name = name
        self.device = trunk.device.type

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """See `Encoder.encode`."""
        found = np.empty((len(texts), self.dim), np.float32)
        for numbers, vectors in mapped(self.trunk, list(rows(tokenize(texts), whole=False)), _pooled):
            found[numbers] = vectors
        return found


def _pooled(batch: Batch) -> tuple[list[int], np.ndarray]:
    return [row.text for row in batch.rows], pool(batch.states[LAYERS], batch.mask).cpu().numpy()


class Named(Encoder):
    """Any other sentence-transformers model that lies on this machine."""

    def __init__(self, name: str, device: str) -> None:
        self.name = name
        self.device = device
        self._model = _load(name, device)
        self.dim = int(self._model.get_embedding_dimension() or 0)

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """See `Encoder.encode`; the batch is halved while it does not fit the memory."""
        size = 32
        while True:
            try:
                found = self._model.encode(
                    list(texts), batch_size=size, normalize_embeddings=True, show_progress_bar=False
                )
                return np.asarray(found, np.float32).reshape(len(texts), self.dim)
            except torch.OutOfMemoryError:
                if size == 1:
                    raise
                torch.cuda.empty_cache()
                size //= 2


def _load(name: str, device: str) -> SentenceTransformer:
    # Its import takes seconds, which the bundled encoder does without.
    from sentence_transformers import SentenceTransformer

    try:
        model = SentenceTransformer(name, device=device, local_files_only=True)
    except (OSError, ValueError) as error:
        raise EncoderMissing(
            f"ENCODER={name}: no such model on this machine. Give {BUNDLED}, the path of a sentence-transformers "
            f"folder, or fetch the model into the cache of Hugging Face first; nothing is downloaded here."
        ) from error
    return model if device == "cpu" else model.half()

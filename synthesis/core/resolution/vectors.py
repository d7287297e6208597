"""Vectors of terms in whole numbers: sums can be taken back exactly, and products come out alike on any machine."""

import hashlib
import math
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["ONE", "cosine", "cosines", "sides", "total", "unit"]

Bytes = NDArray[np.int8]
ONE = 1_000_000
# A product of two vectors this long stays below 2**24, so float32 adds it up without rounding, in any order.
LONGEST = 1040


def total(vectors: Iterable[bytes]) -> NDArray[np.int64]:
    """The sum of vectors of signed bytes; of no vector an empty array.

    Raises ``ValueError`` for vectors of different lengths.
    """
    rows = [np.frombuffer(vector, np.int8) for vector in vectors]
    return np.sum(rows, axis=0, dtype=np.int64) if rows else np.zeros(0, np.int64)


def unit(vector: NDArray[np.int64]) -> bytes:
    """The direction of a sum as a unit vector times 127, one signed byte a dimension; of zeros, zeros."""
    # The root is of a whole number and division rounds by the standard, so every machine gets the same bytes.
    length = np.sqrt(np.float64(vector @ vector)) or 1.0
    scaled: Bytes = np.rint(vector * 127.0 / length).astype(np.int8)
    return scaled.tobytes()


def cosines(left: Sequence[bytes], right: Sequence[bytes]) -> NDArray[np.int64]:
    """Cosines in whole millionths, shape (len(left), len(right)); a vector of zeros is like none."""
    a, b = (np.frombuffer(b"".join(rows), np.int8).reshape(len(rows), -1) for rows in (left, right))
    kind = np.float32 if a.shape[1] <= LONGEST else np.float64
    a, b = a.astype(kind), b.astype(kind)
    dots = (a @ b.T).astype(np.float64)
    lengths = [np.sqrt(np.einsum("ij,ij->i", rows, rows).astype(np.float64)) for rows in (a, b)]
    scale = np.outer(*lengths)
    found = np.divide(dots, scale, out=np.zeros_like(scale), where=scale > 0)
    millionths: NDArray[np.int64] = np.rint(found * ONE).astype(np.int64)
    return millionths


def cosine(left: bytes, right: bytes) -> int:
    """The cosine of two vectors in whole millionths; 0 where either is missing or of another length."""
    if not left or len(left) != len(right):
        return 0
    a, b = (np.frombuffer(vector, np.int8).astype(np.int64) for vector in (left, right))
    scale = math.sqrt(int(a @ a)) * math.sqrt(int(b @ b))
    return round(int(a @ b) / scale * ONE) if scale else 0


@lru_cache(maxsize=8)
def _planes(count: int, length: int) -> NDArray[np.float32]:
    # Of a hash and no generator of random numbers: those may change from one release to the next.
    bits = hashlib.shake_256(b"hyperplanes").digest((count * length + 7) // 8)
    drawn = np.unpackbits(np.frombuffer(bits, np.uint8))[: count * length].reshape(count, length)
    return drawn.astype(np.float32) * 2 - 1


def sides(rows: Sequence[bytes], tables: int, bits: int) -> NDArray[np.int64]:
    """Shape (rows, tables): on which side of that many seeded hyperplanes each vector lies, as a number (Charikar).

    The vectors must be of one length.
    """
    held = np.frombuffer(b"".join(rows), np.int8).reshape(len(rows), -1).astype(np.float32)
    # Sums of whole numbers below 2**24: float32 adds them up without rounding.
    above = (held @ _planes(tables * bits, held.shape[1]).T > 0).reshape(len(rows), tables, bits)
    found: NDArray[np.int64] = above @ (1 << np.arange(bits, dtype=np.int64)[::-1])
    return found

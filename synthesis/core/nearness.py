"""How near papers are to each other: shared words, kindred words and the model's vectors, in whole numbers throughout.

Sums of whole numbers come out the same in any order, so the same papers are equally near on every machine. Up to
``EXACT`` papers are all compared; more are first sorted into a forest of random-projection trees (Dasgupta and Freund
2008), and those that share a leaf of some tree are compared, which grows as n log n.
"""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

__all__ = ["Traits", "nearest", "traits"]

Matrix = NDArray[np.float64]
Floats = NDArray[np.float32] | NDArray[np.float64]
Ints = NDArray[np.int64]
EXACT = 2_000
LEAF = 256
TREES = 8
BLOCK = 512
HASHED = 64
# Below this two papers share a word or two by chance.
FAINT = 0.02
# Most of what a word may count; products of two stay whole in a double.
STEP = 1_000


@dataclass(frozen=True, slots=True)
class Traits:
    """What papers are compared by, each part with its share of the whole.

    ``words`` (papers, features) of whole weights; ``dense`` matrices (papers, dimensions) of whole numbers held in
    singles or doubles; ``lengths`` the Euclidean length of each row of each part, ``words`` first; ``shares`` likewise.
    """

    words: csr_matrix
    dense: tuple[Floats, ...]
    lengths: tuple[Matrix, ...]
    shares: tuple[float, ...]

    def near(self, rows: Ints, others: Ints) -> Matrix:
        """Nearness of ``rows`` to ``others``, each part's cosine by its share, from 0 up, rounded to 1e-6."""
        found = (self.words[rows] @ self.words[others].T).toarray() * self._scale(0, rows, others)
        found *= self.shares[0]
        for place, part in enumerate(self.dense, start=1):
            # Whole numbers: exact, whatever order they are summed in.
            found += self.shares[place] * (part[rows] @ part[others].T) * self._scale(place, rows, others)
        rounded: Matrix = np.round(np.maximum(found, 0.0), 6)
        return rounded

    def _scale(self, place: int, rows: Ints, others: Ints) -> Matrix:
        product: Matrix = np.outer(self.lengths[place][rows], self.lengths[place][others])
        return np.divide(1.0, product, out=np.zeros_like(product), where=product > 0)


def traits(
    words: Sequence[Mapping[str, float]], dense: Iterable[tuple[float, NDArray[np.int64]]], share: float = 1.0
) -> Traits:
    """Traits of papers with these weighted ``words`` (in ``share``) and vectors (each kind with its own share).

    Weights are kept to a thousandth. What a paper alone says joins it to none, but makes it less near to all.
    """
    holders: dict[str, int] = {}
    for row in words:
        for name in row:
            holders[name] = holders.get(name, 0) + 1
    names = {name: place for place, name in enumerate(sorted(name for name, count in holders.items() if count > 1))}
    columns, values, starts, squares = [], [], [0], []
    for row in words:
        whole = {name: round(weight * STEP) for name, weight in row.items()}
        held = sorted((names[name], weight) for name, weight in whole.items() if name in names)
        columns += [place for place, _ in held]
        values += [weight for _, weight in held]
        starts.append(len(columns))
        squares.append(sum(weight * weight for weight in whole.values()))
    shape = (len(words), max(1, len(names)))
    table = csr_matrix((np.array(values, np.float64), np.array(columns, np.int64), starts), shape=shape)
    parts = [(given, np.asarray(vectors, np.float64)) for given, vectors in dense]
    lengths = [np.sqrt(np.array(squares, np.float64))]
    lengths += [np.sqrt((vectors * vectors).sum(axis=1)) for _, vectors in parts]
    shares = (share, *(given for given, _ in parts))
    return Traits(table, tuple(_small(vectors) for _, vectors in parts), tuple(lengths), shares)


def _small(vectors: Matrix) -> Floats:
    """The same whole numbers in singles where every sum of products of two rows, part sums included, stays exact."""
    longest = float((vectors * vectors).sum(axis=1).max(initial=0.0))
    return vectors.astype(np.float32) if longest < 2**24 else vectors


def nearest(what: Traits, neighbours: int = 20, seed: int = 0, exact: int = EXACT) -> csr_matrix:
    """Each paper's nearest ``neighbours``, shape (n, n), symmetric, zero diagonal; ties to the earlier paper."""
    count = what.words.shape[0]
    everyone = np.arange(count)
    if count <= exact:
        found = [_best(what, everyone[first : first + BLOCK], everyone, neighbours) for first in range(0, count, BLOCK)]
    else:
        found = [_best(what, leaf, leaf, neighbours) for leaf in _forest(_routes(what), seed)]
    rows, columns, values = (np.concatenate(parts) for parts in zip(*found, strict=True))
    # A pair met in several leaves has one nearness; of all met the best are kept.
    order = np.lexsort((columns, -values, rows))
    rows, columns, values = rows[order], columns[order], values[order]
    fresh = np.ones(len(rows), bool)
    fresh[1:] = (rows[1:] != rows[:-1]) | (columns[1:] != columns[:-1])
    rows, columns, values = rows[fresh], columns[fresh], values[fresh]
    first = np.searchsorted(rows, rows)
    kept = np.arange(len(rows)) - first < neighbours
    one_way = csr_matrix((values[kept], (rows[kept], columns[kept])), shape=(count, count))
    return csr_matrix(one_way.maximum(one_way.T))


def _best(what: Traits, rows: Ints, others: Ints, neighbours: int) -> tuple[Ints, Ints, Matrix]:
    block = what.near(rows, others)
    block[rows[:, None] == others[None, :]] = 0.0
    most = min(neighbours, block.shape[1])
    least = np.partition(block, block.shape[1] - most, axis=1)[:, block.shape[1] - most]
    held = (block >= np.maximum(least, FAINT)[:, None]).nonzero()
    return rows[held[0]], others[held[1]], block[held]


def _routes(what: Traits) -> Matrix:
    """One vector of whole numbers a paper to sort it by: its vectors, and its words hashed into a few dimensions."""
    words = what.words
    dimensions = np.array([zlib.crc32(b"%d" % place) for place in range(words.shape[1])])
    signs = np.where(dimensions & 1, 1.0, -1.0)
    table = csr_matrix((signs, (np.arange(words.shape[1]), (dimensions >> 1) % HASHED)), shape=(words.shape[1], HASHED))
    parts = [np.asarray((words @ table).todense()), *what.dense]
    scaled = []
    for share, length, part in zip(what.shares, what.lengths, parts, strict=True):
        scale = np.divide(127 * share, length, out=np.zeros_like(length), where=length > 0)
        scaled.append(np.rint(part * scale[:, None]))
    return np.hstack(scaled)


def _forest(routes: Matrix, seed: int) -> list[Ints]:
    """The leaves of all trees, each at most ``LEAF`` papers: halved by which of two papers drawn they lean to."""
    dice = np.random.default_rng(seed)
    leaves = []
    for _ in range(TREES):
        waiting = [np.arange(len(routes))]
        while waiting:
            held = waiting.pop()
            if len(held) <= LEAF:
                leaves.append(np.sort(held))
                continue
            left, right = dice.choice(held, 2, replace=False)
            lean = routes[held] @ (routes[left] - routes[right])
            order = held[np.lexsort((held, lean))]
            waiting += [order[: len(order) // 2], order[len(order) // 2 :]]
    return leaves

"""A closed body below a height field: raised top, flat bottom, walls; black on the plane or cut out of it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np


class Mesh(NamedTuple):
    """Vertices (n, 3) in metres, z up, float32; triangles (m, 3), counter-clockwise seen from outside."""

    vertices: np.ndarray
    triangles: np.ndarray


def bridged(black: np.ndarray) -> np.ndarray:
    """The cut-out pixels less those that part two pieces which would else touch in a corner only.

    Such a corner is an edge with four faces, which no solid has. The pixels given back stay flat at the plane.
    """
    cut = black.copy()
    while True:
        here, right, below, across = cut[:-1, :-1], cut[:-1, 1:], cut[1:, :-1], cut[1:, 1:]
        falling = here & across & ~right & ~below
        rising = ~here & ~across & right & below
        if not (falling.any() or rising.any()):
            return cut
        cut[:-1, :-1] &= ~falling
        cut[:-1, 1:] &= ~rising


def solid(tops: np.ndarray, kept: np.ndarray, base: float) -> Mesh:
    """The body over the kept pixels. The longer side of the picture is 1 metre, its middle the origin.

    Parameters: `tops` (rows + 1, columns + 1) metres above the plane; `kept` (rows, columns); `base` the thickness
    of the plate, so the plane lies at z = base and the bottom at z = 0.
    """
    rows, columns = kept.shape
    size = 1 / max(rows, columns)
    number = np.arange((rows + 1) * (columns + 1)).reshape(rows + 1, columns + 1)
    top = _faces(number, tops, kept)
    used = np.zeros(number.size, dtype=bool)
    used[top] = True
    names = np.cumsum(used) - 1
    top = names[top]
    across, down = np.meshgrid(np.arange(columns + 1) - columns / 2, rows / 2 - np.arange(rows + 1))
    flat = np.stack([across.ravel() * size, down.ravel() * size], axis=1)[used]
    count = len(flat)
    roof = np.column_stack([flat, tops.ravel()[used] + base])
    floor = np.column_stack([flat, np.zeros(count)])
    edges = border(top)
    walls = np.concatenate(
        [
            np.column_stack([edges[:, 1], edges[:, 0], edges[:, 0] + count]),
            np.column_stack([edges[:, 1], edges[:, 0] + count, edges[:, 1] + count]),
        ]
    )
    triangles = np.concatenate([top, top[:, ::-1] + count, walls])
    return Mesh(np.concatenate([roof, floor]).astype(np.float32), triangles.astype(np.int64))


def _faces(number: np.ndarray, tops: np.ndarray, kept: np.ndarray) -> np.ndarray:
    # Each square is halved along the diagonal whose ends differ less in height: ridges stay whole, mirrored
    # pictures give mirrored bodies.
    a, b, c, d = (field[kept] for field in (number[:-1, :-1], number[1:, :-1], number[1:, 1:], number[:-1, 1:]))
    height = tops.ravel()
    along = np.abs(height[a] - height[c]) <= np.abs(height[b] - height[d])
    one = np.where(along[:, None], np.column_stack([a, b, c]), np.column_stack([a, b, d]))
    two = np.where(along[:, None], np.column_stack([a, c, d]), np.column_stack([b, c, d]))
    return np.concatenate([one, two])


def border(triangles: np.ndarray) -> np.ndarray:
    """The directed edges (k, 2) that no other triangle runs the other way."""
    edges = directed(triangles)
    count = int(triangles.max()) + 1
    there, back = edges[:, 0] * count + edges[:, 1], edges[:, 1] * count + edges[:, 0]
    return edges[~np.isin(there, back)]


def directed(triangles: np.ndarray) -> np.ndarray:
    """All edges (3 m, 2) of the triangles, in the sense in which each runs."""
    return np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])

"""Is a mesh watertight? Counted here, and asked of manifold3d and trimesh. And a simplification that keeps it so."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from compute.experiments.base import ExperimentError
from compute.experiments.extrusion_parts.mesh import Mesh, directed


class Check(NamedTuple):
    """What was found: `open_edges` lack a partner or have too many; `volume` cubic metres, `area` square metres.

    `handles` is the number of holes right through (the genus), added up over the pieces.
    """

    open_edges: int
    volume: float
    area: float
    pieces: int
    handles: int
    manifold3d: str
    trimesh: bool

    @property
    def watertight(self) -> bool:
        """All three agree: closed, wound one way, with an inside."""
        return self.open_edges == 0 and self.volume > 0 and self.manifold3d == "NoError" and self.trimesh


def open_edges(triangles: np.ndarray) -> int:
    """How many directed edges are not met by exactly one edge the other way: 0 for a closed, oriented surface."""
    edges = directed(triangles)
    count = int(triangles.max()) + 1
    there, times = np.unique(edges[:, 0] * count + edges[:, 1], return_counts=True)
    start, end = np.divmod(there, count)
    alone = ~np.isin(there, end * count + start)
    return int(((times > 1) | alone | (start == end)).sum())


def volume(mesh: Mesh) -> float:
    """Enclosed volume by the divergence theorem: the sum of a . (b x c) / 6 over the triangles."""
    a, b, c = (mesh.vertices[mesh.triangles[:, side]].astype(np.float64) for side in range(3))
    return float(np.einsum("ij,ij->", a, np.cross(b, c)) / 6)


def check(mesh: Mesh) -> Check:
    """The three opinions on a mesh, with its volume, surface, pieces and holes."""
    import trimesh

    body = as_manifold(mesh)
    other = trimesh.Trimesh(mesh.vertices, mesh.triangles, process=False)
    parts = body.decompose()
    return Check(
        open_edges(mesh.triangles),
        volume(mesh),
        float(other.area),
        len(parts),
        sum(part.genus() for part in parts),
        body.status().name,
        bool(other.is_watertight and other.is_winding_consistent and other.is_volume),
    )


def simplified(mesh: Mesh, tolerance: float) -> Mesh:
    """The mesh with fewer triangles, its surface moved by less than `tolerance` metres; itself for 0.

    Raises `ExperimentError` when manifold3d refuses the mesh.
    """
    if tolerance <= 0:
        return mesh
    body = as_manifold(mesh)
    if body.status().name != "NoError":
        raise ExperimentError(f"manifold3d refuses the mesh ({body.status().name}).", code="not_manifold")
    made = body.simplify(tolerance).to_mesh()
    return Mesh(np.asarray(made.vert_properties)[:, :3].copy(), np.asarray(made.tri_verts).astype(np.int64))


def as_manifold(mesh: Mesh):  # type: ignore[no-untyped-def]
    """The mesh as manifold3d holds it; its `status()` says what is wrong."""
    import manifold3d

    return manifold3d.Manifold(
        manifold3d.Mesh(
            np.ascontiguousarray(mesh.vertices, dtype=np.float32),
            np.ascontiguousarray(mesh.triangles, dtype=np.uint32),
        )
    )

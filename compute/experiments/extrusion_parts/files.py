"""The body as files: binary glTF 2.0 (with a path and a walker upon it), Wavefront OBJ and OpenUSD."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np

from compute.experiments.extrusion_parts.mesh import Mesh

# Numbers of the glTF 2.0 specification, sections 3.6.2.2 (component types), 3.7.2.1 (modes) and 4.4 (chunks).
_TYPES = {"float32": 5126, "uint32": 5125, "uint8": 5121}
_SHAPES = {1: "SCALAR", 3: "VEC3", 4: "VEC4"}
_VERTICES, _INDICES, _LINE_STRIP = 34962, 34963, 3
_SECONDS_A_POINT = 0.06


class _Buffer:
    """The binary part of a glTF file and the list of what lies in it."""

    def __init__(self) -> None:
        self.bytes = bytearray()
        self.views: list[dict[str, int]] = []
        self.accessors: list[dict[str, Any]] = []

    def add(self, values: np.ndarray, target: int | None = None, *, normalized: bool = False) -> int:
        """Appends an array (n,) or (n, k); returns the number of its accessor."""
        rows = np.ascontiguousarray(values if values.ndim > 1 else values[:, None])
        self.views.append({"buffer": 0, "byteOffset": len(self.bytes), "byteLength": rows.nbytes})
        if target:
            self.views[-1]["target"] = target
        self.bytes += rows.tobytes() + b"\0" * (-rows.nbytes % 4)
        accessor = {
            "bufferView": len(self.views) - 1,
            "componentType": _TYPES[rows.dtype.name],
            "count": len(rows),
            "type": _SHAPES[rows.shape[1]],
        }
        if normalized:
            accessor["normalized"] = True
        else:
            accessor |= {"min": rows.min(0).tolist(), "max": rows.max(0).tolist()}
        self.accessors.append(accessor)
        return len(self.accessors) - 1


def glb(mesh: Mesh, path: np.ndarray | None = None) -> bytes:
    """The mesh as binary glTF, grey by height; y up, as the format asks.

    `path` (n, 3), n >= 2: a line over the body and a walker that goes along it, point by point.
    There are no normals: the specification then asks for flat shading, and vertices stay shared.
    """
    buffer = _Buffer()
    attributes = {
        "POSITION": buffer.add(_y_up(mesh.vertices), _VERTICES),
        "COLOR_0": buffer.add(_greys(mesh.vertices[:, 2]), _VERTICES, normalized=True),
    }
    body = {"attributes": attributes, "indices": buffer.add(mesh.triangles.astype(np.uint32).ravel(), _INDICES)}
    scene: dict[str, Any] = {
        "asset": {"version": "2.0", "generator": "Arboretum"},
        "scene": 0,
        "nodes": [{"mesh": 0, "name": "relief"}],
        "meshes": [{"primitives": [body | {"material": 0}]}],
        "materials": [_material((1, 1, 1)), _material((0.9, 0.25, 0.1))],
    }
    if path is not None and len(path) > 1:
        _add_path(scene, buffer, _y_up(path), float(np.ptp(mesh.vertices[:, 0])))
    scene["scenes"] = [{"nodes": list(range(len(scene["nodes"])))}]
    scene |= {
        "accessors": buffer.accessors,
        "bufferViews": buffer.views,
        "buffers": [{"byteLength": len(buffer.bytes)}],
    }
    text = json.dumps(scene, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    size = 12 + 8 + len(text) + 8 + len(buffer.bytes)
    head = struct.pack("<4sII", b"glTF", 2, size)
    return (
        head + struct.pack("<I4s", len(text), b"JSON") + text + struct.pack("<I4s", len(buffer.bytes), b"BIN\0")
    ) + bytes(buffer.bytes)


def _add_path(scene: dict[str, Any], buffer: _Buffer, path: np.ndarray, width: float) -> None:
    line = {"attributes": {"POSITION": buffer.add(path, _VERTICES)}, "mode": _LINE_STRIP, "material": 1}
    corners = np.array([[1, 0, 0], [-1, 0, 0], [0, 1, 0], [0, -1, 0], [0, 0, 1], [0, 0, -1]], dtype=np.float32)
    faces = np.array(
        [[0, 2, 4], [2, 1, 4], [1, 3, 4], [3, 0, 4], [2, 0, 5], [1, 2, 5], [3, 1, 5], [0, 3, 5]], dtype=np.uint32
    )
    walker = {
        "attributes": {"POSITION": buffer.add(corners * np.float32(width * 0.018), _VERTICES)},
        "indices": buffer.add(faces.ravel(), _INDICES),
        "material": 1,
    }
    scene["meshes"] += [{"primitives": [line]}, {"primitives": [walker]}]
    scene["nodes"] += [
        {"mesh": 1, "name": "path"},
        {"mesh": 2, "name": "walker", "translation": path[0].tolist()},
    ]
    times = (np.arange(len(path)) * _SECONDS_A_POINT).astype(np.float32)
    scene["animations"] = [
        {
            "name": "walk",
            "samplers": [{"input": buffer.add(times), "output": buffer.add(path), "interpolation": "LINEAR"}],
            "channels": [{"sampler": 0, "target": {"node": 2, "path": "translation"}}],
        }
    ]


def _y_up(points: np.ndarray) -> np.ndarray:
    return np.column_stack([points[:, 0], points[:, 2], -points[:, 1]]).astype(np.float32)


def _greys(heights: np.ndarray) -> np.ndarray:
    share = (heights - heights.min()) / max(float(np.ptp(heights)), 1e-9)
    grey = np.round(70 + 185 * share).astype(np.uint8)
    return np.column_stack([grey, grey, grey, np.full_like(grey, 255)])


def _material(colour: tuple[float, float, float]) -> dict[str, Any]:
    return {
        "pbrMetallicRoughness": {"baseColorFactor": [*colour, 1], "metallicFactor": 0, "roughnessFactor": 0.9},
    }


def obj(mesh: Mesh) -> str:
    """The mesh as Wavefront OBJ, z up, metres; faces count vertices from 1."""
    lines = ["# relief: z up, metres", "o relief"]
    lines += [f"v {x:.7g} {y:.7g} {z:.7g}" for x, y, z in mesh.vertices.tolist()]
    lines += [f"f {a} {b} {c}" for a, b, c in (mesh.triangles + 1).tolist()]
    return "\n".join(lines) + "\n"


def save_usd(mesh: Mesh, file: Path) -> None:
    """Writes the mesh as an OpenUSD stage, z up, metres, one polygon mesh without subdivision."""
    from pxr import Usd, UsdGeom, Vt

    stage = Usd.Stage.CreateNew(str(file))
    UsdGeom.SetStageUpAxis(stage, UsdGeom.Tokens.z)
    UsdGeom.SetStageMetersPerUnit(stage, 1.0)
    root = UsdGeom.Xform.Define(stage, "/Relief")
    stage.SetDefaultPrim(root.GetPrim())
    body = UsdGeom.Mesh.Define(stage, "/Relief/Body")
    body.CreateSubdivisionSchemeAttr(UsdGeom.Tokens.none)
    body.CreatePointsAttr(Vt.Vec3fArray.FromNumpy(mesh.vertices))
    body.CreateFaceVertexIndicesAttr(Vt.IntArray.FromNumpy(mesh.triangles.astype(np.int32).ravel()))
    body.CreateFaceVertexCountsAttr(Vt.IntArray.FromNumpy(np.full(len(mesh.triangles), 3, dtype=np.int32)))
    body.CreateExtentAttr(Vt.Vec3fArray.FromNumpy(np.stack([mesh.vertices.min(0), mesh.vertices.max(0)])))
    grey = (_greys(mesh.vertices[:, 2])[:, :3] / 255).astype(np.float32)
    colours = body.CreateDisplayColorPrimvar(UsdGeom.Tokens.vertex)
    colours.Set(Vt.Vec3fArray.FromNumpy(grey))
    stage.GetRootLayer().Save()

"""Tables, charts and the preview of a run."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from compute.experiments import charts
from compute.experiments.base import Chart, Table
from compute.experiments.extrusion_parts.agent import Learned
from compute.experiments.extrusion_parts.checks import Check
from compute.experiments.extrusion_parts.heights import Relief
from compute.experiments.extrusion_parts.mesh import Mesh
from compute.experiments.extrusion_parts.terrain import Ground
from compute.experiments.shared.pictures import Picture

_BINS = 16


def opinions(found: Check) -> str:
    """What the three checks say, in a line."""
    return f"{found.open_edges} open edges, manifold3d {found.manifold3d}, trimesh {'yes' if found.trimesh else 'no'}"


def tables(
    picture: Picture, cut: np.ndarray, whole: Mesh, light: Mesh, before: Check, after: Check
) -> tuple[Table, Table, Table]:
    """What was read, the mesh before and after simplification, and the checks."""
    rows, columns = picture.pixels.shape[:2]
    read = Table(
        "The image",
        ("what", "value"),
        [
            ("pixels", f"{columns} x {rows}"),
            ("kind", picture.kind),
            ("frames", picture.frames),
            ("samples used", f"{cut.shape[1]} x {cut.shape[0]}"),
            ("samples cut out", int(cut.sum())),
            *(("note", note) for note in picture.notes),
        ],
    )
    pairs = ((whole, before), (light, after))
    body = Table(
        "The mesh",
        ("what", "before simplification", "after"),
        [
            ("vertices", *(len(one.vertices) for one, _ in pairs)),
            ("triangles", *(len(one.triangles) for one, _ in pairs)),
            ("volume (m³)", *(round(found.volume, 7) for _, found in pairs)),
            ("surface (m²)", *(round(found.area, 6) for _, found in pairs)),
            ("pieces", *(found.pieces for _, found in pairs)),
            ("holes right through", *(found.handles for _, found in pairs)),
        ],
    )
    return read, body, _checks(before, after)


def _checks(before: Check, after: Check) -> Table:
    return Table(
        "Is it watertight?",
        ("check", "before simplification", "after"),
        [
            ("edges without exactly one partner (own count)", before.open_edges, after.open_edges),
            ("volume is positive (own count)", before.volume > 0, after.volume > 0),
            ("manifold3d status", before.manifold3d, after.manifold3d),
            ("trimesh: closed, wound one way, a volume", before.trimesh, after.trimesh),
        ],
    )


def levels_chart(relief: Relief, threshold: int) -> Chart:
    """How many samples have which brightness, black ones apart."""
    levels = relief.levels.cpu().numpy()
    black = relief.black.cpu().numpy()
    light = np.histogram(levels[~black], bins=_BINS, range=(0, 1))[0]
    rows = [{"height": "black", "samples": int(black.sum())}]
    rows += [{"height": f"{number / _BINS:.2f}", "samples": int(count)} for number, count in enumerate(light)]
    return charts.bars(
        "Samples by height",
        rows,
        x="height",
        y="samples",
        description=f"{int(black.sum())} of {black.size} samples are black (brightness {threshold} of 255 or less); "
        "the others by their share of the full height.",
    )


def triangles_chart(whole: Mesh, light: Mesh) -> Chart:
    """Triangles before and after simplification."""
    rows = [
        {"mesh": "before", "triangles": len(whole.triangles)},
        {"mesh": "after simplification", "triangles": len(light.triangles)},
    ]
    return charts.bars(
        "Triangles",
        rows,
        x="mesh",
        y="triangles",
        description=f"{len(whole.triangles)} triangles before, {len(light.triangles)} after simplification.",
    )


def agent_charts(ground: Ground, learned: Learned, best: float) -> list[Chart]:
    """The reward curve and the map with the walk."""
    curves = {"training, mean of 50": learned.training, "walk without chance": learned.greedy}
    rows = [
        {"episode": episode, "reward": round(reward, 4), "curve": name}
        for name, curve in curves.items()
        for episode, reward in curve
    ]
    ends = (learned.training[0][0], learned.training[-1][0])
    rows += [{"episode": one, "reward": round(best, 4), "curve": "best possible"} for one in ends]
    reward = charts.line(
        "Reward while learning",
        rows,
        x="episode",
        y="reward",
        colour="curve",
        description=f"Mean training reward goes from {learned.training[0][1]:.2f} to {learned.training[-1][1]:.2f}; "
        f"the best walk without chance has {learned.walk.reward:.2f} of {best:.2f} possible from its start.",
    )
    return [reward, _map_chart(ground, learned)]


def _map_chart(ground: Ground, learned: Learned) -> Chart:
    walked = set(learned.walk.cells)
    count = ground.heights.shape[0]

    def kind(cell: tuple[int, int]) -> str:
        named = {ground.start: "start", ground.goal: "summit"}
        return named.get(cell) or ("walk" if cell in walked else "hole" if ground.holes[cell] else "ground")

    rows = [
        {"column": column, "north": count - 1 - row, "cell": kind((row, column)), "height": round(float(height), 3)}
        for (row, column), height in np.ndenumerate(ground.heights)
    ]
    return charts.points(
        "Where the agent walked",
        rows,
        x="column",
        y="north",
        colour="cell",
        description=f"The map from above: {len(learned.walk.cells) - 1} steps from {ground.start} to "
        f"{learned.walk.cells[-1]} (row, column); the summit is {ground.goal}.",
    )


def preview(relief: Relief, cut: np.ndarray) -> bytes:
    """The samples as a PNG: brightness, clear where they are cut out."""
    grey = np.round(relief.levels.cpu().numpy().clip(0, 1) * 255).astype(np.uint8)
    file = io.BytesIO()
    Image.merge("LA", (Image.fromarray(grey), Image.fromarray(np.where(cut, 0, 255).astype(np.uint8)))).save(
        file, "PNG"
    )
    return file.getvalue()

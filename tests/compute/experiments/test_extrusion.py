"""A PNG becomes a watertight body: known heights and volumes, black flat or cut out, files, hostile images, agent."""

import io
import json
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis.extra import numpy as arrays
from PIL import Image

from compute.experiments.base import Cancelled, ExperimentError
from compute.experiments.extrusion import EXPERIMENT
from compute.experiments.extrusion_parts import agent, checks, files, mesh, terrain
from compute.experiments.shared import pictures
from tests.compute.experiments.harness import Ran, run_with

SIDE = 8
RAW = {"smoothing": 0.0, "simplify": 0.0, "episodes": 0, "height": 0.5, "base": 0.1}
# A white block of 4 x 4 on black: of its 16 cells the 4 in the middle are level, 8 slope from the top to the plane, and
# 4 at the corners keep a sixth: half a square, a third of the height.
CELL = (1 / SIDE) ** 2
RAISED = CELL * 0.5 * (4 + 8 / 2 + 4 / 6)


def block() -> Image.Image:
    grey = np.zeros((SIDE, SIDE), np.uint8)
    grey[2:6, 2:6] = 255
    return Image.fromarray(grey)


def frame() -> Image.Image:
    grey = np.full((SIDE, SIDE), 255, np.uint8)
    grey[3:5, 3:5] = 0
    return Image.fromarray(grey)


def saved(folder: Path, image: Image.Image, **options: object) -> Path:
    image.save(folder / "given.png", "PNG", **options)
    return folder / "given.png"


def extruded(path: Path, **more: object) -> Ran:
    return run_with(EXPERIMENT, {**RAW, **more}, files={"image": path})


def loaded(ran: Ran, name: str = "relief.glb"):
    import trimesh

    return trimesh.load(ran.artifacts / name, force="mesh")


def heights_by_corner(ran: Ran) -> dict[tuple[int, int], float]:
    """Height of the top above the plane at each corner of the 8 x 8 samples, from the GLB (y up)."""
    found: dict[tuple[int, int], float] = {}
    for x, y, z in loaded(ran).vertices.tolist():
        corner = (round(z * SIDE + SIDE / 2), round(x * SIDE + SIDE / 2))
        found[corner] = max(found.get(corner, -1.0), y - 0.1)
    return found


def test_black_lies_on_the_flat_plane_and_white_stands_at_full_height(tmp_path: Path) -> None:
    ran = extruded(saved(tmp_path, block()), black="flat plane")
    found = heights_by_corner(ran)
    assert set(found) == {(row, column) for row in range(SIDE + 1) for column in range(SIDE + 1)}
    for (row, column), height in found.items():
        expected = 0.5 if 3 <= row <= 5 and 3 <= column <= 5 else 0.0
        assert height == pytest.approx(expected, abs=1e-6), (row, column)
    assert ran.metrics["volume"] == pytest.approx(0.1 + RAISED, abs=1e-6)
    assert ran.metrics["black_share"] == 0.75


def test_black_is_cut_out_of_the_plane_and_its_border_lies_on_it(tmp_path: Path) -> None:
    ran = extruded(saved(tmp_path, block()), black="cut-out")
    found = heights_by_corner(ran)
    assert set(found) == {(row, column) for row in range(2, 7) for column in range(2, 7)}
    border = [height for (row, column), height in found.items() if row in (2, 6) or column in (2, 6)]
    assert border == pytest.approx([0.0] * 16, abs=1e-6)
    assert ran.metrics["volume"] == pytest.approx(16 * CELL * 0.1 + RAISED, abs=1e-6)
    assert ran.metrics["holes"] == 0


@pytest.mark.parametrize(("black", "holes"), [("flat plane", 0), ("cut-out", 1)])
def test_a_black_middle_is_a_hole_right_through_only_when_cut_out(tmp_path: Path, black: str, holes: int) -> None:
    ran = extruded(saved(tmp_path, frame()), black=black)
    assert ran.metrics["holes"] == holes
    # A ring has an Euler characteristic of 0, a plain slab of 2.
    assert loaded(ran).euler_number == 2 - 2 * holes


@pytest.mark.parametrize("black", ["flat plane", "cut-out"])
@pytest.mark.parametrize("simplify", [0.0, 0.005])
def test_glb_obj_and_usd_hold_the_same_watertight_body(tmp_path: Path, black: str, simplify: float) -> None:
    from pxr import Usd, UsdGeom

    ran = extruded(saved(tmp_path, frame()), black=black, simplify=simplify)
    for name in ("relief.glb", "relief.obj"):
        body = loaded(ran, name)
        assert body.is_watertight
        assert body.is_winding_consistent
        assert body.volume == pytest.approx(ran.metrics["volume"], rel=1e-5)
        assert len(body.faces) == ran.metrics["triangles"]
    stage = Usd.Stage.Open(str(ran.artifacts / "relief.usdc"))
    assert UsdGeom.GetStageUpAxis(stage) == UsdGeom.Tokens.z
    assert UsdGeom.GetStageMetersPerUnit(stage) == 1.0
    body = UsdGeom.Mesh(stage.GetPrimAtPath("/Relief/Body"))
    faces = np.array(body.GetFaceVertexIndicesAttr().Get()).reshape(-1, 3)
    points = np.array(body.GetPointsAttr().Get())
    assert checks.open_edges(faces) == 0
    assert checks.volume(mesh.Mesh(points, faces)) == pytest.approx(ran.metrics["volume"], rel=1e-5)


def test_simplification_merges_triangles_and_moves_the_surface_less_than_it_may(tmp_path: Path) -> None:
    ran = run_with(EXPERIMENT, {"episodes": 0, "resolution": 64, "simplify": 0.002, "black": "cut-out"})
    assert ran.metrics["triangles"] < ran.metrics["triangles_before"] / 2
    assert ran.metrics["open_edges"] == 0
    area = next(row["after"] for row in ran.tables["The mesh"] if row["what"] == "surface (m²)")
    assert ran.metrics["volume_change"] * ran.metrics["volume"] < 0.002 * area


@settings(max_examples=60, deadline=None)
@given(arrays.arrays(bool, arrays.array_shapes(min_dims=2, max_dims=2, min_side=2, max_side=9)))
def test_any_cut_out_is_a_solid(black: np.ndarray) -> None:
    cut = mesh.bridged(black)
    assert not (cut & ~black).any()
    if cut.all():
        return
    heights = np.random.default_rng(1).random((black.shape[0] + 1, black.shape[1] + 1))
    found = checks.check(mesh.solid(heights, ~cut, 0.1))
    assert found.watertight


def test_the_own_count_sees_a_missing_a_doubled_and_a_turned_triangle() -> None:
    body = mesh.solid(np.zeros((3, 3)), np.ones((2, 2), bool), 0.1)
    turned = body.triangles.copy()
    turned[0] = turned[0, ::-1]
    assert checks.open_edges(body.triangles) == 0
    assert checks.open_edges(body.triangles[1:]) == 3
    assert checks.open_edges(np.concatenate([body.triangles, body.triangles[:1]])) > 0
    assert checks.open_edges(turned) > 0
    assert not checks.check(mesh.Mesh(body.vertices, body.triangles[1:])).watertight
    with pytest.raises(ExperimentError, match="manifold3d refuses"):
        checks.simplified(mesh.Mesh(body.vertices, body.triangles[1:]), 0.01)


def test_two_pieces_that_would_touch_in_a_corner_are_joined_and_it_is_said(tmp_path: Path) -> None:
    grey = np.zeros((4, 4), np.uint8)
    grey[:2, :2] = grey[2:, 2:] = 255
    ran = extruded(saved(tmp_path, Image.fromarray(grey)), black="cut-out")
    assert any("1 black pixels stay as flat plane" in line for line in ran.log)
    assert ran.metrics["open_edges"] == 0


def test_smoothing_leaves_black_flat_and_does_not_lower_a_level_top(tmp_path: Path) -> None:
    ran = extruded(saved(tmp_path, block()), smoothing=2.0)
    assert ran.metrics["volume"] == pytest.approx(0.1 + RAISED, abs=1e-6)


def test_sixteen_bits_keep_steps_that_eight_would_lose(tmp_path: Path) -> None:
    grey = np.full((4, 4), 40_000, np.uint16)
    grey[:, 2:] += 40
    path = saved(tmp_path, Image.fromarray(grey))
    ran = extruded(path, height=1.0)
    tops = np.unique(np.round(loaded(ran).vertices[:, 1].astype(float), 6))
    assert tops.tolist() == pytest.approx([0, 0.1 + 40_000 / 65_535, 0.1 + 40_020 / 65_535, 0.1 + 40_040 / 65_535])
    assert "16 bits of grey: all 65,536 levels are kept." in ran.log


def test_colour_counts_by_luma_palette_and_alpha_are_read(tmp_path: Path) -> None:
    green = extruded(saved(tmp_path, Image.new("RGB", (4, 4), (0, 255, 0))), height=1.0)
    assert green.metrics["volume"] == pytest.approx(0.1 + 0.587, abs=1e-5)
    palette = Image.new("P", (4, 4), 1)
    palette.putpalette([0, 0, 0, 0, 255, 0])
    assert extruded(saved(tmp_path, palette), height=1.0).metrics["volume"] == green.metrics["volume"]
    clear = Image.new("RGBA", (4, 4), (255, 255, 255, 0))
    ran = extruded(saved(tmp_path, clear))
    assert ran.metrics["black_share"] == 1
    assert ran.metrics["volume"] == pytest.approx(0.1)
    assert any("Transparent pixels" in line for line in ran.log)


def test_an_animated_png_gives_its_first_frame_and_says_so(tmp_path: Path) -> None:
    still = Image.new("L", (4, 4), 255)
    path = saved(tmp_path, still, save_all=True, append_images=[Image.new("L", (4, 4), 0)])
    ran = extruded(path, height=1.0)
    assert ran.metrics["volume"] == pytest.approx(1.1)
    assert any("of its 2 frames the first is used" in line for line in ran.log)


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(columns: int, rows: int, *chunks: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", columns, rows, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + chunk(b"IEND", b"")


def hostile() -> dict[str, tuple[bytes, str]]:
    file = io.BytesIO()
    Image.effect_noise((64, 64), 50).save(file, "PNG")
    whole = file.getvalue()
    jpeg = io.BytesIO()
    Image.new("L", (4, 4)).save(jpeg, "JPEG")
    blank = zlib.compress(bytes(5 * 4))
    return {
        "bomb": (png(60_000, 60_000, chunk(b"IDAT", zlib.compress(bytes(1000)))), "4,096 x 4,096"),
        "large": (png(5_000, 5_000, chunk(b"IDAT", zlib.compress(bytes(1000)))), "5,000 x 5,000"),
        "text bomb": (
            png(4, 4, chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(80_000_000))), chunk(b"IDAT", blank)),
            "damaged or cut off|no PNG",
        ),
        "truncated": (whole[: len(whole) // 2], "damaged or cut off"),
        "header only": (whole[:20], "no PNG|damaged"),
        "empty": (b"", "no PNG"),
        "text": (b"a,b\n1,2\n", "no PNG"),
        "jpeg": (jpeg.getvalue(), "no PNG"),
        "bad checksum": (whole[:50] + bytes([whole[50] ^ 255]) + whole[51:], "damaged or cut off|no PNG"),
        "1 x 1": (png(1, 1, chunk(b"IDAT", zlib.compress(b"\0\xff"))), "at least 2 x 2"),
        "no pixels": (png(4, 4), "damaged or cut off|no PNG"),
    }


@pytest.mark.parametrize("name", ["bomb", "large", "text bomb", "truncated", "header only", "empty", "text", "jpeg",
                                  "bad checksum", "1 x 1", "no pixels"])  # fmt: skip
def test_a_hostile_image_gets_a_clear_answer(tmp_path: Path, name: str) -> None:
    content, said = hostile()[name]
    (tmp_path / "given.png").write_bytes(content)
    with pytest.raises(ExperimentError, match=said):
        pictures.read(tmp_path / "given.png")


def test_all_black_cannot_be_cut_out_but_lies_flat(tmp_path: Path) -> None:
    path = saved(tmp_path, Image.new("L", (4, 4), 0))
    with pytest.raises(ExperimentError, match="Every pixel is black"):
        extruded(path, black="cut-out")
    ran = extruded(path, black="flat plane", episodes=10)
    assert ran.metrics["volume"] == pytest.approx(0.1)


def test_resolution_caps_the_samples(tmp_path: Path) -> None:
    ran = extruded(saved(tmp_path, Image.new("L", (640, 320), 200)), resolution=64)
    assert {row["value"] for row in ran.tables["The image"]} >= {"640 x 320", "64 x 32"}
    assert ran.metrics["triangles_before"] == 2 * 2 * 64 * 32 + 2 * 2 * (64 + 32)


def test_depth_needs_a_model_that_the_operator_named() -> None:
    with pytest.raises(ExperimentError, match="HUB_MODELS"):
        run_with(EXPERIMENT, {**RAW, "relief": "depth", "depth_model": "someone/else"}, options={"HUB_MODELS": ["a/b"]})


def test_depth_comes_from_the_model_that_is_named(tmp_path: Path) -> None:
    from transformers import DPTConfig, DPTForDepthEstimation
    from transformers.models.dpt import DPTImageProcessorPil

    torch.manual_seed(0)
    config = DPTConfig(
        hidden_size=32, num_hidden_layers=4, num_attention_heads=2, intermediate_size=32, image_size=32, patch_size=8,
        backbone_out_indices=[0, 1, 2, 3], neck_hidden_sizes=[8, 8, 8, 8], fusion_hidden_size=8, is_hybrid=False,
    )  # fmt: skip
    DPTForDepthEstimation(config).save_pretrained(tmp_path / "tiny")
    DPTImageProcessorPil(size={"height": 32, "width": 32}).save_pretrained(tmp_path / "tiny")
    name = str(tmp_path / "tiny")
    ran = run_with(
        EXPERIMENT, {**RAW, "relief": "depth", "depth_model": name, "resolution": 16}, options={"HUB_MODELS": [name]}
    )
    plain = run_with(EXPERIMENT, {**RAW, "resolution": 16})
    assert ran.metrics["watertight"] == 1
    assert ran.metrics["black_share"] == plain.metrics["black_share"]
    assert ran.metrics["volume"] != plain.metrics["volume"]


def hill(holes: bool = False) -> terrain.Ground:
    rows, columns = np.mgrid[0:6, 0:6]
    levels = torch.from_numpy(np.exp(-((rows - 2) ** 2 + (columns - 3) ** 2) / 8))
    cut = torch.zeros(6, 6, dtype=torch.bool)
    if holes:
        cut[4, :5] = True
    made = terrain.ground(levels, cut, 6, 0.5)
    assert made is not None
    return made


def test_the_terrain_keeps_gymnasiums_contract() -> None:
    from gymnasium.utils.env_checker import check_env

    check_env(terrain.Terrain(hill()), skip_render_check=True)


def test_rewards_are_the_cost_of_the_step_a_bump_a_fall_and_the_summit() -> None:
    ground = hill(holes=True)
    world = terrain.Terrain(ground)
    world.reset(options={"start": (0, 0)})
    assert world.step(np.int64(0))[1:4] == (terrain.BUMP_REWARD, False, False)
    world.reset(options={"start": (3, 1)})
    _, reward, over, *_ = world.step(np.int64(4))
    assert over
    assert reward == pytest.approx(terrain.FALL_REWARD - ground.cost((3, 1), (4, 1)))
    world.reset(options={"start": (1, 3)})
    _, reward, over, *_ = world.step(np.int64(4))
    assert over
    assert reward == pytest.approx(1 - 1 / 12 - 0.5 * float(ground.heights[2, 3] - ground.heights[1, 3]))


def test_no_walk_beats_dijkstra_and_a_trained_one_beats_chance() -> None:
    ground = hill(holes=True)
    least = 1 - terrain.best_costs(ground)[ground.start]
    learned = agent.train(ground, 250, 0.002, 0, lambda _episode, _reward: None)
    assert learned.walk.arrived
    assert learned.random < learned.walk.reward <= least + 1e-9
    assert learned.walk.reward > least - 0.3
    assert learned.training[-1][1] > learned.training[0][1]
    assert not any(ground.holes[cell] for cell in learned.walk.cells)


def test_a_summit_on_an_island_of_one_cell_leaves_the_agent_out() -> None:
    levels, cut = torch.zeros(4, 4), torch.ones(4, 4, dtype=torch.bool)
    cut[1, 1], levels[1, 1] = False, 1.0
    assert terrain.ground(levels, cut, 4, 0.5) is None


def glb_parts(content: bytes) -> tuple[dict, bytes]:
    magic, version, size = struct.unpack_from("<4sII", content)
    assert (magic, version, size) == (b"glTF", 2, len(content))
    length, kind = struct.unpack_from("<I4s", content, 12)
    assert kind == b"JSON"
    return json.loads(content[20 : 20 + length]), content[28 + length :]


def test_the_path_is_replayed_above_the_body_and_moves_the_walker() -> None:
    ground = hill()
    tops = np.zeros((7, 7))
    cells = [ground.start, (3, 3), ground.goal]
    path = terrain.replayed(cells, ground, tops, 0.1)
    assert len(path) == 2 * 6 + 1
    assert path[:, 2] == pytest.approx([0.11] * 13)
    assert path[-1, :2] == pytest.approx([(ground.goal[1] + 0.5 - 3) / 6, (3 - ground.goal[0] - 0.5) / 6])
    scene, binary = glb_parts(files.glb(mesh.solid(tops, np.ones((6, 6), bool), 0.1), path))
    (walk,) = scene["animations"]
    assert scene["nodes"][walk["channels"][0]["target"]["node"]]["name"] == "walker"
    times, places = (scene["accessors"][walk["samplers"][0][end]] for end in ("input", "output"))
    assert times["count"] == places["count"] == 13
    view = scene["bufferViews"][places["bufferView"]]
    values = np.frombuffer(binary, np.float32, 39, view["byteOffset"]).reshape(13, 3)
    assert values[:, 1] == pytest.approx([0.11] * 13)


def test_a_run_without_image_draws_one_and_shows_the_agent_on_it() -> None:
    ran = run_with(EXPERIMENT, {**EXPERIMENT.small, "pattern": "rings", "black": "cut-out"})
    assert {"drawn.png", "relief.glb", "relief.obj", "relief.usdc", "agent_path.glb"} <= set(ran.files)
    assert ran.metrics["agent_reward"] <= ran.metrics["best_possible_reward"] + 1e-4
    assert ran.metrics["agent_reward"] > ran.metrics["chance_reward"]
    steps = [payload["step"] for kind, payload in ran.events if kind == "metric" and payload["name"] == "reward"]
    assert steps == sorted(steps)
    assert len(steps) >= 10


def test_a_run_stops_when_asked() -> None:
    with pytest.raises(Cancelled):
        run_with(EXPERIMENT, RAW, cancelled=lambda: True)

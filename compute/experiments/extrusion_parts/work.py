"""A run of the experiment: picture, relief, body, checks, files, and an agent that walks on it."""

from __future__ import annotations

import time
from typing import Any, NamedTuple

import numpy as np
import torch

from compute.experiments.base import Context, ExperimentError, Metric, Result, Table
from compute.experiments.extrusion_parts import agent, checks, files, heights, images, mesh, report, terrain
from compute.experiments.shared import pictures

_STEPS = 6


class Body(NamedTuple):
    """The relief and the mesh made of it, before and after simplification, with what the checks say of both."""

    picture: pictures.Picture
    relief: heights.Relief
    cut: np.ndarray
    tops: np.ndarray
    whole: mesh.Mesh
    light: mesh.Mesh
    before: checks.Check
    after: checks.Check
    seconds: float


def work(context: Context) -> Result:
    """The whole run; raises `ExperimentError` for a picture that cannot be extruded."""
    parameters = context.parameters
    context.progress(0, _STEPS, "Reading the picture")
    picture = _picture(context)
    body = _body(context, picture)
    context.progress(4, _STEPS, "Writing the files")
    _save(context, body)
    context.progress(5, _STEPS, "An agent learns to walk on it")
    walked = _agent(context, body) if parameters.episodes else None
    context.progress(_STEPS, _STEPS, "Done")
    light = f"{len(body.light.triangles):,} triangles (of {len(body.whole.triangles):,})"
    kind = "black cut out" if parameters.black == "cut-out" else "black on a flat plane"
    verdict = f"A watertight body of {light} and {body.after.volume:.5f} m³, {kind}"
    return Result(
        verdict + (f"; {walked.sentence}" if walked else "."),
        [*_metrics(body), *(walked.metrics if walked else [])],
        [
            *report.tables(body.picture, body.cut, body.whole, body.light, body.before, body.after),
            *_agent_table(walked),
        ],
        [
            report.levels_chart(body.relief, parameters.threshold),
            report.triangles_chart(body.whole, body.light),
            *(walked.charts if walked else []),
        ],
    )


def _picture(context: Context) -> pictures.Picture:
    given = context.file("image")
    if given is None:
        given = context.scratch / "drawn.png"
        given.write_bytes(images.drawn(context.parameters.pattern, context.seed))
        context.artifact("drawn.png", given)
        context.log(f"No image was given: the pattern {context.parameters.pattern!r} was drawn and is read as a PNG.")
    picture = pictures.read(given)
    rows, columns = picture.pixels.shape[:2]
    context.log(f"Read {columns} x {rows} pixels, {picture.kind}.")
    for note in picture.notes:
        context.log(note)
    return picture


def _relief(context: Context, picture: pictures.Picture) -> heights.Relief:
    parameters = context.parameters
    context.log(f"Brightness and heights are computed by torch on {context.device}.")
    shades = heights.brightness(picture, parameters.resolution, context.device)
    levels = shades
    if parameters.relief == "depth":
        allowed = list(context.options.get("HUB_MODELS") or ())
        size = (shades.shape[0], shades.shape[1])
        levels = heights.depth(picture, parameters.depth_model, allowed, size, context.device)
        context.log(f"Heights come from {parameters.depth_model}: the nearer, the higher.")
    return heights.relief(shades, levels, parameters.threshold, parameters.smoothing)


def _body(context: Context, picture: pictures.Picture) -> Body:
    parameters = context.parameters
    context.progress(1, _STEPS, "Heights")
    relief = _relief(context, picture)
    black = relief.black.cpu().numpy()
    cut = mesh.bridged(black) if parameters.black == "cut-out" else np.zeros_like(black)
    if cut.all():
        raise ExperimentError(
            "Every pixel is black, so nothing would remain. Lower the threshold, or weld black to a flat plane.",
            code="all_black",
        )
    if parameters.black == "cut-out" and (given_back := int((black & ~cut).sum())):
        context.log(f"{given_back} black pixels stay as flat plane: else pieces would touch in a corner only.")
    context.progress(2, _STEPS, "Building the mesh")
    began = time.perf_counter()
    tops = relief.corners.cpu().numpy().astype(np.float64) * parameters.height
    whole = mesh.solid(tops, ~cut, parameters.base)
    before = checks.check(whole)
    context.progress(3, _STEPS, "Simplifying")
    light = checks.simplified(whole, parameters.simplify)
    after = checks.check(light)
    context.log(f"Open edges before and after simplification: {before.open_edges}, {after.open_edges}.")
    if not (before.watertight and after.watertight):
        raise ExperimentError(
            f"The mesh is not watertight: {report.opinions(after)}. Try a smaller simplification.",
            code="not_watertight",
        )
    return Body(picture, relief, cut, tops, whole, light, before, after, time.perf_counter() - began)


def _save(context: Context, body: Body) -> None:
    context.artifact("relief.glb", files.glb(body.light))
    context.artifact("relief.obj", files.obj(body.light))
    stage = context.scratch / "relief.usdc"
    files.save_usd(body.light, stage)
    context.artifact("relief.usdc", stage)
    context.artifact("brightness.png", report.preview(body.relief, body.cut))


def _metrics(body: Body) -> list[Metric]:
    return [
        Metric("triangles", len(body.light.triangles), better="lower"),
        Metric("triangles_before", len(body.whole.triangles)),
        Metric("watertight", int(body.after.watertight), better="higher"),
        Metric("open_edges", body.after.open_edges, better="lower"),
        Metric("volume", round(body.after.volume, 7), "m³"),
        Metric("volume_change", round(abs(body.after.volume / body.before.volume - 1), 7), better="lower"),
        Metric("holes", body.after.handles),
        Metric("black_share", round(float(body.relief.black.float().mean()), 6)),
        Metric("mesh_time", round(body.seconds, 4), "s", "lower", measured=True),
    ]


class Walked(NamedTuple):
    """What the agent came to, for the result."""

    sentence: str
    metrics: list[Metric]
    rows: list[tuple[str, Any]]
    charts: list[Any]


def _agent(context: Context, body: Body) -> Walked | None:
    parameters = context.parameters
    map_ = terrain.ground(body.relief.levels.cpu(), torch.from_numpy(body.cut), parameters.cells, parameters.slope)
    if map_ is None:
        context.log("No other cell leads to the summit, so there is nothing for an agent to learn.")
        return None
    least = 1 - terrain.best_costs(map_)[map_.start]

    def tell(episode: int, reward: float) -> None:
        context.progress(5, _STEPS, f"Episode {min(episode, parameters.episodes)} of {parameters.episodes}")
        context.metric("reward", round(reward, 4), step=episode)

    learned = agent.train(map_, parameters.episodes, parameters.learning_rate, context.seed, tell)
    path = terrain.replayed(learned.walk.cells, map_, body.tops, parameters.base)
    context.artifact("agent_path.glb", files.glb(body.light, path))
    arrived = "reaches the summit" if learned.walk.arrived else "does not reach the summit"
    sentence = (
        f"the agent {arrived} with reward {learned.walk.reward:.2f} "
        f"(best possible {least:.2f}, by chance {learned.random:.2f})."
    )
    context.log(sentence[0].upper() + sentence[1:])
    figures = [
        Metric("agent_reward", round(learned.walk.reward, 5), better="higher"),
        Metric("best_possible_reward", round(least, 5)),
        Metric("chance_reward", round(learned.random, 5)),
        Metric("agent_arrived", int(learned.walk.arrived), better="higher"),
        Metric("agent_steps", len(learned.walk.cells) - 1, better="lower"),
    ]
    rows = [
        ("map", f"{map_.heights.shape[0]} x {map_.heights.shape[1]} cells, {int(map_.holes.sum())} of them holes"),
        ("start and summit", f"{map_.start} to {map_.goal} (row, column)"),
        ("best walk", " ".join(f"{row},{column}" for row, column in learned.walk.cells)),
    ]
    return Walked(sentence, figures, rows, report.agent_charts(map_, learned, least))


def _agent_table(walked: Walked | None) -> list[Table]:
    return [Table("The agent", ("what", "value"), walked.rows)] if walked else []

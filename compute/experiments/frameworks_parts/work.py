"""A run of the experiment: the same job for both sides, one after the other, then their answers compared."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from compute.experiments.base import Context, ExperimentError, Metric, Result
from compute.experiments.frameworks_parts import data, report, sources
from compute.experiments.frameworks_parts.report import Half
from compute.experiments.shared.servers import end

INSTALL = "make extras"
_TAIL = 1500


class Job(NamedTuple):
    """The data, the input to answer and where it came from, and the folder both sides read."""

    data: data.Data
    asked: np.ndarray
    source: str
    folder: Path


def work(context: Context) -> Result:
    """The whole run; without TensorFlow the half of PyTorch alone, and it is said."""
    job = _job(context)
    halves = [_half(context, job, "PyTorch", "torch")]
    if context.device != "cpu":
        halves.append(_half(context, job, f"PyTorch ({context.device})", "torch", context.device))
    missing = importlib.util.find_spec("tensorflow") is None
    if missing:
        context.log(f"TensorFlow is not installed here. `{INSTALL}` adds it. The half of PyTorch ran.")
    else:
        halves.append(_half(context, job, "TensorFlow", "tensorflow"))
    context.artifact("side_by_side.md", sources.page(context.parameters.task))
    for name in sources.FILES.values():
        context.artifact(name, sources.HERE / name)
    rows = report.answer_rows(halves, job.data.classes)
    for half in halves:
        context.log(f"{half.name} answers {report.answer(half, job.data.classes)} to {job.source}.")
    return Result(
        report.verdict(halves, job.data, INSTALL if missing else ""),
        _metrics(halves, job.data),
        [
            report.side_table(halves, job.data, INSTALL if missing else ""),
            report.answer_table(rows, halves, job.source),
            *report.parity_tables(halves),
            report.file_table(halves),
            report.code_table(context.parameters.task),
        ],
        report.result_charts(halves, rows, job.source),
    )


def _job(context: Context) -> Job:
    parameters, folder = context.parameters, context.scratch / "job"
    folder.mkdir()
    made = data.load(parameters.task, context.seed)
    context.log(
        f"{len(made.train_x):,} rows to learn from, {len(made.test_x):,} held out, {len(made.classes)} classes."
    )
    asked, source = _asked(context, made)
    weights = data.first_weights(made, parameters.hidden, context.seed)
    arrays: dict[str, Any] = {name: getattr(made, name) for name in ("train_x", "train_y", "test_x", "test_y")}
    arrays |= {"input": asked, "orders": data.orders(len(made.train_x), parameters.epochs, context.seed)}
    arrays |= {f"first/{name}": one for name, one in weights.items()}
    np.savez(folder / "job.npz", **arrays)
    return Job(made, asked, source, folder)


def _asked(context: Context, made: data.Data) -> tuple[np.ndarray, str]:
    parameters = context.parameters
    if parameters.task == "spirals":
        point = np.array([[parameters.x, parameters.y]], np.float32)
        return point, f"the point ({parameters.x:g}, {parameters.y:g})"
    if parameters.task == "flowers":
        row = data.measured(parameters.row, made)
        seen = made.train_x.min(0) > row, made.train_x.max(0) < row
        if np.any(seen):
            context.log("The row lies outside of what the models saw; their answer there is a guess.")
        return row, f"the row {parameters.row.strip()}"
    given = context.file("drawing")
    if given:
        drawn = data.drawing(given)
        context.log("The drawing as both models get it:")
        for line in drawn[0, :, :, 0]:
            context.log("".join(" .:-=+*#@"[round(float(count) * 8)] for count in line))
        return drawn, "the drawing"
    name = made.classes[made.test_y[0]]
    return made.test_x[:1], f"a held-out {name} (no drawing was given)"


def _half(context: Context, job: Job, name: str, library: str, device: str = "cpu") -> Half:
    folder = job.folder
    if device != "cpu":
        folder = context.scratch / device
        folder.mkdir()
        os.link(job.folder / "job.npz", folder / "job.npz")
    parameters = context.parameters
    wanted = ("threads", "learning_rate", "optimizer", "tensorflow_mode", "batch")
    settings = {one: getattr(parameters, one) for one in wanted} | {"seed": context.seed, "device": device}
    (folder / "job.json").write_text(json.dumps(settings))
    context.log(f"{name} starts in a process of its own.")
    told = _told(context, name, library, folder)
    losses = [one for one in told if one["event"] == "epoch"]
    return Half(
        name, told[0] | told[-1], losses, dict(np.load(folder / f"{library}.npz")), _kept(context, folder, told)
    )


def _told(context: Context, name: str, library: str, folder: Path) -> list[dict[str, Any]]:
    package = __package__ or ""
    root = Path(__file__).parents[len(package.split("."))]
    env = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, [str(root), os.environ.get("PYTHONPATH", "")])),
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }
    command = [sys.executable, "-m", f"{package}.side", library, str(folder)]
    told: list[dict[str, Any]] = []
    errors = folder / f"{library}.log"
    with errors.open("wb") as written:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=written, env=env, cwd=folder)
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith(b'{"event"'):
                told.append(json.loads(line))
                _show(context, name, told[-1])
        process.wait()
    finally:
        end(process)
    if process.returncode or not told or told[-1]["event"] != "done":
        tail = errors.read_text(encoding="utf-8", errors="replace")[-_TAIL:]
        raise ExperimentError(f"{name} ended early (exit {process.returncode}): {tail}", code="side_failed")
    return told


def _show(context: Context, name: str, told: dict[str, Any]) -> None:
    epochs = context.parameters.epochs
    half = 0 if name.startswith("PyTorch") else 1
    if told["event"] == "ready":
        context.log(f"{name} {told['version']} was imported in {told['import_seconds']:.1f} s.")
        context.progress(half * epochs, 2 * epochs, f"{name} trains")
    elif told["event"] == "epoch":
        context.progress(half * epochs + told["epoch"], 2 * epochs, f"{name}, epoch {told['epoch']}")
        context.metric(f"{name} loss", told["loss"], step=told["epoch"])


def _kept(context: Context, folder: Path, told: list[dict[str, Any]]) -> list[tuple[str, int, str]]:
    found = []
    for name, what in told[-1]["files"].items():
        found.append((name, (folder / name).stat().st_size, what))
        if folder.name == "job":
            context.artifact(name, folder / name)
    return found


def _metrics(halves: list[Half], made: data.Data) -> list[Metric]:
    found: list[Metric] = []
    for half in halves:
        key = half.name.lower().replace(" (", "_").rstrip(")")
        told = half.told
        found += [
            Metric(f"{key}_accuracy", round(report.accuracy(half, made), 6), better="higher"),
            Metric(f"{key}_step", round(told["step"] * 1000, 4), "ms", "lower", measured=True),
            Metric(f"{key}_first_step", round(told["first_step"] * 1000, 3), "ms", "lower", measured=True),
            Metric(f"{key}_predict", round(told["predict"] * 1000, 4), "ms", "lower", measured=True),
            Metric(f"{key}_import", round(told["import_seconds"], 3), "s", "lower", measured=True),
            Metric(f"{key}_memory", round(report.memory(half) / 1e6, 1), "MB", "lower", measured=True),
            Metric(f"{key}_export_size", half.files[-1][1], "B", "lower", measured=True),
        ]
    if (pair := report.pair(halves)) is not None:
        found += [
            Metric("parity", report.significant(pair.same_weights), better="lower"),
            Metric("parity_trained", report.significant(pair.trained), better="lower"),
            Metric("loss_gap", report.significant(pair.losses), better="lower"),
            Metric("same_answers", round(pair.agreement, 6), better="higher"),
        ]
    return found

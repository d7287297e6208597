"""One library's half of a run, in a process of its own: `python -m ...frameworks_parts.side torch|tensorflow FOLDER`.

FOLDER holds `job.npz` and `job.json`, and gets `<library>.npz` and the exports. What happens is told on standard
output as one JSON object a line: `{event: ready|epoch|done, ...}`. Memory is that of this process, in bytes.
"""

from __future__ import annotations

import importlib
import json
import statistics
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import psutil

_PREDICTIONS = 30


def tell(event: str, **more: Any) -> None:
    """A line for the run."""
    print(json.dumps({"event": event, **more}), flush=True)


def memory() -> int:
    """Resident memory of this process."""
    return int(psutil.Process().memory_info().rss)


def main(library: str, folder: Path) -> None:
    """Trains, answers, saves; see the module."""
    settings = json.loads((folder / "job.json").read_text())
    job = dict(np.load(folder / "job.npz"))
    first = {name.removeprefix("first/"): one for name, one in job.items() if name.startswith("first/")}
    before, began = memory(), time.perf_counter()
    module = importlib.import_module(f"{__package__}.{library}_side")
    tell("ready", version=module.VERSION, import_seconds=time.perf_counter() - began, import_memory=memory() - before)
    base = memory()
    side = module.Side(first, settings)
    found = {"same_weights": side.logits(job["test_x"])}
    other = folder / "torch.npz"
    if library != "torch" and other.exists():
        given = np.load(other)
        side.load({name.removeprefix("trained/"): given[name] for name in given if name.startswith("trained/")})
        found["others_weights"] = side.logits(job["test_x"])
        side.load(first)
    losses, times, peak = _train(side, job, settings)
    found |= {"losses": losses, "test": side.logits(job["test_x"]), "answer": side.logits(job["input"])}
    found |= {f"trained/{name}": one for name, one in side.weights().items()}
    np.savez(folder / f"{library}.npz", **found)
    answer = _median_of_one(side, job["test_x"][:1])
    began = time.perf_counter()
    files = side.save(folder, job["test_x"])
    tell(
        "done",
        first_step=times[0],
        step=statistics.median(times[1:] or times),
        predict=answer,
        training_memory=max(0, peak - base),
        save_seconds=time.perf_counter() - began,
        files=files,
    )


def _train(side: Any, job: dict[str, np.ndarray], settings: dict[str, Any]) -> tuple[np.ndarray, list[float], int]:
    losses, times, peak, batch = [], [], memory(), settings["batch"]
    x, y = job["train_x"], job["train_y"]
    for epoch, order in enumerate(job["orders"], 1):
        for start in range(0, len(order), batch):
            rows = order[start : start + batch]
            began = time.perf_counter()
            losses.append(side.step(x[rows], y[rows]))
            times.append(time.perf_counter() - began)
        peak = max(peak, memory())
        accuracy = float((side.logits(job["test_x"]).argmax(1) == job["test_y"]).mean())
        steps = -(-len(order) // batch)
        tell("epoch", epoch=epoch, loss=statistics.fmean(losses[-steps:]), accuracy=accuracy)
    return np.array(losses), times, peak


def _median_of_one(side: Any, row: np.ndarray) -> float:
    times = []
    side.logits(row)
    for _ in range(_PREDICTIONS):
        began = time.perf_counter()
        side.logits(row)
        times.append(time.perf_counter() - began)
    return statistics.median(times)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))

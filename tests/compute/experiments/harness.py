"""Runs an experiment in this process, as a worker's child or an exported app does."""

from __future__ import annotations

import atexit
import dataclasses
import fcntl
import os
import pickle
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from compute.experiments.base import Context, Experiment, Result, result_body
from tests.support.engines import SHARED_RUNS
from tests.support.experiment_corpus import corpus, subgraph

SEED = 7


@dataclasses.dataclass
class Ran:
    """What a run came to and told; `body` is its JSON, `events` pairs of kind and payload."""

    result: Result
    artifacts: Path
    events: list[tuple[str, dict[str, Any]]]

    @property
    def body(self) -> dict[str, Any]:
        """The result as JSON."""
        return result_body(self.result)

    @property
    def metrics(self) -> dict[str, Any]:
        """Values by name."""
        return {one.name: one.value for one in self.result.metrics}

    @property
    def steady(self) -> dict[str, Any]:
        """Those that do not depend on the machine."""
        return {one.name: one.value for one in self.result.metrics if not one.measured}

    @property
    def tables(self) -> dict[str, list[dict[str, Any]]]:
        """Rows of each table as dicts, by title."""
        return {one.title: [dict(zip(one.columns, row, strict=True)) for row in one.rows] for one in self.result.tables}

    @property
    def charts(self) -> dict[str, Any]:
        """Charts by title."""
        return {one.title: one for one in self.result.charts}

    @property
    def log(self) -> list[str]:
        """The lines it logged."""
        return [payload["line"] for kind, payload in self.events if kind == "log"]

    @property
    def files(self) -> list[str]:
        """Names of the artifacts."""
        return sorted(path.name for path in self.artifacts.iterdir())


def run_with(
    experiment: Experiment,
    given: Mapping[str, Any],
    *,
    files: Mapping[str, Path] | None = None,
    seed: int = SEED,
    scratch_schema: str | None = None,
    options: Mapping[str, Any] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    device: str = "cpu",
    home: Path | None = None,
) -> Ran:
    """A run with these parameters over the starter papers; `files` are uploads by parameter.

    Its artifacts lie in `home`, by default in a folder that goes with this process; its scratch folder goes at once.
    """
    if home is None:
        home = Path(tempfile.mkdtemp(prefix="arboretum-run-"))
        atexit.register(shutil.rmtree, home, ignore_errors=True)
    for name in ("scratch", "artifacts"):
        (home / name).mkdir(parents=True)
    events: list[tuple[str, dict[str, Any]]] = []
    context = Context(
        parameters=experiment.read(given),
        seed=seed,
        scratch=home / "scratch",
        artifacts=home / "artifacts",
        device=device,
        tell=lambda kind, payload: events.append((kind, payload)),
        cancelled=cancelled,
        files=files,
        corpus=corpus() if "corpus" in experiment.needs else (),
        subgraph=subgraph() if "subgraph" in experiment.needs else None,
        scratch_schema=scratch_schema,
        options=options,
    )
    try:
        return Ran(experiment.run(context), home / "artifacts", events)
    finally:
        shutil.rmtree(home / "scratch", ignore_errors=True)


def run_small(experiment: Experiment, **options: Any) -> Ran:
    """A run with the definition's small parameters."""
    return run_with(experiment, experiment.small, **options)


def small(experiment: Experiment) -> Ran:
    """The session's one run with small parameters: made by the worker that asks first, read by all others."""
    folder = Path(os.environ[SHARED_RUNS])
    folder.mkdir(exist_ok=True)
    kept = folder / f"{experiment.key}.pickle"
    with (folder / f"{experiment.key}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            home = Path(tempfile.mkdtemp(prefix=f"{experiment.key}-", dir=folder))
            kept.write_bytes(pickle.dumps(run_small(experiment, home=home)))
        found: Ran = pickle.loads(kept.read_bytes())
        return found

"""What a run holds while it works: what it was given, and the ways to tell how it goes."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypedDict

from compute.experiments.errors import Cancelled, MissingPackage
from compute.experiments.results import Chart, chart_body, finite


class CorpusPaper(TypedDict):
    """A paper of the library: `key` (arXiv id), `terms` as the model found them, best first; `year` None if unknown."""

    key: str
    title: str
    abstract: str
    year: int | None
    category: str
    terms: list[str]


class SubgraphNode(TypedDict):
    """A node of the knowledge graph: `id` is `<type>:<key>`."""

    id: str
    type: str
    label: str
    properties: dict[str, Any]


class SubgraphEdge(TypedDict):
    """An edge of the knowledge graph between two ids; `type` in capitals."""

    source: str
    target: str
    type: str
    properties: dict[str, Any]


class Subgraph(TypedDict):
    """A piece of the knowledge graph: papers, their authors and concepts."""

    nodes: list[SubgraphNode]
    edges: list[SubgraphEdge]


Tell = Callable[[str, dict[str, Any]], None]


class Context:
    """What a run holds: its parameters, seed, device and scratch folder, and the ways to tell how it goes.

    `device` is `cpu`, `cuda` or `mps`. `scratch` is an empty folder of the run's own that goes with it; nothing may be
    written elsewhere. `corpus`, `subgraph` and `scratch_schema` are there where the definition's `needs` name them;
    `scratch_schema` is a PostgreSQL address whose search path is an empty schema of the run's own, None outside of
    Arboretum. `options` holds the operator's settings by name: HUB_MODELS, LLM_BASE_URL, LLM_MODEL, LLM_API_KEY,
    REAL_CLOUDS.
    """

    def __init__(
        self,
        *,
        parameters: Any,
        seed: int,
        scratch: Path,
        artifacts: Path,
        device: str,
        tell: Tell,
        cancelled: Callable[[], bool] = lambda: False,
        files: Mapping[str, Path] | None = None,
        corpus: Sequence[CorpusPaper] = (),
        subgraph: Subgraph | None = None,
        scratch_schema: str | None = None,
        options: Mapping[str, Any] | None = None,
    ) -> None:
        self.parameters, self.seed, self.scratch, self.device = parameters, seed, scratch, device
        self.corpus, self.subgraph, self.scratch_schema = (
            corpus,
            subgraph or Subgraph(nodes=[], edges=[]),
            scratch_schema,
        )
        self.options: Mapping[str, Any] = options or {}
        self._artifacts, self._tell, self._cancelled = artifacts, tell, cancelled
        self._files = dict(files or {})

    def progress(self, done: int, total: int, message: str = "") -> None:
        """Says how far the run is. Raises `Cancelled`."""
        self.check_cancelled()
        self._tell("progress", {"done": int(done), "total": int(total), "message": message})

    def log(self, line: str) -> None:
        """Adds a line to the run's log. Raises `Cancelled`."""
        self.check_cancelled()
        self._tell("log", {"line": line})

    def metric(self, name: str, value: float, *, step: int | None = None, unit: str = "") -> None:
        """Shows a figure while the run goes on (a loss at a step, say); the `Result` holds those that stay."""
        self._tell("metric", {"name": name, "value": finite(value), "step": step, "unit": unit})

    def chart(self, chart: Chart) -> None:
        """Shows a chart while the run goes on; a later one of the same title replaces it."""
        self._tell("chart", chart_body(chart))

    def check_cancelled(self) -> None:
        """Raises `Cancelled` when a person asked the run to stop."""
        if self._cancelled():
            raise Cancelled

    def artifact(self, name: str, content: bytes | str | Path) -> Path:
        """Keeps a file of the run: bytes, text in UTF-8, or a file to copy. Returns where it lies.

        `name` is a plain file name (letters, digits, `.`, `_`, `-`); its ending tells its media type.
        """
        if not name or name.startswith(".") or not all(sign.isalnum() or sign in "._-" for sign in name):
            raise ValueError(f"{name!r} is no plain file name.")
        path = self._artifacts / name
        if isinstance(content, Path):
            shutil.copyfile(content, path)
        else:
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def file(self, parameter: str) -> Path | None:
        """The file that was uploaded for a parameter, None when none was given."""
        return self._files.get(parameter)

    def require(self, package: str, module: str, command: str = "make extras") -> None:
        """Raises `MissingPackage` unless the module can be imported."""
        if importlib.util.find_spec(module) is None:
            raise MissingPackage(package, command)

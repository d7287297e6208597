"""The small library: written from the templates in `library/`, and trained by its own code."""

from __future__ import annotations

import dataclasses
import importlib.util
import io
import keyword
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr
from pathlib import Path
from string import Template
from types import ModuleType
from typing import Any

from compute.experiments.base import ExperimentError

LIBRARY = Path(__file__).parent / "library"
# Where each template goes; `PACKAGE` stands for the name it is imported by.
PLACES = {"src": "src/PACKAGE", "workflows": ".github/workflows"}
EDGE = 25


@dataclasses.dataclass(frozen=True)
class Project:
    """A library in a folder; `name` is what an installer calls it, `package` what is imported."""

    folder: Path
    name: str
    version: str
    arms: int

    @property
    def package(self) -> str:
        """The import name."""
        return self.name.replace("-", "_")

    @property
    def source(self) -> Path:
        """The package's own folder."""
        return self.folder / "src" / self.package

    def paths(self) -> list[Path]:
        """Every file, relative to the folder."""
        return sorted(path.relative_to(self.folder) for path in self.folder.rglob("*") if path.is_file())


@dataclasses.dataclass(frozen=True)
class Trained:
    """What training gave: accuracy on points it never saw, the loss of each epoch, and torch's answers on the grid.

    `seconds` are those of training alone, without the import of torch and transformers.
    """

    accuracy: float
    losses: list[float]
    answers: list[list[float]]
    parameters: int
    seconds: float


def grid() -> list[list[float]]:
    """Points over the square from -1 to 1, row by row from below."""
    steps = [round(-1 + 2 * n / (EDGE - 1), 4) for n in range(EDGE)]
    return [[x, y] for y in steps for x in steps]


def write(project: Project) -> None:
    """Fills the templates in. Raises `ExperimentError` for a name that is taken on this machine."""
    if keyword.iskeyword(project.package) or importlib.util.find_spec(project.package) is not None:
        raise ExperimentError(f"Something here is called {project.package} already: choose another name.")
    names = {"project": project.name, "package": project.package, "version": project.version, "arms": project.arms}
    for template in sorted(LIBRARY.rglob("*.tmpl")):
        first, *rest = template.relative_to(LIBRARY).with_suffix("").parts
        goal = project.folder.joinpath(PLACES.get(first, first).replace("PACKAGE", project.package), *rest)
        goal.parent.mkdir(parents=True, exist_ok=True)
        goal.write_text(Template(template.read_text(encoding="utf-8")).substitute(names), encoding="utf-8")


def train(project: Project, *, tell: Callable[[int, float], None], seed: int, **sizes: Any) -> Trained:
    """Trains with the library's own `training` module and puts weights and model card into the project."""
    losses: list[float] = []

    def heard(epoch: int, loss: float) -> None:
        losses.append(loss)
        tell(epoch, loss)

    with _one_thread(), _imported(project, "training") as training:
        start = time.perf_counter()
        model, accuracy = training.train(arms=project.arms, seed=seed, tell=heard, **sizes)
        seconds = time.perf_counter() - start
        # A progress bar for one file of a few kilobytes would only fill the log.
        with redirect_stderr(io.StringIO()):
            training.save(model, project.source / "data")
        (project.folder / "MODEL_CARD.md").write_text(training.card(accuracy), encoding="utf-8")
        answers = training.probabilities(model, grid())
        return Trained(accuracy, losses, answers, sum(one.numel() for one in model.parameters()), seconds)


@contextmanager
def _one_thread() -> Iterator[None]:
    """A network this small loses more by sharing its work out than it gains, and sums the same on any machine."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


@contextmanager
def _imported(project: Project, name: str) -> Iterator[ModuleType]:
    """A module of the project, which is on no path; it is forgotten afterwards."""
    spec = importlib.util.spec_from_file_location(
        project.package, project.source / "__init__.py", submodule_search_locations=[str(project.source)]
    )
    if spec is None or spec.loader is None:
        raise ExperimentError("The library that was written cannot be imported.")
    bytecode, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    package = importlib.util.module_from_spec(spec)
    sys.modules[project.package] = package
    try:
        spec.loader.exec_module(package)
        yield importlib.import_module(f"{project.package}.{name}")
    finally:
        sys.dont_write_bytecode = bytecode
        for one in [one for one in sys.modules if one.split(".")[0] == project.package]:
            del sys.modules[one]

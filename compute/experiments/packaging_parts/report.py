"""What a run showed: verdict, metrics, tables, charts, the tree, and the step to the public index."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from compute.experiments import charts
from compute.experiments.base import Chart, Metric, Table
from compute.experiments.packaging_parts.front_ends import Demo
from compute.experiments.packaging_parts.project import Project, Trained, grid
from compute.experiments.packaging_parts.tools import Step
from compute.experiments.packaging_parts.wheels import Entry, Wheel

FIELDS = ("Name", "Version", "Summary", "License-Expression", "Requires-Python", "Requires-Dist", "Provides-Extra")
USES = {
    "torch": "builds the network and trains it",
    "transformers": "its PreTrainedModel and PreTrainedConfig write model.safetensors and config.json",
    "huggingface-hub": "writes the model card with the header that the Hub reads",
    "gradio": "the library's first demo, asked over HTTP",
    "streamlit": "the library's second demo, its sliders moved in Streamlit's own harness",
}


class Story(NamedTuple):
    """Everything that happened, in order."""

    project: Project
    trained: Trained
    steps: list[Step]
    wheel_path: Path
    wheel: Wheel
    sdist_path: Path
    sdist: list[Entry]
    same_again: bool
    fetched: list[dict[str, Any]]
    answer: dict[str, Any]
    demos: list[Demo]
    versions: dict[str, str | None]
    disk: dict[str, int | None]

    def difference(self) -> float:
        """The largest difference between torch's probabilities and the installed library's."""
        pairs = zip(self.trained.answers, self.answer["answers"], strict=True)
        return max(abs(float(a) - float(b)) for ours, theirs in pairs for a, b in zip(ours, theirs, strict=True))

    def same_arm(self) -> float:
        """The share of grid points on which both name the same arm."""
        pairs = list(zip(self.trained.answers, self.answer["answers"], strict=True))
        return sum(_arm(ours) == _arm(theirs) for ours, theirs in pairs) / len(pairs)

    def demos_agree(self) -> int:
        """How many demos showed the arm that numpy names at their point."""
        return sum(demo.arm == self.expected() for demo in self.demos)

    def expected(self) -> str:
        """The arm that the installed library names at the point the demos are asked for, (0.5, 0.5)."""
        return f"arm {_arm(self.answer['answers'][grid().index([0.5, 0.5])])}"

    def seconds(self, name: str) -> float:
        """How long a step took."""
        return next(step.seconds for step in self.steps if step.name == name)


def _arm(row: Sequence[float]) -> int:
    return max(range(len(row)), key=lambda place: row[place])


def verdict(story: Story) -> str:
    """One sentence."""
    whole = sum(story.seconds(name) for name in ("build", "upload", "environment", "install"))
    return (
        f"A wheel of {story.wheel_path.stat().st_size / 1024:.1f} KiB, built, uploaded and installed in {whole:.0f} s, "
        f"predicts without torch to within {story.difference():.1e} of it."
    )


def metrics(story: Story) -> list[Metric]:
    """Sizes, agreement with torch, and times."""
    weights = next(one.size for one in story.wheel.entries if one.name.endswith(".safetensors"))
    made = [
        Metric("accuracy on held-out points", round(story.trained.accuracy, 4), "", "higher"),
        Metric("parameters", story.trained.parameters, "numbers"),
        Metric("wheel", story.wheel_path.stat().st_size, "bytes", "lower"),
        Metric("sdist", story.sdist_path.stat().st_size, "bytes", "lower"),
        Metric("weights", weights, "bytes", "lower"),
        Metric("files in the wheel", len(story.wheel.entries), "files"),
        Metric("same bytes on a second build", int(story.same_again), "yes is 1", "higher"),
        Metric("largest difference to torch", float(f"{story.difference():.2e}"), "probability", "lower"),
        Metric("same arm as torch", story.same_arm(), "of points", "higher"),
        Metric("torch in the fresh environment", int(story.answer["torch"]), "no is 0", "lower"),
    ]
    if any(demo.arm for demo in story.demos):
        made.append(Metric("demos that show the same arm", story.demos_agree(), f"of {len(story.demos)}", "higher"))
    made += [
        Metric(f"time to {name}", round(story.seconds(name), 3), "s", "lower", measured=True)
        for name in ("train", "build", "upload", "install", "predict")
    ]
    made.append(Metric("import in the fresh environment", round(story.answer["import_seconds"], 4), "s", "lower", True))
    disk = story.disk["numpy"]
    return [*made, Metric("numpy on disk", disk, "bytes", "lower", measured=True)] if disk else made


def tables(story: Story) -> list[Table]:
    """The steps, what lies where, what the metadata says, what was installed, and who uses what."""
    told = [[name, value] for name in FIELDS for value in story.wheel.metadata.get_all(name) or []]
    told += [["Tag", value] for value in story.wheel.tags.get_all("Tag") or []]
    used = [[name, USES[name], held or "not installed: `make extras` adds it"] for name, held in story.versions.items()]
    shown = [[demo.kind, demo.arm or "not tried: not installed", story.expected()] for demo in story.demos]
    return [
        Table("Steps", ["step", "command", "seconds"],
              [[step.name, step.command, round(step.seconds, 2)] for step in story.steps]),
        Table("The project", ["file", "bytes"],
              [[path.as_posix(), (story.project.folder / path).stat().st_size] for path in sources(story.project)]),
        Table("Inside the wheel", ["file", "bytes", "packed"], [list(one) for one in story.wheel.entries]),
        Table("Inside the sdist", ["file", "bytes"], [[one.name, one.size] for one in story.sdist]),
        Table("Metadata", ["field", "value"], told),
        Table("Installed from the index", ["package", "version", "file", "from"],
              [list(one.values()) for one in story.fetched]),
        Table("Inside the fresh environment", ["what", "found"], _found(story)),
        Table("The five libraries of the notes", ["library", "what it does here", "version"], used),
        Table("Size on disk", ["what", "bytes"], [[name, size] for name, size in story.disk.items()]),
        Table("To the public index", ["step", "how", "why"], [list(row) for row in PUBLIC]),
        *([Table("Demos at (0.5, 0.5)", ["demo", "shows", "numpy says"], shown)] if shown else []),
    ]  # fmt: skip


def _found(story: Story) -> list[list[str | int | float]]:
    said = story.answer
    return [
        ["the package lies in", said["file"]],
        ["version", said["version"]],
        ["numpy", said["numpy"]],
        ["torch can be imported", "yes" if said["torch"] else "no"],
        ["seconds to import it", round(said["import_seconds"], 3)],
        [f"seconds to predict {len(said['answers'])} points", round(said["predict_seconds"], 4)],
        ["its own command says", next(step.output for step in story.steps if step.name == "command")],
    ]


def charts_of(story: Story) -> list[Chart]:
    """The loss while training, the time of each step, and the map that the installed wheel draws."""
    every = max(1, len(story.trained.losses) // 100)
    losses = [{"epoch": n, "loss": loss} for n, loss in enumerate(story.trained.losses) if n % every == 0]
    times = [{"step": step.name, "seconds": step.seconds} for step in story.steps]
    cells = [{"x": x, "y": y, "arm": _arm(row)} for (x, y), row in zip(grid(), story.answer["answers"], strict=True)]
    return [
        charts.line("Training", losses, x="epoch", y="loss", description="Cross-entropy on the training points."),
        charts.bars("Time of each step", times, x="step", y="seconds", unit_y="s",
                    description="Seconds that each step took, in order."),
        charts.heat("What the installed wheel answers", sorted(cells, key=lambda one: (-one["y"], one["x"])),
                    x="x", y="y", value="arm", description="The arm that each point of the square belongs to."),
    ]  # fmt: skip


def sources(project: Project) -> list[Path]:
    """The project's files, without what was built from them."""
    return [path for path in project.paths() if path.parts[0] not in ("dist", "again")]


def tree(project: Project) -> str:
    """The project's files with their bytes, folders indented."""
    lines = [f"{project.name}/"]
    before: tuple[str, ...] = ()
    for path in sources(project):
        folders = path.parts[:-1]
        for depth, folder in enumerate(folders):
            if folders[: depth + 1] != before[: depth + 1]:
                lines.append(f"{'  ' * (depth + 1)}{folder}/")
        lines.append(f"{'  ' * len(path.parts)}{path.name}  {(project.folder / path).stat().st_size}")
        before = folders
    return "\n".join(lines) + "\n"


PUBLIC = (
    ("1. a free name", "look at https://pypi.org/project/<name>/",
     "first come, first served; capitals, hyphens, underscores and dots make no difference (PEP 503)"),
    ("2. accounts", "register at https://test.pypi.org and https://pypi.org, with a second factor",
     "both are separate; PyPI requires a second factor since 2024"),
    ("3. a rehearsal", "twine upload --repository testpypi dist/*",
     "TestPyPI may be played with, and is pruned now and then"),
    ("4. from a machine", "twine upload dist/*, user __token__, password an API token of the project",
     "the command of this run with the index left out"),
    ("5. better: no token", ".github/workflows/publish.yml of this project, the publisher named in the project's "
     "settings", "trusted publishing: a short-lived OpenID Connect identity, and signed attestations (PEP 740)"),
    ("6. forever", "a new version for every upload", "a file name is never given twice, even after deletion; a bad "
     "release is yanked (PEP 592)"),
)  # fmt: skip

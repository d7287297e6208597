"""The package `experiment` of an exported app: the definition, what it imports of the house, and the page."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from compute.experiments import EXPERIMENTS
from compute.experiments.base import Experiment

HOUSE = Path(__file__).resolve().parents[1]
# Modules of the house by the names they have in an export; the longer name is replaced first.
RENAMED = (("compute.experiments.export.app", "experiment.app"), ("compute.experiments", "experiment"))
OTHERS = {"gradio": ("streamlit_page.py", "drawing.py"), "streamlit": ("gradio_page.py",)}
INIT = '''"""{title}"""

from __future__ import annotations

from experiment.base import Experiment
from experiment.{key} import EXPERIMENT

EXPERIMENTS: tuple[Experiment, ...] = (EXPERIMENT,)


def experiment(key: str) -> Experiment | None:
    """The experiment of that key."""
    return next((one for one in EXPERIMENTS if one.key == key), None)
'''


def copy_package(experiment: Experiment, target: Path, module: Path | None = None) -> None:
    """Copies it; imports of `compute.experiments` become imports of `experiment`.

    `module` is the file of the definition, `compute/experiments/<key>.py` unless given.
    """
    target.mkdir()
    (target / "__init__.py").write_text(INIT.format(title=experiment.title, key=experiment.key), encoding="utf-8")
    _copy(module or HOUSE / f"{experiment.key}.py", target / f"{experiment.key}.py")
    parts = f"{experiment.key}_parts"
    for name in [*_frame(), "shared", *experiment.app.data, *([parts] if (HOUSE / parts).is_dir() else [])]:
        _copy(HOUSE / name, target / name)
    _copy(HOUSE / "export" / "app", target / "app")
    for name in OTHERS[experiment.app.ui]:
        (target / "app" / name).unlink()


def names(experiment: Experiment, text: str) -> bool:
    """Whether the code of the experiment, or of its parts and their templates, holds the text."""
    sources = [*_files(HOUSE / f"{experiment.key}.py"), *_files(HOUSE / f"{experiment.key}_parts")]
    return any(text in path.read_text(encoding="utf-8") for path in sources if path.suffix in (".py", ".tmpl"))


def _frame() -> list[str]:
    """The modules that define no experiment: what every definition and its process stand on."""
    others = {"__init__.py", *(f"{one.key}.py" for one in EXPERIMENTS)}
    return sorted(path.name for path in HOUSE.glob("*.py") if path.name not in others)


def _copy(source: Path, target: Path) -> None:
    for path in _files(source):
        goal = target / path.relative_to(source)
        goal.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".py":
            text = path.read_text(encoding="utf-8")
            for house, exported in RENAMED:
                text = text.replace(house, exported)
            goal.write_text(text, encoding="utf-8")
        else:
            shutil.copyfile(path, goal)


def _files(source: Path) -> Iterator[Path]:
    if source.is_file():
        yield source
        return
    for path in sorted(source.rglob("*")):
        if path.is_file() and not {"__pycache__", "node_modules"} & set(path.parts):
            yield path

"""Every experiment as an app: it starts alone, and gives the figures that a run here gives."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from compute.experiments import EXPERIMENTS
from compute.experiments.base import Experiment
from explorer.env import BASE_DIR
from tests.compute.experiments.harness import SEED, small
from tests.compute.experiments.test_export import imported
from tests.support.distributions import bringing, closure, named_in
from tests.support.exported import call, exported, gradio_app, streamlit_run, typed

every_experiment = pytest.mark.parametrize("experiment", EXPERIMENTS, ids=lambda one: one.key)


@every_experiment
@pytest.mark.timeout(900)
def test_an_app_gives_the_figures_of_a_run_here(experiment: Experiment, tmp_path: Path) -> None:
    compare(experiment, figures(experiment, exported(experiment, tmp_path / experiment.key), sys.executable))


@every_experiment
def test_an_app_installs_what_it_imports(experiment: Experiment, tmp_path: Path) -> None:
    folder = exported(experiment, tmp_path / experiment.key)
    brought = closure(named_in((folder / "requirements.txt").read_text()))
    own = [
        folder / "experiment" / f"{experiment.key}.py",
        *folder.glob("experiment/*_parts/*.py"),
        *folder.glob("experiment/app/*_page.py"),
    ]
    missing = {
        name: sorted(found)
        for path in own
        for name in imported(path.read_text())
        if not name.startswith(("experiment", "spaces")) and (found := bringing(name)) and not found & brought
    }
    assert missing == {}


@pytest.mark.timeout(1500)
def test_one_app_a_commit_runs_on_its_own_requirements_alone(tmp_path: Path) -> None:
    commit = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=BASE_DIR, capture_output=True, text=True, check=False
    ).stdout
    experiment = EXPERIMENTS[int(commit.strip() or "0", 16) % len(EXPERIMENTS)]
    folder = exported(experiment, tmp_path / experiment.key)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv"], check=True)
    python = str(tmp_path / "venv" / "bin" / "python")
    # What is imported is compiled then; compiling all that is installed would take longer than installing it.
    install = ["-m", "pip", "--python", python, "install", "--quiet", "--no-compile", "-r", "requirements.txt"]
    subprocess.run([sys.executable, *install], cwd=folder, check=True)
    compare(experiment, figures(experiment, folder, python))


def figures(experiment: Experiment, folder: Path, python: str) -> list[dict[str, Any]]:
    """The metrics of the app's run with small parameters."""
    if experiment.app.ui == "streamlit":
        page = streamlit_run(folder, {**typed(experiment, experiment.small), "seed": SEED}, python=python)
        assert page["exceptions"] == page["errors"] == []
        found: list[dict[str, Any]] = page["metrics"]
        return found
    with gradio_app(folder, python) as client:
        metrics, verdict, *_ = call(client, experiment, experiment.small, seed=SEED)
    assert verdict.strip("*")
    return list(metrics)


def compare(experiment: Experiment, metrics: list[dict[str, Any]]) -> None:
    """Asserts that they are those of a run here."""
    here = small(experiment)
    assert [one["name"] for one in metrics] == list(here.metrics)
    if experiment.deterministic:
        values = {one["name"]: one["value"] for one in metrics if one["name"] in here.steady}
        assert values == pytest.approx(here.steady)

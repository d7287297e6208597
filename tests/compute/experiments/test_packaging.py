"""The library is built, served, installed and asked for real; archives and indexes that are wrong are refused."""

from __future__ import annotations

import base64
import importlib.metadata
import json
import subprocess
import sys
import urllib.error
import urllib.request
import zipfile
from pathlib import Path
from typing import Any

import pytest

from compute.experiments.base import Context, ExperimentError
from compute.experiments.packaging import EXPERIMENT
from compute.experiments.packaging_parts import fresh, project, tools, wheels
from tests.compute.experiments.harness import Ran, run_with

SIZES = {"samples": 120, "noise": 0.1, "hidden": 8, "epochs": 20}


@pytest.fixture(scope="module")
def ran() -> Ran:
    return run_with(EXPERIMENT, {**EXPERIMENT.small, "name": "ring-arms", "version": "1.2.3", "front_ends": "both"})


@pytest.fixture
def context(tmp_path: Path) -> Context:
    for name in ("scratch", "artifacts"):
        (tmp_path / name).mkdir()
    return Context(
        parameters=EXPERIMENT.read(EXPERIMENT.small), seed=7, scratch=tmp_path / "scratch",
        artifacts=tmp_path / "artifacts", device="cpu", tell=lambda _kind, _payload: None,
    )  # fmt: skip


@pytest.fixture
def made(context: Context) -> project.Project:
    """A written project, not trained."""
    found = project.Project(context.scratch / "library", "ring-arms", "1.2.3", 3)
    project.write(found)
    return found


@pytest.mark.slow
def test_the_installed_wheel_says_what_torch_says_without_it(ran: Ran) -> None:
    assert ran.metrics["torch in the fresh environment"] == 0
    assert ran.metrics["largest difference to torch"] < 1e-4
    assert ran.metrics["same arm as torch"] == 1
    assert ran.metrics["accuracy on held-out points"] > 0.5
    found = {row["what"]: row["found"] for row in ran.tables["Inside the fresh environment"]}
    assert found["the package lies in"].startswith("fresh/")
    assert "site-packages/ring_arms" in found["the package lies in"]
    assert found["its own command says"].startswith("arm ")


def test_everything_installed_came_from_the_index_on_loopback(ran: Ran) -> None:
    rows = ran.tables["Installed from the index"]
    assert {row["package"] for row in rows} == {"ring-arms", "numpy"}
    assert {row["version"] for row in rows} == {"1.2.3", importlib.metadata.version("numpy")}
    assert all(row["from"].startswith("http://127.0.0.1:") for row in rows)


def test_the_five_libraries_of_the_notes_are_used(ran: Ran) -> None:
    rows = {row["library"]: row["version"] for row in ran.tables["The five libraries of the notes"]}
    assert set(rows) == {"torch", "transformers", "huggingface-hub", "gradio", "streamlit"}
    assert set(rows) <= set(EXPERIMENT.app.packages)
    shown = ran.tables["Demos at (0.5, 0.5)"]
    assert [row["demo"] for row in shown] == ["gradio", "streamlit"]
    assert all(row["shows"] == row["numpy says"] for row in shown)
    assert ran.metrics["demos that show the same arm"] == 2


def test_the_archives_hold_what_each_is_for(ran: Ran) -> None:
    assert ran.files == [
        "publish.yml", "pyproject.toml", "ring_arms-1.2.3-py3-none-any.whl", "ring_arms-1.2.3.tar.gz", "tree.txt",
    ]  # fmt: skip
    held = {row["file"] for row in ran.tables["Inside the wheel"]}
    assert "ring_arms/data/model.safetensors" in held
    assert not any("tests/" in name or "demos/" in name for name in held)
    source = {row["file"] for row in ran.tables["Inside the sdist"]}
    assert {"ring_arms-1.2.3/tests/test_predict.py", "ring_arms-1.2.3/MODEL_CARD.md"} <= source
    told = {(row["field"], row["value"]) for row in ran.tables["Metadata"]}
    assert {("License-Expression", "MIT"), ("Requires-Dist", "numpy>=1.26"), ("Tag", "py3-none-any")} <= told
    assert ran.metrics["same bytes on a second build"] == 1
    tree = (ran.artifacts / "tree.txt").read_text()
    assert "    ring_arms/\n" in tree
    assert "model.safetensors" in tree


def test_a_version_can_be_uploaded_once(ran: Ran) -> None:
    steps = {row["step"]: row["command"] for row in ran.tables["Steps"]}
    assert "refused" in steps["upload again"]
    assert not any("__token__" in line for line in ran.log)


def test_the_index_wants_its_password_and_sends_nobody_elsewhere(context: Context) -> None:
    with fresh.index(context) as index:
        for header in ({}, {"Authorization": "Basic " + base64.b64encode(b"__token__:guess").decode()}):
            request = urllib.request.Request(index.url, data=b"", headers=header, method="POST")
            with pytest.raises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(request, timeout=10)
            assert refused.value.code in {401, 403}
        with pytest.raises(urllib.error.HTTPError) as missing:
            urllib.request.urlopen(f"{index.simple}requests/", timeout=10)
        assert missing.value.code == 404
        assert missing.value.url.startswith("http://127.0.0.1:")
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(index.url, timeout=5)


@pytest.mark.parametrize("name", ["json", "numpy", "class", "typing-extensions"])
def test_a_name_that_is_taken_here_is_refused(context: Context, name: str) -> None:
    taken = project.Project(context.scratch / "library", name, "1.0.0", 2)
    with pytest.raises(ExperimentError, match="choose another name"):
        project.write(taken)
    assert not taken.folder.exists()


def test_training_is_the_librarys_own_and_leaves_nothing_imported(made: project.Project) -> None:
    heard: list[int] = []
    trained = project.train(made, tell=lambda epoch, _loss: heard.append(epoch), seed=1, **SIZES)
    again = project.train(made, tell=lambda _epoch, _loss: None, seed=1, **SIZES)
    other = project.train(made, tell=lambda _epoch, _loss: None, seed=2, **SIZES)
    assert heard == list(range(20))
    assert trained.answers == again.answers != other.answers
    assert trained.losses[-1] < trained.losses[0]
    assert "ring_arms" not in sys.modules
    config = json.loads((made.source / "data" / "config.json").read_text())
    assert (config["architectures"], config["arms"], config["hidden"]) == (["SpiralModel"], 3, 8)
    assert (made.folder / "MODEL_CARD.md").read_text().startswith("---\nlibrary_name: ring-arms\nlicense: mit\n")


def test_the_library_passes_its_own_tests_and_a_linter(made: project.Project) -> None:
    project.train(made, tell=lambda _epoch, _loss: None, seed=1, **SIZES)
    rules = ["ruff", "check", "--isolated", "--select", "E,F,I,B,UP,SIM", "--line-length", "120", "."]
    subprocess.run([sys.executable, "-m", *rules], check=True, capture_output=True, cwd=made.folder)
    command = [sys.executable, "-c", "import test_predict as t; t.test_probabilities_sum_to_one()"]
    paths = f"{made.folder / 'tests'}:{made.folder / 'src'}"
    subprocess.run(command, check=True, env={**tools.environment(made.folder), "PYTHONPATH": paths})


def test_weights_that_are_cut_short_are_refused(made: project.Project) -> None:
    spaces: dict[str, Any] = {}
    exec((made.source / "weights.py").read_text(), spaces)
    for data in (b"", b"\x00" * 8, (999).to_bytes(8, "little") + b"{}"):
        with pytest.raises(ValueError, match="does not fit"):
            spaces["read"](data)


def test_a_changed_file_in_a_wheel_is_found(tmp_path: Path) -> None:
    path = wheels.repack("safetensors", tmp_path)
    assert wheels.wheel(path).recorded > 5
    changed = tmp_path / "changed.whl"
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(changed, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name) + (b"#" if name == "safetensors/__init__.py" else b""))
    with pytest.raises(ExperimentError, match=r"safetensors/__init__.py is not what"):
        wheels.wheel(changed)


def test_a_repacked_wheel_holds_every_file_of_its_record(tmp_path: Path) -> None:
    path = wheels.repack("safetensors", tmp_path)
    files = importlib.metadata.files("safetensors") or []
    installed = {str(one) for one in files if not str(one).endswith(".pyc") and not str(one).startswith("..")}
    held = {one.name for one in wheels.wheel(path).entries}
    assert held <= installed
    assert {Path(name).name for name in installed - held} <= {"INSTALLER", "REQUESTED", "direct_url.json"}
    assert path.name.startswith(f"safetensors-{importlib.metadata.version('safetensors')}-cp")


def test_what_was_not_installed_from_a_wheel_cannot_be_repacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "loose-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: loose\nVersion: 1.0\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(ExperimentError, match="not installed from a wheel"):
        wheels.repack("loose", tmp_path)


def test_a_tool_that_fails_says_what_it_said(context: Context) -> None:
    with pytest.raises(ExperimentError, match="twine check ended with code 1"):
        tools.run_step(context, "check", ["-m", "twine", "check", "absent.whl"], shown="twine check")


def test_tools_see_no_settings_of_the_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PIP_INDEX_URL", "TWINE_PASSWORD", "https_proxy", "PYTHONPATH", "UV_INDEX"):
        monkeypatch.setenv(name, "http://elsewhere.example")
    seen = tools.environment(tmp_path)
    assert "http://elsewhere.example" not in seen.values()
    assert seen["HOME"] == str(tmp_path)

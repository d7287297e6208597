"""An exported app does what the definition says, wherever it lies."""

import ast
import dataclasses
import io
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
import spaces
from gradio_client import Client, handle_file
from gradio_client.exceptions import AppError
from PIL import Image

from compute.experiments.base import App
from compute.experiments.export import export, zipped
from compute.experiments.export.app.fields import form_fields, given
from compute.experiments.export.app.gradio_page import page
from compute.experiments.export.pins import requirements
from tests.compute.experiments.harness import run_with
from tests.support.browser import chromium
from tests.support.exported import call, exported, gradio_app, is_working, streamlit_app, streamlit_run
from tests.support.sample_experiment import EXPERIMENT

MODULE = Path(sys.modules[EXPERIMENT.run.__module__].__file__ or "")
IN_STREAMLIT = dataclasses.replace(EXPERIMENT, app=App(ui="streamlit"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return exported(EXPERIMENT, tmp_path_factory.mktemp("app") / "sample", MODULE)


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[Client]:
    with gradio_app(folder) as found:
        yield found


def test_a_form_has_the_field_that_fits_each_parameter() -> None:
    fields = {one.name: one for one in form_fields(EXPERIMENT)}
    assert {name: one.kind for name, one in fields.items()} == {
        "rows": "slider",
        "share": "slider",
        "rate": "number",
        "kind": "choice",
        "marks": "choices",
        "sizes": "json",
        "words": "text",
        "poem": "text",
        "fail": "check",
        "end": "check",
        "table": "file",
        "sketch": "file",
    }
    assert (fields["rows"].low, fields["rows"].high, fields["rows"].step) == (1, 100, 1)
    assert fields["kind"].choices == ("even", "bell")
    assert (fields["words"].lines, fields["poem"].lines) == (1, 4)
    assert fields["table"].template == {"name": "words.csv", "text": "word\nhello\n"}
    assert (fields["table"].drawn, fields["sketch"].drawn) == (False, True)


def test_what_a_form_holds_at_first_is_what_the_definition_has() -> None:
    fields = form_fields(EXPERIMENT)
    # A browser's numbers have no integers.
    held = {one.name: float(one.default) if one.whole else one.default for one in fields}
    assert EXPERIMENT.read(given(fields, held)) == EXPERIMENT.parameters()


def test_the_endpoint_gives_the_metrics_of_a_run_in_arboretum(client: Client) -> None:
    asked = {"rows": 6, "kind": "bell", "marks": ["c"], "sizes": "[4]"}
    metrics, verdict, files, log = call(client, EXPERIMENT, asked, seed=3)
    here = run_with(EXPERIMENT, {**asked, "sizes": [4]}, seed=3)
    assert {one["name"]: one["value"] for one in metrics if one["name"] in here.steady} == here.steady
    assert here.steady["papers"] == 200
    assert here.result.verdict in verdict
    assert [Path(one).name for one in files] == ["values.txt"]
    assert log == "Drawn 6 numbers on cpu."


def test_a_file_of_the_user_reaches_the_run(client: Client, tmp_path: Path) -> None:
    table = tmp_path / "own.csv"
    table.write_text("word\nthere\n")
    metrics, *_ = call(client, EXPERIMENT, {"rows": 2, "table": handle_file(table)}, seed=1)
    assert next(one["value"] for one in metrics if one["name"] == "bytes") == 11


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"fail": True}, "It was asked to fail."),
        ({"end": True}, "nothing left to say"),
        ({"sizes": "1, 2"}, "sizes: This is no JSON"),
        ({"rate": 2}, "rate: "),
    ],
)
def test_what_goes_wrong_is_said(client: Client, asked: dict[str, object], said: str) -> None:
    with pytest.raises(AppError, match=said):
        call(client, EXPERIMENT, {"rows": 2, **asked}, seed=1)


def test_nothing_is_left_of_a_run_that_is_stopped_or_whose_app_ends(tmp_path: Path) -> None:
    slow = MODULE.read_text().replace("    draw = random", "    import time\n    time.sleep(300)\n    draw = random")
    module = tmp_path / "slow.py"
    module.write_text(slow)
    folder = exported(EXPERIMENT, tmp_path / "slow", module)
    with gradio_app(folder) as client:
        job, running = _begun(client, folder)
        job.cancel()
        psutil.wait_procs(running, timeout=20)
        assert _of(folder) == []
        _, running = _begun(client, folder)
    psutil.wait_procs(running, timeout=20)
    assert _of(folder) == []


def _begun(client: Client, folder: Path) -> tuple[Any, list[psutil.Process]]:
    """A run that works, and its processes."""
    job = client.submit(api_name="/run", seed=1, table=None, sketch=None)
    while not (running := _of(folder)) or not is_working(job):
        assert not job.done()
        time.sleep(0.1)
    return job, running


def _of(folder: Path) -> list[psutil.Process]:
    """Processes of runs of the app in that folder."""
    found = []
    for one in psutil.process_iter(["cmdline", "environ"]):
        if "experiment.child" in (one.info["cmdline"] or ()) and (one.info["environ"] or {}).get("PYTHONPATH") == str(
            folder
        ):
            found.append(one)
    return found


def test_the_form_in_streamlit_does_the_same(tmp_path: Path) -> None:
    folder = exported(IN_STREAMLIT, tmp_path / "sample", MODULE)
    page = streamlit_run(folder, {"rows": 4, "kind": "bell", "seed": 5})
    here = run_with(EXPERIMENT, {"rows": 4, "kind": "bell"}, seed=5)
    assert page["exceptions"] == page["errors"] == []
    assert page["verdict"] == [here.result.verdict]
    assert {one["name"]: one["value"] for one in page["metrics"] if one["name"] in here.steady} == here.steady
    assert streamlit_run(folder, {"rows": 2, "fail": True})["errors"] == ["It was asked to fail."]


def test_what_is_drawn_on_the_pad_in_streamlit_reaches_the_run(tmp_path: Path) -> None:
    folder = exported(IN_STREAMLIT, tmp_path / "sample", MODULE)
    with streamlit_app(folder) as url, chromium() as browser:
        page = browser.new_page()
        page.goto(url)
        pad = page.get_by_role("img", name="Sketch")
        pad.wait_for(timeout=60_000)
        box = pad.bounding_box()
        assert box
        page.mouse.move(box["x"] + 60, box["y"] + 60)
        page.mouse.down()
        page.mouse.move(box["x"] + 160, box["y"] + 160, steps=4)
        page.mouse.up()
        page.get_by_role("button", name="Run", exact=True).click()
        drawn = page.get_by_role("button", name="sketch.png")
        drawn.wait_for(timeout=60_000)
        with page.expect_download() as saved:
            drawn.click()
        with Image.open(saved.value.path()) as image:
            levels = {level: count for count, level in image.convert("L").getcolors(256) or []}
    assert image.size == (224, 224)
    # Black ink on white paper.
    assert levels[255] > levels[17] > 1000


def test_an_app_imports_nothing_of_the_house(folder: Path) -> None:
    for path in folder.rglob("*.py"):
        text = path.read_text()
        assert "compute" not in {name.split(".")[0] for name in imported(text)}, path
        assert "compute.experiments" not in text, path


def imported(text: str) -> set[str]:
    """Full names of the modules that a text imports."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def test_versions_are_those_of_the_lock() -> None:
    numpy = ["numpy==2.4 ; python_full_version < '3.12'", "numpy==2.5 ; python_full_version >= '3.12'"]
    lock = "\n".join(["Gradio==6.31.0", "httpx==1.0", *numpy, "psutil==7.0", "pydantic==2.1", "py-something==0.9", ""])
    experiment = dataclasses.replace(EXPERIMENT, app=App(packages=("numpy", "py_something")))
    assert requirements(experiment, lock) == [
        "Gradio==6.31.0",
        *numpy,
        "psutil==7.0",
        "py-something==0.9",
        "pydantic==2.1",
    ]
    with pytest.raises(KeyError):
        requirements(dataclasses.replace(EXPERIMENT, app=App(packages=("unknown",))), lock)


@pytest.mark.parametrize("app", [App(dockerfile=True), App(ui="streamlit")], ids=["gradio", "streamlit"])
def test_the_dockerfile_is_clean_and_the_space_says_docker(app: App, tmp_path: Path) -> None:
    folder = exported(dataclasses.replace(EXPERIMENT, app=app), tmp_path / "app", MODULE)
    subprocess.run([Path(sys.executable).with_name("hadolint"), folder / "Dockerfile"], check=True)
    header = (folder / "README.md").read_text().split("---")[1]
    assert 'sdk: "docker"' in header
    assert f"app_port: {7860 if app.ui == 'gradio' else 8501}" in header


def test_a_run_borrows_the_gpu_of_a_space(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, int]] = []

    def lend(**said: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        asked.append(said)
        return lambda work: work

    monkeypatch.setattr(spaces, "GPU", lend)
    page(EXPERIMENT)
    page(dataclasses.replace(EXPERIMENT, seconds=900))
    assert asked == [{"duration": 60}, {"duration": 120}]


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(FileExistsError):
        export(EXPERIMENT, tmp_path, module=MODULE)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_equal_exports_are_equal_zips() -> None:
    made = zipped(EXPERIMENT, module=MODULE)
    assert made == zipped(EXPERIMENT, module=MODULE)
    names = zipfile.ZipFile(io.BytesIO(made)).namelist()
    assert {"sample_experiment/app.py", "sample_experiment/experiment/base.py"} <= set(names)

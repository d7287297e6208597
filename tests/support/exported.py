"""Exported apps, started from an empty folder outside of the repository, and called as their users would."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from gradio_client import Client
from gradio_client.utils import Status

from compute.experiments.base import Experiment
from compute.experiments.export import export
from compute.experiments.export.app.fields import form_fields
from compute.experiments.shared.servers import free_port, http_answers
from tests.support.experiment_corpus import corpus, subgraph

START_SECONDS = 120
CLICK = """
import json, sys
from streamlit.testing.v1 import AppTest
app = AppTest.from_file("app.py", default_timeout=600).run()
given = json.loads(sys.argv[1])
kinds = "slider", "number_input", "text_input", "text_area", "selectbox", "checkbox", "multiselect"
for widget in [one for kind in kinds for one in app.get(kind)]:
    if widget.key in given:
        widget.set_value(given[widget.key])
app.button[0].click().run()
said = {
    "exceptions": [one.value for one in app.exception],
    "errors": [one.value for one in app.error],
    "verdict": [one.value for one in app.success],
    "metrics": json.loads(app.json[0].value) if app.json else None,
}
print(json.dumps(said))
"""


def exported(experiment: Experiment, folder: Path, module: Path | None = None) -> Path:
    """The app with the papers that `harness.run_with` gives."""
    export(experiment, folder, corpus=corpus(), subgraph=subgraph(), module=module)
    return folder


def environment(folder: Path) -> dict[str, str]:
    """What an app sees of this process's environment: nothing of the house."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "TZ") if name in os.environ}
    home = folder.parent / "home"
    home.mkdir(exist_ok=True)
    # Azurite, which an app's user installs with npm.
    tools = Path(__file__).parents[2] / "extras" / "node_modules" / ".bin"
    kept["PATH"] = os.pathsep.join([str(tools), kept.get("PATH", os.defpath)])
    return kept | {"HOME": str(home), "HF_HUB_OFFLINE": "1", "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false"}


@contextlib.contextmanager
def gradio_app(folder: Path, python: str = sys.executable, **extra: str) -> Iterator[Client]:
    """A client of the app while it runs."""
    with _running(folder, [python, "app.py"], "GRADIO_SERVER_PORT", extra) as url:
        yield Client(url, verbose=False, analytics_enabled=False)


@contextlib.contextmanager
def streamlit_app(folder: Path) -> Iterator[str]:
    """The address of the app's page while it runs."""
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    loopback = {"STREAMLIT_SERVER_ADDRESS": "127.0.0.1", "STREAMLIT_SERVER_HEADLESS": "true"}
    with _running(folder, command, "STREAMLIT_SERVER_PORT", loopback) as url:
        yield url


@contextlib.contextmanager
def _running(folder: Path, command: list[str], port_name: str, extra: Mapping[str, str]) -> Iterator[str]:
    port = free_port()
    output = folder.parent / "app.log"
    with output.open("wb") as log:
        app = subprocess.Popen(
            command,
            cwd=folder,
            env=environment(folder) | {port_name: str(port)} | extra,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        _await(port, app, output)
        yield f"http://127.0.0.1:{port}"
    finally:
        app.terminate()
        app.wait(20)


def _await(port: int, app: subprocess.Popen[bytes], output: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not http_answers(port):
        if app.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"The app does not answer: {output.read_text()[-3000:]}")
        time.sleep(0.3)


def call(client: Client, experiment: Experiment, given: Mapping[str, Any], *, seed: int) -> list[Any]:
    """Metrics, verdict, files and log of a run by the app's endpoint."""
    files = dict.fromkeys(experiment.uploads())
    return list(client.predict(api_name="/run", seed=seed, **{**files, **typed(experiment, given)}))


def typed(experiment: Experiment, given: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters as a form holds them: some as JSON."""
    texts = {field.name for field in form_fields(experiment) if field.kind == "json"}
    return {
        name: json.dumps(value) if name in texts and not isinstance(value, str) else value
        for name, value in given.items()
    }


def streamlit_run(folder: Path, given: Mapping[str, Any], *, python: str = sys.executable) -> dict[str, Any]:
    """What the page of a Streamlit app says after its form was filled in and sent."""
    said = subprocess.run(
        [python, "-c", CLICK, json.dumps(dict(given))],
        cwd=folder,
        env=environment(folder) | {"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    if said.returncode:
        raise RuntimeError(said.stderr[-3000:])
    body: dict[str, Any] = json.loads(said.stdout.splitlines()[-1])
    return body


def is_working(job: Any) -> bool:
    """Whether a job of a client is being worked on."""
    return bool(job.status().code in (Status.PROCESSING, Status.ITERATING, Status.PROGRESS))

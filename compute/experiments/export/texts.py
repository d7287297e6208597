"""The texts of an exported app: app.py, README.md with the header of a Hugging Face Space, and the Dockerfile."""

from __future__ import annotations

import json

from compute.experiments.base import Experiment
from compute.experiments.export.app.fields import form_fields
from compute.experiments.export.files import names
from compute.experiments.export.pins import version_of
from compute.experiments.shared.dockerfile import PYTHON, gradio_dockerfile
from compute.experiments.shared.node import PINNED

SPACE_PYTHON = "3.12"
PORTS = {"gradio": 7860, "streamlit": 8501}
# A longer title would not fit on a Space's card.
LONGEST_TITLE = 60

GRADIO_APP = '''"""{title}

`pip install -r requirements.txt`, then `python app.py`: the page is at http://127.0.0.1:7860.
"""

import os

# Nothing is told to anybody; this must be set before Gradio is imported.
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")

from experiment.app.gradio_page import page
from experiment.{key} import EXPERIMENT

demo = page(EXPERIMENT)

if __name__ == "__main__":
    demo.launch()
'''
STREAMLIT_APP = '''"""{title}

`pip install -r requirements.txt`, then `streamlit run app.py`: the page is at http://127.0.0.1:8501.
"""

from experiment.app.streamlit_page import page
from experiment.{key} import EXPERIMENT

page(EXPERIMENT)
'''
STREAMLIT_DOCKERFILE = """\
# syntax=docker/dockerfile:1
FROM python:{python}
RUN useradd --uid 1000 --create-home app
WORKDIR /home/app/app
COPY requirements.txt ./
RUN pip install --no-cache-dir --disable-pip-version-check -r requirements.txt
COPY --chown=app:app . ./
USER 1000
ENV STREAMLIT_SERVER_ADDRESS=0.0.0.0 STREAMLIT_BROWSER_GATHER_USAGE_STATS=false PYTHONUNBUFFERED=1
EXPOSE {port}
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \\
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:{port}/_stcore/health', timeout=4)"]
CMD ["streamlit", "run", "app.py"]
"""


def app_file(experiment: Experiment) -> str:
    """app.py."""
    text = {"gradio": GRADIO_APP, "streamlit": STREAMLIT_APP}[experiment.app.ui]
    return text.format(title=experiment.title, key=experiment.key)


def dockerfile(experiment: Experiment) -> str:
    """The Dockerfile, "" where none is wanted.

    Streamlit always has one: since 30 April 2025 Spaces run it in Docker (huggingface.co/docs/hub/spaces-changelog).
    """
    if experiment.app.ui == "streamlit":
        return STREAMLIT_DOCKERFILE.format(python=PYTHON, port=PORTS["streamlit"])
    return gradio_dockerfile(PORTS["gradio"]) if experiment.app.dockerfile else ""


def readme(experiment: Experiment, pins: list[str]) -> str:
    """README.md: the header that a Space wants, how to run it, its parameters, data and sources."""
    ui = experiment.app.ui
    start = "python app.py" if ui == "gradio" else "streamlit run app.py"
    paragraphs = [
        _header(experiment, pins),
        f"# {experiment.title}",
        experiment.summary,
        f"An experiment of Arboretum (topic {experiment.topic} of ten) that runs by itself, with Python 3.11 to 3.13:",
        f"    pip install -r requirements.txt\n    {start}",
        f"The page is then at http://127.0.0.1:{PORTS[ui]}. Each run is a process of its own; it writes into a "
        "temporary folder, and servers that it starts listen on 127.0.0.1.",
        *([_docker(experiment)] if dockerfile(experiment) else []),
        *([_calls(experiment)] if ui == "gradio" else []),
        "## Parameters\n\n" + _parameters(experiment),
        *_npm(experiment),
        *_data(experiment),
        "## Sources\n\n"
        + "\n".join(f"- [{one.title}]({one.url}){f': {one.why}' if one.why else ''}" for one in experiment.references),
        "Code: Apache-2.0 (`LICENSE`).",
    ]
    return "\n\n".join(paragraphs) + "\n"


def _header(experiment: Experiment, pins: list[str]) -> str:
    ui = experiment.app.ui
    space = (
        {
            "sdk": "gradio",
            "sdk_version": version_of("gradio", pins),
            "app_file": "app.py",
            "python_version": SPACE_PYTHON,
        }
        if ui == "gradio" and not experiment.app.dockerfile
        else {"sdk": "docker", "app_port": PORTS[ui]}
    )
    title = experiment.title if len(experiment.title) <= LONGEST_TITLE else experiment.key
    said = {"title": title, "emoji": "🌳", "colorFrom": "green", "colorTo": "blue", **space, "license": "apache-2.0"}
    return "\n".join(
        ["---", *(f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in said.items()), "---"]
    )


def _docker(experiment: Experiment) -> str:
    key, port = experiment.key, PORTS[experiment.app.ui]
    return f"Or in a container:\n\n    docker build -t {key} .\n    docker run --rm -p {port}:{port} {key}"


def _calls(experiment: Experiment) -> str:
    files = "".join(f", {name}=None" for name in experiment.uploads())
    given = "".join(f", {name}={value!r}" for name, value in experiment.small.items())
    return (
        "Programs call it too; metrics come as JSON:\n\n"
        "    from gradio_client import Client\n\n"
        f'    metrics, verdict, files, log = Client("http://127.0.0.1:{PORTS["gradio"]}").predict(\n'
        f'        api_name="/run", seed=7{given}{files}\n    )\n\n'
        "On a Space with ZeroGPU (package `spaces`) a run borrows a GPU by `spaces.GPU`."
    )


def _parameters(experiment: Experiment) -> str:
    rows = [f"| `{one.name}` | {one.title}: {one.description} |" for one in form_fields(experiment)]
    return "\n".join(["| name | what it is |", "|---|---|", *rows])


def _npm(experiment: Experiment) -> list[str]:
    named = [f"{name}@{PINNED[name]}" for name in sorted(PINNED) if names(experiment, f'"{name}')]
    if not named:
        return []
    said = "Some parts want packages of npm, and say so where these are missing. In this folder:"
    return [f"## Node\n\n{said}\n\n    npm install {' '.join(named)}"]


def _data(experiment: Experiment) -> list[str]:
    texts = {
        "corpus": "`corpus.json` holds titles and abstracts of arXiv papers; arXiv's metadata is in the public domain "
        "([CC0 1.0](https://info.arxiv.org/help/api/tou.html)).",
        "subgraph": "`subgraph.json` holds a piece of the knowledge graph of such papers, made from that metadata.",
        "scratch_schema": "What works in PostgreSQL is left out here, as an app brings no database.",
    }
    said = [text for name, text in texts.items() if name in experiment.needs]
    return ["## Data\n\n" + "\n".join(said)] if said else []

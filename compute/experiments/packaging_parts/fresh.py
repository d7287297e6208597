"""A fresh environment that knows one index on loopback, and what the library says from inside it."""

from __future__ import annotations

import json
import os
import secrets
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from compute.experiments.base import Context
from compute.experiments.packaging_parts.project import Project
from compute.experiments.packaging_parts.tools import Step, run_step
from compute.experiments.shared import servers

HERE = Path(__file__).parent


class Index(NamedTuple):
    """A running index: its address, the folder that it serves, and the password for uploads."""

    url: str
    folder: Path
    password: str

    @property
    def simple(self) -> str:
        """What an installer asks."""
        return f"{self.url}/simple/"


@contextmanager
def index(context: Context) -> Iterator[Index]:
    """An empty index of the run's own."""
    folder = context.scratch / "index"
    folder.mkdir()
    password = secrets.token_urlsafe(18)
    with servers.running(
        "index",
        lambda port: servers.script(HERE / "index.py", str(port), str(folder)),
        scratch=context.scratch,
        answers="/health",
        check=context.check_cancelled,
        env={"INDEX_PASSWORD": password},
    ) as server:
        yield Index(server.url, folder, password)


def upload(context: Context, project: Project, archives: list[Path], to: Index) -> list[Step]:
    """Checks and uploads the archives with twine, then tries the same version once more, which an index refuses."""
    files = [str(path) for path in archives]
    env = {"TWINE_USERNAME": "__token__", "TWINE_PASSWORD": to.password}
    send = ["-m", "twine", "upload", "--non-interactive", "--disable-progress-bar", "--repository-url", to.url, *files]
    return [
        run_step(context, "check", ["-m", "twine", "check", "--strict", *files], shown="twine check --strict dist/*"),
        run_step(context, "upload", send, shown=f"twine upload --repository-url {to.url} dist/*", env=env),
        run_step(
            context, "upload again", send, env=env, refused=True,
            shown=f"twine upload ... # {project.version} a second time: refused",
        ),
    ]  # fmt: skip


def install(context: Context, project: Project, at: Index) -> tuple[Path, list[Step], list[dict[str, Any]]]:
    """A virtual environment with the library from the index: its Python, the steps, and what pip says it fetched."""
    folder, report = context.scratch / "fresh", context.scratch / "installed.json"
    start = time.perf_counter()
    # pip of this environment installs into it, so it needs none of its own.
    venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt").create(folder)
    created = Step("environment", "python -m venv --without-pip fresh", time.perf_counter() - start, "")
    context.log(f"{created.command}  ({created.seconds:.1f} s)")
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    wanted = f"{project.name}=={project.version}"
    step = run_step(
        context,
        "install",
        ["-m", "pip", "--isolated", "--python", str(python), "install", "--progress-bar", "off", "--no-cache-dir",
         "--no-compile", "--index-url", at.simple, "--report", str(report), wanted],
        shown=f"pip --python fresh install --index-url {at.simple} {wanted}",
    )  # fmt: skip
    fetched = json.loads(report.read_text(encoding="utf-8"))["install"]
    rows = [
        {
            "name": one["metadata"]["name"],
            "version": one["metadata"]["version"],
            "file": one["download_info"]["url"].split("/")[-1].split("#")[0],
            "from": one["download_info"]["url"].split("/packages/")[0],
        }
        for one in fetched
    ]
    return python, [created, step], rows


def ask(
    context: Context, project: Project, python: Path, points: list[list[float]]
) -> tuple[dict[str, Any], list[Step]]:
    """What the installed library answers in its environment, and its own command for one point."""
    asked = context.scratch / "points.json"
    asked.write_text(json.dumps(points), encoding="utf-8")
    step = run_step(
        context, "predict", ["-I", str(HERE / "ask.py"), project.package, str(asked)], python=python,
        shown=f"fresh/bin/python -c 'from {project.package} import load; ...'",
    )  # fmt: skip
    command = run_step(
        context, "command", ["0.3", "-0.2"], python=python.with_name(project.name).with_suffix(python.suffix),
        shown=f"fresh/bin/{project.name} 0.3 -0.2",
    )  # fmt: skip
    return json.loads(step.output.splitlines()[-1]), [step, command]

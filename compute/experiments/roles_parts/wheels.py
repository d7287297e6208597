"""Wheels that carry libraries but not code: what is in one, how it is installed, and `.pyc` as a teaching variant."""

from __future__ import annotations

import base64
import dis
import hashlib
import importlib.util
import marshal
import py_compile
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from types import CodeType
from typing import Any

from compute.experiments.base import Context
from compute.experiments.roles_parts.agent import LeftOut
from compute.experiments.roles_parts.commands import python, run
from compute.experiments.roles_parts.writing import filled

CODE = (".py", ".pyx", ".pxd", ".c", ".cpp", ".cu", ".h")
LIBRARIES = (".so", ".pyd", ".dylib")
HEADER = 16


def build(context: Context, folder: Path) -> Path:
    """The wheel that hatchling makes of a folder. Raises `Refused`."""
    context.require("hatchling", "hatchling", "pip install hatchling")
    run(context, [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist")], folder)
    return next((folder / "dist").glob("*.whl"))


def inspect(wheel: Path) -> dict[str, Any]:
    """What a wheel holds: `files` (name, bytes), `code` (source but for an `__init__` of imports alone), metadata."""
    with zipfile.ZipFile(wheel) as archive:
        files = {one.filename: archive.read(one) for one in archive.infolist()}
    found = {name: content.decode(errors="replace") for name, content in files.items() if ".dist-info/" in name}
    metadata = next(text for name, text in found.items() if name.endswith("/METADATA"))
    return {
        "files": [(name, len(content)) for name, content in sorted(files.items())],
        "code": [
            name for name, text in sorted(files.items()) if PurePosixPath(name).suffix in CODE and not _bare(text)
        ],
        "libraries": [name for name in sorted(files) if PurePosixPath(name).suffix in LIBRARIES],
        "licence": next(
            (line.split(": ", 1)[1] for line in metadata.splitlines() if line.startswith("License-Exp")), ""
        ),
        "texts": {name.split("/licenses/")[1]: text for name, text in found.items() if "/licenses/" in name},
    }


def _bare(text: bytes) -> bool:
    lines = [line for line in text.decode().splitlines() if line.strip()]
    return all(line.startswith("from ._core import ") for line in lines)


def install(context: Context, wheel: Path, target: Path) -> None:
    """Puts the wheel alone into a fresh folder, from no index. Raises `Refused`, and `LeftOut` without pip."""
    if importlib.util.find_spec("pip") is None:
        raise LeftOut("pip is not installed here: `python -m ensurepip` adds it.")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-compile"]
    run(context, [*command, "--disable-pip-version-check", "--target", str(target), str(wheel)], wheel.parent)


def use(context: Context, folder: Path, target: Path, **values: object) -> dict[str, Any]:
    """Predicts with what lies in `target`, in a process of its own. Raises `Refused`."""
    script = folder / "use.py"
    script.write_text(filled("use.py.tmpl", **values), encoding="utf-8")
    return dict(python(context, script, env={"PYTHONPATH": str(target)}))


def bytecode_wheel(folder: Path, package: str, licence: str, function: str, texts: Mapping[str, str]) -> Path:
    """The teaching variant: a wheel with `.pyc` in place of `.py`, tied to this minor version of Python."""
    source = folder / "scores_source.py"
    source.write_text(function, encoding="utf-8")
    compiled = folder / "scores.pyc"
    py_compile.compile(str(source), str(compiled), dfile="scores.py", doraise=True, optimize=2)
    tag = f"cp{sys.version_info.major}{sys.version_info.minor}"
    info = f"{package}_pyc-0.1.0.dist-info"
    meta = f"Metadata-Version: 2.4\nName: {package}_pyc\nVersion: 0.1.0\nLicense-Expression: {licence}\n"
    files: dict[str, str | bytes] = {
        f"{package}_pyc/__init__.pyc": compiled.read_bytes(),
        f"{info}/METADATA": meta,
        f"{info}/WHEEL": f"Wheel-Version: 1.0\nGenerator: roles\nRoot-Is-Purelib: false\nTag: {tag}-none-any\n",
        **{f"{info}/licenses/{name}": text for name, text in texts.items()},
    }
    wheel = folder / f"{package}_pyc-0.1.0-{tag}-none-any.whl"
    record = []
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            archive.writestr(name, data)
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            record.append(f"{name},sha256={digest},{len(data)}")
        archive.writestr(f"{info}/RECORD", "\n".join([*record, f"{info}/RECORD,,", ""]))
    return wheel


def limits(wheel: Path, package: str, target: Path) -> dict[str, Any]:
    """What `.pyc` does not hide, and what it is tied to: instructions and names read back, a foreign magic refused."""
    with zipfile.ZipFile(wheel) as archive:
        content = archive.read(f"{package}_pyc/__init__.pyc")
    module = marshal.loads(content[HEADER:])  # noqa: S302  (this run compiled it)
    codes = [one for one in module.co_consts if isinstance(one, CodeType)]
    other = target / "other_python.pyc"
    other.write_bytes(b"\x00\x00\r\n" + content[4:])
    try:
        importlib.util.spec_from_file_location("other_python", other).loader.get_code("other_python")  # type: ignore[union-attr]
        refusal = ""
    except ImportError as error:
        refusal = str(error).split(":")[0]
    return {
        "instructions": sum(len(list(dis.get_instructions(one))) for one in codes),
        "names": sorted({name for one in codes for name in (*one.co_varnames, *one.co_names)}),
        "refusal": refusal,
    }

"""Compiled Python modules: the compiler's flags, nanobind's own runtime, Cython."""

from __future__ import annotations

import importlib.util
import platform
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path

from compute.experiments.base import Context
from compute.experiments.roles_parts.agent import LeftOut
from compute.experiments.roles_parts.commands import compiler, run


def openmp_flags() -> list[str]:
    """Apple's compiler has no OpenMP of its own; there the loops run on one thread."""
    return [] if platform.system() == "Darwin" else ["-fopenmp"]


def headers() -> str:
    """The folder of Python.h. Raises `LeftOut`."""
    folder = sysconfig.get_paths()["include"]
    if not (Path(folder) / "Python.h").is_file():
        raise LeftOut("Python.h is missing: `apt install python3-dev`.")
    return folder


def nanobind_module(context: Context, folder: Path, sources: Sequence[str], name: str) -> Path:
    """Compiles C++ sources and nanobind's runtime to a module beside them. Raises `LeftOut` and `Refused`."""
    spec = importlib.util.find_spec("nanobind")
    if spec is None or spec.origin is None:
        raise LeftOut("nanobind is not installed: `pip install nanobind`.")
    root = Path(spec.origin).parent
    flags = ["-std=c++17", "-O1", "-fPIC", "-fvisibility=hidden", f"-I{root / 'include'}", f"-I{headers()}"]
    runtime = context.scratch / "nanobind.o"
    if not runtime.exists():
        extra = f"-I{root / 'ext' / 'robin_map' / 'include'}"
        source = str(root / "src" / "nb_combined.cpp")
        run(context, [compiler(), *flags, extra, "-c", source, "-o", str(runtime)], folder, seconds=300)
    made = folder / f"{name}{sysconfig.get_config_var('EXT_SUFFIX')}"
    run(context, [compiler(), *flags, *openmp_flags(), *_shared(), *sources, str(runtime), "-o", str(made)], folder)
    return made


def cython_module(context: Context, folder: Path, source: str) -> Path:
    """Compiles a `.pyx` to a module beside it. Raises `LeftOut` and `Refused`."""
    if importlib.util.find_spec("Cython") is None:
        raise LeftOut("Cython is not installed: `pip install cython`.")
    include = headers()
    run(context, [sys.executable, "-m", "cython", "-3", source], folder)
    made = folder / f"{Path(source).stem}{sysconfig.get_config_var('EXT_SUFFIX')}"
    command = [compiler("c"), "-O1", "-fPIC", f"-I{include}", *_shared(), f"{Path(source).stem}.c", "-o", str(made)]
    run(context, command, folder)
    return made


def _shared() -> list[str]:
    # On a Mac a module's Python symbols are found when it is loaded.
    return ["-bundle", "-undefined", "dynamic_lookup"] if platform.system() == "Darwin" else ["-shared"]

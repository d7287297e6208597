"""The CUDA engineer: wraps a C++/CUDA library for Python and proves it against numpy."""

from __future__ import annotations

import importlib.util
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from compute.experiments.base import Context
from compute.experiments.roles_parts import screens
from compute.experiments.roles_parts.agent import Work, facts
from compute.experiments.roles_parts.board import EVERYONE, Board
from compute.experiments.roles_parts.commands import compiler, python, run
from compute.experiments.roles_parts.native import nanobind_module, openmp_flags
from compute.experiments.roles_parts.writing import Writer, filled

NAME, FOLDER = "CUDA engineer", "cuda_engineer"
LIBRARY = "libsimilarity.so"
TOLERANCE = {"float32": 1e-5, "float64": 1e-12}
REAL = {"float32": "float", "float64": "double"}
WRAP, NVRTC = "Wrap the CUDA library for Python", "CUDA without nvcc: NVRTC, cudart, cuBLAS"
BRIEF = (
    "Write the C++ function `BOTH inline real similarity(const real* a, const real* b, int dims)`. It returns the "
    "{measure} similarity of two rows of `dims` numbers that are never negative ({formula}), 0 where that is not "
    "defined. `BOTH` and `real` are defined already; call nothing but sqrt, fmin, fmax; no includes."
)
FORMULA = {"cosine": "a.b / (|a| |b|)", "jaccard": "sum of min(a, b) / sum of max(a, b)"}


class CudaEngineer:
    """Writes `similarity_all(rows) -> rows x rows`: CUDA where nvcc is, OpenMP everywhere, ctypes and nanobind."""

    name = NAME

    def __init__(self, context: Context, board: Board, writer: Writer) -> None:
        self.context, self.board, self.writer = context, board, writer
        self.outcomes: dict[str, Any] = {}
        self.folder = context.scratch / FOLDER
        self.folder.mkdir()
        self.wanted: dict[str, Any] = {}
        self.nvcc = find_nvcc()

    def plan(self) -> Sequence[Work]:
        """Two tasks: the library with its bindings, and the way without nvcc."""
        return (
            Work(
                WRAP,
                write=self._write,
                run=self._build_and_call,
                check=self._right,
                hand_over=self._tell,
                spoil=self._forget_a_column,
                waits_for=("vectors",),
                gives=("library",),
            ),
            Work(NVRTC, write=self._write_nvrtc, run=self._call_nvrtc, check=self._nvrtc_right),
        )

    def _write(self, report: str) -> None:
        parameters = self.context.parameters
        default = {"measure": parameters.measure, "path": None, "rows": 64, "dims": 32}
        self.wanted = facts(self.board, NAME, "vectors", default)
        self._rows()
        measure, tile = self.wanted["measure"], parameters.tile
        function = self.writer.piece(
            brief=BRIEF.format(measure=measure, formula=FORMULA[measure]),
            template=filled(f"function_{measure}.tmpl"),
            screen=screens.c_function,
            report=report,
        )
        header = filled("similarity.h.tmpl", measure=measure, real=REAL[parameters.precision], function=function)
        self._file("similarity.h", header)
        self._file("kernel.h", filled("kernel.h.tmpl", tile=tile))
        self._file("similarity.cu", filled("similarity.cu.tmpl", tile=tile))
        self._file("similarity_cpu.cpp", filled("similarity_cpu.cpp.tmpl"))
        self._file("binding.cpp", filled("binding.cpp.tmpl"))

    def _rows(self) -> None:
        import numpy as np

        path = self.folder / "vectors.npy"
        if self.wanted["path"]:
            shutil.copyfile(self.context.scratch / self.wanted["path"], path)
        else:
            shape = self.wanted["rows"], self.wanted["dims"]
            np.save(path, np.random.default_rng(self.context.seed).random(shape))

    def _forget_a_column(self) -> None:
        path = self.folder / "similarity.h"
        path.write_text(path.read_text(encoding="utf-8").replace("k < dims;", "k < dims - 1;"), encoding="utf-8")

    def _build_and_call(self) -> dict[str, Any]:
        builds = [("OpenMP by ctypes", LIBRARY)]
        command = [compiler(), "-std=c++17", "-O2", "-shared", "-fPIC", *openmp_flags(), "similarity_cpu.cpp"]
        run(self.context, [*command, "-o", LIBRARY], self.folder)
        if self.context.parameters.nanobind and importlib.util.find_spec("nanobind"):
            nanobind_module(self.context, self.folder, ["binding.cpp", "similarity_cpu.cpp"], "similarity_nb")
            builds.append(("OpenMP by nanobind", "nanobind"))
        if self.nvcc:
            architecture = "native" if self.context.device == "cuda" else "sm_80"
            flags = [
                "-std=c++17",
                "-O3",
                "-shared",
                "-Xcompiler",
                "-fPIC",
                "-cudart",
                "static",
                f"-arch={architecture}",
            ]
            run(self.context, [self.nvcc, *flags, "similarity.cu", "-o", "libsimilarity_cuda.so"], self.folder)
            builds.append(("CUDA by ctypes", "libsimilarity_cuda.so"))
        parameters = self.context.parameters
        text = filled(
            "verify.py.tmpl",
            measure=self.wanted["measure"],
            real_numpy=parameters.precision,
            repeats=5,
            # The CPU's result is written last, so that it is what the others get.
            builds=json.dumps(list(reversed(builds))),
        )
        return dict(python(self.context, self._file("verify.py", text)))

    def _right(self, outcome: dict[str, Any]) -> str:
        allowed = TOLERANCE[self.context.parameters.precision]
        for one in outcome["paths"]:
            if one["worst"] is None and one["device"] == "cuda":
                self.context.log(f"note | {NAME} | the CUDA path answers {one['code']}: {one['error']}")
            elif one["worst"] is None or not one["worst"] <= allowed:
                row, column, got, right = one["example"] or (0, 0, None, None)
                return (
                    f"{one['path']} differs from numpy by {one['worst']:.3g} (allowed {allowed:g}): "
                    f"rows {row} and {column} give {got}, numpy {right}."
                )
        return ""

    def _tell(self, outcome: dict[str, Any]) -> None:
        said = {
            "path": f"{FOLDER}/{LIBRARY}",
            "similar": f"{FOLDER}/similar.npy",
            "symbol": "similarity_all",
            "real": REAL[self.context.parameters.precision],
            "dims": self.wanted["dims"],
            "measure": self.wanted["measure"],
            "cuda": next((one["code"] for one in outcome["paths"] if one["device"] == "cuda"), None),
        }
        self.board.say(NAME, EVERYONE, "library", said)

    def _write_nvrtc(self, _report: str) -> None:
        parameters = self.context.parameters
        # NVRTC of CUDA 12 and 13 both know this one; the driver compiles the PTX for the device it has.
        values = {"real_numpy": parameters.precision, "tile": parameters.tile, "compute": "compute_80"}
        self._file("nvrtc_path.py", filled("nvrtc.py.tmpl", **values))

    def _call_nvrtc(self) -> dict[str, Any]:
        return dict(python(self.context, self.folder / "nvrtc_path.py"))

    def _nvrtc_right(self, outcome: dict[str, Any]) -> str:
        wrong = [one for one in outcome["said"] if one["library"] == "NVRTC" and one["code"]]
        if wrong:
            return f"NVRTC refuses the kernel with code {wrong[0]['code']}: {wrong[0]['says']}"
        if outcome["worst"] is not None and outcome["worst"] > TOLERANCE[self.context.parameters.precision]:
            return f"The kernel's result differs by {outcome['worst']:.3g} from the verified one."
        return ""

    def _file(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path


def find_nvcc() -> str | None:
    """The CUDA compiler, also where its folder is not on the path."""
    return shutil.which("nvcc") or shutil.which("nvcc", path="/usr/local/cuda/bin")

"""The open-source maintainer: builds a model, licenses it, packs it without code, and publishes it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from compute.experiments.base import Context
from compute.experiments.roles_parts import licences, screens, wheels
from compute.experiments.roles_parts.agent import LeftOut, Work, facts
from compute.experiments.roles_parts.board import EVERYONE, Board
from compute.experiments.roles_parts.commands import python
from compute.experiments.roles_parts.hub import USER, Hub
from compute.experiments.roles_parts.knowledge import graph_of
from compute.experiments.roles_parts.native import cython_module, nanobind_module
from compute.experiments.roles_parts.pushing import push
from compute.experiments.roles_parts.writing import Writer, filled

NAME, FOLDER = "open-source maintainer", "maintainer"
TRAIN, PACK, BYTECODE, PUBLISH = (
    "Build and license the model",
    "Pack a wheel without code",
    "Pack .pyc, and show its limits",
    "Write the card and push",
)
BRIEF = (
    "Write the Python function `scores(weight, bias, features)`: `weight` is a list of rows, `bias` and `features` are "
    "lists of numbers. It returns the list of bias[i] + sum over j of weight[i][j] * features[j]. No imports, no "
    "comprehension needed; only range, len, zip, sum may be called, append is not allowed."
)
ROWS = 20
WORST = 1e-4


class Maintainer:
    """Works in a folder of its own: `model/` is what is pushed, `package/` what becomes the wheel."""

    name = NAME

    def __init__(self, context: Context, board: Board, writer: Writer, hub: Hub) -> None:
        self.context, self.board, self.writer, self.hub = context, board, writer, hub
        self.outcomes: dict[str, Any] = {}
        self.folder = context.scratch / FOLDER
        self.model, self.package = self.folder / "model", self.folder / "package"
        self.name_of_package = context.parameters.package
        for one in (self.model, self.package / self.name_of_package, self.model / "wheels"):
            one.mkdir(parents=True)
        self.dataset: dict[str, Any] = {}
        self.texts: dict[str, str] = {}
        self.function, self.compiled = "", ""

    def plan(self) -> Sequence[Work]:
        """Four tasks."""
        return (
            Work(TRAIN, write=self._write_model, run=self._train, check=self._learned, waits_for=("dataset",)),
            Work(
                PACK,
                write=self._write_package,
                run=self._pack,
                check=self._no_code,
                hand_over=self._keep_wheel,
                spoil=self._forget_to_exclude,
                waits_for=("library",),
            ),
            Work(BYTECODE, write=None, run=self._pack_bytecode, check=self._limits_shown),
            Work(
                PUBLISH,
                write=self._write_card,
                run=self._push,
                check=self._arrived,
                hand_over=self._tell_address,
                waits_for=("answers",),
                gives=("published",),
            ),
        )

    def _write_model(self, _report: str) -> None:
        heard = self.board.heard(NAME, "dataset")
        if heard is None:
            heard = self._own_dataset()
        paths = {"dataset": self.context.scratch / heard["path"], "vectors": self.context.scratch / heard["vectors"]}
        self.dataset = values = {**paths, "label": heard["label"]}
        text = filled("train.py.tmpl", seed=self.context.seed, epochs=self.context.parameters.epochs, **values)
        (self.folder / "train.py").write_text(text, encoding="utf-8")
        self.texts = licences.files(self.context.parameters.licence, self.name_of_package)
        for name, content in self.texts.items():
            for folder in (self.model, self.package):
                (folder / name).write_text(content, encoding="utf-8")

    def _own_dataset(self) -> dict[str, Any]:
        import numpy as np

        self.context.log(f"note | {NAME} | nobody told the dataset: it is read from the library")
        graph = graph_of(self.context, self.context.parameters.papers)
        names, rows = graph.vectors()
        np.save(self.folder / "vectors.npy", np.array(rows))
        text = json.dumps({"concepts": names, "papers": graph.papers})
        (self.folder / "dataset.json").write_text(text, encoding="utf-8")
        paths = {"path": f"{FOLDER}/dataset.json", "vectors": f"{FOLDER}/vectors.npy"}
        return {**paths, "label": "category"}

    def _train(self) -> dict[str, Any]:
        found = dict(python(self.context, self.folder / "train.py"))
        for step, loss in enumerate(found["losses"]):
            if step % 10 == 0:
                self.context.metric("training loss", loss, step=step)
        return found

    def _trained(self) -> dict[str, Any]:
        if TRAIN not in self.outcomes:
            raise LeftOut("There is no model: the task before it was left out.")
        return dict(self.outcomes[TRAIN])

    def _learned(self, found: dict[str, Any]) -> str:
        if fault := licences.faults(self.context.parameters.licence, self.texts):
            return fault
        better = found["kept"] > found["largest"] or found["labels"] == 1
        return "" if better else f"It is right for {found['kept']:.0%}, no better than the largest category alone."

    def _write_package(self, report: str) -> None:
        self._trained()
        parameters, package = self.context.parameters, self.package / self.name_of_package
        self.function = self.writer.piece(
            brief=BRIEF, template=filled("scores.py.tmpl"), screen=screens.python_function, report=report
        )
        (package / "__init__.py").write_text("from ._core import scores\n", encoding="utf-8")
        if parameters.native == "cython":
            (package / "_core.pyx").write_text(filled("core.pyx.tmpl", function=self.function), encoding="utf-8")
        else:
            (package / "_core.cpp").write_text(filled("core.cpp.tmpl"), encoding="utf-8")
        for name in ("weights.safetensors", "labels.json"):
            shutil.copyfile(self.model / name, package / name)
        library = facts(self.board, NAME, "library", {"path": None})["path"]
        if library:
            shutil.copyfile(self.context.scratch / library, package / Path(library).name)
        values = {"package": self.name_of_package, "licence": parameters.licence}
        (self.package / "pyproject.toml").write_text(filled("pyproject.toml.tmpl", **values), encoding="utf-8")
        (self.package / "hatch_build.py").write_text(filled("hatch_build.py.tmpl"), encoding="utf-8")

    def _forget_to_exclude(self) -> None:
        path = self.package / "pyproject.toml"
        kept = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("exclude")]
        path.write_text("\n".join(kept) + "\n", encoding="utf-8")

    def _pack(self) -> dict[str, Any]:
        package = self.package / self.name_of_package
        self._compile(package)
        shutil.rmtree(self.package / "dist", ignore_errors=True)
        # What the compilers said must not travel.
        for name in ("stdout.txt", "stderr.txt"):
            (package / name).unlink(missing_ok=True)
        wheel = wheels.build(self.context, self.package)
        target = self.folder / "installed"
        shutil.rmtree(target, ignore_errors=True)
        wheels.install(self.context, wheel, target)
        values = {"package": self.name_of_package, "vectors": self.dataset["vectors"], "library": "libsimilarity.so"}
        used = wheels.use(self.context, self.folder, target, rows=ROWS, **values)
        return {"wheel": wheel, "bytes": wheel.stat().st_size, **wheels.inspect(wheel), **used}

    def _compile(self, package: Path) -> None:
        source = package / ("_core.pyx" if self.context.parameters.native == "cython" else "_core.cpp")
        text = source.read_text(encoding="utf-8")
        if text == self.compiled:
            return
        if source.suffix == ".pyx":
            cython_module(self.context, package, source.name)
        else:
            nanobind_module(self.context, package, [source.name], "_core")
        self.compiled = text

    def _no_code(self, found: dict[str, Any]) -> str:
        if found["code"] or found["source"]:
            return f"The wheel carries code: {', '.join(found['code'])}. Leave it out of the build."
        if found["licence"] != self.context.parameters.licence:
            return f"The wheel says licence {found['licence']!r}."
        if fault := licences.faults(self.context.parameters.licence, found["texts"]):
            return fault
        return "" if found["worst"] <= WORST else f"Scores differ from numpy's by {found['worst']:.3g}."

    def _keep_wheel(self, found: dict[str, Any]) -> None:
        shutil.copyfile(found["wheel"], self.model / "wheels" / found["wheel"].name)
        self.context.artifact(found["wheel"].name, found["wheel"])

    def _pack_bytecode(self) -> dict[str, Any]:
        if not self.function:
            raise LeftOut("There is no function to pack: the task before it was left out.")
        licence = self.context.parameters.licence
        wheel = wheels.bytecode_wheel(self.folder, self.name_of_package, licence, self.function, self.texts)
        target = self.folder / "installed_pyc"
        wheels.install(self.context, wheel, target)
        return {"wheel": wheel, **wheels.inspect(wheel), **wheels.limits(wheel, self.name_of_package, target)}

    def _limits_shown(self, found: dict[str, Any]) -> str:
        if found["code"]:
            return f"The wheel carries code: {found['code']}."
        shown = found["instructions"] > 0 and "weight" in found["names"] and found["refusal"].startswith("bad magic")
        return "" if shown else f"The limits of .pyc do not show: {found['names']}, {found['refusal']!r}."

    def _write_card(self, _report: str) -> None:
        found, licence = self._trained(), self.context.parameters.licence
        answered = self.board.heard(NAME, "answers")
        text = filled(
            "card.md.tmpl",
            package=self.name_of_package,
            licence=licence,
            licence_id=licence.lower(),
            notice=" and the NOTICE file" if licence == "Apache-2.0" else "",
            dataset=f"{USER}/{self.name_of_package}_papers",
            accuracy=round(found["held"], 4),
            largest=round(found["largest"], 4),
            labels=found["labels"],
            dims=found["dims"],
            kept=found["papers"] - found["papers"] // 5,
            held=found["papers"] // 5,
        )
        if answered:
            text += f"\n## Data\nThe graph behind it answers {answered['questions']} questions alike in "
            text += f"{answered['databases']} databases.\n"
        (self.model / "README.md").write_text(text, encoding="utf-8")

    def _push(self) -> dict[str, Any]:
        wanted = {"repo": f"{USER}/{self.name_of_package}", "kind": "model", "folder": str(self.model)}
        return push(self.context, self.hub, self.folder, [wanted])[0]

    def _arrived(self, found: dict[str, Any]) -> str:
        licence = self.context.parameters.licence.lower()
        if not found["same"] or found["sha"] != found["commit"]:
            return "What came back from the hub differs from what was pushed."
        return "" if found["licence"] == licence else f"The card on the hub says licence {found['licence']!r}."

    def _tell_address(self, found: dict[str, Any]) -> None:
        self.context.artifact("model-card.md", self.model / "README.md")
        self.board.say(NAME, EVERYONE, "published", {"repo": found["repo"], "sha": found["sha"]})

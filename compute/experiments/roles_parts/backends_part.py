"""Hugging Face: one model on several back ends, pushed with its data set as a Space, independent of the hardware."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from compute.experiments import charts
from compute.experiments.base import Context, Metric, Table
from compute.experiments.roles_parts.agent import LeftOut, Work
from compute.experiments.roles_parts.board import EVERYONE, Board
from compute.experiments.roles_parts.commands import python
from compute.experiments.roles_parts.hub import USER, Hub
from compute.experiments.roles_parts.knowledge import graph_of
from compute.experiments.roles_parts.pushing import push
from compute.experiments.roles_parts.reporting import Found
from compute.experiments.roles_parts.writing import filled

NAME = "Hugging Face"
RUN, PUSH = "One model on several back ends", "Push it with its data set as a Space"
HIDDEN, OUTPUTS = 64, 4
ALLOWED = 1e-4
GRADIO = "6.31.0"


class Backends:
    """Writes the model, its Space and its data set; `space/` and `dataset/` are what is pushed."""

    name = NAME

    def __init__(self, context: Context, board: Board, hub: Hub) -> None:
        self.context, self.board, self.hub = context, board, hub
        self.outcomes: dict[str, Any] = {}
        self.folder = context.scratch / "backends"
        for name in ("space", "dataset"):
            (self.folder / name).mkdir(parents=True)
        self.graph = graph_of(context, context.parameters.papers)
        self.dataset = f"{USER}/{context.parameters.package}_papers"
        self.dims = len(self.graph.vectors()[0])

    def plan(self) -> Sequence[Work]:
        """Two tasks."""
        return (
            Work(RUN, write=self._write, run=self._run, check=self._alike),
            Work(PUSH, write=self._write_space, run=self._push, check=self._arrived, hand_over=self._tell),
        )

    def _write(self, _report: str) -> None:
        import numpy as np

        np.save(self.folder / "vectors.npy", np.array(self.graph.vectors()[1]))
        text = filled("backends.py.tmpl", seed=self.context.seed, hidden=HIDDEN, outputs=OUTPUTS)
        (self.folder / "backends.py").write_text(text, encoding="utf-8")

    def _run(self) -> dict[str, Any]:
        return dict(python(self.context, self.folder / "backends.py"))

    def _alike(self, found: dict[str, Any]) -> str:
        wrong = [one for one in found["found"] if not one["worst"] <= ALLOWED]
        return "; ".join(f"{one['backend']} differs by {one['worst']:.3g}" for one in wrong)

    def _write_space(self, _report: str) -> None:
        if not (self.folder / "space" / "model.onnx").exists():
            raise LeftOut("The Space needs the ONNX model: `make extras` adds onnx and onnxruntime.")
        space, data = self.folder / "space", self.folder / "dataset"
        (space / "app.py").write_text(filled("space_app.py.tmpl", outputs=OUTPUTS, dims=self.dims), encoding="utf-8")
        readme = filled("space_readme.md.tmpl", gradio=GRADIO, dataset=self.dataset)
        (space / "README.md").write_text(readme, encoding="utf-8")
        (space / "requirements.txt").write_text("numpy\nonnxruntime\n", encoding="utf-8")
        lines = [json.dumps(one, ensure_ascii=False) for one in self.graph.documents()]
        (data / "papers.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        head = "---\nlicense: cc0-1.0\nconfigs:\n- config_name: default\n  data_files: papers.jsonl\n---\n"
        (data / "README.md").write_text(f"{head}{len(lines)} papers with their concepts.\n", encoding="utf-8")

    def _push(self) -> dict[str, Any]:
        name = f"{USER}/{self.context.parameters.package}_space"
        wanted = [
            {"repo": self.dataset, "kind": "dataset", "folder": str(self.folder / "dataset")},
            {"repo": name, "kind": "space", "folder": str(self.folder / "space"), "sdk": "gradio"},
        ]
        pushed = push(self.context, self.hub, self.folder, wanted)
        # What came back from the hub has to work, not only what was sent.
        call = self.folder / "call.py"
        row = json.dumps(self.graph.vectors()[1][0])
        call.write_text(
            f"import json, sys\nsys.path.insert(0, {pushed[1]['back']!r})\nimport app\n"
            f"print(json.dumps(app.predict({row!r})))\n",
            encoding="utf-8",
        )
        return {"pushed": pushed, "answer": python(self.context, call)}

    def _arrived(self, found: dict[str, Any]) -> str:
        changed = [one["repo"] for one in found["pushed"] if not one["same"]]
        right = self.outcomes[RUN]["best"][0]
        if changed or found["answer"] != right:
            return f"Changed on the way: {changed}; the Space answers {found['answer']}, {right} is right."
        return ""

    def _tell(self, found: dict[str, Any]) -> None:
        names = [one["repo"] for one in found["pushed"]]
        self.board.say(NAME, EVERYONE, "space", {"pushed": names, "answer": found["answer"]})

    def report(self) -> Found:
        """How alike and how fast the back ends are."""
        found = self.outcomes.get(RUN)
        if not found:
            return [], [], []
        rows = [[one["backend"], one["worst"], one["ms"], ""] for one in found["found"]]
        rows += [[name, None, None, why] for name, why in found["missing"]]
        times = [{"back end": one["backend"], "ms": one["ms"]} for one in found["found"]]
        said = "Median time for all papers: " + ", ".join(f"{one['back end']} {one['ms']:.3f} ms" for one in times)
        metrics = [
            Metric("Back ends that agree", len(found["found"]), "", "higher"),
            Metric("Largest difference of a back end", max(one["worst"] for one in found["found"]), "", "lower", True),
        ]
        tables = [Table("Back ends", ("back end", "largest difference", "ms", "left out because"), rows)]
        if pushed := self.outcomes.get(PUSH):
            files = [[one["repo"], one["kind"], name] for one in pushed["pushed"] for name in one["files"]]
            tables.append(Table("Data set and Space on the hub", ("repository", "kind", "file"), files))
        return metrics, tables, [charts.bars("Time of each back end", times, x="back end", y="ms", description=said)]

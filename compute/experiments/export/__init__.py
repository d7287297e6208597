"""An experiment as a stand-alone app: a folder that runs without Arboretum, with a form made from its definition."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from compute.experiments.base import CorpusPaper, Experiment, Subgraph
from compute.experiments.export.files import copy_package
from compute.experiments.export.pins import requirements
from compute.experiments.export.texts import app_file, dockerfile, readme

__all__ = ["export", "zipped"]

ROOT = Path(__file__).resolve().parents[3]
# What a zip says of every file, so that equal exports are equal bytes.
MOMENT = (1980, 1, 1, 0, 0, 0)


def export(
    experiment: Experiment,
    folder: Path,
    *,
    corpus: Sequence[CorpusPaper] = (),
    subgraph: Subgraph | None = None,
    root: Path = ROOT,
    module: Path | None = None,
) -> list[str]:
    """Writes the app into an empty or new folder and gives the names of its files.

    app.py, requirements.txt (exact versions of `root`/requirements.lock), README.md with the header of a Hugging Face
    Space, LICENSE, the package `experiment/`, a Dockerfile where the definition or its library wants one, and
    corpus.json or subgraph.json where it needs them: what is given here. `module` is the file of the definition where
    it is none of the house. Raises `FileExistsError` for a folder that holds something.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty.")
    pins = requirements(experiment, (root / "requirements.lock").read_text(encoding="utf-8"))
    texts = {
        "app.py": app_file(experiment),
        "requirements.txt": "".join(f"{line}\n" for line in pins),
        "README.md": readme(experiment, pins),
        "LICENSE": (root / "LICENSE").read_text(encoding="utf-8"),
        "Dockerfile": dockerfile(experiment),
        "corpus.json": json.dumps(list(corpus), ensure_ascii=False) if "corpus" in experiment.needs else "",
        "subgraph.json": json.dumps(subgraph, ensure_ascii=False) if "subgraph" in experiment.needs else "",
    }
    for name, text in texts.items():
        if text:
            (folder / name).write_text(text, encoding="utf-8")
    copy_package(experiment, folder / "experiment", module)
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def zipped(
    experiment: Experiment,
    *,
    corpus: Sequence[CorpusPaper] = (),
    subgraph: Subgraph | None = None,
    root: Path = ROOT,
    module: Path | None = None,
) -> bytes:
    """The same as a zip file with one folder, named after the experiment's key."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / experiment.key
        names = export(experiment, folder, corpus=corpus, subgraph=subgraph, root=root, module=module)
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in names:
                entry = zipfile.ZipInfo(f"{experiment.key}/{name}", MOMENT)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, (folder / name).read_bytes())
        return held.getvalue()

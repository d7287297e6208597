"""Merges: how long they take as collections grow, and how well branches agree with arXiv's categories."""

from __future__ import annotations

import functools
import gzip
import importlib
import json
import random
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

import papers.starter
from bench.frame import LIBRARY, Measure, Options, fastest
from bench.made_up import as_read
from bench.report import figure
from papers.sources.report import parse_report
from papers.text import canonical
from synthesis.background.learn import is_unread
from synthesis.core.inputs import Merge, PaperInput
from synthesis.inputs import model_inputs, record_inputs
from synthesis.merges import papers_merge

SIZES = (20, 100, 1_000, 5_000, 20_000)
# Seconds that a merge of so many extracted papers may take on two cores.
ALLOWED = {20: 1.0, 1_000: 10.0, 20_000: 300.0}
CATEGORIES, EACH = 10, 50
Labelled = list[tuple[str, PaperInput]]


def measure(options: Options) -> list[Measure]:
    """Seconds and growth; V-measure of branches beside k-means and BERTopic; how many links a sentence states."""
    snapshot = options.need("snapshot", "file of arXiv metadata")
    return [*_quality(snapshot), *_links(), *_speed(snapshot)]


def _speed(snapshot: Path) -> list[Measure]:
    """Merges of papers with made-up terms and vectors, as large as those of a reading."""
    library = as_read(sorted(map(_paper, _records(snapshot)[: SIZES[-1]]), key=lambda paper: paper.key))
    cpu = {}
    rows = []
    for size in SIZES:
        chosen, began = library[:size], time.process_time()
        repeats = 3 if size <= 100 else 1
        seconds = fastest(functools.partial(papers_merge, chosen, title="Bench"), repeats)
        cpu[size] = (time.process_time() - began) / repeats
        name, asked = f"Merge of {size:,} papers", ALLOWED.get(size)
        rows.append(Measure(name, "s", seconds, asked, "at most", "lower", f"{figure(cpu[size])} s of one core"))
    for less, more in pairwise(SIZES):
        allowed = float(more * np.log(more) / (less * np.log(less)))
        name = f"Time of {more:,} papers by that of {less:,}"
        rows.append(Measure(name, "times", cpu[more] / cpu[less], allowed, "n log n", "lower", "seconds of one core"))
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**30 if sys.platform == "darwin" else 2**20)
    return [*rows, Measure("Memory at its highest, the papers' own included", "GiB", most, better="lower")]


def _links() -> list[Measure]:
    """Of the links across branches those with a verb from a sentence, the others being "seen together"."""
    report = Path(papers.starter.__file__).parent / "report.md"
    notes = record_inputs(records=parse_report(report.read_text(encoding="utf-8")).records)
    starter = _read(_records(LIBRARY))
    rows = []
    for name, given in (("the notes' papers", notes), ("the starter library", starter)):
        tree = papers_merge(given, title="Links").tree
        links = [edge for edge in tree.edges if edge.kind == "cross"]
        said = sum(edge.basis == "sentence" for edge in links)
        told = sum(bool(paper.abstract) for paper in given)
        note = f"{said} of {len(links)}; {told} of {len(given)} papers have an abstract"
        rows.append(Measure(f"Links of {name} that a sentence states", "share", said / max(1, len(links)), note=note))
    return rows


def _records(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _paper(record: dict[str, Any]) -> PaperInput:
    return PaperInput(str(record["id"]), 1, canonical(record["title"]), canonical(record["abstract"]))


def _read(records: Sequence[dict[str, Any]]) -> list[PaperInput]:
    """The papers as the model reads them."""
    return model_inputs(papers=[_paper(record) for record in records])


def _quality(snapshot: Path) -> list[Measure]:
    """One run on abstracts drawn by seed 0 from the quarter of the snapshot that the background never read.

    The V-measure is that of Rosenberg and Hirschberg (2007); the rivals get the very same vectors.
    """
    drawn = _drawn(snapshot)
    labelled = list(zip([name for name, _ in drawn], _read([record for _, record in drawn]), strict=True))
    merged = papers_merge([paper for _, paper in labelled], title="Categories")
    ours = _v_measure(labelled, _branches(merged))
    vectors = np.array([np.frombuffer(paper.vector, np.int8) for _, paper in labelled], np.float32) / 127
    note = f"{len(labelled)} abstracts of {CATEGORIES} categories, seed 0"
    rows = [Measure("V-measure of branches", "V", ours, _k_means(labelled, vectors), "k-means", note=note)]
    theirs = _bertopic(labelled, vectors)
    if theirs is not None:
        rows.append(Measure("V-measure of branches", "V", ours, theirs, "BERTopic", note=note))
    return rows


def _drawn(snapshot: Path) -> list[tuple[str, dict[str, Any]]]:
    by_category: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for record in _records(snapshot):
        if is_unread(str(record["id"])):
            by_category[record["categories"].split()[0]].append(record)
    dice = random.Random(0)
    names = dice.sample(sorted(name for name, rows in by_category.items() if len(rows) >= EACH), CATEGORIES)
    ordered = {name: sorted(by_category[name], key=lambda row: str(row["id"])) for name in names}
    return [(name, record) for name in names for record in dice.sample(ordered[name], EACH)]


def _branches(merged: Merge) -> dict[str, str]:
    tree = merged.tree
    return {key: name for name in tree.children()[tree.root] for key in tree.node(name).papers}


def _v_measure(labelled: Labelled, found: dict[str, Any]) -> float:
    from sklearn.metrics import v_measure_score

    return float(v_measure_score([name for name, _ in labelled], [found[paper.key] for _, paper in labelled]))


def _k_means(labelled: Labelled, vectors: np.ndarray) -> float:
    from sklearn.cluster import KMeans

    found = KMeans(CATEGORIES, n_init=10, random_state=0).fit_predict(vectors)
    return _v_measure(labelled, {paper.key: int(one) for (_, paper), one in zip(labelled, found, strict=True)})


def _bertopic(labelled: Labelled, vectors: np.ndarray) -> float | None:
    """BERTopic's default on the same vectors; None where it is not installed.

    Its default UMAP draws otherwise each time; here it has a seed and is the same but for that. Papers that it leaves
    out are a group of their own.
    """
    try:
        topics, umap = importlib.import_module("bertopic"), importlib.import_module("umap")
    except ImportError:
        return None
    texts = [f"{paper.title}. {paper.abstract}" for _, paper in labelled]
    seeded = umap.UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=0)
    found, _ = topics.BERTopic(umap_model=seeded).fit_transform(texts, vectors)
    return _v_measure(labelled, {paper.key: int(one) for (_, paper), one in zip(labelled, found, strict=True)})

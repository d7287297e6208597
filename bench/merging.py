"""Merges: how long they take as collections grow, and how well branches agree with arXiv's categories."""

from __future__ import annotations

import gzip
import importlib
import json
import random
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from bench.classic import UNIT, copies, papers, unit
from bench.frame import Measure, Options, fastest
from compute.extraction import Document, Extraction, get_extractor
from papers.text import canonical
from synthesis.background import background
from synthesis.background.learn import is_unread
from synthesis.core.inputs import Merge, PaperInput, TermInput
from synthesis.core.merging import merge
from synthesis.core.types import Span
from synthesis.told import rouge_f

SIZES = (20, 100, 1_000, 5_000, 20_000)
CATEGORIES, EACH = 10, 50
Labelled = list[tuple[str, PaperInput]]


def measure(options: Options) -> list[Measure]:
    """Seconds and growth; V-measure (Rosenberg and Hirschberg 2007) of branches beside k-means and BERTopic."""
    return [*_speed(options), *_quality(options)]


def _speed(options: Options) -> list[Measure]:
    library, base, known = _library(options), unit(), background()
    seconds = {}
    for size in SIZES:
        chosen = copies(library, size)

        def work(chosen: list[PaperInput] = chosen) -> None:
            merge(chosen, title="Benchmark", background=known, rouge=rouge_f)

        seconds[size] = fastest(work, 3 if size <= 100 else 1)
    rows = []
    for size, value in seconds.items():
        rows.append(Measure(f"Merge of {size:,} papers", "seconds", value, better="lower"))
        rows.append(Measure(f"Merge of {size:,} papers", UNIT, value / base, better="lower"))
    for less, more in pairwise(SIZES[1:]):
        allowed = more * np.log(more) / (less * np.log(less))
        name = f"Time of {more:,} papers by that of {less:,}"
        note = "the other is what n log n allows"
        rows.append(Measure(name, "times", seconds[more] / seconds[less], float(allowed), "n log n", "lower", note))
    return rows


def _library(options: Options) -> list[PaperInput]:
    """The snapshot's papers as merges see those nobody stores, or the starter library's."""
    if options.snapshot is None:
        return papers()
    found = [_paper(record) for record in _records(options.snapshot)[: SIZES[-1]]]
    return sorted(found, key=lambda paper: paper.key)


def _records(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _paper(record: dict[str, Any], read: Extraction | None = None) -> PaperInput:
    title, abstract = canonical(record["title"]), canonical(record["abstract"])
    vector = np.rint(127 * read.embedding).astype(np.int8).tobytes() if read else b""
    return PaperInput(str(record["id"]), 1, title, abstract, None, _terms(read) if read else (), vector)


def _quality(options: Options) -> list[Measure]:
    """One run on abstracts drawn by seed 0 from the quarter of the snapshot that the background never read."""
    options.need("snapshot", "file of arXiv metadata")
    drawn = _drawn(options)
    documents = [Document(canonical(r["title"]), canonical(r["abstract"])) for _, r in drawn]
    read = list(get_extractor().extract(documents))
    labelled = [(name, _paper(record, one)) for (name, record), one in zip(drawn, read, strict=True)]
    merged = merge([paper for _, paper in labelled], title="Categories", background=background(), rouge=rouge_f)
    ours = _v_measure(labelled, _branches(merged))
    vectors = np.array([one.embedding for one in read])
    note = f"{len(labelled)} abstracts of {CATEGORIES} categories, seed 0"
    rows = [Measure("V-measure of branches", "V", ours, _k_means(labelled, vectors), "k-means", note=note)]
    theirs = _bertopic(labelled, vectors)
    if theirs is not None:
        rows.append(Measure("V-measure of branches", "V", ours, theirs, "BERTopic", note=note))
    return rows


def _drawn(options: Options) -> list[tuple[str, dict[str, Any]]]:
    by_category: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for record in _records(options.need("snapshot", "file of arXiv metadata")):
        if is_unread(str(record["id"])):
            by_category[record["categories"].split()[0]].append(record)
    dice = random.Random(0)
    names = dice.sample(sorted(name for name, rows in by_category.items() if len(rows) >= EACH), CATEGORIES)
    ordered = {name: sorted(by_category[name], key=lambda row: str(row["id"])) for name in names}
    return [(name, record) for name in names for record in dice.sample(ordered[name], EACH)]


def _terms(one: Extraction) -> tuple[TermInput, ...]:
    found = []
    for term in one.terms:
        spans = tuple(Span(*place) for place in term.spans)
        vector = term.vector.tobytes()
        found.append(TermInput(term.text, term.normal, term.score, spans, "model", vector, term.long_form))
    return tuple(found)


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
    """BERTopic's default on the same vectors; None where it is not installed."""
    try:
        topics = importlib.import_module("bertopic")
    except ImportError:
        return None
    texts = [f"{paper.title}. {paper.abstract}" for _, paper in labelled]
    found, _ = topics.BERTopic().fit_transform(texts, vectors)
    return _v_measure(labelled, {paper.key: int(one) for (_, paper), one in zip(labelled, found, strict=True)})

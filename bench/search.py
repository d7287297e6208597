"""Library search: how long a query takes with its encoding, idle and beside an import, and how well it finds."""

from __future__ import annotations

import contextlib
import gzip
import itertools
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bench.frame import LIBRARY, Measure, Options
from explorer.env import BASE_DIR

ENGINES = True
BATCH = 1000
# Encoding 20,000 abstracts takes a quarter of an hour on two cores, and what a search costs depends on how vectors
# lie, not on what they mean: the others are those of the first with noise that halves the cosine to its original.
ENCODED = 2000
NOISE = 1.7
ASKED = 200
WORKER = ["celery", "-A", "explorer.celery", "worker", "-l", "WARNING", "-Q", "encode", "-P", "solo", "-n", "bench@%h"]


def measure(options: Options) -> list[Measure]:
    """Milliseconds of whole requests for `GET /api/papers/?q=`, and nDCG@10 where a retrieval collection was given."""
    source = options.snapshot or LIBRARY
    titles, seconds = fill(source)
    note = f"{len(titles):,} papers; vectors of {min(ENCODED, len(titles)):,} abstracts"
    note += ", with noise for the others" if len(titles) > ENCODED else ""
    with worker():
        idle = asked(questions(titles, 0))
        with importing(source):
            busy = asked(questions(titles, 1))
    alone = asked(questions(titles, 2))
    found = [
        Measure("One search, p95, idle", "ms", idle.p95, alone.p95, "words only", "lower", idle.note(note)),
        Measure("One search, p95, beside an import", "ms", busy.p95, better="lower", note=busy.note(note)),
        Measure("Storing papers with the weights of their words", "papers/s", len(titles) / seconds),
    ]
    return found + (qualities(options.retrieval) if options.retrieval else [])


def fill(source: Path) -> tuple[list[str], float]:
    """The papers of a snapshot in the library with vectors; their titles, and the seconds that storing took."""
    from compute.encoder import get_encoder
    from papers.services import embeddings_store, papers_store
    from papers.sources.record import SourceRecord
    from papers.sources.snapshot import read_snapshot

    read = read_snapshot(source, category="", limit=None, after_line=0)
    records = (item for _, item in read if isinstance(item, SourceRecord))
    encoder, noise = get_encoder(), np.random.default_rng(0)
    titles: list[str] = []
    seconds = 0.0
    known = np.empty((0, encoder.dim), np.float32)
    while batch := list(itertools.islice(records, BATCH)):
        began = time.perf_counter()
        papers = [row.paper for row in papers_store(records=batch)]
        seconds += time.perf_counter() - began
        if len(known) < ENCODED:
            rows = encoder.encode([f"{paper.title}\n{paper.abstract}" for paper in papers])
            known = np.concatenate([known, rows])
        else:
            rows = known[noise.integers(0, len(known), len(papers))]
            rows = rows + NOISE * noise.normal(size=rows.shape) / rows.shape[1] ** 0.5
            rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        embeddings_store(rows=[(paper.pk, encoder.name, row) for paper, row in zip(papers, rows, strict=True)])
        titles += [paper.title for paper in papers]
    return titles, seconds


def questions(titles: Sequence[str], seed: int) -> list[str]:
    """Two to eight words of titles, no question twice, so that no vector is at hand."""
    draw = random.Random(seed)
    found: dict[str, None] = {}
    while len(found) < ASKED:
        words = [word for word in draw.choice(titles).split() if word.isalpha()]
        if len(words) > 1:
            found[" ".join(draw.sample(words, min(len(words), draw.randint(2, 8)))).lower()] = None
    return list(found)


class Asked(NamedTuple):
    """Milliseconds of each request, and how many were answered by meaning, too."""

    times: list[float]
    hybrid: int

    @property
    def p95(self) -> float:
        """The value that 19 of 20 stay under."""
        return statistics.quantiles(self.times, n=20)[-1]

    def note(self, rest: str) -> str:
        """What the figure rests on."""
        share = f"{self.hybrid} of {len(self.times)} by words and meaning"
        return f"median {statistics.median(self.times):.0f} ms; {share}; {rest}"


def asked(queries: Sequence[str]) -> Asked:
    """Whole requests, one after another."""
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    times, hybrid = [], 0
    for query in queries:
        began = time.perf_counter()
        answer = client.get("/api/papers/", {"q": query})
        times.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200, answer.content
        hybrid += answer.json()["mode"] == "hybrid"
    return Asked(times, hybrid)


@contextlib.contextmanager
def worker() -> Iterator[None]:
    """The worker of the queue `encode`, as `manage.py up` starts it, answering."""
    from compute import queries

    with running([sys.executable, "-m", *WORKER]) as alive:
        for attempt in itertools.count():
            queries.say_awake()
            if queries.query_vector(f"is anybody there {attempt}") is not None:
                break
            if not alive():
                raise RuntimeError("The worker for queries does not start.")
        yield


@contextlib.contextmanager
def importing(source: Path) -> Iterator[None]:
    """An import of other papers at work: those of the snapshot under ids of another century."""
    from papers.models import Paper

    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as copy:
        with gzip.open(source, "rt") if source.suffix == ".gz" else source.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                record = {**json.loads(line), "id": f"{9901 + number // 90000}.{number % 90000 + 10000}"}
                copy.write(json.dumps(record | {"title": f"{record['title']} {number}"}) + "\n")
        copy.flush()
        before = Paper.objects.count()
        with running([sys.executable, str(BASE_DIR / "manage.py"), "import_snapshot", copy.name]) as alive:
            # Starting takes it seconds, in which there is nothing to be beside of.
            while Paper.objects.count() == before:
                if not alive():
                    raise RuntimeError("The import does not start.")
                time.sleep(0.1)
            yield


@contextlib.contextmanager
def running(command: Sequence[str]) -> Iterator[Callable[[], bool]]:
    """A process for as long as the block lasts; gives whether it lives."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=BASE_DIR, stdout=quiet, stderr=quiet)
    try:
        yield lambda: process.poll() is None
    finally:
        process.terminate()
        process.wait()


def qualities(folder: Path) -> list[Measure]:
    """nDCG@10 of every collection in the folder (`NAME-docs.jsonl.gz`, `NAME-queries.jsonl`), against BM25 alone."""
    from explorer.management.commands import search_eval

    return [
        Measure(f"nDCG@10 on {name}", "", found["hybrid"].ndcg, found["lexical"].ndcg, "words only")
        for docs in sorted(folder.glob("*-docs.jsonl.gz"))
        for name in [docs.name.removesuffix("-docs.jsonl.gz")]
        for found in [search_eval.evaluate(docs, folder / f"{name}-queries.jsonl")]
    ]

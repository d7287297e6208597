"""An import of 1,000 papers from a snapshot file to finished trees: how long it takes, and where the time goes."""

from __future__ import annotations

import functools
import itertools
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock

from bench.frame import LIBRARY, Measure, Options

ENGINES = True
PAPERS = 1000
BATCH = 1000
# The functions of `explorer.workflows` that do the work, by what they do.
STAGES = {
    "papers_store": "storing, with the words' weights",
    "extract_classic_many": "classic terms",
    "paper_trees_build": "trees of both styles",
    "near_duplicates_find": "near-duplicates",
    "model_readings": "encoding and key terms",
    "extraction_store": "storing terms and embeddings",
}


def measure(options: Options) -> list[Measure]:
    """Seconds of the whole import, the weights' loading left out, and of each stage."""
    from compute.extraction import get_extractor
    from explorer import workflows
    from explorer.intake import Tally
    from explorer.manners import Manners
    from explorer.workflows import extract, take_in
    from papers.selectors import papers_alive
    from papers.sources.record import SourceRecord
    from papers.sources.snapshot import read_snapshot

    source = options.snapshot or LIBRARY
    get_extractor()
    spent: Counter[str] = Counter()
    began = time.perf_counter()
    with mock.patch.multiple(workflows, **_timed(workflows, spent)):
        found = read_snapshot(source, category="", limit=PAPERS, after_line=0)
        records = [item for _, item in found if isinstance(item, SourceRecord)]
        spent["reading the file"] = time.perf_counter() - began
        for start in range(0, len(records), BATCH):
            take_in(records=records[start : start + BATCH], collection=None, tally=Tally())
        count = extract(papers=papers_alive(), manners=Manners(progress=lambda *_: None))
    whole = time.perf_counter() - began
    spent["the rest"] = whole - sum(spent.values())
    parts = [Measure(f"Import: {name}", "s", seconds, better="lower") for name, seconds in spent.most_common()]
    note = f"{len(records):,} papers, {count:,} with an abstract"
    return [Measure("Import from a snapshot to finished trees", "s", whole, better="lower", note=note), *parts]


def _timed(module: Any, spent: Counter[str]) -> dict[str, Callable[..., Any]]:
    return {name: _watched(getattr(module, name), spent, stage) for name, stage in STAGES.items()}


def _watched(work: Callable[..., Any], spent: Counter[str], stage: str) -> Callable[..., Any]:
    """The function, its time added to the stage's; of a generator the time of each step."""

    @functools.wraps(work)
    def watched(**arguments: Any) -> Any:
        began = time.perf_counter()
        result = work(**arguments)
        spent[stage] += time.perf_counter() - began
        return _steps(result, spent, stage) if isinstance(result, Iterator) else result

    return watched


def _steps(steps: Iterator[Any], spent: Counter[str], stage: str) -> Iterator[Any]:
    for _ in itertools.count():
        began = time.perf_counter()
        try:
            step = next(steps)
        except StopIteration:
            return
        finally:
            spent[stage] += time.perf_counter() - began
        yield step

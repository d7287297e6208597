"""Key terms and embeddings: ours, the bare encoder, KeyBERT on the same weights and YAKE, on the same texts."""

from __future__ import annotations

import importlib.metadata
import time
from collections.abc import Callable, Iterator, Sequence

import psutil
import torch
from sentence_transformers import SentenceTransformer

from bench.frame import Measure, Missing, Options, abstracts
from compute.encoder import get_encoder
from compute.extraction import Document, get_extractor
from compute.trunk import model_folder

TEXTS = 256
# The rivals are slower; fewer texts give as steady a figure.
RIVAL_TEXTS = 32
BATCH = 32
REPEATS = 3
MARKS = (1_000, 5_000, 20_000)


def measure(options: Options) -> list[Measure]:
    """Texts a second; with a snapshot of 20,000 papers also how time and memory grow. Raises `Missing`."""
    try:
        rivals = _rivals()
    except ImportError as error:
        raise Missing(f"Not measured: {error.name} is not installed; `make bench` does it.") from error
    texts = abstracts(options, TEXTS)
    model = SentenceTransformer(str(model_folder()), device=get_encoder().device, local_files_only=True)
    works: dict[str, tuple[Callable[[Sequence[str]], object], int]] = {
        "ours": (_extract, len(texts)),
        "encode": (get_encoder().encode, len(texts)),
        "bare encoder": (
            lambda chosen: model.encode(list(chosen), batch_size=BATCH, show_progress_bar=False),
            len(texts),
        ),
        "KeyBERT": (lambda chosen: _keybert(model, chosen), RIVAL_TEXTS),
        "YAKE": (_yake, RIVAL_TEXTS),
    }
    rates = _rates(works, texts)
    note = f"{len(texts)} abstracts, {torch.get_num_threads()} threads, {get_extractor().device}"
    name = "Key terms and embedding"
    found = [
        Measure(name, "texts/s", rates["ours"], rates["bare encoder"], f"bare encoder, batch {BATCH}", note=note),
        Measure(name, "texts/s", rates["ours"], rates["KeyBERT"], rivals["keybert"], note=note),
        Measure(name, "texts/s", rates["ours"], rates["YAKE"], rivals["yake"], note=f"{note}; YAKE gives no embedding"),
        Measure("Embedding alone", "texts/s", rates["encode"], rates["bare encoder"], "bare encoder", note=note),
    ]
    return found + (_growth(options) if options.snapshot else [])


def _rivals() -> dict[str, str]:
    import keybert  # noqa: F401
    import yake  # noqa: F401

    names = {"keybert": "KeyBERT", "yake": "YAKE"}
    return {key: f"{name} {importlib.metadata.version(key)}" for key, name in names.items()}


def _rates(works: dict[str, tuple[Callable[[Sequence[str]], object], int]], texts: Sequence[str]) -> dict[str, float]:
    """Texts a second of each, the best of some rounds, each round taking all in turn; the first texts warm up."""
    best: dict[str, float] = {}
    for work, _ in works.values():
        work(texts[:8])
    for _ in range(REPEATS):
        for name, (work, count) in works.items():
            began = time.perf_counter()
            work(texts[:count])
            rate = min(count, len(texts)) / (time.perf_counter() - began)
            best[name] = max(rate, best.get(name, 0))
    return best


def _extract(texts: Sequence[str]) -> None:
    for _ in get_extractor().extract(Document("", text, "text") for text in texts):
        pass


def _keybert(model: SentenceTransformer, texts: Sequence[str]) -> None:
    from keybert import KeyBERT

    finder = KeyBERT(model)
    for text in texts:
        finder.extract_keywords(text, keyphrase_ngram_range=(1, 3), stop_words="english", top_n=15)


def _yake(texts: Sequence[str]) -> None:
    import yake

    finder = yake.KeywordExtractor(n=3, top=15)
    for text in texts:
        finder.extract_keywords(text)


def _growth(options: Options) -> list[Measure]:
    """Seconds and memory after 1,000, 5,000 and 20,000 abstracts of one run."""
    texts = abstracts(options, MARKS[-1])
    process, seen = psutil.Process(), iter(MARKS)
    mark = next(seen)
    found: list[Measure] = []
    began = time.perf_counter()
    for number, _ in enumerate(get_extractor().extract(_documents(texts)), start=1):
        if number == mark or number == len(texts):
            seconds, memory = time.perf_counter() - began, process.memory_info().rss / 1e6
            rate = f"{number / seconds:.1f} texts/s so far"
            found.append(Measure(f"Time for {number:,} abstracts", "s", seconds, better="lower", note=rate))
            found.append(Measure(f"Memory after {number:,} abstracts", "MB", memory, better="lower"))
            mark = next(seen, 0)
    return found


def _documents(texts: Sequence[str]) -> Iterator[Document]:
    for text in texts:
        yield Document("", text, "text")

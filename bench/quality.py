"""How well key terms agree with those people chose, on the tenth of the training files that training never saw."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.frame import Measure, Missing, Options
from compute.classic import classic_terms
from compute.extraction import Document, get_extractor
from compute.extraction.evaluation import f1_at
from compute.extraction.training_data import is_held_out, read_records

TOP = 15
KS = (5, 10)

Found = list[list[str]]


def measure(options: Options) -> list[Measure]:
    """Micro F1 by file, ours beside KeyBERT on the same encoder, YAKE and the classic counting. Raises `Missing`."""
    folder = options.need("keyphrases", "folder")
    rows = []
    for path in sorted([*folder.glob("*.jsonl"), *folder.glob("*.jsonl.gz")]):
        records = [record for record in read_records(path) if record.get("gold") and is_held_out(str(record["id"]))]
        if records:
            rows += _file(path, records)
    if not rows:
        raise Missing("Not measured: no file of {id, text, gold} lines is in the KEYPHRASES folder.")
    return rows


def _file(path: Path, records: Sequence[dict[str, Any]]) -> list[Measure]:
    documents = [_document(record) for record in records]
    texts = [f"{one.title}. {one.abstract}" if one.title else one.abstract for one in documents]
    gold = [record["gold"] for record in records]
    ours = f1_at([[term.text for term in one.terms] for one in get_extractor().extract(documents)], gold, KS)
    rows = []
    for name, find in (("KeyBERT", _keybert), ("YAKE", _yake), ("counting", _counted)):
        other = f1_at(find(texts), gold, KS)
        note = f"held-out {len(records)} texts of {path.name.split('.')[0]}, stemmed exact match, micro F1 in per cent"
        rows += [Measure(f"F1 of the first {k}", "F1", ours[k], other[k], name, note=note) for k in KS]
    return rows


def _document(record: dict[str, Any]) -> Document:
    if record.get("title"):
        return Document(record["title"], record.get("abstract") or record.get("text") or "")
    return Document("", record.get("text") or record.get("abstract") or "")


def _counted(texts: Sequence[str]) -> Found:
    return [[term.text for term in classic_terms(text)] for text in texts]


def _yake(texts: Sequence[str]) -> Found:
    finder = _rival("yake").KeywordExtractor(n=3, top=TOP)
    return [[term for term, _ in finder.extract_keywords(text)] for text in texts]


def _keybert(texts: Sequence[str]) -> Found:
    from sentence_transformers import SentenceTransformer

    from compute.trunk import model_folder

    finder = _rival("keybert").KeyBERT(SentenceTransformer(str(model_folder()), local_files_only=True))
    settings = {"keyphrase_ngram_range": (1, 3), "stop_words": "english", "top_n": TOP}
    return [[term for term, _ in finder.extract_keywords(text, **settings)] for text in texts]


def _rival(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise Missing(f"Not measured: {error.name} is not installed; `make bench` does it.") from error

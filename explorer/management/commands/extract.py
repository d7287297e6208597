"""`manage.py extract IN.jsonl OUT.jsonl`: the key terms of each line's text, and how well they cover it."""

from __future__ import annotations

import argparse
import itertools
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from django.core.management.base import CommandParser

from compute.classic import classic_terms
from compute.device import counting_device
from compute.extraction import Document, get_extractor
from compute.extraction.types import Place
from compute.lines import BadLine, convert, text_field
from compute.rouge import KINDS, rouge_scores
from compute.spans import term_spans
from explorer.management.base import HouseCommand
from explorer.management.importing import existing_file

BATCH = 256
# A long book; what is known of each sub-word takes 3 kB until the text is read.
MOST_SIGNS = 1_000_000


class Item(NamedTuple):
    """One line."""

    id: str | int
    document: Document


class Found(NamedTuple):
    """A term of a line as it is written."""

    text: str
    score: float
    spans: Sequence[Place]


class Command(HouseCommand):
    help = (
        "Reads lines of {id, text} or {id, title, abstract} and writes {id, terms: [{text, score, spans}], rouge: "
        "{rouge1: {p, r, f}, ...}} in the same order: the key terms, and the ROUGE of these terms against the text. "
        "Files may end in .gz. Malformed lines are named on stderr and left out; then it ends with code 1."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The files, how many terms, found how, and which field holds the text."""
        parser.add_argument("source", type=existing_file, metavar="IN.jsonl", help="Lines to read.")
        parser.add_argument("target", type=Path, metavar="OUT.jsonl", help="File to write.")
        parser.add_argument("--top", type=_count, default=15, help="At most this many terms (15).")
        parser.add_argument(
            "--mode", choices=("classic", "model"), default="model", help="Counted words, or the trained model's terms."
        )
        parser.add_argument(
            "--field", help="Name of the field that holds the text; without it text, or title and abstract."
        )

    def handle(self, *_: Any, **options: Any) -> None:
        """Streams the file."""
        self.tell_device()
        finder = _model if options["mode"] == "model" else _classic
        done = convert(
            options["source"],
            options["target"],
            parse=lambda record: item(record, options["field"]),
            work=lambda items: lines(items, lambda documents: finder(documents, options["top"])),
        )
        self.stderr.write(f"{done.written} lines written, {done.skipped} skipped.")
        if done.skipped:
            raise SystemExit(1)


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1000:
        raise argparse.ArgumentTypeError("give a number from 1 to 1000")
    return int(text)


def item(record: dict[str, Any], field: str | None) -> Item:
    """The document of a record; raises `BadLine`."""
    if field is None and "text" not in record and ("title" in record or "abstract" in record):
        document = Document(text_field(record, "title", ""), text_field(record, "abstract", ""))
    else:
        document = Document("", text_field(record, field or "text"), "text")
    if not document.title.strip() and not document.abstract.strip():
        raise BadLine("it has no text.")
    if len(document.title) + len(document.abstract) > MOST_SIGNS:
        raise BadLine(f"its text is longer than {MOST_SIGNS:,} signs.")
    return Item(record["id"], document)


def lines(
    items: Iterable[Item], finder: Callable[[Iterable[Document]], Iterator[Sequence[Found]]]
) -> Iterator[dict[str, Any]]:
    """The output lines, in order; items are taken as far ahead as `finder` reads."""
    waiting: deque[Item] = deque()

    def documents() -> Iterator[Document]:
        for one in items:
            waiting.append(one)
            yield one.document

    found = finder(documents())
    while batch := list(itertools.islice(found, BATCH)):
        ours = [waiting.popleft() for _ in batch]
        texts = ["\n".join(filter(None, one.document[:2])) for one in ours]
        found_terms = ["\n".join(term.text for term in terms) for terms in batch]
        scores = rouge_scores(texts, found_terms, device=counting_device())
        rows = {kind: scores[kind].round(6).tolist() for kind in KINDS}
        for index, (one, terms) in enumerate(zip(ours, batch, strict=True)):
            rouge = {kind: dict(zip("prf", rows[kind][index], strict=True)) for kind in KINDS}
            yield {"id": one.id, "terms": [_body(term) for term in terms], "rouge": rouge}


def _body(term: Found) -> dict[str, Any]:
    spans = [{"field": field, "start": start, "end": end} for field, start, end in term.spans]
    return {"text": term.text, "score": term.score, "spans": spans}


def _model(documents: Iterable[Document], top: int) -> Iterator[Sequence[Found]]:
    for extraction in get_extractor().extract(documents, top=top):
        yield [Found(term.text, term.score, term.spans) for term in extraction.terms]


def _classic(documents: Iterable[Document], top: int) -> Iterator[Sequence[Found]]:
    for document in documents:
        counted = classic_terms(document.abstract, top)
        texts = [("title", document.title), (document.body, document.abstract)]
        spans = term_spans([term.text for term in counted], texts)
        yield [
            Found(
                term.text,
                round(term.times / counted[0].times, 6),
                [(span["field"], span["start"], span["end"]) for span in spans[term.text]],
            )
            for term in counted
        ]

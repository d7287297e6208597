"""`manage.py search_eval DOCS.jsonl QUERIES.jsonl`: how well the library search finds what people called relevant."""

from __future__ import annotations

import gzip
import itertools
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from django.core.management.base import CommandError, CommandParser
from tqdm import tqdm

from compute.encoder import Encoder, get_encoder
from compute.extraction import Document as TextToRead
from compute.extraction.pipeline import Reading
from explorer.management.base import HouseCommand
from explorer.management.importing import existing_file
from papers.search.evaluation import Quality, quality
from papers.search.ranking import rank, rank_dense, rank_lexical
from papers.search.scratch import papers_fill, scratch_library, settle
from papers.search.vectors import QueryVector
from papers.search.words import words_of
from papers.services import embeddings_store
from papers.text import canonical

BATCH = 256

Run = tuple[list[str], Mapping[str, float]]


class Document(NamedTuple):
    """A line of DOCS."""

    id: str
    title: str
    text: str


class Question(NamedTuple):
    """A line of QUERIES; `relevant` holds each relevant document's grade."""

    text: str
    relevant: Mapping[str, float]


class Command(HouseCommand):
    help = (
        "Reads documents {id, title, text} and queries {id, query, relevant: {id: grade}}, JSON lines, plain or .gz, "
        "into tables of their own, asks every query of the words alone, of the meaning alone and of both, and prints "
        "nDCG@10, MAP (200 deep) and recall@100 of each. The library is not touched."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The two files."""
        parser.add_argument("docs", type=existing_file, metavar="DOCS.jsonl")
        parser.add_argument("queries", type=existing_file, metavar="QUERIES.jsonl")

    def handle(self, *_: Any, **options: Any) -> None:
        """Prints one line for each side."""
        for side, found in evaluate(options["docs"], options["queries"]).items():
            self.stdout.write(
                f"{side}  ndcg@10 {found.ndcg:.4f}  map {found.average_precision:.4f}  recall@100 {found.recall:.4f}"
            )


def evaluate(docs: Path, queries: Path) -> dict[str, Quality]:
    """How good each side is: `lexical`, `dense` and `hybrid`. Raises `CommandError` for a line that is no record."""
    documents = [document(record) for record in records(docs, ("id", "text"))]
    questions = [question(record) for record in records(queries, ("query", "relevant"))]
    encoder = get_encoder()
    with scratch_library():
        runs = ask(questions, fill(documents, encoder), encoder)
    return {side: quality(found) for side, found in runs.items()}


def records(path: Path, needed: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON lines; raises `CommandError` that names the line which is none of ours."""
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
            except ValueError as error:
                raise CommandError(f"{path}, line {number}: it is not JSON ({error}).") from error
            missing = [name for name in needed if not isinstance(record, dict) or name not in record]
            if missing:
                raise CommandError(f"{path}, line {number}: it has no `{missing[0]}`.")
            yield record


def document(record: Mapping[str, Any]) -> Document:
    """The document of a line, its text as an import would store it."""
    return Document(str(record["id"]), canonical(record.get("title") or ""), canonical(record["text"]))


def question(record: Mapping[str, Any]) -> Question:
    """The query of a line; `relevant` may also be a plain list of ids."""
    relevant = record["relevant"]
    grades = relevant if isinstance(relevant, Mapping) else dict.fromkeys(relevant, 1)
    return Question(str(record["query"]), {str(name): float(grade) for name, grade in grades.items()})


def fill(documents: Sequence[Document], encoder: Encoder) -> dict[int, str]:
    """Stores the documents as papers with their embeddings; their ids by primary key."""
    ids = papers_fill((one.title, one.text) for one in documents)
    pairs = zip(ids, documents, strict=True)
    with tqdm(total=len(ids), unit=" documents", disable=None, file=sys.stderr) as bar:
        while batch := list(itertools.islice(pairs, BATCH)):
            # The text as an import's extraction reads it.
            vectors = encoder.encode([Reading(TextToRead(one.title, one.text)).text for _, one in batch])
            embeddings_store(rows=[(pk, encoder.name, vector) for (pk, _), vector in zip(batch, vectors, strict=True)])
            bar.update(len(batch))
    settle()
    return {pk: one.id for pk, one in zip(ids, documents, strict=True)}


def ask(questions: Sequence[Question], names: Mapping[int, str], encoder: Encoder) -> dict[str, list[Run]]:
    """What each side finds for each query, and what it should."""
    runs: dict[str, list[Run]] = {"lexical": [], "dense": [], "hybrid": []}
    for one, row in zip(questions, encoder.encode([one.text for one in questions]), strict=True):
        words, vector = words_of(one.text), QueryVector(encoder.name, row)
        found = {
            "lexical": rank_lexical(words, None),
            "dense": rank_dense(vector, None),
            "hybrid": rank(words, vector, None)[0],
        }
        for side, ids in found.items():
            runs[side].append(([names[pk] for pk in ids], one.relevant))
    return runs

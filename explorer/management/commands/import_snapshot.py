"""`manage.py import_snapshot FILE`: papers of arXiv's public metadata snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.management.base import CommandError, CommandParser

from explorer.intake import Batch
from explorer.management.base import HouseCommand
from explorer.management.importing import add_extract_option, existing_file, import_batches
from papers.services import collection_ensure
from papers.sources.errors import SourceError
from papers.sources.record import SourceRecord
from papers.sources.snapshot import SnapshotLine, read_snapshot

BATCH = 1000


class Command(HouseCommand):
    help = (
        "Imports the metadata snapshot of arXiv (arxiv-metadata-oai-snapshot.json, plain or .gz) in constant memory. "
        "Twice the same changes nothing. Ends with code 1 when lines were malformed; the others are imported."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """File, filter, bound, collection, and where to go on."""
        parser.add_argument("file", type=existing_file, help="The snapshot.")
        parser.add_argument(
            "--category", default="", help="Only papers of this category, such as cs.DC, or cs for all."
        )
        parser.add_argument("--limit", type=int, help="At most this many papers.")
        parser.add_argument(
            "--after-line", type=int, default=0, help="Lines to pass over: where an earlier run stopped."
        )
        parser.add_argument("--collection", help="Name of a collection to put them into.")
        add_extract_option(parser)

    def handle(self, *_: Any, **options: Any) -> None:
        """Streams the file."""
        if options["limit"] is not None and options["limit"] < 1:
            raise CommandError("--limit takes a number from 1 up.")
        lines = read_snapshot(
            options["file"],
            category=options["category"],
            limit=options["limit"],
            after_line=options["after_line"],
        )
        collection = collection_ensure(name=options["collection"]) if options["collection"] else None
        try:
            import_batches(
                _batches(lines),
                collection=collection,
                command=self,
                total=options["limit"],
                extract_now=options["extract"],
            )
        except SourceError as error:
            raise CommandError(str(error)) from error


def _batches(lines: Iterable[SnapshotLine]) -> Iterator[Batch]:
    records: list[SourceRecord] = []
    skipped: list[dict[str, Any]] = []
    number = 0
    for number, item in lines:
        if isinstance(item, SourceRecord):
            records.append(item)
        else:
            skipped.append({"line": number, "reason": item.sentence})
        if len(records) + len(skipped) >= BATCH:
            yield Batch(tuple(records), tuple(skipped), number, 0)
            records, skipped = [], []
    yield Batch(tuple(records), tuple(skipped), number, 0)

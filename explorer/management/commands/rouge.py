"""`manage.py rouge IN.jsonl OUT.jsonl`: ROUGE of each line's candidate against its reference."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.core.management.base import CommandParser

from compute.device import counting_device
from compute.lines import convert, text_field
from compute.rouge import KINDS, rouge_scores
from explorer.management.base import HouseCommand
from explorer.management.importing import existing_file

BATCH = 1024


class Pair(NamedTuple):
    """One line."""

    id: str | int
    reference: str
    candidate: str


class Command(HouseCommand):
    help = (
        "Reads lines of {id, reference, candidate} and writes {id, rouge1: {p, r, f}, rouge2, rougeL, rougeLsum} in "
        "the same order, as Google's rouge-score counts. Files may end in .gz. Malformed lines are named on stderr and "
        "left out; then it ends with code 1."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The files and the stemmer."""
        parser.add_argument("source", type=existing_file, metavar="IN.jsonl", help="Lines to read.")
        parser.add_argument("target", type=Path, metavar="OUT.jsonl", help="File to write.")
        parser.add_argument("--stem", action="store_true", help="Compare Porter stems in place of words.")

    def handle(self, *_: Any, **options: Any) -> None:
        """Streams the file."""
        self.tell_device()

        def work(pairs: Iterator[Pair]) -> Iterator[dict[str, Any]]:
            while batch := list(itertools.islice(pairs, BATCH)):
                yield from scored(batch, stem=options["stem"])

        done = convert(options["source"], options["target"], parse=pair, work=work)
        self.stderr.write(f"{done.written} lines written, {done.skipped} skipped.")
        if done.skipped:
            raise SystemExit(1)


def pair(record: dict[str, Any]) -> Pair:
    """The pair of a record; raises `BadLine`."""
    return Pair(record["id"], text_field(record, "reference"), text_field(record, "candidate"))


def scored(batch: list[Pair], *, stem: bool) -> Iterator[dict[str, Any]]:
    """The output lines of a batch."""
    sides = [one.reference for one in batch], [one.candidate for one in batch]
    found = rouge_scores(*sides, stem=stem, device=counting_device())
    rows = {kind: found[kind].tolist() for kind in KINDS}
    for index, one in enumerate(batch):
        yield {"id": one.id, **{kind: dict(zip("prf", rows[kind][index], strict=True)) for kind in KINDS}}

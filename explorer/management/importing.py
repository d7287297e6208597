"""What the import commands share: batches with a progress bar, one summary, and an exit code that tells of skips."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from explorer.intake import Batch, parse, parsed_batches
from explorer.workflows import Tally, take_in
from papers.models import Collection
from papers.services import collection_ensure

SHOWN = 20


def existing_file(text: str) -> Path:
    """The path of a readable file; raises what argparse shows as a sentence."""
    path = Path(text)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"there is no file {text}")
    return path


def import_text(*, source: str, path: Path, collection: str | None, command: BaseCommand) -> None:
    """Imports a whole text file, into the collection of that name when given; raises `CommandError`."""
    try:
        parsed = parse(source, path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise CommandError(f"{path} is not UTF-8: {error.reason} at byte {error.start}.") from error
    named = collection_ensure(name=collection) if collection else None
    import_batches(parsed_batches(parsed), collection=named, command=command, total=len(parsed.records))


def import_batches(
    batches: Iterable[Batch], *, collection: Collection | None, command: BaseCommand, total: int | None
) -> None:
    """Stores batch by batch, says what came of it, and ends the command with code 1 when something was skipped."""
    tally = Tally()
    with tqdm(total=total, unit=" papers", disable=None, file=sys.stderr) as bar:
        for batch in batches:
            tally.skipped += batch.skipped
            take_in(records=batch.records, collection=collection, tally=tally)
            bar.update(len(batch.records))
    for skip in tally.skipped[:SHOWN]:
        command.stderr.write(f"Skipped: {skip['reason']}")
    if len(tally.skipped) > SHOWN:
        command.stderr.write(f"Skipped {len(tally.skipped) - SHOWN} more.")
    command.stdout.write(
        f"{tally.created} created, {tally.updated} updated, {tally.unchanged} unchanged, {len(tally.skipped)} skipped."
    )
    if tally.skipped:
        raise SystemExit(1)

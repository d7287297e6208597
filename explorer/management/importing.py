"""What the import commands share: batches with a progress bar, one summary, and an exit code that tells of skips."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import QuerySet
from tqdm import tqdm

from compute.extraction import extractor_version
from compute.selectors import unread
from compute.services import extraction_ask
from explorer.intake import Batch, Tally, parse, parsed_batches
from explorer.manners import Manners
from explorer.workflows import KEYS, extract, take_in
from papers.models import Collection, Paper
from papers.selectors import papers_alive
from papers.services import collection_ensure

SHOWN = 20


def existing_file(text: str) -> Path:
    """The path of a readable file; raises what argparse shows as a sentence."""
    path = Path(text)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"there is no file {text}")
    return path


def add_extract_option(parser: CommandParser) -> None:
    """`--extract`: see `import_batches`."""
    help_text = "Read the papers with the model here and now; without it a worker does so in the background."
    parser.add_argument("--extract", action="store_true", help=help_text)


def import_text(*, source: str, path: Path, collection: str | None, extract_now: bool, command: BaseCommand) -> None:
    """Imports a whole text file, into the collection of that name when given; raises `CommandError`."""
    try:
        parsed = parse(source, path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise CommandError(f"{path} is not UTF-8: {error.reason} at byte {error.start}.") from error
    named = collection_ensure(name=collection) if collection else None
    batches, total = parsed_batches(parsed), len(parsed.records)
    import_batches(batches, collection=named, command=command, total=total, extract_now=extract_now)


def import_batches(
    batches: Iterable[Batch],
    *,
    collection: Collection | None,
    command: BaseCommand,
    total: int | None,
    extract_now: bool,
) -> None:
    """Stores batch by batch, says what came of it, and ends the command with code 1 when something was skipped.

    What the model has to read it reads at once with `extract_now`, else a job is left for a worker.
    """
    tally = Tally()
    keys: list[str] = []
    with tqdm(total=total, unit=" papers", disable=None, file=sys.stderr) as bar:
        for batch in batches:
            tally.skipped += batch.skipped
            stored = take_in(records=batch.records, collection=collection, tally=tally)
            keys += [paper.key for paper in stored[: KEYS + 1 - len(keys)]]
            bar.update(len(batch.records))
    for skip in tally.skipped[:SHOWN]:
        command.stderr.write(f"Skipped: {skip['reason']}")
    if len(tally.skipped) > SHOWN:
        command.stderr.write(f"Skipped {len(tally.skipped) - SHOWN} more.")
    command.stdout.write(
        f"{tally.created} created, {tally.updated} updated, {tally.unchanged} unchanged, {len(tally.skipped)} skipped."
    )
    _have_read(keys if len(keys) <= KEYS else None, extract_now, command)
    if tally.skipped:
        raise SystemExit(1)


def _have_read(keys: Sequence[str] | None, extract_now: bool, command: BaseCommand) -> None:
    papers = papers_alive() if keys is None else papers_alive().filter(key__in=keys)
    if extract_now:
        read_by_model(papers=papers, command=command)
    elif count := unread(papers, extractor_version()).count():
        job = extraction_ask(papers=keys)
        command.stdout.write(f"{count} wait for a worker to read them: job {job.pk}.")


def read_by_model(*, papers: QuerySet[Paper], command: BaseCommand) -> None:
    """Reads those of the papers with the model that it has not read yet, with a progress bar, and says how many."""
    with tqdm(unit=" papers", disable=None, file=sys.stderr) as bar:

        def progress(done: int, total: int, _: str) -> None:
            bar.total = total
            bar.update(done - bar.n)

        done = extract(papers=papers, manners=Manners(progress=progress))
    command.stdout.write(f"{done} read by the model.")

"""`manage.py import_demand [FILE.csv]`: how often skills are asked for, by organization."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from compute.services import counts_store, notes_store
from graph.demand.counts_file import read_counts
from jobs.errors import AppError


class Command(BaseCommand):
    help = (
        "Imports counts of demanded skills: a CSV with the columns organization, skill, count, source, date. One fault "
        "and nothing is imported. Twice the same changes nothing. Without a file: what the notes state."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The file."""
        parser.add_argument("file", type=Path, nargs="?", help="The CSV file, in UTF-8.")

    def handle(self, *_: Any, **options: Any) -> None:
        """Checks every row, stores them, and says what is new; ends with code 1 and every fault otherwise."""
        path: Path | None = options["file"]
        if path is None:
            self.stdout.write("The notes' topics were stored." if notes_store() else "The notes' topics were there.")
            return
        try:
            stored = counts_store(rows=read_counts(path.read_bytes(), today=dt.datetime.now(dt.UTC).date()))
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        except AppError as error:
            raise CommandError(_told(error)) from error
        self.stdout.write(
            f"{stored.created} new counts, {stored.corrected} corrected, {stored.unchanged} known already."
        )
        for what, names in (("organizations", stored.organizations), ("skills", stored.skills)):
            if names:
                self.stdout.write(f"New {what}: {', '.join(names)}")


def _told(error: AppError) -> str:
    faults = error.details.get("faults")
    if not faults:
        return error.message
    lines = [f"row {one['row']}, {one['column'] or 'whole row'}: {one['message']}" for one in faults]
    left = error.details["count"] - len(faults)
    return "\n".join(["Nothing was imported.", *lines, *([f"and {left} more"] if left else [])])

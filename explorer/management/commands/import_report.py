"""`manage.py import_report FILE`: papers in the report format of the owner's notes."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from explorer.management.base import HouseCommand
from explorer.management.importing import add_extract_option, existing_file, import_text


class Command(HouseCommand):
    help = (
        "Imports every paper of a report in the format of the notes, with its given terms and tree; blocks of one "
        "title are one paper. Twice the same changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """File and collection."""
        parser.add_argument("file", type=existing_file, help="The report.")
        parser.add_argument("--collection", help="Name of a collection to put the papers into.")
        add_extract_option(parser)

    def handle(self, *_: Any, **options: Any) -> None:
        """Reads the file and stores its papers."""
        import_text(
            source="report",
            path=options["file"],
            collection=options["collection"],
            extract_now=options["extract"],
            command=self,
        )

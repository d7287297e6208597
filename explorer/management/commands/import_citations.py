"""`manage.py import_citations FILE`: papers of a BibTeX or RIS file, Zotero's too."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError, CommandParser

from explorer.management.base import HouseCommand
from explorer.management.importing import add_extract_option, existing_file, import_text

SUFFIXES = {".bib": "bibtex", ".bibtex": "bibtex", ".ris": "ris"}


class Command(HouseCommand):
    help = "Imports a BibTeX (.bib) or RIS (.ris) file. Twice the same changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """File, format and collection."""
        parser.add_argument("file", type=existing_file, help="The file.")
        parser.add_argument("--format", choices=["bibtex", "ris"], help="Its format, when its name does not tell.")
        parser.add_argument("--collection", help="Name of a collection to put the papers into.")
        add_extract_option(parser)

    def handle(self, *_: Any, **options: Any) -> None:
        """Reads the file and stores its papers."""
        path = options["file"]
        source = options["format"] or SUFFIXES.get(path.suffix.lower())
        if source is None:
            raise CommandError(f"{path.name} ends in neither .bib nor .ris; say --format bibtex or --format ris.")
        import_text(
            source=source, path=path, collection=options["collection"], extract_now=options["extract"], command=self
        )

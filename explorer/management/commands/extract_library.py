"""`manage.py extract_library`: key terms, embeddings and concept trees of the papers that lack them."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from explorer.management.base import HouseCommand
from explorer.management.importing import read_by_model
from papers.selectors import papers_alive, papers_by_key


class Command(HouseCommand):
    help = "Reads with the model every paper of the library that it has not read yet; twice the same does nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--ids`."""
        parser.add_argument("--ids", nargs="+", metavar="KEY", help="Only these papers.")

    def handle(self, *_: Any, **options: Any) -> None:
        """Reads them here, with a progress bar."""
        papers = papers_alive()
        if options["ids"]:
            papers = papers.filter(pk__in=[paper.pk for paper in papers_by_key(options["ids"]).values()])
        read_by_model(papers=papers, command=self)

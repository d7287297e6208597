"""`manage.py load_starter`: the library a newcomer finds, with the notes' papers merged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.db import transaction

import papers.starter
from compute.services import extraction_ask
from explorer.intake import Tally
from explorer.management.base import HouseCommand
from explorer.manners import Manners
from explorer.workflows import extract, take_in
from jobs.errors import AppError
from papers.models import Collection, Paper
from papers.services import collection_ensure, collection_update
from papers.sources.report import parse_report
from synthesis.services import synthesis_ensure, synthesis_run

FOLDER = Path(papers.starter.__file__).parent
NAME = "Asynchronous high-performance scaling (20 papers of the notes)"
DESCRIPTION = (
    "The twenty papers of the owner's notes: asynchronous, high-performance scaling patterns, from MPI and GPU "
    "clusters over decentralized learning and web-scale inference to IoT nodes and neuromorphic chips. "
    "Thirteen of them have no arXiv id; they keep the terms and trees the notes gave them."
)
SETTINGS = {"max_nodes": 40, "seed": 0}


class Command(HouseCommand):
    help = "Loads the starter library into an empty library and merges its collection; does nothing where papers are."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--again`: bring back what was deleted from it, also beside other papers."""
        parser.add_argument("--again", action="store_true", help="Load it although the library is not empty.")

    # One transaction: an interrupted start leaves the library empty, so the next one loads it whole.
    @transaction.atomic
    def handle(self, *_: Any, **options: Any) -> None:
        """Loads, reads and merges; about 450 papers in a few seconds."""
        if Paper.objects.exists() and not options["again"]:
            self.stdout.write("The library has papers already; the starter library was not loaded.")
            return
        tally = Tally()
        take_in(records=papers.starter.records(), collection=None, tally=tally)
        collection = collection_ensure(name=NAME)
        if not collection.description:
            collection_update(collection=collection, description=DESCRIPTION)
        notes = parse_report((FOLDER / "report.md").read_text(encoding="utf-8"))
        take_in(records=notes.records, collection=collection, tally=tally)
        self._read(collection)
        nodes = _merge(collection)
        # A worker reads the others once the first page is there.
        extraction_ask(papers=None)
        figures = tally.result()
        self.stdout.write(f"{figures['papers']} papers, {figures['created']} of them new; merged into {nodes} nodes.")

    def _read(self, collection: Collection) -> None:
        """The collection's few abstracts read by the model at once: the first diagram is then as good as any later."""
        try:
            extract(papers=collection.papers.all(), manners=Manners(progress=lambda *_: None))
        except AppError as error:
            # ENCODER may name a model that is not here yet; counted terms do until it is.
            self.stderr.write(f"{error.message} The first diagram does without the model.")


def _merge(collection: Collection) -> int:
    synthesis = synthesis_ensure(collection=collection)
    version = synthesis_run(synthesis=synthesis, settings=SETTINGS, progress=lambda *_: None)
    return version.tree.node_count

"""`manage.py rebuild_graph`: the graph from SQL, and whether it is the same as the one that grew."""

from __future__ import annotations

import time
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from graph import status
from graph.hashing import content
from graph.items import Tally
from graph.rebuild import rebuild
from graph.store import writing
from jobs import outbox
from jobs.errors import AppError

EVERY_SECONDS = 2.0


class Command(BaseCommand):
    help = "Drops the graph and builds it again from SQL."

    def add_arguments(self, parser: CommandParser) -> None:
        """One option."""
        parser.add_argument(
            "--verify",
            action="store_true",
            help="compare counts and content before and after, as the server tells them; exit code 1 if they differ",
        )

    def handle(self, *args: Any, verify: bool = False, **options: Any) -> None:
        """Rebuilds; with `verify` it first brings the graph up to date and reads it."""
        try:
            before = self._before() if verify else None
            tally = self._rebuild()
            if before is not None:
                self._compare(before, tally)
        except AppError as error:
            raise CommandError(error.message) from error

    def _before(self) -> tuple[Tally, Counter[str]]:
        outbox.drain()
        if waiting := status.lag()["waiting"]:
            raise CommandError(f"{waiting} changes wait for the graph, so there is nothing to compare yet. Try again.")
        with writing() as session:
            return content(session)

    def _rebuild(self) -> Tally:
        began = told = time.monotonic()

        def progress(done: int, total: int) -> None:
            nonlocal told
            if done == total or time.monotonic() - told > EVERY_SECONDS:
                told = time.monotonic()
                self.stdout.write(f"{done} of {total} papers, concepts and trees")

        tally = rebuild(progress=progress)
        seconds = time.monotonic() - began
        self.stdout.write(f"{tally.nodes} nodes and {tally.edges} relations in {seconds:.1f} s, {tally.hash}")
        return tally

    def _compare(self, before: tuple[Tally, Counter[str]], built: Tally) -> None:
        with writing() as session:
            after, counts = content(session)
        if after != built:
            raise CommandError(f"The server holds {after.hash} in place of {built.hash}.")
        for name in sorted(before[1] | counts):
            mark = "" if before[1][name] == counts[name] else f", before {before[1][name]}"
            self.stdout.write(f"  {name} {counts[name]}{mark}")
        if before[0] != after:
            raise CommandError(f"The graph that grew was another one: {before[0].hash} before, {after.hash} now.")
        self.stdout.write("The same as the one that grew.")

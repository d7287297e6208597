"""`manage.py graph_init`: constraints and indexes of the graph."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from graph.indexes import ensure
from graph.store import writing
from jobs.errors import Unavailable


class Command(BaseCommand):
    help = "Makes the constraints and indexes of the graph that are missing; a second run changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints what is there."""
        try:
            with writing() as session:
                names = ensure(session)
        except Unavailable as error:
            raise CommandError(error.message) from error
        self.stdout.write(f"{len(names)} indexes: {', '.join(names)}")

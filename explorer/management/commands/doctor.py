"""`manage.py doctor`: is everything there, and where?"""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from explorer.doctor import examine, report


class Command(BaseCommand):
    help = "Shows each engine's state, version, address and data size, the compute device and the encoder."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Adds `--json`."""
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Exits with 1 when something is down."""
        found = examine()
        if options["json"]:
            self.stdout.write(json.dumps(found, indent=2))
        else:
            self.stdout.write("\n".join(report(found)))
        if not found["ok"]:
            sys.exit(1)

"""`manage.py purge`: the only thing that removes text."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from explorer.deletion import Purged, purge, purge_paper
from explorer.management.base import HouseCommand
from papers.selectors import paper_get


class Command(HouseCommand):
    help = (
        "Removes archived trees, and withdrawn papers that no other tree quotes. With --paper: that withdrawn paper, "
        "with every tree that quotes it. Nothing brings them back."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """One paper, and whether to only say what would go."""
        parser.add_argument("--paper", metavar="KEY", help="Key of a withdrawn paper to remove for good.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would be removed and remove nothing.")

    def handle(self, *_: Any, **options: Any) -> None:
        """Removes, and says what."""
        dry_run = options["dry_run"]
        if options["paper"]:
            purged = purge_paper(paper=paper_get(options["paper"]), dry_run=dry_run)
        else:
            purged = purge(dry_run=dry_run)
        self.stdout.write(_sentence(purged, dry_run))


def _sentence(purged: Purged, dry_run: bool) -> str:
    verb = "Would remove" if dry_run else "Removed"
    lines = [f"{verb} {len(purged.papers)} papers and {len(purged.trees)} trees."]
    lines += [f"  paper {key}" for key in purged.papers]
    lines += [f"  tree {tree}" for tree in purged.trees]
    lines += [f"  breeding of {title}" for title in purged.breedings]
    lines += [f"  versions of “{title}”" for title in purged.syntheses]
    return "\n".join(lines)

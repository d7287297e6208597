"""`manage.py experiment_docs`: writes docs/experiments/ from the definitions."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from compute.experiments.export.page import pages
from explorer.management.base import HouseCommand


class Command(HouseCommand):
    help = "Writes docs/experiments/ from the definitions and the notes beside them; `make schema` runs it."
    requires_system_checks = []

    def handle(self, *_: Any, **_options: Any) -> None:
        """Writes every page, and removes those of experiments that are gone."""
        wanted = pages(settings.BASE_DIR / "docs")
        folder = settings.BASE_DIR / "docs" / "experiments"
        folder.mkdir(exist_ok=True)
        for path, text in wanted.items():
            path.write_text(text, encoding="utf-8")
        for path in set(folder.glob("*.md")) - wanted.keys():
            path.unlink()
        self.stdout.write(f"{len(wanted)} pages in {folder}.")

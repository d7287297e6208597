"""`manage.py export_app KEY --out DIR`: an experiment as an app that runs without Arboretum."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from compute.services.runs import experiment_named
from explorer.exporting import app_export
from explorer.management.base import HouseCommand


class Command(HouseCommand):
    help = (
        "Writes an experiment as a stand-alone app into an empty or new folder: app.py, requirements.txt, README.md "
        "with the header of a Hugging Face Space, and what it runs on."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The experiment and the folder."""
        parser.add_argument("key", metavar="KEY", help="The experiment, as `manage.py experiment list` names it.")
        parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="An empty or new folder.")

    def handle(self, *_: Any, **options: Any) -> None:
        """Writes the app and says how to start it."""
        found = experiment_named(options["key"])
        names = app_export(experiment=found, folder=options["out"])
        start = "python app.py" if found.app.ui == "gradio" else "streamlit run app.py"
        self.stdout.write(f"{len(names)} files in {options['out']}. There:")
        self.stdout.write(f"  pip install -r requirements.txt && {start}")

"""The commands' base: an error with a sentence is shown as that sentence, not as a traceback."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from compute.device import torch_device_problem
from jobs.errors import AppError


class HouseCommand(BaseCommand):
    """A command of ours; `AppError` ends it with its message and code 1."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Runs the command; raises `CommandError` for what the house refuses."""
        try:
            return super().execute(*args, **options)
        except AppError as error:
            raise CommandError(error.message) from error

    def tell_device(self) -> None:
        """Says on stderr when the device that DEVICE forces is absent; loads torch."""
        if problem := torch_device_problem():
            self.stderr.write(f"{problem} The CPU computes instead.")

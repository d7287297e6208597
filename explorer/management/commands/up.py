"""`manage.py up`: the whole house in one process tree, until Ctrl-C."""

from __future__ import annotations

import signal
import threading
import time
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.checks import Tags
from django.core.management.base import BaseCommand, CommandError

from explorer.engines.base import EngineUnusable
from explorer.launch import CannotStart, Launch


class Stopped(BaseException):
    """A signal told us to stop; no handler of ordinary errors may swallow it."""


def on_signal(_number: int, _frame: FrameType | None) -> None:
    """Turns the first signal into `Stopped`; further ones must not interrupt the clean stop."""
    for other in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(other, signal.SIG_IGN)
    raise Stopped


class Command(BaseCommand):
    help = "Starts the engines, the web server and the workers; Ctrl-C stops them all."
    requires_system_checks = [Tags.security, Tags.compatibility]

    def handle(self, *args: Any, **options: Any) -> None:
        """Returns after a clean stop."""
        began = time.monotonic()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, on_signal)
        launch: Launch | None = None
        try:
            launch = Launch(settings.ENV, self.say)
            launch.start()
            self.say(f"Arboretum is ready after {time.monotonic() - began:.1f} s: {launch.url}   (Ctrl-C stops it)")
            threading.Event().wait()
        except Stopped:
            self.say("Stopping ...")
        except (CannotStart, EngineUnusable) as error:
            raise CommandError(str(error)) from error
        finally:
            if launch is not None:
                launch.stop()
        self.say("Stopped.")

    def say(self, line: str) -> None:
        """Prints a line at once, pipes included."""
        self.stdout.write(line)
        self.stdout.flush()

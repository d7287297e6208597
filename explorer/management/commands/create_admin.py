"""`manage.py create_admin`: the first account, for `AUTH=required`."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from explorer.accounts import first_admin


class Command(BaseCommand):
    help = "Creates the first admin with a random password in VAR_DIR/secrets; does nothing when there is one."

    def add_arguments(self, parser: CommandParser) -> None:
        """The name of the account."""
        parser.add_argument("--username", default="admin")

    def handle(self, *_: Any, **options: Any) -> None:
        """Says where the password is, never what it is."""
        path = first_admin(username=options["username"], var_dir=settings.VAR_DIR)
        if path is None:
            self.stdout.write("There is an admin already; nothing changed.")
        else:
            self.stdout.write(f"Created the admin {options['username']}; the password is in {path}.")

"""`manage.py account NAME --role editor`: creates an account, or changes its role or password."""

from __future__ import annotations

import getpass
import sys
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from explorer.accounts import account_set, new_password
from explorer.auth import ROLES


class Command(BaseCommand):
    help = "Creates an account or changes it. Roles: viewer reads, editor writes, admin also purges."

    def add_arguments(self, parser: CommandParser) -> None:
        """The account, its role, and where its password comes from."""
        parser.add_argument("username")
        parser.add_argument("--role", choices=ROLES, required=True)
        source = parser.add_mutually_exclusive_group()
        source.add_argument("--ask", action="store_true", help="Read the password from the terminal or standard input.")
        source.add_argument("--keep", action="store_true", help="Leave the password as it is; change the role only.")

    def handle(self, *_: Any, **options: Any) -> None:
        """Without --ask or --keep a random password is made and printed once."""
        password = None if options["keep"] else _ask() if options["ask"] else new_password()
        try:
            user, is_new = account_set(username=options["username"], role=options["role"], password=password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{'Created' if is_new else 'Changed'} {user.get_username()}: {options['role']}.")
        if password is not None and not options["ask"]:
            self.stdout.write(f"Password: {password}")


def _ask() -> str:
    if sys.stdin.isatty():
        return getpass.getpass()
    return sys.stdin.readline().rstrip("\n")

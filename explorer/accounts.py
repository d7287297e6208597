"""Writes on accounts: the first admin, further accounts, roles."""

from __future__ import annotations

import secrets
from pathlib import Path

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from explorer.auth import Role, give_role
from explorer.instance import write_private

ADMIN_FILE = "admin_password"


def new_password() -> str:
    """A random password of 24 characters that are easy to copy."""
    return secrets.token_urlsafe(18)


@transaction.atomic
def account_set(*, username: str, role: Role, password: str | None = None) -> tuple[User, bool]:
    """Creates or changes an account. Returns it and whether it is new.

    `password` None leaves an old account's password alone. Raises Django's `ValidationError` for a weak password.
    """
    user, is_new = User.objects.get_or_create(username=username)
    if password is not None:
        validate_password(password, user)
        user.set_password(password)
    elif is_new:
        user.set_unusable_password()
    user.is_active = True
    user.save()
    give_role(user=user, role=role)
    return user, is_new


@transaction.atomic
def first_admin(*, username: str, var_dir: Path) -> Path | None:
    """Creates the first admin with a random password, kept in `var_dir/secrets` with mode 600.

    Returns the file, or None when there is an admin already (nothing changes then).
    """
    if User.objects.filter(groups__name="admin").exists() or User.objects.filter(is_superuser=True).exists():
        return None
    password = new_password()
    account_set(username=username, role="admin", password=password)
    path = var_dir / "secrets" / ADMIN_FILE
    write_private(path, password + "\n", replace=True)
    return path

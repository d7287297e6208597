"""The house does not open itself to a network by accident."""

from __future__ import annotations

import ipaddress
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured

OPEN_TO_STRANGERS = "explorer.E010"
HINT = (
    "Set AUTH=required (accounts and roles; `manage.py create_admin` makes the first one), or say AUTH=open when "
    "everybody who reaches this address may change everything."
)


def is_loopback(host: str) -> bool:
    """Whether a server bound to this address is reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def is_open_to_strangers() -> bool:
    """Whether HOST reaches beyond this machine while nobody decided who may come in."""
    return settings.AUTH == "auto" and not is_loopback(settings.HOST)


@checks.register(checks.Tags.security)
def check_open_to_strangers(**_: Any) -> list[checks.CheckMessage]:
    """explorer.E010: a bind beyond loopback needs AUTH=required or AUTH=open."""
    if not is_open_to_strangers():
        return []
    return [
        checks.Error(
            f"HOST={settings.HOST} can be reached from other machines, and AUTH=auto asks for no login.",
            hint=HINT,
            id=OPEN_TO_STRANGERS,
        )
    ]


def refuse_strangers() -> None:
    """Raises `ImproperlyConfigured` when `check_open_to_strangers` finds something."""
    for problem in check_open_to_strangers():
        raise ImproperlyConfigured(f"{problem.msg} {problem.hint}")

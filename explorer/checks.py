"""System checks: a configuration that would be unsafe or cannot work is named, with what to do.

Who may use the house is checked in `explorer.auth_checks`.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register

from explorer.auth_checks import is_loopback


@register(Tags.security)
def check_debug_in_public(**_: Any) -> list[CheckMessage]:
    """explorer.E011: Django's debug pages show settings to whoever causes an error."""
    if is_loopback(settings.HOST) or not settings.DEBUG:
        return []
    return [
        Error(
            f"DEBUG=1 while HOST={settings.HOST} serves other machines.",
            hint="Leave DEBUG unset there.",
            id="explorer.E011",
        )
    ]


@register(Tags.compatibility)
def check_front_end_built(**_: Any) -> list[CheckMessage]:
    """explorer.W012: without the built pages only the REST interface answers."""
    if (settings.FRONTEND_DIST / "index.html").exists():
        return []
    return [Warning("The front end is not built.", hint="Run `make install`.", id="explorer.W012")]

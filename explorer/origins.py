"""Who may talk to a house that asks for no login: pages it served itself, and programs that are no web page.

Another web page can make a browser send requests here, but it cannot hide where it comes from (`Origin`,
`Sec-Fetch-Site`), and a name that is rebound to this address still says its own name (`Host`).
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from jobs.errors import AppError, Forbidden, Invalid

DEFAULT_PORTS = {"http": "80", "https": "443", "ws": "80", "wss": "443"}


def is_loopback_host(host: str) -> bool:
    """Whether a `Host` header names this machine from within."""
    return split_domain_port(host)[0] in settings.LOOPBACK_HOSTS


def host_problem(host: str) -> AppError | None:
    """What is wrong with a `Host` header, or None."""
    name = split_domain_port(host)[0]
    if name and validate_host(name, settings.ALLOWED_HOSTS):
        return None
    return Invalid(
        f"This server does not answer to the name {host[:100]!r}; ALLOWED_HOSTS can add it.", code="unknown_host"
    )


def _with_port(scheme: str, host: str) -> tuple[str, str]:
    name, port = split_domain_port(host)
    return name, port or DEFAULT_PORTS.get(scheme, "")


def is_same_origin(origin: str, host: str) -> bool:
    """Whether an `Origin` header is the address in `Host`.

    The scheme is left out, since a proxy may speak TLS for us: a missing port counts as the one of Origin's scheme.
    """
    parts = urlsplit(origin)
    if parts.scheme not in DEFAULT_PORTS or not parts.netloc:
        return False
    return _with_port(parts.scheme, parts.netloc) == _with_port(parts.scheme, host)


def origin_problem(headers: Mapping[str, str], host: str) -> AppError | None:
    """What is wrong with where a request comes from, or None. Programs such as curl send neither header."""
    site = headers.get("Sec-Fetch-Site")
    origin = headers.get("Origin")
    if site is not None and site not in {"same-origin", "none"}:
        return Forbidden("Another web page sent this request.", code="cross_site")
    if origin is not None and not is_same_origin(origin, host):
        return Forbidden("Another web page sent this request.", code="cross_site")
    return None

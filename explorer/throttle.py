"""Guessing passwords is slow: failed logins are counted in the cache, by address and name together and by address."""

from __future__ import annotations

import hashlib

from django.core.cache import cache
from redis.exceptions import RedisError

from jobs.errors import Throttled, Unavailable

WINDOW_SECONDS = 300
PER_NAME = 5
PER_ADDRESS = 30


def _counters(address: str, username: str) -> dict[str, int]:
    name = hashlib.sha256(username.casefold().encode()).hexdigest()[:24]
    return {f"login:{address}:{name}": PER_NAME, f"login:{address}": PER_ADDRESS}


def check_login(*, address: str, username: str) -> None:
    """Raises `Throttled` when too many logins failed within five minutes, `Unavailable` without a cache."""
    try:
        for key, limit in _counters(address, username).items():
            if cache.get(key, 0) >= limit:
                raise Throttled("Too many failed logins; wait five minutes.", details={"retry_after": WINDOW_SECONDS})
    except RedisError as error:
        raise Unavailable("Logins are closed while Valkey does not answer.") from error


def count_failure(*, address: str, username: str) -> None:
    """Remembers a failed login for five minutes."""
    for key in _counters(address, username):
        cache.add(key, 0, WINDOW_SECONDS)
        cache.incr(key)


def forget_failures(*, address: str, username: str) -> None:
    """Clears the count of a name after a login that worked; the address keeps its own."""
    cache.delete(next(iter(_counters(address, username))))

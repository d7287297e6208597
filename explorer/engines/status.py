"""What each engine says right now, for `/readyz`, `/api/system/`, the help overlay and `manage.py doctor`."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import redis
from django.conf import settings

from graph.driver import GraphAddress, ping
from jobs.errors import Unavailable

SECONDS = 3
FAILURES = (psycopg.Error, redis.RedisError, Unavailable, OSError)


@dataclasses.dataclass(frozen=True)
class EngineHealth:
    """What one engine says of itself; `message` holds the reason when it is not ok."""

    ok: bool
    version: str
    address: str
    embedded: bool
    message: str


def postgresql_version() -> str:
    """The versions of server and pgvector. Raises `psycopg.Error`; a server without pgvector counts as down."""
    # A connection of its own, so that a full pool is no outage.
    with psycopg.connect(settings.ADDRESSES.postgresql, connect_timeout=SECONDS) as connection:
        row = connection.execute(
            "SELECT current_setting('server_version'),"
            " (SELECT default_version FROM pg_available_extensions WHERE name = 'vector')"
        ).fetchone()
    assert row is not None
    if row[1] is None:
        raise psycopg.OperationalError("It has no pgvector: install the extension `vector` on its machine.")
    return f"PostgreSQL {row[0].split()[0]}, pgvector {row[1]}"


def graph_told() -> dict[str, Any] | None:
    """What SQL knows of the graph: `{nodes, edges, building, waiting}`; None while it does not say."""
    try:
        with psycopg.connect(settings.ADDRESSES.postgresql, connect_timeout=SECONDS) as connection:
            row = connection.execute(
                "SELECT coalesce(max(nodes), 0), coalesce(max(edges), 0), coalesce(bool_or(building), false),"
                " (SELECT count(*) FROM jobs_outboxrow WHERE done_at IS NULL AND topic = ANY(%s))"
                " FROM graph_projection",
                [list(settings.OUTBOX_SINKS)],
            ).fetchone()
    except FAILURES:
        return None
    return dict(zip(("nodes", "edges", "building", "waiting"), row, strict=True)) if row else None


def valkey_info() -> dict[str, Any]:
    """What `INFO` says. Raises `redis.RedisError`."""
    url = settings.ADDRESSES.redis(0)
    with redis.Redis.from_url(url, socket_connect_timeout=SECONDS, socket_timeout=SECONDS) as client:
        info: dict[str, Any] = client.info()
    return info


def valkey_version() -> str:
    """The server's product and version. Raises `redis.RedisError`."""
    info = valkey_info()
    return f"Valkey {info['valkey_version']}" if "valkey_version" in info else f"Redis {info['redis_version']}"


def graph_version() -> str:
    """The server's product and version. Raises `jobs.errors.Unavailable`."""
    return ping(GraphAddress(**settings.GRAPH), seconds=SECONDS)


QUESTIONS: dict[str, Callable[[], str]] = {
    "postgresql": postgresql_version,
    "valkey": valkey_version,
    "graph": graph_version,
}


def engine_status() -> dict[str, EngineHealth]:
    """Every engine's health by name, asked at the same time; answers within a few seconds whatever they do."""
    with ThreadPoolExecutor(len(QUESTIONS)) as pool:
        return dict(zip(QUESTIONS, pool.map(ask, QUESTIONS), strict=True))


def ask(name: str) -> EngineHealth:
    """One engine's health."""
    try:
        version, message = QUESTIONS[name](), ""
    except FAILURES as error:
        version, message = "", str(error).strip() or type(error).__name__
    return EngineHealth(
        ok=not message,
        version=version,
        address=settings.ADDRESSES.shown(name),
        embedded=name in settings.ADDRESSES.embedded,
        message=message,
    )


def data_size(name: str) -> int | None:
    """Bytes that an external engine says its data take, None when it does not say."""
    try:
        if name == "valkey":
            return int(valkey_info()["used_memory"])
        if name == "postgresql":
            with psycopg.connect(settings.ADDRESSES.postgresql, connect_timeout=SECONDS) as connection:
                row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
            return int(row[0]) if row else None
    except FAILURES:
        return None
    return None

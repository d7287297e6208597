"""Where the three engines answer: an operator's URL, else what the supervisor wrote into `VAR_DIR`.

Settings import this before Django exists and before any engine runs, so nothing here connects: without a record of a
running engine the address is the one the engine will get when its preferred port is free.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

from explorer.env import EnvError
from explorer.instance import Instance, secret

__all__ = ["PREFERRED_PORTS", "Addresses", "secret"]

PREFERRED_PORTS = {"postgresql": 15432, "valkey": 16379, "graph": 17687}
ROLE = "arboretum"


@dataclasses.dataclass(frozen=True)
class Addresses:
    """The URL of each engine, passwords included; `embedded` names those that the supervisor starts."""

    postgresql: str
    valkey: str
    graph_url: str
    graph_user: str
    graph_password: str
    graph_database: str | None
    embedded: frozenset[str]
    # Account and password that may only read the graph; None where the server knows no such accounts.
    reader: tuple[str, str] | None = None

    @classmethod
    def resolve(cls, values: Mapping[str, Any]) -> Addresses:
        """Addresses for the parsed environment of `explorer.env.load`.

        Raises `EnvError` for a URL of the wrong kind, naming the variable and what is accepted.
        """
        instance = Instance(Path(values["VAR_DIR"]).resolve())
        ports = {name: instance.port(name) or preferred for name, preferred in PREFERRED_PORTS.items()}
        graph_url = values["GRAPH_URL"]
        reader = None
        if graph_url:
            checked("GRAPH_URL", graph_url, BOLT_SCHEMES)
            user, password, database = values["GRAPH_USER"], values["GRAPH_PASSWORD"], values["GRAPH_DATABASE"]
        else:
            graph_url = f"bolt://127.0.0.1:{ports['graph']}"
            at_home = values["NEO4J_HOME"] is not None
            user, database = ("neo4j", None) if at_home else (graph_user(instance), ROLE)
            password = instance.secret("graph")
            reader = None if at_home else (reader_user(instance), instance.secret("graph_reader"))
        database_url, redis_url = values["DATABASE_URL"], values["REDIS_URL"]
        return cls(
            postgresql=database_url or embedded_url("postgresql", instance, ports["postgresql"], f"/{ROLE}"),
            valkey=redis_url or embedded_url("redis", instance, ports["valkey"], ""),
            graph_url=graph_url,
            graph_user=user,
            graph_password=password,
            graph_database=database,
            embedded=frozenset(
                name
                for name, url in (
                    ("postgresql", database_url),
                    ("valkey", redis_url),
                    ("graph", values["GRAPH_URL"]),
                )
                if not url
            ),
            reader=reader,
        )

    def django_database(self) -> dict[str, Any]:
        """The `DATABASES["default"]` entry; the URL's query becomes libpq options (`sslmode`, `host` of a socket)."""
        parts = checked("DATABASE_URL", self.postgresql, POSTGRESQL_SCHEMES)
        name = unquote(parts.path.lstrip("/"))
        if not name:
            raise EnvError("DATABASE_URL names no database: give postgresql://user:password@host:5432/name.")
        options = dict(parse_qsl(parts.query))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": name,
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": options.pop("host", None) or parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": options,
        }

    def redis(self, database: int) -> str:
        """The URL of one numbered database; a number in `REDIS_URL`'s path is added, so that two installations
        can share one server (`redis://host/3` uses 3, 4 and 5)."""
        parts = checked("REDIS_URL", self.valkey, REDIS_SCHEMES)
        first = parts.path.strip("/") or "0"
        if not first.isdigit():
            raise EnvError(f"REDIS_URL ends in {parts.path!r}: give the number of a database, or nothing.")
        return parts._replace(path=f"/{int(first) + database}").geturl()

    def channel_prefix(self, database: int) -> str:
        """What the names of pub/sub channels begin with: the server shares those across its numbered databases."""
        return f"arboretum{urlsplit(self.redis(database)).path.replace('/', '-')}"

    def graph(self) -> dict[str, Any]:
        """What the official `neo4j` driver needs: url, user, password, database (None = the server's default)."""
        return {
            "url": self.graph_url,
            "user": self.graph_user,
            "password": self.graph_password,
            "database": self.graph_database,
        }

    def graph_reader(self) -> dict[str, str] | None:
        """`user` and `password` for a person's Cypher where they differ from those of `graph()`, else None."""
        return {"user": self.reader[0], "password": self.reader[1]} if self.reader else None

    def shown(self, name: str) -> str:
        """The address of `postgresql`, `valkey` or `graph` without user, password and options, fit for a page."""
        url = {"postgresql": self.postgresql, "valkey": self.valkey, "graph": self.graph_url}[name]
        parts = urlsplit(url)
        host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""
        port = f":{parts.port}" if parts.port else ""
        return f"{parts.scheme}://{host}{port}{parts.path}"


def graph_user(instance: Instance) -> str:
    """The account at the embedded graph server; no other installation's server knows it."""
    return f"{ROLE}-{instance.id[:12]}"


def reader_user(instance: Instance) -> str:
    """The account at the embedded graph server that may only read."""
    return f"{graph_user(instance)}-reader"


POSTGRESQL_SCHEMES = ("postgresql", "postgres")
REDIS_SCHEMES = ("redis", "rediss", "valkey", "valkeys")
BOLT_SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")


def checked(variable: str, url: str, schemes: tuple[str, ...]) -> SplitResult:
    """The URL in parts. Raises `EnvError` without echoing the URL, which may hold a password."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise EnvError(f"{variable} is no URL: {error}.") from error
    if parts.scheme not in schemes or port == 0:
        raise EnvError(f"{variable} must start with one of: " + ", ".join(f"{scheme}://" for scheme in schemes) + ".")
    return parts


def embedded_url(scheme: str, instance: Instance, port: int, path: str) -> str:
    """The URL of an engine that the supervisor runs on loopback."""
    user, name = (ROLE, "postgresql") if scheme == "postgresql" else ("", "valkey")
    return f"{scheme}://{user}:{quote(instance.secret(name), safe='')}@127.0.0.1:{port}{path}"

"""Which engines this environment wants us to start ourselves."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from explorer.engines.base import Engine
from explorer.engines.graph import ArcadeDB, Neo4j
from explorer.engines.postgresql import PostgreSQL
from explorer.engines.valkey import Valkey
from explorer.instance import Instance

ENGINES = ("postgresql", "valkey", "graph")


def instance_of(values: Mapping[str, Any]) -> Instance:
    """The installation whose state lies in `VAR_DIR`."""
    return Instance(Path(values["VAR_DIR"]).resolve())


def embedded_engines(values: Mapping[str, Any], *, durable: bool = True) -> list[Engine]:
    """One engine for each of the three that no URL replaces."""
    instance = instance_of(values)
    engines: list[Engine] = []
    if not values["DATABASE_URL"]:
        engines.append(PostgreSQL(instance, durable=durable))
    if not values["REDIS_URL"]:
        engines.append(Valkey(instance, durable=durable))
    if not values["GRAPH_URL"]:
        home = values["NEO4J_HOME"]
        engines.append(Neo4j(instance, home) if home else ArcadeDB(instance, durable=durable))
    return engines

"""The graph server that we start ourselves: ArcadeDB from its wheel, or the Neo4j at `NEO4J_HOME`."""

from __future__ import annotations

from pathlib import Path

from explorer.addresses import graph_user, reader_user
from explorer.engines.base import Engine, EngineDown, EngineUnusable
from explorer.engines.ports import any_free
from explorer.instance import Instance
from graph import driver, embedded
from jobs.errors import Unavailable


class ArcadeDB(Engine):
    """The embedded graph server; its account's name carries the instance id, so no other server lets us in."""

    name = "graph"
    title = "ArcadeDB"
    start_seconds = 120.0  # 3 s on an idle machine; a JVM on a busy one takes its time

    def __init__(self, instance: Instance, *, durable: bool = True) -> None:
        super().__init__(instance, durable=durable)
        self.data = instance.var_dir / "arcadedb"

    @property
    def workdir(self) -> Path:
        """Its own folder: whatever it is told, the server also makes a folder `log` where it starts."""
        return self.data

    def prepare(self, port: int) -> None:
        """Writes the security files, so that the first boot need not invent them."""
        user = graph_user(self.instance)
        reader = (reader_user(self.instance), self.instance.secret("graph_reader"))
        embedded.write_arcadedb_users(self.data, user=user, password=self.instance.secret("graph"), reader=reader)

    def command(self, port: int) -> list[str]:
        """See `graph.embedded.arcadedb_command`."""
        name = f"arboretum-{self.instance.id}"
        try:
            return embedded.arcadedb_command(self.data, port=port, http_port=any_free(), name=name)
        except embedded.MissingServer as error:
            raise EngineUnusable(str(error)) from error

    def probe(self, port: int) -> str:
        """See `Engine.probe`."""
        return ping(port, graph_user(self.instance), self.instance.secret("graph"), embedded.DATABASE)


class Neo4j(Engine):
    """A Neo4j that the operator installed, started in place of the embedded server with its data in `VAR_DIR`."""

    name = "graph"
    title = "Neo4j"
    start_seconds = 120.0

    def __init__(self, instance: Instance, home: Path, *, durable: bool = True) -> None:
        super().__init__(instance, durable=durable)
        self.home, self.data = home.resolve(), instance.var_dir / "neo4j"

    def prepare(self, port: int) -> None:
        """Writes its configuration and, on first use, its password."""
        self.instance.secret("graph")
        secret = self.instance.var_dir / "secrets" / "graph"
        try:
            embedded.prepare_neo4j(self.home, self.data, port=port, password_file=secret)
        except embedded.MissingServer as error:
            raise EngineUnusable(str(error)) from error

    def command(self, port: int) -> list[str]:
        """See `graph.embedded.neo4j_command`."""
        try:
            return embedded.neo4j_command(self.home, self.data)
        except embedded.MissingServer as error:
            raise EngineUnusable(str(error)) from error

    def probe(self, port: int) -> str:
        """See `Engine.probe`; only our own server knows the random password."""
        return ping(port, "neo4j", self.instance.secret("graph"), None)


def ping(port: int, user: str, password: str, database: str | None) -> str:
    """The version behind a loopback port. Raises `EngineDown`."""
    try:
        return driver.ping(driver.GraphAddress(f"bolt://127.0.0.1:{port}", user, password, database))
    except Unavailable as error:
        raise EngineDown(error.message) from error

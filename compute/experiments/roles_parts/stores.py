"""The databases that hold the knowledge graph: PostgreSQL, relational and jsonb, and Azure Cosmos DB."""

from __future__ import annotations

import contextlib
import json
import os
import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from compute.experiments.base import Context
from compute.experiments.roles_parts.agent import LeftOut, Refused
from compute.experiments.roles_parts.knowledge import Graph
from compute.experiments.roles_parts.writing import filled
from compute.experiments.shared import node, servers

# The local server looks at no signature; it only has to be base64.
LOCAL_KEY = "bG9jYWw="
SECONDS = 5


class Relational:
    """Both forms in PostgreSQL; queries run read-only and within five seconds. Raises `LeftOut` when it is away."""

    def __init__(self, address: str) -> None:
        import psycopg

        try:
            self.connection = psycopg.connect(address, autocommit=True, connect_timeout=10)
        except psycopg.OperationalError as error:
            raise LeftOut(f"PostgreSQL does not answer: {str(error).strip()[:200]}") from error

    def load(self, graph: Graph) -> dict[str, int]:
        """Creates the tables, fills them, and counts their rows."""
        tables: dict[str, list[tuple[Any, ...]]] = {
            "paper": [(one["id"], one["title"], one["year"], one["category"], one["sort"]) for one in graph.papers],
            "mention": list(graph.mentions),
            "wrote": list(graph.wrote),
            "similar_to": list(graph.similar),
            "document": [(one["id"], json.dumps(one)) for one in graph.documents()],
        }
        with self.connection.transaction(), self.connection.cursor() as cursor:
            cursor.execute(filled("schema.sql.tmpl"))
            for name, rows in tables.items():
                with cursor.copy(f"COPY {name} FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
        return {name: int(self.ask(f"SELECT count(*) FROM {name}", {})[0]) for name in tables}  # noqa: S608

    def ask(self, query: str, values: Mapping[str, Any]) -> list[Any]:
        """The first column of every row. Raises `Refused`."""
        import psycopg

        try:
            with self.connection.transaction(), self.connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION READ ONLY")
                cursor.execute(f"SET LOCAL statement_timeout = '{SECONDS}s'")
                cursor.execute(query, dict(values))
                return [row[0] for row in cursor.fetchall()]
        except psycopg.Error as error:
            raise Refused(f"PostgreSQL refuses the query: {str(error).strip()[:300]}") from error

    def close(self) -> None:
        """Ends the connection."""
        self.connection.close()


class Documents:
    """One container of a Cosmos DB account, partitioned by category."""

    def __init__(self, client: Any, name: str) -> None:
        from azure.cosmos import PartitionKey

        self.client, self.name = client, name
        self.container = client.create_database(name).create_container(
            "papers", partition_key=PartitionKey(path="/category")
        )

    def load(self, graph: Graph) -> int:
        """Puts every paper in as one item, and counts them."""
        for document in graph.documents():
            self.container.upsert_item(document)
        return int(self.ask("SELECT VALUE COUNT(1) FROM p", {})[0])

    def ask(self, query: str, values: Mapping[str, Any]) -> list[Any]:
        """What the query gives over all partitions. Raises `Refused`."""
        from azure.core.exceptions import AzureError

        given = [{"name": f"@{name}", "value": value} for name, value in values.items() if f"@{name}" in query]
        try:
            return list(self.container.query_items(query, parameters=given, enable_cross_partition_query=True))
        except AzureError as error:
            raise Refused(f"Cosmos DB refuses the query: {str(error).strip()[:300]}") from error

    def close(self) -> None:
        """Removes the database of this run."""
        self.client.delete_database(self.name)


@contextlib.contextmanager
def cosmos(context: Context) -> Iterator[tuple[str, Documents]]:
    """Where it is and the container: the real account where the operator allows and names one, else the local server.

    The real one needs `azure` in REAL_CLOUDS, AZURE_COSMOS_ENDPOINT and AZURE_COSMOS_KEY. Raises `MissingPackage`.
    """
    context.require("azure-cosmos", "azure.cosmos", "pip install azure-cosmos")
    from azure.cosmos import CosmosClient

    real, key = os.environ.get("AZURE_COSMOS_ENDPOINT"), os.environ.get("AZURE_COSMOS_KEY")
    name = f"roles-{uuid.uuid4().hex[:8]}"
    if "azure" in (context.options.get("REAL_CLOUDS") or ()) and real and key:
        with contextlib.closing(Documents(CosmosClient(real, key), name)) as documents:
            yield "Azure Cosmos DB", documents
        return
    with servers.running(
        "cosmosdb",
        lambda port: node.command(
            "@vercel/cosmosdb-server", "cosmosdb-server", "-p", str(port), "--host", servers.HOST, "--no-ssl"
        ),
        scratch=context.scratch,
        check=context.check_cancelled,
    ) as server:
        # The local server gives another address for itself than the one it is reached at.
        client = CosmosClient(server.url, LOCAL_KEY, enable_endpoint_discovery=False)
        with contextlib.closing(Documents(client, name)) as documents:
            yield "the local Cosmos DB server", documents

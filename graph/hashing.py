"""The content of the graph as its server tells it, whatever we believe it to be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import neo4j

from graph.items import Edge, Node, Tally, digest
from graph.schema import EDGE_TYPES, NODE_TYPES

# Nodes whose edges are asked for at once: the embedded server ends a statement that takes a minute.
SOURCES = 2_000


def content(session: neo4j.Session) -> tuple[Tally, Counter[str]]:
    """What the server holds, read item by item, and how many there are of each label and relation."""
    tally, counts = Tally(), Counter[str]()
    for node in nodes(session):
        tally = tally.plus(nodes=(digest(node),))
        counts[node.label] += 1
    for edge in edges(session):
        tally = tally.plus(edges=(digest(edge),))
        counts[edge.type] += 1
    return tally, counts


def nodes(session: neo4j.Session) -> Iterator[Node]:
    """Every node, label by label."""
    for label in NODE_TYPES:
        for row in session.run(f"MATCH (n:{label}) RETURN properties(n) AS said"):
            said = row["said"]
            yield Node(label, said.pop("id"), said)


def edges(session: neo4j.Session) -> Iterator[Edge]:
    """Every edge, by the label of the node it begins at."""
    for label in NODE_TYPES:
        names = [name for name, known in EDGE_TYPES.items() if label in known.sources]
        for ids in _ids(session, label) if names else ():
            for name in names:
                asked = (
                    f"MATCH (a:{label})-[r:{name}]->(b) WHERE a.id IN $ids"
                    " RETURN a.id AS source, b.id AS target, properties(r) AS said"
                )
                for row in session.run(asked, ids=ids):
                    yield Edge(name, row["source"], row["target"], row["said"])


def _ids(session: neo4j.Session, label: str) -> Iterator[Sequence[str]]:
    found = [row["id"] for row in session.run(f"MATCH (n:{label}) RETURN n.id AS id")]
    return (found[start : start + SOURCES] for start in range(0, len(found), SOURCES))

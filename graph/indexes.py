"""Constraints and indexes as code: asking for those that are there changes nothing."""

from __future__ import annotations

import neo4j

from graph.schema import MARKER, NODE_TYPES

UNIQUE = tuple(
    f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
    for label in (*NODE_TYPES, MARKER)
)
VALUES = tuple(
    f"CREATE INDEX {known.type}_{name} IF NOT EXISTS FOR (n:{label}) ON (n.{name})"
    for label, known in NODE_TYPES.items()
    for name in known.indexed
)
OWNED = ("CREATE INDEX relates_owner IF NOT EXISTS FOR ()-[r:RELATES]-() ON (r.owner)",)
# The one index for words over all labels, where the server has such; the embedded one cannot be asked for it by Cypher.
WORDS = "node_words"
FULLTEXT = f"CREATE FULLTEXT INDEX {WORDS} IF NOT EXISTS FOR (n:{'|'.join(NODE_TYPES)}) ON EACH [n.label]"


def ensure(session: neo4j.Session) -> list[str]:
    """Sees to constraints and indexes; returns the names of all indexes that are there then."""
    statements = [*UNIQUE, *VALUES, *OWNED]
    if not is_embedded(session):
        statements.append(FULLTEXT)
    for statement in statements:
        session.run(statement).consume()
    return sorted(row["name"] for row in session.run("SHOW INDEXES") if row["labelsOrTypes"])


def is_embedded(session: neo4j.Session) -> bool:
    """Whether it is the bundled server that answers."""
    agent = session.run("RETURN 1").consume().server.agent
    return agent is not None and "ArcadeDB" in agent


def has_words(session: neo4j.Session) -> bool:
    """Whether `CALL db.index.fulltext.queryNodes(WORDS, ...)` works here."""
    return any(row["name"] == WORDS for row in session.run("SHOW INDEXES"))

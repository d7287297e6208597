"""Constraints and indexes as code: asking for those that are there changes nothing."""

from __future__ import annotations

from collections.abc import Mapping

import neo4j

from graph.schema import MARKER, NODE_TYPES

# The one index for words over all labels, where the server has such; the embedded one cannot be asked for it by Cypher.
WORDS = "node_words"
FULLTEXT = {WORDS: f"CREATE FULLTEXT INDEX {WORDS} IF NOT EXISTS FOR (n:{'|'.join(NODE_TYPES)}) ON EACH [n.label]"}
# By name what makes each of the others: the keys, by which the projection finds what it joins, and what reads want.
KEYS = {
    f"{label.lower()}_id": f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
    for label in (*NODE_TYPES, MARKER)
}
VALUES = {
    **{
        f"{known.type}_{name}": f"CREATE INDEX {known.type}_{name} IF NOT EXISTS FOR (n:{label}) ON (n.{name})"
        for label, known in NODE_TYPES.items()
        for name in known.indexed
    },
    "relates_owner": "CREATE INDEX relates_owner IF NOT EXISTS FOR ()-[r:RELATES]-() ON (r.owner)",
}


def ensure(session: neo4j.Session) -> list[str]:
    """Sees to constraints and indexes; returns the names of all indexes that are there then."""
    return _make(session, KEYS | VALUES if is_embedded(session) else KEYS | VALUES | FULLTEXT)


def ensure_keys(session: neo4j.Session) -> None:
    """Sees to what writing needs, which is less than reading does: what is filled without indexes is filled sooner."""
    _make(session, KEYS)


def lift(session: neo4j.Session) -> None:
    """Takes the indexes away where deleting is several times faster without them; only before all is built again."""
    if is_embedded(session):
        for name in VALUES:
            session.run(f"DROP INDEX {name} IF EXISTS").consume()
        for name in KEYS:
            session.run(f"DROP CONSTRAINT {name} IF EXISTS").consume()


def _make(session: neo4j.Session, wanted: Mapping[str, str]) -> list[str]:
    there = _names(session)
    missing = [statement for name, statement in wanted.items() if name not in there]
    for statement in missing:
        session.run(statement).consume()
    return _names(session) if missing else there


def _names(session: neo4j.Session) -> list[str]:
    return sorted(row["name"] for row in session.run("SHOW INDEXES") if row["labelsOrTypes"])


def is_embedded(session: neo4j.Session) -> bool:
    """Whether it is the bundled server that answers."""
    agent = session.run("RETURN 1").consume().server.agent
    return agent is not None and "ArcadeDB" in agent


def has_words(session: neo4j.Session) -> bool:
    """Whether `CALL db.index.fulltext.queryNodes(WORDS, ...)` works here."""
    return any(row["name"] == WORDS for row in session.run("SHOW INDEXES"))

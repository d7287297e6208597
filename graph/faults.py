"""What a graph server says is wrong with a statement, as an error of the house with its place."""

from __future__ import annotations

import re

from django.conf import settings
from neo4j.exceptions import Neo4jError

from jobs.errors import AppError, Invalid, Unavailable

__all__ = ["as_house_error", "slow"]

PREFIX = len("EXPLAIN ")
# Neo4j says `(line 1, column 8 (offset: 7))`, the embedded server `at line 1:7` or `at line 1, column 7`, from 0.
NEO4J_PLACE = re.compile(r"\(line (\d+), column (\d+)(?: \(offset: \d+\))?\)")
EMBEDDED_PLACE = re.compile(r"\bat line (\d+)(?::|, column )(\d+)")
TIMED_OUT = re.compile(r"timed? ?out", re.IGNORECASE)
OUT_OF_MEMORY = re.compile(r"memory|heap", re.IGNORECASE)


def slow() -> Invalid:
    """The error for a statement that took too long."""
    return Invalid(
        f"The statement took more than {settings.GRAPH_QUERY_SECONDS:g} s and was ended. Ask for less: fewer steps, a "
        "LIMIT before what multiplies rows, a label on every node.",
        code="too_slow",
        details={"limit": settings.GRAPH_QUERY_SECONDS},
    )


def as_house_error(error: Neo4jError) -> AppError:
    """400 for what is wrong with the statement or its parameters, 503 for what is wrong with the server."""
    code, said = error.code or "", (error.message or str(error)).strip()
    if TIMED_OUT.search(code) or TIMED_OUT.search(said.splitlines()[0] if said else ""):
        return slow()
    if "OutOfMemory" in code or (code.startswith("Neo.DatabaseError") and OUT_OF_MEMORY.search(said)):
        return Invalid(f"The statement needs more memory than the graph server gives it. {said}", code="too_large")
    if code.startswith(("Neo.TransientError", "Neo.ClientError.Security", "Neo.ClientError.Database")):
        return Unavailable(f"The graph server does not answer: {said.splitlines()[0] if said else code}")
    message, details = _placed(said or code)
    return Invalid(message, code="cypher", details={**details, "server_code": code})


def _placed(said: str) -> tuple[str, dict[str, int]]:
    """The sentence with the place in the person's own text, which the server saw behind `EXPLAIN `."""
    found = NEO4J_PLACE.search(said)
    if found:
        line, column = int(found[1]), int(found[2])
        column -= PREFIX if line == 1 else 0
        first = said[: found.start()].strip()
        return f"{first} (line {line}, column {column})", {"line": line, "column": column}
    found = EMBEDDED_PLACE.search(said)
    if found:
        line, column = int(found[1]), int(found[2]) + 1
        sentence = said.splitlines()[0].replace(found.group(), "").strip(" -")
        return f"{sentence} (line {line}, column {column})", {"line": line, "column": column}
    return said.splitlines()[0], {}

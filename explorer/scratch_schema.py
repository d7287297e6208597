"""A corner of PostgreSQL for one run: an empty schema and an account that owns it and may read nothing else."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from urllib.parse import quote, urlencode
from uuid import UUID

from django.db import ProgrammingError, connection, transaction
from psycopg import errors, sql

from jobs.errors import Unavailable

PREFIX = "scratch_"


@contextmanager
def scratch_schema(run: UUID) -> Iterator[str]:
    """The address of the corner; it goes with the block, and what an earlier try left of it goes first.

    Raises `Unavailable` when our own account may not make accounts.
    """
    name, password = f"{PREFIX}{run.hex}", secrets.token_urlsafe(24)
    remove(name)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            role = sql.Identifier(name)
            cursor.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(role, sql.Literal(password)))
            cursor.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(role))
            cursor.execute(sql.SQL("CREATE SCHEMA {} AUTHORIZATION {}").format(role, role))
    except ProgrammingError as error:
        if isinstance(error.__cause__, errors.InsufficientPrivilege):
            raise Unavailable("The database account may not create roles, which this experiment needs.") from error
        raise
    try:
        yield _address(name, password)
    finally:
        remove(name)


def remove(name: str) -> None:
    """Drops the schema and the account of that name where they are, its sessions first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
        if cursor.fetchone() is None:
            return
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", [name])
        cursor.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(name)))
        cursor.execute(sql.SQL("DROP OWNED BY {}").format(sql.Identifier(name)))
        cursor.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(name)))


def remove_all(runs: Iterable[UUID]) -> None:
    """Drops what is left of these runs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname FROM pg_roles WHERE starts_with(rolname, %s)", [PREFIX])
        left = {name for (name,) in cursor.fetchall()}
    for run in runs:
        if (name := f"{PREFIX}{run.hex}") in left:
            remove(name)


def _address(name: str, password: str) -> str:
    """A libpq URL for the database that Django uses, as another account in another schema."""
    known = connection.settings_dict
    host, port = str(known["HOST"]), known["PORT"]
    query = {"options": f"-csearch_path={name}"} | {
        option: value for option, value in known["OPTIONS"].items() if option.startswith("ssl")
    }
    if host.startswith("/"):
        query["host"], host = host, ""
    place = f"{host}:{port}" if port else host
    return f"postgresql://{name}:{quote(password)}@{place}/{quote(str(known['NAME']))}?{urlencode(query)}"

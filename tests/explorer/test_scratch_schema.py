"""A run's corner of PostgreSQL: its own tables, nobody else's, and nothing is left of it."""

import uuid

import psycopg
import pytest
from django.db import connection

from explorer.scratch_schema import remove_all, scratch_schema

# Committed for real: the run connects from outside.
pytestmark = pytest.mark.django_db(transaction=True)


def roles() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname FROM pg_roles WHERE starts_with(rolname, 'scratch_')")
        return {name for (name,) in cursor.fetchall()}


def test_a_run_has_a_schema_of_its_own_and_reads_nothing_else() -> None:
    with scratch_schema(uuid.uuid4()) as address, psycopg.connect(address, autocommit=True) as mine:
        mine.execute("CREATE TABLE kept (word text)")
        mine.execute("INSERT INTO kept VALUES ('mine')")
        assert mine.execute("SELECT word FROM kept").fetchall() == [("mine",)]
        for forbidden in (
            "SELECT * FROM public.papers_paper",
            "CREATE TABLE public.mine (x int)",
            "SELECT pg_read_file('/etc/hostname')",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                mine.execute(forbidden)
    assert roles() == set()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address)


def test_what_a_lost_run_left_goes_before_the_next_try_and_with_the_others() -> None:
    lost = uuid.uuid4()
    # Kept, since a block whose object goes is left.
    tries = [scratch_schema(lost), scratch_schema(lost)]
    tries[0].__enter__()
    with scratch_schema(lost) as address, psycopg.connect(address) as mine:
        mine.execute("CREATE TABLE again (x int)")
    tries[1].__enter__()
    assert roles() == {f"scratch_{lost.hex}"}
    remove_all([uuid.uuid4()])
    assert len(roles()) == 1
    remove_all([lost])
    assert roles() == set()

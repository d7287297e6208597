"""What goes wrong: crashes between two writes, a server that is away, emptied, swapped or left half-built."""

from __future__ import annotations

import contextlib
import io
import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from neo4j.exceptions import ConstraintError

from graph import driver, indexes, rebuild, sinks, status, tasks
from graph.projection import lock, marker, owners
from graph.topics import TOPICS
from jobs import outbox
from jobs.errors import Conflict, JobCancelled, Unavailable
from jobs.models import Job, OutboxRow
from tests.graph.library import check, held, merged, put, settle
from tests.support.library import run_job

pytestmark = pytest.mark.django_db
NOWHERE = {"url": "bolt://127.0.0.1:1", "user": "a", "password": "b", "database": None}


@pytest.fixture
def library(graph):
    papers = [put(number, [number, number + 1]) for number in (1, 2, 3)]
    merged("All", papers)
    settle()
    check()
    return graph


def again() -> int:
    """The next round of the drainer after what stopped it is over."""
    outbox.retry_now(TOPICS)
    return outbox.drain()


def wiped(address) -> None:
    with driver.session(address) as session:
        session.run("MATCH (n) DETACH DELETE n").consume()


def rebuilt_by_itself() -> Job:
    """What the scheduler asked for, done."""
    tasks.watch()
    tasks.watch()
    job = Job.objects.get(kind="graph", state=Job.State.QUEUED)
    return run_job(job.pk)


def test_a_crash_after_the_graph_took_a_step_changes_nothing(library, monkeypatch):
    put(4, [4, 5])

    def die(*_, **__):
        raise Unavailable("The database went away.")

    with monkeypatch.context() as patch:
        patch.setattr(marker, "settle", die)
        assert outbox.drain() == 0
    known, before = marker.state(), held()
    assert "paper:2101.00004" in before[0]
    assert known is not None
    assert known.nodes < len(before[0])
    assert not status.is_strange()
    assert again() > 0
    settle()
    check()
    OutboxRow.objects.filter(topic="paper.changed").update(done_at=None)
    assert outbox.drain() > 0
    check()


def test_a_crash_in_the_middle_and_a_change_since_leave_nothing_behind(library, monkeypatch):
    monkeypatch.setattr(owners, "PAPERS", 1)
    put(4, [4, 5])
    put(5, [5, 6])
    advance, calls = sinks._advance, []

    def once(*given):
        calls.append(given)
        if len(calls) > 1:
            raise Unavailable("The graph server went away.")
        return advance(*given)

    with monkeypatch.context() as patch:
        patch.setattr(sinks, "_advance", once)
        outbox.drain()
    assert "paper:2101.00004" in held()[0]
    put(4, [0], version=2)
    again()
    settle()
    check()


def test_an_hour_without_the_graph_loses_nothing(library, settings):
    address = settings.GRAPH
    settings.GRAPH = NOWHERE
    put(4, [4, 5])
    assert outbox.drain() == 0
    assert outbox.drain() == 0
    behind = status.lag()
    assert behind["waiting"] > 0
    assert behind["oldest_seconds"] is not None
    tasks.watch()
    assert not Job.objects.filter(kind="graph").exists()
    settings.GRAPH = address
    assert outbox.drain() == 0, "the pause was not waited for"
    tasks.watch()
    assert outbox.drain() > 0
    settle()
    check()


def test_an_emptied_graph_is_noticed_and_built_again(library):
    before = check()
    wiped(library)
    put(1, [1, 2], version=2)
    assert outbox.drain() == 0
    assert status.is_strange()
    assert rebuilt_by_itself().state == Job.State.SUCCEEDED
    assert not status.is_strange()
    settle()
    assert check().nodes == before.nodes


def test_an_older_backup_and_another_house_s_graph_are_noticed(library):
    with driver.session(library) as session:
        said = marker.read(session.run)
        assert said is not None
        put(4, [4, 5])
        settle()
        check()
        session.run(marker.WRITE, said=said).consume()
    assert status.is_strange()
    assert rebuilt_by_itself().result["hash"] == check().hash
    marker.state().delete()
    assert status.is_strange()
    tasks.watch()
    assert run_job(Job.objects.get(kind="graph", state=Job.State.QUEUED).pk).state == Job.State.SUCCEEDED
    check()


def test_a_rebuild_says_so_and_one_that_broke_off_begins_again(library):
    seen = []

    def stop(done: int, total: int) -> None:
        seen.append(status.state())
        if done:
            raise JobCancelled

    with pytest.raises(JobCancelled):
        rebuild.rebuild(progress=stop)
    assert set(seen) == {"rebuilding"}
    assert status.state() == "stale"
    put(4, [4, 5])
    assert outbox.drain() == 0
    assert rebuilt_by_itself().state == Job.State.SUCCEEDED
    assert status.state() == "ready"
    settle()
    check()


@contextlib.contextmanager
def another_writer():
    """Somebody else writes into the graph while the block lasts."""
    taken, done = threading.Event(), threading.Event()

    def hold() -> None:
        with contextlib.closing(connection.copy()) as other, other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [lock.LOCK])
            taken.set()
            done.wait(30)
            # A server that is busy lets go of a closed connection's locks only a while later.
            cursor.execute("SELECT pg_advisory_unlock(%s)", [lock.LOCK])

    thread = threading.Thread(target=hold)
    thread.start()
    taken.wait(30)
    try:
        yield
    finally:
        done.set()
        thread.join()


def test_two_do_not_write_at_once(library):
    with another_writer():
        put(4, [4, 5])
        assert outbox.drain() == 0
        with pytest.raises(Conflict, match="Somebody else"):
            rebuild.rebuild(progress=lambda *_: None)
    again()
    settle()
    check()


def test_a_graph_that_is_half_written_is_not_taken_for_a_strange_one(library):
    wiped(library)
    assert status.is_strange()
    with another_writer():
        tasks.watch()
        assert not Job.objects.filter(kind="graph").exists()
    tasks.watch()
    assert Job.objects.filter(kind="graph").count() == 1


def test_a_rebuild_is_the_same_as_the_graph_that_grew(library):
    before = check()
    said = io.StringIO()
    call_command("rebuild_graph", verify=True, stdout=said)
    assert "The same as the one that grew." in said.getvalue()
    assert "MENTIONS" in said.getvalue()
    assert check() == before
    assert status.stored_hash() == before.hash


def test_a_graph_that_somebody_changed_does_not_verify(library):
    with driver.session(library) as session:
        session.run("MATCH (p:Paper) WITH p LIMIT 1 SET p.title = 'Another'").consume()
    with pytest.raises(CommandError, match="another one"):
        call_command("rebuild_graph", verify=True, stdout=io.StringIO())
    check()


def test_without_a_server_the_commands_say_so(settings):
    settings.GRAPH = NOWHERE
    for command in ("rebuild_graph", "graph_init"):
        with pytest.raises(CommandError, match="does not answer"):
            call_command(command, stdout=io.StringIO())


def test_constraints_and_indexes_are_made_once(graph):
    first, second = io.StringIO(), io.StringIO()
    call_command("graph_init", stdout=first)
    call_command("graph_init", stdout=second)
    assert first.getvalue() == second.getvalue()
    assert "relates_owner" in first.getvalue()
    with driver.session(graph) as session:
        assert indexes.has_words(session) is not indexes.is_embedded(session)
        session.run("CREATE (:Paper {id: 'paper:1'})").consume()
        with pytest.raises(ConstraintError):
            session.run("CREATE (:Paper {id: 'paper:1'})").consume()


def test_what_others_keep_on_the_server_stays(library):
    with driver.session(library) as session:
        session.run("CREATE (:Elsewhere {name: 'theirs'})").consume()
        rebuild.wipe(session)
        assert session.run("MATCH (n) RETURN count(n) AS left").single(strict=True)["left"] == 1

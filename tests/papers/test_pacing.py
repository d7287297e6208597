"""Turns at arXiv over processes, with a real Valkey and real processes."""

import itertools
import subprocess
import sys
import time
import uuid

import pytest
import redis
from django.conf import settings

from papers.pacing import SharedPace
from papers.sources.arxiv import ArxivClient, ArxivQuery, ArxivUnavailable, Manners
from tests.support.arxiv_standin import StandIn

URL = settings.CACHES["default"]["LOCATION"]

READER = """
import sys
import redis
from papers.pacing import SharedPace
from papers.sources.arxiv import ArxivClient, ArxivQuery
address, name, url, interval = sys.argv[1:]
pace = SharedPace(redis.Redis.from_url(address), interval=float(interval), name=name)
client = ArxivClient(pace=pace, url=url)
print(sum(len(page.records) for page in client.pages(ArxivQuery(words="distributed training"), page_size=20)))
"""

HOLDER = """
import sys, time
import redis
from papers.pacing import SharedPace
pace = SharedPace(redis.Redis.from_url(sys.argv[1]), interval=0.1, lease=float(sys.argv[3]), name=sys.argv[2])
with pace.turn(lambda: None):
    print("held", flush=True)
    time.sleep(60)
"""


def no_tick():
    """The wait goes on."""


@pytest.fixture
def connection(engines):
    with redis.Redis.from_url(URL) as client:
        yield client


@pytest.fixture
def name():
    return f"test:{uuid.uuid4()}"


def run(script, *arguments):
    return subprocess.Popen([sys.executable, "-c", script, *arguments], stdout=subprocess.PIPE, text=True)


def test_processes_ask_one_at_a_time_and_keep_the_interval(engines, name):
    with StandIn() as stand_in:
        readers = [run(READER, URL, name, stand_in.url, "0.5") for _ in range(3)]
        answers = [reader.communicate(timeout=60)[0].strip() for reader in readers]
        assert answers == ["40", "40", "40"]
        gaps = [after - before for before, after in itertools.pairwise(stand_in.times())]
        assert len(gaps) == 5
        assert min(gaps) >= 0.5
        assert stand_in.busiest == 1


def test_a_back_off_holds_for_everybody(connection, name):
    first, second = (SharedPace(connection, interval=0.01, name=name) for _ in range(2))
    with first.turn(no_tick) as turn:
        turn.hold_off(0.6)
    began = time.monotonic()
    with second.turn(no_tick):
        assert time.monotonic() - began >= 0.55


def test_the_interval_counts_from_the_end_of_the_request(connection, name):
    pace = SharedPace(connection, interval=0.4, name=name)
    with pace.turn(no_tick):
        time.sleep(0.5)
    began = time.monotonic()
    with pace.turn(no_tick):
        assert time.monotonic() - began >= 0.35


def test_a_killed_holder_gives_way_when_its_lease_ends(connection, name):
    holder = run(HOLDER, URL, name, "1.5")
    assert holder.stdout.readline() == "held\n"
    holder.kill()
    holder.communicate()
    began = time.monotonic()
    with SharedPace(connection, interval=0.1, name=name).turn(no_tick):
        assert time.monotonic() - began < 10


def test_a_holder_past_its_lease_does_not_end_the_turn_of_the_next(connection, name):
    slow = SharedPace(connection, interval=0.01, name=name)
    quick = SharedPace(connection, interval=0.01, name=name)
    late = slow.turn(no_tick)
    late.__enter__()
    # As if it had been frozen for longer than its lease.
    connection.delete(f"{name}:turn", f"{name}:free-at")
    with quick.turn(no_tick):
        late.__exit__(None, None, None)
        impatient = SharedPace(connection, interval=0.01, patience=0.3, name=name)
        with pytest.raises(ArxivUnavailable, match="busy"), impatient.turn(no_tick):
            pytest.fail("two turns at once")


def test_a_holder_at_work_keeps_its_turn_beyond_one_lease(connection, name):
    holder = SharedPace(connection, interval=0.01, lease=0.6, name=name)
    with holder.turn(no_tick):
        time.sleep(1.5)
        impatient = SharedPace(connection, interval=0.01, patience=0.1, name=name)
        with pytest.raises(ArxivUnavailable, match="busy"), impatient.turn(no_tick):
            pytest.fail("two turns at once")


def test_a_turn_that_fails_is_given_back(connection, name):
    pace = SharedPace(connection, interval=0.01, patience=5, name=name)
    with pytest.raises(KeyError), pace.turn(no_tick):
        raise KeyError
    with pace.turn(no_tick):
        assert connection.exists(f"{name}:turn")


def test_without_valkey_arxiv_is_not_asked(name):
    nowhere = redis.Redis.from_url("redis://127.0.0.1:1/0")
    with StandIn() as stand_in:
        client = ArxivClient(pace=SharedPace(nowhere, name=name), url=stand_in.url, manners=Manners(attempts=1))
        with pytest.raises(ArxivUnavailable, match="Valkey"):
            client.search(ArxivQuery(words="distributed"))
        assert stand_in.requests == []


def test_a_wait_can_be_ended_from_outside(connection, name):
    pace = SharedPace(connection, interval=60, name=name)
    with pace.turn(no_tick):
        pass

    def cancelled():
        raise InterruptedError

    with pytest.raises(InterruptedError), pace.turn(cancelled):
        pytest.fail("the interval was not kept")

"""The sockets of jobs: snapshot, what was missed, what comes; through the house's own ASGI application."""

from __future__ import annotations

import threading

import pytest
from asgiref.sync import sync_to_async
from django.db import connection

from explorer.asgi import application
from jobs import consumer, runner, services
from jobs.models import Job, JobEvent
from jobs.selectors import job_body, job_by_id
from tests.jobs.sockets import SocketClient

pytestmark = pytest.mark.django_db(transaction=True)

HOST = (b"host", b"localhost")
# Two workers of one run must name the same tests.
NOBODY = "5d0d3a1e-6a0c-4c0e-9a3f-2b8a3a4f1c55"


def socket(path: str) -> SocketClient:
    return SocketClient(application, path, headers=[HOST])


@sync_to_async
def queued(kind: str = "count", **params) -> Job:
    return services.enqueue(kind=kind, params=params)


def run_in_thread(job: Job) -> None:
    def work() -> None:
        try:
            runner.run(job_id=job.id)
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


async def received_until_over(client: SocketClient) -> list[dict]:
    messages = []
    while not messages or messages[-1]["type"] != "state" or messages[-1]["state"] in Job.ACTIVE:
        messages.append(await client.receive())
    return messages


async def test_a_watcher_sees_the_whole_story_live_and_in_order():
    job = await queued(total=5)
    client = socket(f"/ws/jobs/{job.id}/")
    assert await client.connect() == 0
    first = await client.receive()
    assert (first["type"], first["seq"], first["job"]["id"]) == ("state", 1, str(job.id))
    assert first["job"]["progress"] == {"done": 0, "total": 0}
    await sync_to_async(run_in_thread)(job)
    story = await received_until_over(client)
    assert [message["seq"] for message in story] == list(range(1, len(story) + 1))
    assert [message["state"] for message in story if message["type"] == "state"] == ["queued", "running", "succeeded"]
    assert story[-2] | {"type": "progress"} == {**story[-2], "done": 5, "total": 5, "message": "step 5"}
    assert story[-1]["job"]["result"] == {"counted": 5}
    await client.close()


async def test_a_watcher_that_comes_back_gets_what_it_missed_and_nothing_twice():
    job = await queued(total=5)
    await sync_to_async(run_in_thread)(job)
    client = socket(f"/ws/jobs/{job.id}/?after=2")
    await client.connect()
    snapshot = await client.receive()
    last = await JobEvent.objects.filter(job=job).acount()
    assert (snapshot["state"], snapshot["seq"]) == ("succeeded", last)
    missed = [(await client.receive())["seq"] for _ in range(last - 2)]
    assert missed == list(range(3, last + 1))
    assert await client.is_quiet()
    await client.close()


async def test_a_watcher_whose_wake_up_was_lost_finds_the_news_by_itself(monkeypatch):
    monkeypatch.setattr(consumer, "LOOK_SECONDS", 0.1)
    job = await queued()
    client = socket(f"/ws/jobs/{job.id}/?after=1")
    await client.connect()
    await client.receive()
    await JobEvent.objects.acreate(job=job, seq=2, type="log", payload={"line": "written by a lost server"})
    assert await client.receive() == {"type": "log", "seq": 2, "line": "written by a lost server"}
    await client.close()


async def test_the_bell_hears_of_every_job_under_way_and_of_every_change():
    waiting = await queued("nothing")
    client = socket("/ws/jobs/")
    await client.connect()
    assert (await client.receive())["job"]["id"] == str(waiting.id)
    other = await queued(total=1)
    assert (await client.receive())["job"] == {**(await client_body(other)), "state": "queued"}
    await sync_to_async(services.cancel)(job=other)
    message = await client.receive()
    assert (message["job"]["id"], message["job"]["state"]) == (str(other.id), "cancelled")
    await client.close()


@sync_to_async
def client_body(job: Job) -> dict:
    return dict(job_body(job_by_id(job.id)))


@pytest.mark.parametrize(
    ("path", "code", "status"),
    [
        (f"/ws/jobs/{NOBODY}/", "not_found", 4404),
        ("/ws/jobs/not-an-id/", "not_found", 4404),
        ("/ws/nothing/", "not_found", 4404),
        (f"/ws/jobs/{NOBODY}/?after=-1", "invalid", 4400),
        (f"/ws/jobs/{NOBODY}/?after=99999999999", "invalid", 4400),
    ],
)
async def test_what_cannot_be_watched_is_refused_in_the_shape_of_errors(path, code, status):
    client = socket(path)
    await client.connect()
    message = await client.receive()
    assert (message["type"], message["code"], message["details"]) == ("error", code, {})
    assert await client.receive_close() == status


async def test_a_client_that_talks_is_told_and_closed():
    client = socket("/ws/jobs/")
    await client.connect()
    await client.say("{{{")
    assert (await client.receive())["code"] == "invalid"
    assert await client.receive_close() == 4400


@pytest.mark.parametrize(
    "headers",
    [
        [(b"host", b"rebound.example.com")],
        [HOST, (b"origin", b"http://evil.example.com")],
        [HOST, (b"origin", b"http://localhost:9999")],
        [HOST, (b"origin", b"null")],
        [HOST, (b"sec-fetch-site", b"cross-site")],
        [HOST, (b"sec-fetch-site", b"same-site")],
    ],
)
async def test_a_handshake_from_another_page_is_refused(headers):
    client = SocketClient(application, "/ws/jobs/", headers=headers)
    assert await client.connect() == 4403


@pytest.mark.parametrize("origin", [b"http://localhost", b"https://localhost"])
async def test_a_handshake_of_our_own_page_is_welcome(origin):
    client = SocketClient(application, "/ws/jobs/", headers=[HOST, (b"origin", origin)])
    assert await client.connect() == 0
    await client.close()

"""A real web server and a real worker: progress reaches a page, and survives a restart of the server."""

from __future__ import annotations

import json
import urllib.error
import urllib.request

import pytest
from celery import current_app
from websockets.sync.client import connect

from explorer.engines.ports import any_free
from jobs import services
from jobs.consumer import LOOK_SECONDS
from jobs.models import JobEvent
from tests.jobs.processes import running, wait_until, worker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture(autouse=True)
def empty_queue():
    with current_app.connection_for_write() as connection:
        connection.default_channel.client.delete("default")


def server(port: int):
    return running("uvicorn", "explorer.asgi:application", "--port", str(port), "--log-level", "warning")


def is_up(port: int) -> bool:
    try:
        return urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).status == 200
    except (urllib.error.URLError, OSError):
        return False


def told(socket, until: int) -> list[dict]:
    """What a page hears after the snapshot, up to the event numbered `until`.

    Once the job runs no pause is as long as the one between two looks of the socket: the news are pushed.
    """
    assert json.loads(socket.recv(timeout=20))["type"] == "state"
    messages = [json.loads(socket.recv(timeout=20))]
    while messages[-1]["seq"] < until:
        is_running = messages[-1]["seq"] > 1
        messages.append(json.loads(socket.recv(timeout=LOOK_SECONDS - 0.5 if is_running else 20)))
    return messages


def test_a_page_that_lost_its_server_in_mid_job_misses_nothing():
    port = any_free()
    job = services.enqueue(kind="count", params={"total": 40, "pause": 0.2})
    with worker():
        with server(port) as first:
            wait_until(lambda: is_up(port), seconds=30, what="the server is up")
            with connect(f"ws://127.0.0.1:{port}/ws/jobs/{job.id}/") as socket:
                before = told(socket, until=18)
            first.kill()
        with server(port):
            wait_until(lambda: is_up(port), seconds=30, what="the server is up again")
            wait_until(
                lambda: JobEvent.objects.filter(job=job, payload__state="succeeded").exists(),
                seconds=30,
                what="the job ends",
            )
            last = JobEvent.objects.filter(job=job).count()
            with connect(f"ws://127.0.0.1:{port}/ws/jobs/{job.id}/?after={before[-1]['seq']}") as socket:
                after = told(socket, until=last)
    assert [message["seq"] for message in before + after] == list(range(1, last + 1))
    assert after[-1]["job"]["result"] == {"counted": 40}

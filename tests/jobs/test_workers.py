"""Real Celery workers over the real broker, killed as a power cut would."""

from __future__ import annotations

import time

import pytest
from celery import current_app

from jobs import services
from jobs.models import Job, JobEvent, OutboxRow
from tests.jobs.processes import wait_until, worker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture(autouse=True)
def empty_queue():
    """Messages of other tests name jobs that are gone."""
    with current_app.connection_for_write() as connection:
        connection.default_channel.client.delete("default", "unacked", "unacked_index")


def state_of(job: Job) -> str:
    return Job.objects.values_list("state", flat=True).get(id=job.id)


def steps_done() -> list[int]:
    return [row.payload["step"] for row in OutboxRow.objects.filter(topic="test.count").order_by("id")]


def test_a_job_goes_on_within_thirty_seconds_of_a_killed_worker_and_repeats_no_step():
    job = services.enqueue(kind="count", params={"total": 24, "pause": 0.2})
    with worker() as first:
        wait_until(lambda: len(steps_done()) >= 6, seconds=30, what="the first worker works")
        first.kill()
    killed_at, before = time.monotonic(), len(steps_done())
    assert before < 24
    with worker():
        wait_until(
            lambda: len(steps_done()) > before, seconds=30, what="another worker goes on", meanwhile=services.sweep
        )
        assert time.monotonic() - killed_at < 30
        wait_until(lambda: state_of(job) == "succeeded", seconds=30, what="the job ends")
    assert steps_done() == list(range(24))
    job.refresh_from_db()
    assert (job.result, job.done) == ({"counted": 24}, 24)
    assert list(JobEvent.objects.filter(job=job).values_list("seq", flat=True)) == list(range(1, job.last_seq + 1))


def test_a_message_delivered_many_times_to_two_workers_runs_its_job_once():
    job = services.enqueue(kind="count", params={"total": 10, "pause": 0.1})
    for _ in range(6):
        current_app.send_task("jobs.tasks.run", args=[str(job.id)], queue="default")
    with worker(), worker():
        wait_until(lambda: state_of(job) == "succeeded", seconds=40, what="the job ends")
        time.sleep(1)
    assert steps_done() == list(range(10))
    states = JobEvent.objects.filter(job=job, type="state").order_by("seq").values_list("payload__state", flat=True)
    assert list(states) == ["queued", "running", "succeeded"]


def test_a_message_that_died_with_its_worker_is_replaced():
    """A killed worker may hold a message it had not begun: the broker would wait an hour to give it out again."""
    job = services.enqueue(kind="nothing", params={})
    with current_app.connection_for_write() as connection:
        connection.default_channel.client.delete("default")
    with worker():
        wait_until(lambda: state_of(job) == "succeeded", seconds=30, what="the job ends", meanwhile=services.sweep)
    job.refresh_from_db()
    assert job.device == "cpu"

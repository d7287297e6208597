"""What the sweeper puts right, against the real broker."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta

import pytest
from celery import current_app
from django.db import transaction
from django.utils import timezone

from jobs import lease, services
from jobs.models import Job, JobEvent
from tests.jobs.processes import ROOT, child_environment

pytestmark = pytest.mark.django_db(transaction=True)


def waiting_messages(queue: str) -> int:
    with current_app.connection_for_write() as connection:
        return connection.default_channel.client.llen(queue)


@pytest.fixture
def queue(request):
    """A queue of its own per test, empty before and after."""
    name = f"test-{abs(hash(request.node.name))}"
    yield name
    with current_app.connection_for_write() as connection:
        connection.default_channel.client.delete(name)


def running_job(queue: str, **columns) -> Job:
    job = services.enqueue(kind="count", params={}, queue=queue)
    lease.claim(job_id=job.id, owner="ann")
    Job.objects.filter(id=job.id).update(lease_until=timezone.now() - timedelta(seconds=1), **columns)
    return job


def test_a_job_is_sent_when_its_transaction_commits_and_not_before(queue):
    with transaction.atomic():
        job = services.enqueue(kind="count", params={}, queue=queue)
        assert waiting_messages(queue) == 0
    assert waiting_messages(queue) == 1
    job.refresh_from_db()
    assert job.dispatched_at is not None


def test_a_job_whose_transaction_rolls_back_is_never_sent(queue):
    with transaction.atomic():
        services.enqueue(kind="count", params={}, queue=queue)
        transaction.set_rollback(True)
    assert (waiting_messages(queue), Job.objects.count()) == (0, 0)


def test_a_lost_worker_gives_its_job_back_to_the_queue(queue):
    job = running_job(queue)
    services.sweep()
    job.refresh_from_db()
    assert (job.state, job.lease_owner) == ("queued", "")
    assert waiting_messages(queue) == 2, "the first message and the sweeper's"


def test_a_job_that_kills_its_worker_every_time_ends(queue):
    job = running_job(queue, attempt=3)
    services.sweep()
    job.refresh_from_db()
    assert (job.state, job.error["code"]) == ("failed", "worker_lost")


def test_a_lost_worker_that_was_asked_to_stop_ends_as_cancelled(queue):
    job = running_job(queue, cancel_requested=True)
    services.sweep()
    job.refresh_from_db()
    assert job.state == "cancelled"


def test_a_lease_that_still_runs_is_left_alone(queue):
    job = running_job(queue)
    lease.beat(job_id=job.id, owner="ann")
    services.sweep()
    job.refresh_from_db()
    assert (job.state, job.lease_owner) == ("running", "ann")


def test_a_message_that_was_lost_is_sent_again_once_the_queue_is_empty(queue):
    job = services.enqueue(kind="count", params={}, queue=queue)
    services.sweep()
    assert waiting_messages(queue) == 1, "a fresh message is given its time"
    Job.objects.update(dispatched_at=timezone.now() - timedelta(seconds=60))
    services.sweep()
    assert waiting_messages(queue) == 1, "a job that stands in line is not sent twice"
    with current_app.connection_for_write() as connection:
        connection.default_channel.client.delete(queue)
    services.sweep()
    assert waiting_messages(queue) == 1
    job.refresh_from_db()
    assert job.dispatched_at > timezone.now() - timedelta(seconds=30)


def test_a_job_in_its_back_off_is_not_sent_early(queue):
    job = services.enqueue(kind="count", params={}, queue=queue)
    Job.objects.filter(id=job.id).update(dispatched_at=None, available_at=timezone.now() + timedelta(minutes=1))
    services.sweep()
    assert waiting_messages(queue) == 1
    Job.objects.filter(id=job.id).update(available_at=timezone.now() - timedelta(seconds=1))
    services.sweep()
    assert waiting_messages(queue) == 2


def test_a_job_queued_while_the_broker_is_down_is_kept_and_sent_later(queue):
    code = f"""
import django
django.setup()
from jobs import services
print(services.enqueue(kind="nothing", params={{}}, queue={queue!r}).id)
"""
    environment = child_environment(REDIS_URL="redis://127.0.0.1:1")
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    job = Job.objects.get(id=done.stdout.strip())
    assert (job.state, job.dispatched_at, waiting_messages(queue)) == ("queued", None, 0)
    services.sweep()
    job.refresh_from_db()
    assert (job.dispatched_at is not None, waiting_messages(queue)) == (True, 1)


def test_steps_of_jobs_long_over_go_and_the_rest_stays(queue):
    over, fresh, running = (services.enqueue(kind="count", params={}, queue=queue) for _ in range(3))
    for job in (over, fresh, running):
        JobEvent.objects.create(job=job, seq=2, type="progress", payload={"done": 1, "total": 2, "message": ""})
        JobEvent.objects.create(job=job, seq=3, type="log", payload={"line": "a line"})
    day_ago = timezone.now() - timedelta(days=1, minutes=1)
    Job.objects.filter(id=over.id).update(state="succeeded", finished_at=day_ago)
    Job.objects.filter(id=fresh.id).update(state="succeeded", finished_at=timezone.now())
    assert services.forget_steps() == 1
    assert [event.type for event in JobEvent.objects.filter(job=over).order_by("seq")] == ["state", "log"]
    assert JobEvent.objects.exclude(job=over).count() == 6

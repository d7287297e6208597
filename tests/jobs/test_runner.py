"""What becomes of a job, by what its handler does. Run in this process, on a real database."""

from __future__ import annotations

import threading
import time
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from jobs import runner, services
from jobs.context import JobContext
from jobs.errors import Conflict, GiveWay, JobCancelled, LeaseLost, UpstreamError
from jobs.lease import Heartbeat, claim, new_owner
from jobs.models import Job, JobEvent, OutboxRow

pytestmark = pytest.mark.django_db


def finished(kind: str, **params) -> Job:
    job = services.enqueue(kind=kind, params=params)
    runner.run(job_id=job.id)
    job.refresh_from_db()
    return job


def context_of(job: Job) -> JobContext:
    owner = new_owner()
    return JobContext(claim(job_id=job.id, owner=owner), Heartbeat(job.id, owner))


def test_a_job_that_works_keeps_its_result_and_lets_go_of_the_lease():
    job = finished("count", total=3)
    assert (job.state, job.result, job.done, job.total) == ("succeeded", {"counted": 3}, 3, 3)
    assert (job.lease_owner, job.lease_until, job.error) == ("", None, None)
    assert job.started_at <= job.finished_at


def test_events_are_numbered_without_gaps_and_end_in_the_last_state():
    job = finished("count", total=20)
    events = list(JobEvent.objects.filter(job=job).order_by("seq"))
    assert [event.seq for event in events] == list(range(1, job.last_seq + 1))
    assert [event.payload["state"] for event in events if event.type == "state"] == ["queued", "running", "succeeded"]
    assert events[-2].payload == {"done": 20, "total": 20, "message": "step 20"}


def test_an_error_of_the_house_is_kept_as_it_is():
    job = finished("refuse")
    assert job.state == "failed"
    assert job.error == {"code": "conflict", "message": "The collection is gone.", "details": {"collection": 7}}


def test_an_error_nobody_expected_ends_the_job_without_telling_its_inner_words():
    job = finished("crash")
    assert job.state == "failed"
    assert job.error["code"] == "internal"
    assert "division" not in job.error["message"]


def test_a_retryable_error_waits_before_the_next_attempt_and_then_works():
    job = finished("stumble", works_at=2)
    assert (job.state, job.attempt, job.dispatched_at) == ("queued", 1, None)
    assert timezone.now() < job.available_at < timezone.now() + timedelta(seconds=10)
    runner.run(job_id=job.id)
    job.refresh_from_db()
    assert (job.state, job.attempt) == ("queued", 1), "the back-off was not waited for"
    Job.objects.update(available_at=timezone.now() - timedelta(seconds=1))
    runner.run(job_id=job.id)
    job.refresh_from_db()
    assert (job.state, job.result, job.error) == ("succeeded", {"attempt": 2}, None)


def test_attempts_that_get_no_further_are_bounded():
    job = finished("stumble", works_at=99)
    for _ in range(5):
        Job.objects.update(available_at=None)
        runner.run(job_id=job.id)
    job.refresh_from_db()
    assert (job.state, job.attempt, job.error["code"]) == ("failed", 3, "upstream")


def test_attempts_that_get_further_do_not_count():
    job = finished("shaky", steps=9)
    for _ in range(9):
        Job.objects.update(available_at=None)
        runner.run(job_id=job.id)
    job.refresh_from_db()
    assert (job.state, job.result) == ("succeeded", {"steps": 9})


class TestGivingWay:
    def test_alone_a_job_goes_on_to_its_end(self):
        assert (finished("polite").result, JobEvent.objects.filter(type="state").count()) == ({"steps": 3}, 3)

    def test_others_of_its_queue_go_first_and_it_goes_on_from_its_checkpoint(self):
        services.enqueue(kind="nothing", params={}, queue="another")
        other = services.enqueue(kind="nothing", params={})
        job = finished("polite")
        assert (job.state, job.attempt, job.checkpoint, job.lease_owner) == ("queued", 0, {"next": 1}, "")
        assert job.dispatched_at is not None
        runner.run(job_id=other.id)
        runner.run(job_id=job.id)
        job.refresh_from_db()
        assert (job.state, job.result, job.attempt) == ("succeeded", {"steps": 3}, 1)

    @pytest.mark.parametrize("outcome", [GiveWay(), UpstreamError("Rate exceeded.")])
    def test_a_job_that_was_asked_to_stop_is_not_queued_again(self, outcome):
        job = services.enqueue(kind="count", params={})
        owner = new_owner()
        claim(job_id=job.id, owner=owner)
        services.cancel(job=job)
        runner.settle(job, owner, outcome)
        job.refresh_from_db()
        assert (job.state, job.lease_owner) == ("cancelled", "")


def test_the_pauses_grow_and_stay_bounded():
    pauses = [runner.backoff(attempt).total_seconds() for attempt in range(1, 12)]
    assert 2 <= pauses[0] <= 3
    assert pauses[3] > pauses[0]
    assert max(pauses) <= runner.BACKOFF_MAX * 1.5


def test_a_second_delivery_of_a_finished_job_does_nothing():
    job = finished("count", total=2)
    runner.run(job_id=job.id)
    assert OutboxRow.objects.filter(topic="test.count").count() == 2


def test_a_kind_without_handler_is_refused_when_it_is_queued():
    with pytest.raises(ValueError, match="No handler"):
        services.enqueue(kind="unheard-of", params={})


def test_a_waiting_job_is_cancelled_at_once_and_never_runs():
    job = services.enqueue(kind="count", params={"total": 2})
    assert services.cancel(job=job).state == "cancelled"
    runner.run(job_id=job.id)
    job.refresh_from_db()
    assert (job.state, job.attempt) == ("cancelled", 0)
    assert services.cancel(job=job).state == "cancelled", "cancelling twice is no error"


def test_a_finished_job_cannot_be_cancelled_nor_retried():
    job = finished("count", total=1)
    with pytest.raises(Conflict, match="succeeded"):
        services.cancel(job=job)
    with pytest.raises(Conflict, match="succeeded"):
        services.retry(job=job)


def test_a_retried_job_goes_on_from_its_checkpoint():
    job = services.enqueue(kind="count", params={"total": 5})
    Job.objects.filter(id=job.id).update(state="failed", attempt=3, checkpoint={"next": 3}, error={"code": "x"})
    again = services.retry(job=job)
    assert (again.state, again.attempt, again.error) == ("queued", 0, None)
    runner.run(job_id=job.id)
    assert [row.payload["step"] for row in OutboxRow.objects.order_by("id")] == [3, 4]


def test_quick_progress_is_told_seldom_and_the_last_always():
    context = context_of(services.enqueue(kind="count", params={}))
    for step in range(1, 501):
        context.progress(step, 500)
    told = JobEvent.objects.filter(type="progress")
    assert told.count() < 20
    assert told.order_by("seq").last().payload["done"] == 500


def test_whoever_lost_the_lease_cannot_write_any_more():
    job = services.enqueue(kind="count", params={})
    slow = context_of(job)
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    quick = context_of(job)
    for write in (lambda: slow.log("late"), lambda: slow.save_checkpoint({"next": 9}), lambda: slow.progress(1, 2)):
        with pytest.raises(LeaseLost):
            write()
    quick.save_checkpoint({"next": 1})
    job.refresh_from_db()
    assert job.checkpoint == {"next": 1}


def test_a_checkpoint_vanishes_with_the_transaction_of_its_work():
    job = services.enqueue(kind="count", params={})
    context = context_of(job)
    with transaction.atomic():
        context.save_checkpoint({"next": 1})
        transaction.set_rollback(True)
    job.refresh_from_db()
    assert job.checkpoint == {}


def test_the_keys_of_the_envelope_are_refused_in_a_payload():
    context = context_of(services.enqueue(kind="count", params={}))
    with pytest.raises(ValueError, match="type and seq"):
        context.emit("metric", {"seq": 1})


@pytest.mark.django_db(transaction=True)
def test_a_running_job_stops_at_its_next_step():
    job = services.enqueue(kind="wait", params={})

    def work() -> None:
        try:
            runner.run(job_id=job.id)
        finally:
            connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    while not Job.objects.filter(id=job.id, done__gt=0).exists():
        time.sleep(0.05)
    asked = services.cancel(job=job)
    assert (asked.state, asked.cancel_requested) == ("running", True)
    thread.join(timeout=5)
    assert not thread.is_alive()
    job.refresh_from_db()
    assert (job.state, job.error) == ("cancelled", None)


def test_the_wish_to_stop_reaches_the_handler_as_an_exception():
    job = services.enqueue(kind="count", params={})
    context = context_of(job)
    services.cancel(job=job)
    context.progress(1, 1)
    with pytest.raises(JobCancelled):
        context.progress(2, 2)

"""At most one runner per job, whatever happens in whatever order."""

from __future__ import annotations

import threading
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jobs import lease, services
from jobs.models import Job
from jobs.recording import change, held_by

OWNERS = ["ann", "bob", "cid"]
PAST = timedelta(seconds=60)


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_that_get_the_same_message_one_runs_the_job():
    job = services.enqueue(kind="count", params={"total": 1})
    barrier = threading.Barrier(8)
    winners: list[str] = []

    def race(owner: str) -> None:
        barrier.wait()
        try:
            if lease.claim(job_id=job.id, owner=owner):
                winners.append(owner)
        finally:
            connection.close()

    threads = [threading.Thread(target=race, args=[f"owner-{number}"]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    job.refresh_from_db()
    assert winners == [job.lease_owner]
    assert job.attempt == 1


steps = st.lists(
    st.tuples(st.sampled_from(["claim", "beat", "finish", "expire", "requeue"]), st.sampled_from(OWNERS)), max_size=25
)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_only_the_holder_writes_in_every_order_of_events(story):
    """A model of the lease in five lines, against the real one."""
    job = services.enqueue(kind="count", params={}, max_attempts=1000)
    holder, running, fresh, over = "", False, False, False
    for step, owner in story:
        if step == "claim":
            got = lease.claim(job_id=job.id, owner=owner) is not None
            assert got == (not over and not (running and fresh))
            if got:
                holder, running, fresh = owner, True, True
        elif step == "beat":
            kept = lease.beat(job_id=job.id, owner=owner) is not None
            assert kept == (running and holder == owner)
            fresh = fresh or kept
        elif step == "finish":
            ended = change(job_id=job.id, when=held_by(owner), state="succeeded", lease_owner="") is not None
            assert ended == (running and holder == owner)
            if ended:
                over, running = True, False
        elif step == "expire":
            Job.objects.filter(id=job.id).update(lease_until=F("lease_until") - PAST)
            fresh = False
        else:
            services.sweep()
            if running and not fresh:
                holder, running = "", False


@pytest.mark.django_db(transaction=True)
def test_the_heartbeat_keeps_the_lease_while_a_handler_is_busy(monkeypatch):
    monkeypatch.setattr(lease, "BEAT_SECONDS", 0.05)
    job = services.enqueue(kind="count", params={})
    lease.claim(job_id=job.id, owner="ann")
    Job.objects.update(lease_until=timezone.now() + timedelta(seconds=1))
    with lease.Heartbeat(job.id, "ann") as heartbeat:
        time.sleep(0.4)
        job.refresh_from_db()
        assert job.lease_until > timezone.now() + timedelta(seconds=10)
        services.cancel(job=job)
        assert heartbeat.cancelled.wait(2)
        Job.objects.update(lease_owner="bob")
        assert heartbeat.lost.wait(2)

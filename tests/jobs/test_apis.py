"""REST of jobs: shapes, filters, pages, errors."""

from __future__ import annotations

import uuid

import pytest
from rest_framework.test import APIClient

from jobs import runner, services
from jobs.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def api():
    return APIClient(SERVER_NAME="localhost")


def test_a_job_has_the_fields_that_others_rely_on(api):
    job = services.enqueue(kind="count", params={"total": 2, "text": "x" * 10_000}, total=2)
    body = api.get(f"/api/jobs/{job.id}/").json()
    assert body["id"] == str(job.id)
    assert (body["kind"], body["state"], body["progress"]) == ("count", "queued", {"done": 0, "total": 2})
    assert {"message", "device", "result", "error", "created_at", "started_at", "finished_at"} <= set(body)
    assert body["params"]["text"].endswith("... (10000 characters)")
    runner.run(job_id=job.id)
    after = api.get(f"/api/jobs/{job.id}/").json()
    assert (after["state"], after["result"], after["progress"]) == (
        "succeeded",
        {"counted": 2},
        {"done": 2, "total": 2},
    )


def test_jobs_are_listed_newest_first_by_state_and_kind(api):
    jobs = [services.enqueue(kind=kind, params={}) for kind in ("count", "wait", "count")]
    services.cancel(job=jobs[2])
    assert [job["id"] for job in api.get("/api/jobs/").json()["results"]] == [str(job.id) for job in reversed(jobs)]
    found = api.get("/api/jobs/?kind=count&state=queued").json()
    assert [job["id"] for job in found["results"]] == [str(jobs[0].id)]
    assert (found["next"], found["previous"]) == (None, None)


def test_events_are_read_from_a_number_on(api):
    job = services.enqueue(kind="count", params={"total": 1})
    runner.run(job_id=job.id)
    everything = api.get(f"/api/jobs/{job.id}/events/").json()
    assert [event["seq"] for event in everything["results"]] == [1, 2, 3, 4]
    assert everything["results"][2]["payload"] == {"done": 1, "total": 1, "message": "step 1"}
    assert everything["last_seq"] == 4
    assert [event["seq"] for event in api.get(f"/api/jobs/{job.id}/events/?after=3").json()["results"]] == [4]


def test_cancel_and_retry(api):
    job = services.enqueue(kind="count", params={})
    assert api.post(f"/api/jobs/{job.id}/cancel/").json()["state"] == "cancelled"
    again = api.post(f"/api/jobs/{job.id}/retry/")
    assert (again.status_code, again.json()["state"]) == (202, "queued")
    refused = api.post(f"/api/jobs/{job.id}/retry/")
    assert (refused.status_code, refused.json()["code"]) == (409, "conflict")


@pytest.mark.parametrize(
    ("path", "status", "word"),
    [
        (f"/api/jobs/{uuid.UUID(int=7)}/", 404, "no job"),
        ("/api/jobs/seven/", 404, "Nothing is served"),
        ("/api/jobs/?state=sleeping", 400, "state"),
        ("/api/jobs/?colour=red", 400, "colour"),
        ("/api/jobs/?page_size=0", 400, "page_size"),
        ("/api/jobs/?page_size=201", 400, "page_size"),
        ("/api/jobs/?page_size=many", 400, "page_size"),
        ("/api/jobs/?page_size=99999999999999999999", 400, "page_size"),
        ("/api/jobs/?cursor=abc", 400, "cursor"),
        ("/api/jobs/?kind=%00", 400, "null"),
        (f"/api/jobs/{uuid.UUID(int=7)}/events/?after=-1", 400, "after"),
    ],
)
def test_what_cannot_be_answered_says_why(api, path, status, word):
    answer = api.get(path)
    assert answer.status_code == status
    body = answer.json()
    assert set(body) == {"code", "message", "details"}
    assert word in body["message"]


@pytest.mark.parametrize("body", ["[]", "7", '"x"', '{"a": 1}', "{", "\x00", '{"a": NaN}'])
def test_a_body_that_is_not_wanted_is_refused(api, body):
    job = services.enqueue(kind="count", params={})
    answer = api.post(f"/api/jobs/{job.id}/cancel/", data=body, content_type="application/json")
    assert answer.status_code == 400
    assert Job.objects.get(id=job.id).state == "queued"

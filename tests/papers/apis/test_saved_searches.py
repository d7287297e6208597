"""Saved searches: kept, run as jobs in library and at arXiv, and telling of what is new only."""

import datetime as dt

import pytest
from django.utils import timezone

from jobs.models import Job
from papers.services import paper_store, saved_searches_ask_due
from tests.papers.records import record
from tests.support.library import run_job

pytestmark = pytest.mark.django_db(transaction=True)

LIBRARY = {"name": "Dask", "scope": "library", "query": {"q": "dask"}}
ARXIV = {"name": "New in DC", "scope": "arxiv", "query": {"category": "cs.DC"}}


def make(api, body) -> str:
    answer = api.post("/api/saved-searches/", body)
    assert answer.status_code == 201, answer.content
    return f"/api/saved-searches/{answer.json()['id']}/"


def run(api, path) -> Job:
    answer = api.post(f"{path}run/", {})
    assert answer.status_code == 202
    return run_job(answer.json()["job"])


def test_a_search_is_kept_shown_changed_and_forgotten(api):
    path = make(api, {**LIBRARY, "query": {"q": "dask", "from": "2019", "to": "2019-06"}})
    body = api.get(path).json()
    assert body["query"] == {"q": "dask", "from": "2019-01-01", "to": "2019-06-30"}
    assert (body["hits"], body["new"], body["last_run_at"], body["interval_hours"]) == (0, 0, None, 24)
    assert api.patch(path, {"name": "Other", "interval_hours": 1}).json()["interval_hours"] == 1
    assert [row["name"] for row in api.get("/api/saved-searches/").json()["results"]] == ["Other"]
    assert api.delete(path).status_code == 204
    assert api.get(path).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {**LIBRARY, "query": {}},
        {**LIBRARY, "query": {"title": "x"}},
        {**ARXIV, "query": {"tag": "x"}},
        {**LIBRARY, "query": {"q": "year:soon"}},
        {**LIBRARY, "query": "dask"},
        {**LIBRARY, "query": {"q": 7}},
        {**LIBRARY, "query": {"colour": "red"}},
        {**LIBRARY, "scope": "moon"},
        {**LIBRARY, "interval_hours": 0},
        {**LIBRARY, "name": ""},
        {"name": "x"},
    ],
)
def test_bad_searches_are_refused_with_a_sentence(api, body):
    answer = api.post("/api/saved-searches/", body)
    assert answer.status_code == 400, answer.content
    assert answer.json()["message"]


def test_a_library_search_tells_of_papers_that_came_after_it(api):
    paper_store(record=record("2101.00001", title="Dask before"))
    path = make(api, LIBRARY)
    assert run(api, path).result == {"found": 0, "new": 0}
    paper_store(record=record("2101.00002", title="Dask after"))
    paper_store(record=record("2101.00003", title="Something else"))
    assert run(api, path).result == {"found": 1, "new": 1}
    assert run(api, path).result == {"found": 1, "new": 0}
    (hit,) = api.get(f"{path}hits/").json()["results"]
    assert (hit["arxiv_id"], hit["title"], hit["seen"], hit["in_library"]) == (
        "2101.00002", "Dask after", False, True,
    )  # fmt: skip
    assert api.get(path).json()["new"] == 1
    assert api.post(f"{path}seen/", {"papers": ["2101.00002"]}).json()["new"] == 0
    assert api.get(f"{path}hits/?seen=false").json()["results"] == []


def test_an_arxiv_search_takes_stock_first_and_tells_of_what_is_new(api, standin):
    late = standin.records.pop(next(i for i, raw in enumerate(standin.records) if "cs.DC" in raw["categories"].split()))
    path = make(api, ARXIV)
    stock = run_job(Job.objects.get(kind="saved_search").pk)
    assert stock.result["found"] > 0
    assert (stock.result["new"], api.get(path).json()["new"]) == (0, 0)
    assert api.get(path).json()["hits"] == stock.result["found"]
    standin.records.append(late)
    assert run(api, path).result["new"] == 1
    (hit,) = api.get(f"{path}hits/?seen=false").json()["results"]
    assert (hit["arxiv_id"], hit["in_library"]) == (late["id"], False)


def test_a_job_is_not_run_for_a_search_that_is_gone(api):
    path = make(api, LIBRARY)
    job = api.post(f"{path}run/", {}).json()["job"]
    api.delete(path)
    ended = run_job(job)
    assert (ended.state, ended.error["code"]) == ("failed", "not_found")


def test_the_scheduler_asks_once_when_the_time_has_come(api):
    make(api, {**LIBRARY, "interval_hours": 2})
    now = timezone.now()
    assert [job.kind for job in saved_searches_ask_due(now=now)] == ["saved_search"]
    assert saved_searches_ask_due(now=now + dt.timedelta(hours=1)) == []
    assert len(saved_searches_ask_due(now=now + dt.timedelta(hours=3))) == 1


def test_unknown_searches_are_a_404(api):
    for path in ("", "run/", "hits/", "seen/"):
        address = f"/api/saved-searches/4711/{path}"
        answer = api.post(address, {}) if path in ("run/", "seen/") else api.get(address)
        assert answer.status_code == 404

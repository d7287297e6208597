"""POST /api/imports/ and the jobs it starts: every source, every mistake, nothing lost in silence."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from explorer.models import ImportText
from jobs.models import Job, OutboxRow
from papers.models import Collection, Paper
from papers.services import collection_create, paper_withdraw
from tests.support.arxiv_standin import StandIn
from tests.support.library import REPORT, run_job

pytestmark = pytest.mark.django_db

BIBTEX = """
@article{one, title={Trees of ideas}, author={Lovelace, Ada}, year={2019}, abstract={Ideas grow on trees.}}
@article{two, title={Trees of ideas}, author={Lovelace, Ada}, year={2019}}
@article{broken, author={Nobody}}
@misc{three, title={{Dask}}, author={Rocklin, Matthew}, eprint={2101.08878}, archivePrefix={arXiv}}
"""
RIS = "TY  - JOUR\nTI  - Roots and branches\nAU  - Babbage, Charles\nPY  - 2019\nAB  - Roots branch.\nER  - \n"


@pytest.fixture
def api():
    return APIClient(SERVER_NAME="localhost")


@pytest.fixture
def standin(settings):
    with StandIn() as server:
        settings.ARXIV_API_URL = server.url
        settings.ARXIV_INTERVAL = 0.0
        yield server


def start(api: APIClient, **body: object) -> dict:
    answer = api.post("/api/imports/", body)
    assert answer.status_code == 202, answer.content
    return answer.json()


def test_a_search_brings_papers_into_a_new_collection(api, standin):
    started = start(api, source="arxiv", query="distributed training", max_results=20, collection="Training")
    job = run_job(started["job"])
    assert (job.state, job.done, job.total) == ("succeeded", 20, 20)
    collection = Collection.objects.get(name="Training")
    assert job.result == {
        "created": 20, "updated": 0, "unchanged": 0, "failed": 0, "skipped": [], "papers": 20, "found": 40,
        "near_duplicates": 0, "collection": collection.pk, "extraction": str(Job.objects.get(kind="extract").pk),
    }  # fmt: skip
    assert started["collection"] == collection.pk
    assert collection.papers.count() == 20
    assert len(standin.requests) == 2
    for paper in Paper.objects.all():
        assert paper.terms.filter(method="classic").count() == 15
        assert api.get(f"/api/papers/{paper.key}/tree/").status_code == 200
    told = OutboxRow.objects.values_list("topic", flat=True)
    assert {topic: list(told).count(topic) for topic in set(told)} == {
        "paper.changed": 20, "tree.changed": 20, "collection.changed": 3,
    }  # fmt: skip


def test_the_same_search_again_changes_nothing(api, standin):
    for _ in range(2):
        job = run_job(start(api, source="arxiv", query="distributed training", max_results=15, collection="T")["job"])
    assert (job.result["unchanged"], job.result["created"]) == (15, 0)
    assert Collection.objects.get(name="T").papers.count() == 15
    assert Paper.objects.count() == 15


def test_a_search_by_fields_and_its_days(api, standin):
    query = {"words": "training", "from": "2019-01-01", "to": "2019-06-30"}
    job = run_job(start(api, source="arxiv", query=query, max_results=50)["job"])
    assert job.state == "succeeded"
    days = [paper.published.date().isoformat() for paper in Paper.objects.all()]
    assert days
    assert all("2019-01-01" <= day <= "2019-06-30" for day in days)


def test_ids_in_every_writing_and_those_arxiv_does_not_know(api, standin):
    known = [record["id"] for record in standin.records[:3]]
    ids = [known[0], f"https://arxiv.org/abs/{known[1]} 10.48550/arXiv.{known[2]}", "9912.99999"]
    job = run_job(start(api, source="arxiv", ids=ids)["job"])
    assert set(Paper.objects.values_list("key", flat=True)) == set(known)
    assert job.result["skipped"] == [{"id": "9912.99999", "reason": "arXiv does not know this id."}]
    assert (job.result["created"], job.result["failed"]) == (3, 1)


def test_a_query_that_is_only_ids_is_taken_as_ids(api, standin):
    known = standin.records[0]["id"]
    job = run_job(start(api, source="arxiv", query=known)["job"])
    assert (job.params["ids"], job.result["papers"]) == ([known], 1)


def test_what_lies_beyond_max_results_is_named(api, standin):
    known = [record["id"] for record in standin.records[:3]]
    job = run_job(start(api, source="arxiv", ids=known, max_results=2)["job"])
    assert (job.result["created"], job.result["skipped"]) == (
        2,
        [{"id": known[2], "reason": "It lies beyond max_results=2."}],
    )


def test_a_search_that_finds_nothing_says_so(api, standin):
    job = run_job(start(api, source="arxiv", query="zyzzyva quux")["job"])
    assert (job.state, job.result["papers"], job.result["found"]) == ("succeeded", 0, 0)


def test_bibtex_names_what_it_leaves_out(api):
    job = run_job(start(api, source="bibtex", text=BIBTEX, collection="Refs")["job"])
    assert job.state == "succeeded", job.error
    assert (job.result["created"], job.result["papers"], job.result["failed"]) == (2, 2, 2)
    reasons = " ".join(skip["reason"] for skip in job.result["skipped"])
    assert "repeats an earlier entry" in reasons
    assert any(skip.get("line") for skip in job.result["skipped"])
    logged = list(job.events.filter(type="log").values_list("payload__line", flat=True))
    assert len(logged) == 2
    assert Paper.objects.get(key="2101.08878").title == "Dask"


def test_ris_and_the_report_of_the_notes(api):
    assert run_job(start(api, source="ris", text=RIS)["job"]).result["created"] == 1
    text = REPORT.read_text(encoding="utf-8")
    job = run_job(start(api, source="report", text=text, collection="Notes")["job"])
    assert (job.result["created"], job.result["failed"]) == (20, 0)
    again = run_job(start(api, source="report", text=text, collection="Notes")["job"])
    assert (again.result["unchanged"], again.result["papers"]) == (20, 20)


def test_a_text_without_papers_fails_with_a_sentence(api):
    job = run_job(start(api, source="bibtex", text="no entry here")["job"])
    assert (job.state, job.error["code"]) == ("failed", "no_papers")
    assert job.error["message"].startswith("No paper was found")


def test_a_text_that_is_gone_fails_with_a_sentence(api):
    started = start(api, source="ris", text=RIS)
    ImportText.objects.all().delete()
    assert "Import it again" in run_job(started["job"]).error["message"]


def test_a_collection_deleted_meanwhile_fails_with_a_sentence(api):
    started = start(api, source="ris", text=RIS, collection="Gone")
    Collection.objects.all().delete()
    job = run_job(started["job"])
    assert (job.state, job.error["code"]) == ("failed", "not_found")
    assert not Paper.objects.exists()


def test_an_import_by_id_brings_a_withdrawn_paper_back_and_a_search_does_not(api, standin):
    known = standin.records[0]["id"]
    run_job(start(api, source="arxiv", ids=[known])["job"])
    paper_withdraw(paper=Paper.objects.get(key=known))
    job = run_job(start(api, source="arxiv", query="distributed training", max_results=100)["job"])
    assert [skip["id"] for skip in job.result["skipped"]] == [known]
    assert Paper.objects.get(key=known).withdrawn_at
    run_job(start(api, source="arxiv", ids=[known])["job"])
    assert Paper.objects.get(key=known).withdrawn_at is None


@pytest.mark.parametrize(
    ("body", "part"),
    [
        ({}, "source"),
        ({"source": "scholar", "query": "x"}, "source"),
        ({"source": "arxiv"}, "exactly one of: query or ids; and there is none"),
        ({"source": "arxiv", "query": "x", "ids": ["2101.08878"]}, "not query and ids"),
        ({"source": "arxiv", "text": "x"}, "not text"),
        ({"source": "bibtex", "query": "x"}, "exactly one of: text"),
        ({"source": "ris", "text": ""}, "text"),
        ({"source": "arxiv", "query": ""}, "Say what to look for"),
        ({"source": "arxiv", "query": 7}, "Give words as text"),
        ({"source": "arxiv", "query": {"word": "x"}}, "Unknown field"),
        ({"source": "arxiv", "query": {"from": "2020", "to": "2019"}}, "before the first"),
        ({"source": "arxiv", "query": {"category": "not a category!"}}, "category"),
        ({"source": "arxiv", "ids": []}, "ids"),
        ({"source": "arxiv", "ids": ["2101.08878", "10.1000/182"]}, "not resolvable here"),
        ({"source": "arxiv", "ids": [" "]}, "ids"),
        ({"source": "arxiv", "query": "x", "max_results": 0}, "max_results"),
        ({"source": "arxiv", "query": "x", "max_results": 2001}, "max_results"),
        ({"source": "arxiv", "query": "x", "max_results": True}, "whole number"),
        ({"source": "arxiv", "query": "x", "collection": ""}, "collection"),
        ({"source": "arxiv", "query": "x", "collection": []}, "collection"),
        ({"source": "arxiv", "query": "x", "pages": 1}, "Unknown field"),
    ],
)
def test_a_mistake_gets_a_sentence_and_starts_nothing(api, body, part):
    answer = api.post("/api/imports/", body)
    assert answer.status_code == 400
    assert set(answer.json()) == {"code", "message", "details"}
    assert part in answer.json()["message"]
    assert not Job.objects.exists()


def test_an_unknown_collection_is_not_found_and_a_known_one_is_taken_by_id(api):
    assert api.post("/api/imports/", {"source": "ris", "text": RIS, "collection": 999}).status_code == 404
    made = collection_create(name="Mine")
    assert start(api, source="ris", text=RIS, collection=made.pk)["collection"] == made.pk
    assert start(api, source="ris", text=RIS, collection="mine")["collection"] == made.pk


def test_a_long_text_does_not_travel_with_the_job(api):
    started = start(api, source="ris", text=RIS * 2000)
    assert len(str(Job.objects.get(pk=started["job"]).params)) < 300

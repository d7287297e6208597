"""GET /api/arxiv/: pages of arXiv, cached and marked, and a sentence instead of a false "nothing"."""

import time

import pytest
import redis
from django.conf import settings as django_settings

from papers import arxiv as house
from papers.apis import arxiv
from papers.pacing import SharedPace
from papers.services import paper_store, paper_withdraw
from papers.sources.arxiv import Manners
from tests.papers.records import record

pytestmark = pytest.mark.django_db

FIELDS = {
    *("arxiv_id", "version", "title", "authors", "abstract", "published", "updated", "categories"),
    *("primary_category", "abs_url", "pdf_url", "in_library"),
}


@pytest.fixture
def quick(monkeypatch):
    """No pause before the one retry."""
    monkeypatch.setattr(house, "IMPATIENT", Manners(attempts=2, backoff=0.01, read_timeout=1.0, body_timeout=1.0))


def test_results_have_the_fixed_fields_and_pages_follow_each_other(api, standin):
    first = api.get("/api/arxiv/?q=distributed&page_size=3").json()
    assert set(first) == {"total", "start", "next", "previous", "results", "missing", "problems"}
    assert set(first["results"][0]) == FIELDS
    assert (first["start"], first["previous"], len(first["results"])) == (0, None, 3)
    second = api.get(first["next"]).json()
    assert (second["start"], second["total"]) == (3, first["total"])
    assert not {row["arxiv_id"] for row in first["results"]} & {row["arxiv_id"] for row in second["results"]}
    assert api.get(second["previous"]).json() == first


def test_fields_narrow_the_search(api, standin):
    everything = api.get("/api/arxiv/?q=distributed").json()["total"]
    some = api.get("/api/arxiv/?q=distributed&category=cs.DC&from=2015").json()
    assert 0 < some["total"] < everything
    assert all(row["published"] >= "2015" for row in some["results"])
    assert all("cs.DC" in row["categories"] for row in some["results"])
    one = some["results"][0]
    found = api.get("/api/arxiv/", {"title": one["title"], "author": one["authors"][0]}).json()
    assert one["arxiv_id"] in {row["arxiv_id"] for row in found["results"]}


def test_what_the_library_has_is_marked(api, standin):
    first, second = (row["arxiv_id"] for row in api.get("/api/arxiv/?q=distributed&page_size=2").json()["results"])
    paper_store(record=record(first))
    paper_withdraw(paper=paper_store(record=record(second)).paper)
    marks = [row["in_library"] for row in api.get("/api/arxiv/?q=distributed&page_size=2").json()["results"]]
    assert marks == [True, False]
    assert len(standin.requests) == 1


def test_ids_addresses_and_dois_are_looked_up_in_either_box(api, standin):
    ids = [raw["id"] for raw in standin.records[:3]]
    pasted = f"arXiv:{ids[0]}, https://arxiv.org/abs/{ids[1]}\nhttps://doi.org/10.48550/arXiv.{ids[2]}"
    for name in ("q", "ids"):
        body = api.get("/api/arxiv/", {name: pasted}).json()
        assert [row["arxiv_id"] for row in body["results"]] == ids
    body = api.get("/api/arxiv/", {"ids": f"{ids[0]} 2101.99999 10.1145/1"}).json()
    assert (len(body["results"]), body["missing"]) == (1, ["2101.99999"])
    assert "not resolvable here" in body["problems"][0]


@pytest.mark.parametrize(
    "query",
    ["", "q=", "q=%20", "ids=nothing", "ids=10.1145/1", "category=nonsense!", "from=2016&to=2015", "start=-1",
     "start=x", "start=30001", "page_size=0", "page_size=201", "colour=red", "q=" + "x" * 2001, 'q=au:"x', "q=au:(x"],
)  # fmt: skip
def test_bad_queries_are_refused_with_a_sentence_and_never_asked(api, standin, query):
    answer = api.get(f"/api/arxiv/?{query}")
    assert answer.status_code == 400, answer.content
    assert answer.json()["message"]
    assert standin.requests == []


def test_the_same_question_is_asked_once(api, standin):
    for _ in range(3):
        assert api.get("/api/arxiv/?q=distributed").status_code == 200
    assert len(standin.requests) == 1
    api.get("/api/arxiv/?q=distributed&start=50")
    assert len(standin.requests) == 2


@pytest.mark.parametrize("fault", ["503", "rate", "empty", "garbage", "cut", "timeout"])
def test_one_fault_is_ridden_out(api, standin, quick, fault):
    standin.set_faults([fault])
    body = api.get("/api/arxiv/?q=distributed").json()
    assert body["total"] > 0
    assert len(body["results"]) > 0


@pytest.mark.parametrize(
    ("fault", "status"),
    [("503", 424), ("rate", 429), ("empty", 424), ("garbage", 424), ("timeout", 424), ("429:1", 429)],
)
def test_a_fault_that_stays_is_told_and_never_an_empty_list(api, standin, quick, fault, status):
    standin.set_faults([fault] * 5)
    answer = api.get("/api/arxiv/?q=distributed")
    assert (answer.status_code, set(answer.json())) == (status, {"code", "message", "details"})
    assert "arXiv" in answer.json()["message"]
    assert status != 429 or int(answer["Retry-After"]) >= 1
    standin.set_faults([])
    assert api.get("/api/arxiv/?q=distributed").json()["total"] > 0


def test_nobody_at_the_address_is_told(api, settings, quick, standin):
    settings.ARXIV_API_URL = "http://127.0.0.1:1/api/query"
    answer = api.get("/api/arxiv/?q=unheard")
    assert (answer.status_code, answer.json()["code"]) == (424, "arxiv_unavailable")


def test_a_search_waits_its_turn_and_gives_up_with_a_sentence(api, standin, monkeypatch):
    monkeypatch.setattr(house, "IMPATIENT_SECONDS", 0.3)
    pace = SharedPace(redis.Redis.from_url(django_settings.CELERY_BROKER_URL), interval=0.0)
    with pace.turn(lambda: None):
        start = time.monotonic()
        answer = api.get("/api/arxiv/?q=distributed")
        assert 0.2 < time.monotonic() - start < 5
    assert (answer.status_code, "busy" in answer.json()["message"]) == (424, True)
    assert standin.requests == []
    assert api.get("/api/arxiv/?q=distributed").status_code == 200


def test_too_many_new_questions_are_slowed_down(api, standin, monkeypatch):
    monkeypatch.setattr(arxiv._Throttle, "rate", "2/min")
    for number in range(2):
        assert api.get(f"/api/arxiv/?q=distributed&start={number}").status_code == 200
    answer = api.get("/api/arxiv/?q=distributed&start=3")
    assert (answer.status_code, answer.json()["code"]) == (429, "throttled")
    assert int(answer["Retry-After"]) >= 1
    assert api.get("/api/arxiv/?q=distributed&start=1").status_code == 200

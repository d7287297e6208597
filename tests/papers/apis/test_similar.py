"""REST of search by meaning: the mode of a list, and papers like a paper."""

import pytest

from papers.services import embeddings_store, paper_store, papers_store
from tests.papers.records import record, report_record
from tests.papers.search import meaning

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(settings):
    settings.QUERY_VECTOR = "tests.papers.search.meaning.query_vector"
    texts = ["engine", "vehicle", "forest"]
    rows = papers_store(records=[record(f"2101.0000{n}", title=text, abstract="") for n, text in enumerate(texts)])
    embeddings_store(rows=[(row.paper.pk, meaning.NAME, meaning.vector(row.paper.title)) for row in rows])


class TestMode:
    @pytest.mark.parametrize(
        ("query", "mode"),
        [("q=car", "hybrid"), ("q=title:engine", None), ("", None), ("q=engine&ordering=title", None)],
    )
    def test_a_list_tells_how_it_was_searched(self, api, library, query, mode):
        assert api.get(f"/api/papers/?{query}").json()["mode"] == mode

    def test_it_is_lexical_without_the_encoder(self, api, library, settings):
        settings.QUERY_VECTOR = "tests.papers.search.meaning.silent"
        body = api.get("/api/papers/?q=engine").json()
        assert (body["mode"], [row["arxiv_id"] for row in body["results"]]) == ("lexical", ["2101.00000"])

    def test_pages_of_a_ranked_list_do_not_overlap(self, api, library):
        first = api.get("/api/papers/?q=car&page_size=2").json()
        second = api.get(first["next"]).json()
        keys = [row["arxiv_id"] for row in first["results"] + second["results"]]
        assert sorted(keys) == ["2101.00000", "2101.00001", "2101.00002"]
        assert second["mode"] == "hybrid"


class TestSimilar:
    def test_the_nearest_papers_come_with_their_cosine(self, api, library):
        rows = api.get("/api/papers/2101.00000/similar/").json()["results"]
        assert [row["arxiv_id"] for row in rows] == ["2101.00001", "2101.00002"]
        assert [row["score"] for row in rows] == pytest.approx([1.0, 0.5], abs=1e-3)
        assert len(api.get("/api/papers/2101.00000/similar/?limit=1").json()["results"]) == 1

    def test_a_paper_that_nobody_read_yet_says_so(self, api, library):
        paper_store(record=record("2101.00009"))
        answer = api.get("/api/papers/2101.00009/similar/")
        assert (answer.status_code, answer.json()["code"]) == (409, "no_embedding")
        assert answer.json()["message"].startswith("2101.00009 has no embedding yet")

    def test_errors_and_old_keys(self, api, library):
        assert api.get("/api/papers/2101.99999/similar/").status_code == 404
        assert api.get("/api/papers/2101.00000/similar/?limit=0").status_code == 400
        old = paper_store(record=report_record("SamurAI")).paper.key
        paper_store(record=record("2304.05403", title="SamurAI"))
        answer = api.get(f"/api/papers/{old}/similar/?limit=3")
        assert (answer.status_code, answer["Location"]) == (301, "/api/papers/2304.05403/similar/?limit=3")

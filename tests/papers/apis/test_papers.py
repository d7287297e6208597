"""REST of papers: the shapes others rely on, pages, tags, removal, errors."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from compute.services import extract_classic_many
from papers.models import Paper, Tag
from papers.services import collection_add, collection_create, paper_store, paper_withdraw, papers_store
from tests.papers.records import DASK, record, report_record

pytestmark = pytest.mark.django_db

SUMMARY = {
    *("arxiv_id", "version", "title", "authors", "published", "updated", "added", "categories", "primary_category"),
    *("has_abstract", "source", "terms", "tags", "collections", "abs_url", "pdf_url", "withdrawn"),
}
DETAIL = SUMMARY | {
    *("abstract", "doi", "journal_ref", "comment", "versions", "report", "sentences"),
    *("plain_terms", "extraction", "near_duplicates"),
}


def store(*records) -> list[Paper]:
    papers = [row.paper for row in papers_store(records=records)]
    extract_classic_many(papers=papers)
    return papers


ROUGE = ("rouge1", "rouge2", "rougeL")


@pytest.fixture
def paper():
    return store(record("2101.08878", title=DASK, abstract="Dask is fast. We show that Dask scales."))[0]


def keys(answer) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [paper["arxiv_id"] for paper in answer.json()["results"]]


class TestOne:
    def test_the_detail_has_the_fixed_fields(self, api, paper):
        body = api.get("/api/papers/2101.08878/").json()
        assert set(body) == DETAIL
        rouge = body["report"].pop("rouge")
        assert {kind: list(rates) for kind, rates in rouge.items()} == {kind: ["p", "r", "f"] for kind in ROUGE}
        assert body["near_duplicates"] == []
        assert body["report"] == {
            "title_words": 7,
            "summary_words": 9,
            "high_info_terms": [term["text"] for term in body["terms"]],
            "rouge_percent": 100.0,
            "date_text": "01 May 2019",
        }
        assert body["terms"][0] == {
            "text": "dask",
            "score": 1.0,
            "rank": 1,
            "count": 2,
            "stop": False,
            "spans": [
                {"field": "title", "start": 54, "end": 58},
                {"field": "abstract", "start": 0, "end": 4},
                {"field": "abstract", "start": 27, "end": 31},
            ],
            "method": "classic",
            "long_form": "",
        }
        assert [body["abstract"][span["start"] : span["end"]] for span in body["sentences"]] == [
            "Dask is fast.",
            "We show that Dask scales.",
        ]
        assert body["versions"] == [
            {"version": 1, "title": DASK, "abstract": body["abstract"], "updated": "2019-05-01T00:00:00Z"}
        ]
        assert (body["abs_url"], body["pdf_url"]) == (
            "https://arxiv.org/abs/2101.08878",
            "https://arxiv.org/pdf/2101.08878",
        )

    def test_its_terms_are_read_once(self, api, paper):
        with CaptureQueriesContext(connection) as queries:
            assert api.get(f"/api/papers/{paper.key}/").json()["report"]["rouge"]
        assert len([one for one in queries if 'FROM "compute_term"' in one["sql"]]) == 1

    def test_a_paper_without_abstract_shows_its_given_report(self, api):
        (paper,) = store(report_record("SamurAI"))
        body = api.get(f"/api/papers/{paper.key}/").json()
        assert (body["has_abstract"], body["abs_url"], body["sentences"]) == (False, None, [])
        assert body["report"]["rouge_percent"] == 7.46
        assert [term["text"] for term in body["terms"]] == ["iot", "node", "power"]

    @pytest.mark.parametrize("path", ["cs/0506034", "cs%2F0506034", "cs%2f0506034"])
    def test_old_ids_with_any_slash(self, api, path):
        store(record("cs/0506034"))
        assert api.get(f"/api/papers/{path}/").json()["arxiv_id"] == "cs/0506034"
        assert api.get(f"/api/papers/{path}/related/").status_code == 200

    def test_an_old_key_redirects_and_keeps_the_query(self, api):
        old = paper_store(record=report_record("SamurAI")).paper.key
        paper_store(record=record("cs/0506034", title="SamurAI"))
        answer = api.get(f"/api/papers/{old}/")
        assert (answer.status_code, answer["Location"]) == (301, "/api/papers/cs/0506034/")
        answer = api.get(f"/api/papers/{old}/export/?format=ris")
        assert (answer.status_code, answer["Location"]) == (301, "/api/papers/cs/0506034/export/?format=ris")
        assert api.patch(f"/api/papers/{old}/", {"tags": ["x"]}).json()["arxiv_id"] == "cs/0506034"

    @pytest.mark.parametrize("path", ["2101.99999", "local:0123456789ab", "cs/9999999"])
    def test_unknown_papers_are_a_404_with_a_sentence(self, api, path):
        answer = api.get(f"/api/papers/{path}/")
        assert answer.status_code == 404
        assert answer.json()["code"] == "not_found"
        assert answer.json()["message"] == f"There is no paper {path} in the library."

    @pytest.mark.parametrize("path", ["2101.08878v2", "nothing", "local:xyz", "a/b/c"])
    def test_what_is_no_key_is_a_404_too(self, api, path):
        answer = api.get(f"/api/papers/{path}/")
        assert (answer.status_code, set(answer.json())) == (404, {"code", "message", "details"})

    def test_an_etag_saves_the_second_answer(self, api, paper):
        first = api.get("/api/papers/2101.08878/")
        again = api.get("/api/papers/2101.08878/", headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        api.patch("/api/papers/2101.08878/", {"tags": ["new"]})
        assert api.get("/api/papers/2101.08878/", headers={"if-none-match": first["ETag"]}).status_code == 200

    def test_older_texts_are_listed(self, api, paper):
        store(record("2101.08878", version=2, title="New title", abstract="New."))
        versions = api.get("/api/papers/2101.08878/").json()["versions"]
        assert [(row["version"], row["title"]) for row in versions] == [(1, DASK), (2, "New title")]


class TestTags:
    def test_tags_are_set_shown_and_counted(self, api, paper):
        body = api.patch("/api/papers/2101.08878/", {"tags": ["To read", "to READ", "HPC"]}).json()
        assert body["tags"] == ["HPC", "To read"]
        assert api.get("/api/tags/").json()["results"] == [
            {"name": "HPC", "papers": 1},
            {"name": "To read", "papers": 1},
        ]
        assert keys(api.get("/api/papers/?tag=hpc")) == ["2101.08878"]
        api.patch("/api/papers/2101.08878/", {"tags": ["HPC"]})
        assert list(Tag.objects.values_list("name", flat=True)) == ["HPC"]

    @pytest.mark.parametrize(
        "body", [{}, {"tags": "x"}, {"tags": [1]}, {"tags": [""]}, {"tags": ["x" * 61]}, {"tags": [], "title": "x"}, []]
    )
    def test_bad_bodies_are_refused_with_a_sentence(self, api, paper, body):
        answer = api.patch("/api/papers/2101.08878/", body)
        assert answer.status_code == 400
        assert answer.json()["message"]


class TestList:
    def test_a_summary_has_the_fixed_fields(self, api, paper):
        shelf = collection_create(name="Shelf")
        collection_add(collection=shelf, papers=[paper])
        (body,) = api.get("/api/papers/").json()["results"]
        assert set(body) == SUMMARY
        assert body["collections"] == [{"id": shelf.pk, "name": "Shelf"}]
        assert body["terms"][0] == "dask"
        assert not {"is", "we", "that"} & set(body["terms"])

    def test_pages_go_through_the_whole_list_and_back(self, api):
        moments = [dt.datetime(2019, 1, 1 + number // 2, tzinfo=dt.UTC) for number in range(7)]
        store(*(record(f"2101.{n:05d}", published=moment) for n, moment in enumerate(moments)))
        store(record(None, title="Undated", published=None, source="bibtex"))
        pages, link = [], "/api/papers/?page_size=3"
        while link:
            body = api.get(link).json()
            pages.append([paper["arxiv_id"] for paper in body["results"]])
            link, previous = body["next"], body["previous"]
        expected = [f"2101.{n:05d}" for n in (6, 5, 4, 3, 2, 1, 0)]
        assert [len(page) for page in pages] == [3, 3, 2]
        listed = [key for page in pages for key in page]
        assert listed[:7] == expected
        assert listed[7].startswith("local:")
        assert keys(api.get(previous)) == pages[1]

    @pytest.mark.parametrize(
        ("ordering", "order"),
        [("title", "abc"), ("-title", "cba"), ("published", "bca"), ("-published", "acb"), ("added", "cab")],
    )
    def test_orderings(self, api, ordering, order):
        days = {"c": 2, "a": 3, "b": 1}
        for number, (name, day) in enumerate(days.items()):
            moment = dt.datetime(2019, 1, day, tzinfo=dt.UTC)
            paper = store(record(f"2101.0000{number}", title=name.upper() if number else name, published=moment))[0]
            Paper.objects.filter(pk=paper.pk).update(created_at=dt.datetime(2024, 1, 1 + number, tzinfo=dt.UTC))
        results = api.get(f"/api/papers/?ordering={ordering}&page_size=2").json()
        rest = api.get(results["next"]).json()
        assert [row["title"].lower() for row in results["results"] + rest["results"]] == list(order)

    def test_a_search_goes_by_rank_and_ends_200_deep(self, api):
        store(*(record(f"2101.{n:05d}", title=f"Dask {n}") for n in range(205)))
        first = api.get("/api/papers/?q=dask&page_size=150").json()
        second = api.get(first["next"]).json()
        assert [len(first["results"]), len(second["results"]), second["next"]] == [150, 50, None]
        deep = api.get("/api/papers/?q=dask&ordering=title&page_size=200").json()
        assert len(api.get(deep["next"]).json()["results"]) == 5

    def test_a_cursor_of_another_query_is_refused(self, api):
        store(*(record(f"2101.{n:05d}", title=f"Dask ucx {n}") for n in range(3)))
        link = api.get("/api/papers/?q=dask&page_size=2").json()["next"]
        assert api.get(link.replace("q=dask", "q=ucx")).status_code == 400
        assert api.get("/api/papers/?cursor=nonsense").json()["message"].startswith("This cursor")

    def test_filters(self, api, paper):
        store(
            record(
                "2101.00002", title="Zeta", categories=("stat.ML",), published=dt.datetime(2015, 6, 30, tzinfo=dt.UTC)
            )
        )
        assert keys(api.get("/api/papers/?category=stat.ML")) == ["2101.00002"]
        assert keys(api.get("/api/papers/?from=2015-06-30&to=2015-06-30")) == ["2101.00002"]
        assert keys(api.get("/api/papers/?from=2015&to=2015")) == ["2101.00002"]
        assert keys(api.get("/api/papers/?to=2015-06")) == ["2101.00002"]
        assert keys(api.get("/api/papers/?author=lovelace&source=arxiv&q=zeta")) == ["2101.00002"]
        assert keys(api.get("/api/papers/?q=")) == ["2101.08878", "2101.00002"]

    @pytest.mark.parametrize(
        "query",
        ["page_size=0", "page_size=201", "page_size=x", "from=yesterday", "from=2015-02-30", "from=2016&to=2015",
         "collection=x", "collection=0", "collection=99999999999999999999", "ordering=size", "source=web", "colour=red",
         "q=year:soon", "q=" + "x%20" * 101, "q=%00", "tag=" + "x" * 61, "from=0000"],
    )  # fmt: skip
    def test_bad_parameters_are_refused_with_a_sentence(self, api, query):
        answer = api.get(f"/api/papers/?{query}")
        assert answer.status_code == 400, answer.content
        assert set(answer.json()) == {"code", "message", "details"}

    def test_an_unknown_collection_is_a_404(self, api):
        assert api.get("/api/papers/?collection=4711").status_code == 404

    def test_a_page_takes_few_queries(self, api, django_assert_max_num_queries):
        store(*(record(f"2101.{n:05d}") for n in range(60)))
        with django_assert_max_num_queries(8):
            assert len(api.get("/api/papers/?page_size=60").json()["results"]) == 60


class TestRemoval:
    def test_a_paper_that_nothing_rests_on_goes(self, api):
        paper_store(record=record("2101.08878"))
        assert api.delete("/api/papers/2101.08878/").status_code == 204
        assert api.get("/api/papers/2101.08878/").status_code == 404

    def test_what_rests_on_a_paper_is_listed(self, api, paper):
        shelf = collection_create(name="Shelf")
        collection_add(collection=shelf, papers=[paper])
        answer = api.delete("/api/papers/2101.08878/")
        assert answer.status_code == 409
        assert {"type": "collection", "id": str(shelf.pk), "label": "Shelf"} in answer.json()["details"]["dependents"]
        assert Paper.objects.filter(pk=paper.pk).exists()

    def test_a_withdrawn_paper_leaves_search_and_collections_and_keeps_its_text(self, api, paper):
        shelf = collection_create(name="Shelf")
        collection_add(collection=shelf, papers=[paper])
        api.patch("/api/papers/2101.08878/", {"tags": ["x"]})
        assert api.delete("/api/papers/2101.08878/?withdraw=true").status_code == 204
        assert keys(api.get("/api/papers/?q=dask")) == keys(api.get("/api/papers/")) == []
        assert api.get(f"/api/collections/{shelf.pk}/").json()["papers"] == 0
        assert api.get("/api/tags/").json()["results"] == []
        body = api.get("/api/papers/2101.08878/").json()
        assert (body["withdrawn"], body["title"], body["abstract"]) == (True, DASK, paper.abstract)
        assert api.delete("/api/papers/2101.08878/?withdraw=true").status_code == 204

    def test_a_withdrawn_paper_joins_no_collection(self, api, paper):
        paper_withdraw(paper=paper)
        shelf = collection_create(name="Shelf")
        answer = api.post(f"/api/collections/{shelf.pk}/papers/", {"add": ["2101.08878"]})
        assert (answer.status_code, answer.json()["code"]) == (409, "withdrawn")


class TestRelatedAndExport:
    def test_related_papers_say_what_they_share(self, api, paper):
        store(record("2101.00002", title="Dask again", abstract="Proteins."), record("2101.00003", title="Far"))
        (row,) = api.get("/api/papers/2101.08878/related/").json()["results"]
        assert set(row) == SUMMARY | {"shared", "score"}
        assert (row["arxiv_id"], row["shared"]) == ("2101.00002", ["dask"])
        assert api.get("/api/papers/2101.08878/related/?limit=0").status_code == 400

    @pytest.mark.parametrize(
        ("kind", "media_type", "ending", "part"),
        [
            ("bibtex", "application/x-bibtex", "bib", "eprint = {2101.08878}"),
            ("ris", "application/x-research-info-systems", "ris", "AN  - arXiv:2101.08878"),
            ("csl", "application/vnd.citationstyles.csl+json", "json", '"number": "arXiv:2101.08878"'),
            ("md", "text/markdown", "md", "High Info Terms"),
        ],
    )
    def test_exports_are_attachments(self, api, paper, kind, media_type, ending, part):
        answer = api.get(f"/api/papers/2101.08878/export/?format={kind}")
        assert answer.status_code == 200
        assert answer["Content-Type"] == f"{media_type}; charset=utf-8"
        assert answer["Content-Disposition"] == f'attachment; filename="2101.08878.{ending}"'
        assert part in answer.content.decode()
        assert answer["ETag"]

    def test_an_unknown_format_is_refused(self, api, paper):
        assert api.get("/api/papers/2101.08878/export/?format=docx").status_code == 400
        assert api.get("/api/papers/2101.08878/export/").status_code == 400

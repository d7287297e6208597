"""REST of trees: the fixed paths and fields, ETags, pages, and every mistake with a sentence."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from papers.models import Paper
from papers.services import paper_store
from synthesis.core import mermaid, types
from synthesis.services import tree_store
from tests.papers.records import record, report_record
from tests.support.library import load_notes, merged_notes, quote_stands

pytestmark = pytest.mark.django_db
DASK = "2101.08878"
# Two workers of one run must name the same tests.
NOBODY = "5d0d3a1e-6a0c-4c0e-9a3f-2b8a3a4f1c55"


@pytest.fixture
def api():
    return APIClient(SERVER_NAME="localhost")


def test_the_tree_of_a_paper_as_json(api):
    load_notes()
    body = api.get(f"/api/papers/{DASK}/tree/").json()
    assert (body["kind"], body["style"], body["root"]) == ("paper", "classic", "T1")
    assert [node["label"] for node in body["nodes"]][:3] == ["mpi4dask", "dask", "communication"]
    assert len(body["edges"]) == 14
    assert body["hash"].startswith(body["id"])
    title = "Efficient MPI-based Communication for GPU-Accelerated Dask Applications"
    assert body["papers"] == [{"arxiv_id": DASK, "title": title}]
    for node in body["nodes"]:
        assert node["papers"] == body["papers"]
        assert node["evidence"]
        assert all(quote_stands(item) for item in node["evidence"])


def test_the_tree_of_a_paper_as_mermaid_text(api):
    load_notes()
    answer = api.get(f"/api/papers/{DASK}/tree/?format=mermaid")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    text = answer.content.decode()
    assert text.startswith('flowchart TD\n    T1["mpi4dask"] --> T2["dask"]\n')
    assert text == Paper.objects.get(key=DASK).given["mermaid"]
    assert api.get(f"/api/papers/{DASK}/tree/?format=mermaid", HTTP_ACCEPT="text/html").content.decode() == text


def test_a_tree_is_named_by_an_etag_in_both_formats(api):
    load_notes()
    for path in (f"/api/papers/{DASK}/tree/", f"/api/papers/{DASK}/tree/?format=mermaid"):
        tag = api.get(path)["ETag"]
        assert api.get(path, HTTP_IF_NONE_MATCH=tag).status_code == 304
        assert api.get(path, HTTP_IF_NONE_MATCH='"other"').status_code == 200


def test_a_concept_tree_is_not_extracted_yet(api):
    load_notes()
    for form in ("json", "mermaid"):
        answer = api.get(f"/api/papers/{DASK}/tree/?style=concept&format={form}")
        assert (answer.status_code, answer.json()["code"]) == (409, "not_extracted")
        assert "not extracted yet" in answer.json()["message"]


def test_a_paper_with_nothing_to_draw_says_so(api):
    paper_store(record=record("cs/0506034", abstract=""))
    for path in ("/api/papers/cs/0506034/tree/", "/api/papers/cs%2F0506034/tree/"):
        answer = api.get(path)
        assert (answer.status_code, answer.json()["code"]) == (409, "no_terms")


def test_the_former_key_of_a_paper_leads_to_its_tree(api):
    old = paper_store(record=report_record("On trees")).paper.key
    paper_store(record=record("2101.00009", title="On trees"))
    answer = api.get(f"/api/papers/{old}/tree/?format=mermaid")
    assert answer.status_code in (301, 308)
    assert answer["Location"].endswith("/api/papers/2101.00009/tree/?format=mermaid")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/papers/9912.99999/tree/", 404),
        (f"/api/papers/{DASK}/tree/?format=svg", 400),
        (f"/api/papers/{DASK}/tree/?style=gothic", 400),
        (f"/api/papers/{DASK}/tree/?styl=classic", 400),
        ("/api/trees/?kind=bush", 400),
        ("/api/trees/?page_size=0", 400),
        ("/api/trees/?collection=x", 400),
        ("/api/trees/0123456789abcdef/", 404),
        ("/api/trees/nonsense/", 404),
        (f"/api/syntheses/{NOBODY}/", 404),
        ("/api/syntheses/1/", 404),
        ("/api/syntheses/?page_size=1000", 400),
    ],
)
def test_reading_what_is_not_there(api, path, status):
    load_notes(count=1)
    answer = api.get(path)
    assert answer.status_code == status
    assert set(answer.json()) == {"code", "message", "details"}


def test_lists_of_trees_and_syntheses(api):
    synthesis = merged_notes()
    rows = api.get("/api/trees/?page_size=200").json()["results"]
    assert len(rows) == 21
    merged = api.get("/api/trees/?kind=merged").json()["results"]
    assert [(row["collection"], row["papers"], row["paper"]) for row in merged] == [(synthesis.collection_id, 20, None)]
    classic = api.get("/api/trees/?kind=paper&style=classic&q=dask").json()["results"]
    assert [(row["paper"], row["nodes"], row["edges"]) for row in classic] == [(DASK, 15, 14)]
    assert api.get(f"/api/trees/?collection={synthesis.collection_id}").json()["results"] == merged
    listed = api.get(f"/api/syntheses/?collection={synthesis.collection_id}").json()["results"]
    assert [(row["id"], row["version"], row["tree"]) for row in listed] == [(str(synthesis.pk), 1, merged[0]["id"])]
    collection = api.get(f"/api/collections/{synthesis.collection_id}/").json()
    assert collection["synthesis"] == str(synthesis.pk)


def test_pages_of_trees_hold_every_tree_once(api):
    load_notes()
    seen, path = [], "/api/trees/?page_size=7"
    while path:
        page = api.get(path).json()
        seen += [row["id"] for row in page["results"]]
        path = page["next"]
    assert len(seen) == len(set(seen)) == 20


def test_a_tree_beyond_mermaids_limits_comes_in_levels(api):
    nodes = [types.Node("r", "root", "root"), *(types.Node(f"n{at}", f"node {at}", "concept") for at in range(900))]
    edges = [types.Edge("r" if at < 9 else f"n{at % 9}", f"n{at}") for at in range(900)]
    large = tree_store(tree=types.Tree("Large", "r", tuple(nodes), tuple(edges), "edited"))
    body = api.get(f"/api/trees/{large.pk}/").json()
    assert (len(body["nodes"]), len(body["edges"])) == (901, 900)
    top, *deeper = body["levels"]
    assert (top["id"], top["node"], top["parent"]) == ("r", "r", None)
    assert {level["node"] for level in deeper} == set(top["doors"])
    assert {level["parent"] for level in deeper} == {"r"}
    assert set().union(*(level["nodes"] for level in body["levels"])) == {node["id"] for node in body["nodes"]}
    assert [len(mermaid.parse(level["mermaid"]).nodes) for level in body["levels"]] == [10] + [100] * 9
    assert sum(level["hidden_links"] for level in body["levels"]) == 0


def test_a_tree_that_is_drawn_whole_has_no_levels(api):
    load_notes()
    assert api.get(f"/api/papers/{DASK}/tree/").json()["levels"] == []
    assert api.get(f"/api/syntheses/{merged_notes().pk}/").json()["levels"] == []

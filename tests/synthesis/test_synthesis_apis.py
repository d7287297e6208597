"""REST of syntheses: merge, versions, quotes that re-read, and every mistake with a sentence."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from papers.models import Paper
from papers.services import collection_add, collection_create, paper_store
from synthesis.core import mermaid
from tests.papers.records import record
from tests.support.library import load_notes, merged_notes, quote_stands, run_job

pytestmark = pytest.mark.django_db


@pytest.fixture
def api():
    return APIClient(SERVER_NAME="localhost")


def test_merging_a_collection_and_reading_the_result(api):
    collection = load_notes()
    answer = api.post("/api/syntheses/", {"collection": collection.pk})
    assert answer.status_code == 202
    started = answer.json()
    waiting = api.get(f"/api/syntheses/{started['synthesis']}/").json()
    assert (waiting["version"], waiting["root"], waiting["nodes"], waiting["job"]) == (None, None, [], started["job"])
    job = run_job(started["job"])
    assert job.state == "succeeded", job.error
    assert job.result["synthesis"] == started["synthesis"]
    body = api.get(f"/api/syntheses/{started['synthesis']}/").json()
    assert (body["version"], body["collection"], body["question"]) == (1, collection.pk, "")
    assert body["tree"] == job.result["tree"] == body["hash"][:16]
    assert [row["number"] for row in body["versions"]] == [1]
    assert body["log"]
    assert list(job.events.filter(type="log").values_list("payload__line", flat=True)) == body["log"]


def test_every_node_leads_to_papers_with_titles_and_quotes_that_re_read(api):
    body = api.get(f"/api/syntheses/{merged_notes().pk}/").json()
    titles = dict(Paper.objects.values_list("key", "title"))
    nodes = {node["id"]: node for node in body["nodes"]}
    assert body["root"] in nodes
    assert 2 <= len(nodes) <= 40
    for node in nodes.values():
        assert all(titles[paper["arxiv_id"]] == paper["title"] for paper in node["papers"])
        assert all(quote_stands(item) for item in node["evidence"])
        assert node["papers"] or node["id"] == body["root"]
    for edge in body["edges"]:
        assert edge["kind"] in ("tree", "cross")
        assert {edge["source"], edge["target"]} <= set(nodes)
        assert all(quote_stands(item) for item in edge["evidence"])
    named = {paper["arxiv_id"] for node in nodes.values() for paper in node["papers"]}
    assert named | {paper["arxiv_id"] for paper in body["left_out"]} == set(titles)


def test_the_mermaid_text_of_a_merge_says_the_same_as_its_nodes_and_edges(api):
    body = api.get(f"/api/syntheses/{merged_notes().pk}/").json()
    parsed = mermaid.parse(body["mermaid"])
    assert [node.label for node in parsed.nodes] == [node["label"] for node in body["nodes"]]
    assert len(parsed.edges) == len(body["edges"])


def test_asking_again_gives_the_same_synthesis_and_a_version_only_for_another_tree(api):
    collection = load_notes()
    ids = []
    for settings in ({}, {}, {"max_nodes": 12}):
        started = api.post("/api/syntheses/", {"collection": collection.pk, **settings}).json()
        assert run_job(started["job"]).state == "succeeded"
        ids.append(started["synthesis"])
    assert len(set(ids)) == 1
    body = api.get(f"/api/syntheses/{ids[0]}/").json()
    assert (body["version"], [row["number"] for row in body["versions"]]) == (2, [2, 1])
    assert body["settings"] == {"max_nodes": 12, "seed": 0}
    assert len(body["nodes"]) <= 12
    first = api.get(f"/api/syntheses/{ids[0]}/?version=1").json()
    assert first["tree"] != body["tree"]
    assert api.get(f"/api/syntheses/{ids[0]}/?version=3").status_code == 404


def test_a_question_and_a_span_of_days_make_a_synthesis_of_their_own(api):
    collection = load_notes()
    plain = api.post("/api/syntheses/", {"collection": collection.pk}).json()["synthesis"]
    asked = api.post("/api/syntheses/", {"collection": collection.pk, "question": " what  scales? "}).json()
    dated = api.post("/api/syntheses/", {"collection": collection.pk, "from": "2019", "to": "2021-12"}).json()
    assert len({plain, asked["synthesis"], dated["synthesis"]}) == 3
    run_job(dated["job"])
    body = api.get(f"/api/syntheses/{dated['synthesis']}/").json()
    assert (body["from"], body["to"]) == ("2019-01-01", "2021-12-31")
    for paper in body["papers"]:
        assert 2019 <= Paper.objects.get(key=paper["arxiv_id"]).published.year <= 2021
    assert api.get(f"/api/syntheses/{asked['synthesis']}/").json()["question"] == "what scales?"


@pytest.mark.parametrize(
    ("body", "status", "part"),
    [
        ({}, 400, "collection"),
        ({"collection": "1"}, 400, "whole number"),
        ({"collection": 10**30}, 400, "collection"),
        ({"collection": 999}, 404, "no collection 999"),
        ({"collection": None}, 400, "collection"),
        ({"max_nodes": 11}, 400, "12"),
        ({"max_nodes": 201}, 400, "200"),
        ({"question": "x" * 501}, 400, "500"),
        ({"from": "2020", "to": "2019"}, 400, "before the first"),
        ({"from": "1850", "to": "1851"}, 400, "no paper published in this span"),
        ({"nodes": 12}, 400, "Unknown field"),
    ],
)
def test_a_mistaken_merge_gets_a_sentence(api, body, status, part):
    collection = load_notes(count=2)
    answer = api.post("/api/syntheses/", {"collection": collection.pk, **body} if body else {})
    assert answer.status_code == status
    assert part in answer.json()["message"]


@pytest.mark.parametrize(("count", "held"), [(0, "no paper"), (1, "one paper")])
def test_a_collection_of_one_paper_or_none_is_told_so_on_the_spot(api, count, held):
    collection = collection_create(name="Small")
    collection_add(collection=collection, papers=[paper_store(record=record("2101.00001")).paper][:count])
    answer = api.post("/api/syntheses/", {"collection": collection.pk})
    assert (answer.status_code, answer.json()["code"]) == (400, "too_few_papers")
    assert held in answer.json()["message"]


def test_deleting_a_synthesis_archives_its_tree(api):
    synthesis = merged_notes()
    tree = synthesis.versions.get().tree_id
    assert api.delete(f"/api/syntheses/{synthesis.pk}/").status_code == 204
    assert api.get(f"/api/syntheses/{synthesis.pk}/").status_code == 404
    assert api.get("/api/trees/?kind=merged").json()["results"] == []
    assert api.get(f"/api/trees/{tree}/").json()["archived"] is True

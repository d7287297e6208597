"""Links that were made before a paper got its arXiv id, or before two concepts became one, go on leading somewhere."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from explorer.workflows import read
from papers.services import paper_store
from synthesis.concept_models import Concept
from synthesis.services import concept_merge
from tests.graph.library import SENTENCES, put, settle
from tests.papers.records import record

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> APIClient:
    return APIClient(SERVER_NAME="localhost")


def test_an_old_key_of_a_paper_leads_to_the_paper(graph, client):
    said = {"title": "Graph kernels", "abstract": SENTENCES[1], "authors": ["Ada Lovelace"]}
    old = paper_store(record=record(None, **said)).paper.key
    paper = paper_store(record=record("2101.00009", **said)).paper
    read([paper])
    settle()
    found = client.get(f"/api/graph/nodes/paper:{old}/").json()
    assert (found["id"], found["key"]) == ("paper:2101.00009", "2101.00009")
    near = client.get(f"/api/graph/nodes/paper:{old}/neighbours/").json()
    assert near["nodes"][0]["id"] == "paper:2101.00009"
    assert near["total"] > 1
    ways = client.get("/api/graph/paths/", {"from": f"paper:{old}", "to": "author:ada-lovelace"}).json()
    assert [node["id"] for node in ways["paths"][0]["nodes"]] == ["paper:2101.00009", "author:ada-lovelace"]
    for address in ("related/{}/", "export/?format=jsonld&node=paper:{}"):
        answers = [client.get(f"/api/graph/{address.format(key)}") for key in (old, "2101.00009")]
        assert [answer.status_code for answer in answers] == [200, 200]
        assert answers[0].content == answers[1].content


def test_a_concept_that_went_into_another_leads_there(graph, client):
    for number in (0, 1, 2):
        put(number, [number, number + 1, number + 2])
    settle()
    pair = list(Concept.objects.filter(papers__gt=1).order_by("pk")[:2])
    kept = concept_merge(concept=pair[0], other=pair[1])
    settle()
    gone = next(one.pk for one in pair if one.pk != kept.pk)
    assert client.get(f"/api/graph/nodes/{gone}/").json()["id"] == kept.pk
    around = client.get(f"/api/graph/nodes/{gone}/neighbours/").json()
    assert around["nodes"][0]["id"] == kept.pk
    years = [client.get("/api/graph/timeline/", {"concept": id_}).json() for id_ in (gone, kept.pk)]
    assert years[0] == years[1]
    assert years[0]["total"] > 1


def test_what_never_was_there_is_not_found(graph, client):
    for id_ in ("paper:2101.99999", "concept:nothing~1", "run:nothing"):
        answer = client.get(f"/api/graph/nodes/{id_}/")
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")

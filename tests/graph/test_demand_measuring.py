"""What the library measures of a topic: concepts by form and nearness, papers by year, growth, sentences."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from rest_framework.test import APIClient

from compute.models import Topic
from compute.services import extract_model_many, notes_store
from explorer.workflows import read
from graph.demand import measuring
from graph.demand.matching import topic_matches
from graph.demand.measuring import growth
from graph.demand.shares import topic_links
from papers.models import Paper
from papers.services import paper_store, paper_withdraw
from synthesis.concept_models import ConceptForm, ConceptUse
from synthesis.services import concepts_refresh
from tests.papers.records import record
from tests.support.extractor import CountingExtractor
from tests.support.library import quote_stands

pytestmark = pytest.mark.django_db
# Key, year, text: the words that occur most become the terms.
PAPERS = [
    ("2001.00001", 2020, "GPU kernels of CUDA. CUDA CUDA kernels on a GPU; GPU GPU robots."),
    (
        "2101.00002",
        2021,
        "Supercomputer robots. A supercomputer, a supercomputer of robots, GPU nodes. GPU robots.",
    ),
    ("2102.00003", 2021, "PyTorch flowers. PyTorch PyTorch flowers grow, flowers of PyTorch."),
    ("2103.00004", 2021, "Flowers grow. Flowers flowers of gardens, gardens grow."),
]


@pytest.fixture
def api():
    return APIClient(SERVER_NAME="localhost")


@pytest.fixture
def library():
    notes_store()
    return [put(key, year, text) for key, year, text in PAPERS]


def put(key: str, year: int, text: str) -> Paper:
    found = record(
        key, title=text.split(".")[0], abstract=text, version=1, published=dt.datetime(year, 5, 1, tzinfo=dt.UTC)
    )
    paper = paper_store(record=found).paper
    read([paper])
    extract_model_many(papers=[paper], extractor=CountingExtractor())
    concepts_refresh(progress=lambda *_: None)
    return paper


def topic(api, number: int):
    answer = api.get(f"/api/topics/{number}/")
    assert answer.status_code == 200, answer.json()
    return answer.json()


def papers_of(api, number: int) -> list[str]:
    return [one["arxiv_id"] for one in api.get(f"/api/topics/{number}/papers/").json()["results"]]


def test_papers_are_found_by_concept_and_counted_by_year(api, library):
    body = topic(api, 3)
    assert (body["papers"], body["undated"]) == (2, 0)
    assert body["years"] == [{"year": 2020, "papers": 1, "library": 1}, {"year": 2021, "papers": 1, "library": 3}]
    assert {one["label"] for one in body["concepts"]} >= {"gpu", "cuda"}
    assert all(one["rule"] == "form" and one["score"] == 1 for one in body["concepts"])
    assert papers_of(api, 3) == ["2001.00001", "2101.00002"]
    assert papers_of(api, 6) == ["2102.00003"]
    assert topic(api, 8)["papers"] == 0
    row = next(one for one in api.get("/api/topics/").json()["results"] if one["number"] == 3)
    assert row == {name: body[name] for name in row}


def test_the_leading_papers_have_the_largest_sums_and_sentences_that_stand(api, library):
    body = topic(api, 3)
    scores = [one["score"] for one in body["leading"]]
    assert scores == sorted(scores, reverse=True)
    for paper in body["leading"]:
        assert paper["matches"]
        for match in paper["matches"]:
            assert match["evidence"]
            assert all(quote_stands(quote) for quote in match["evidence"])
            assert match["text"].lower() in match["evidence"][0]["quote"].lower()
    alone = body["leading"][1]
    assert alone["score"] == pytest.approx(sum(match["score"] for match in alone["matches"]), abs=1e-5)
    assert body["leading"] == api.get("/api/topics/3/papers/").json()["results"]


def test_papers_of_one_score_come_by_key_and_pages_go_on(api, library):
    for number in (9, 8, 7):
        put(f"2104.0000{number}", 2021, "Docker weeds. Docker Docker weeds of Docker; weeds.")
    assert papers_of(api, 9) == ["2104.00007", "2104.00008", "2104.00009"]
    first = api.get("/api/topics/9/papers/?page_size=2").json()
    rest = api.get(first["next"]).json()
    assert [one["arxiv_id"] for one in rest["results"]] == ["2104.00009"]


def test_a_withdrawn_paper_counts_no_more(api, library):
    paper_withdraw(paper=library[1])
    assert papers_of(api, 3) == ["2001.00001"]
    assert topic(api, 3)["papers"] == 1


def test_a_form_that_is_near_to_one_of_a_term_and_shares_a_word_brings_its_concept(api, library):
    gpu, flower = ConceptForm.objects.get(form="gpu"), ConceptForm.objects.get(form="flower")
    turned = np.frombuffer(bytes(gpu.vector), np.int8).copy()
    turned[:40] = 0
    flower.vector = turned.tobytes()
    flower.save()
    flower.concept.save()
    assert flower.concept_id not in {one.concept for one in topic_matches()[3]}
    ConceptUse.objects.filter(form="flower").update(form="gpu flower")
    ConceptForm.objects.filter(pk=flower.pk).update(form="gpu flower")
    flower.concept.save()
    match = next(one for one in topic_matches()[3] if one.concept == flower.concept_id)
    assert (match.rule, match.term) == ("near", "gpu")
    assert 0.8 <= match.score < 1
    assert "2103.00004" in papers_of(api, 3)


def test_a_sense_that_belongs_to_another_concept_does_not_count(api):
    notes_store()
    put("2101.00011", 2021, "Message passing interface (MPI) calls bind clusters. MPI MPI message passing interface.")
    put("2101.00012", 2021, "Message passing interface (MPI) calls bind tools. MPI MPI message passing interface.")
    put("2101.00013", 2021, "Magnetic particle imaging (MPI) of tissue. Magnetic particle imaging; MPI tissue, tissue.")
    assert ConceptForm.objects.filter(form="mpi").count() == 2
    assert papers_of(api, 2) == ["2101.00011", "2101.00012"]


def test_growth_compares_shares_of_three_years_with_those_before():
    library = {2015: 40, 2018: 40, 2021: 80, 2022: 3}
    found = growth({2018: 10, 2021: 30, 2022: 3}, library)
    assert found["recent"] == {"from": 2019, "to": 2021, "papers": 30}
    assert found["before"] == {"from": 2016, "to": 2018, "papers": 10}
    assert found["value"] == round((30 / 80) / (10 / 40) - 1, 6)
    assert growth({2021: 5}, library)["value"] is None
    assert growth({}, {2020: measuring.ENOUGH - 1}) == {"value": None, "recent": None, "before": None}


def test_the_strongest_papers_are_linked_with_their_topic(library):
    links = {(edge.source, edge.target): edge.properties for edge in topic_links().edges}
    said = links["paper:2102.00003", "topic:6"]
    assert said["why"] == "holds pytorch"
    assert said["score"] > 0
    assert ("paper:2103.00004", "topic:6") not in links


def test_a_topic_tells_what_the_notes_say_and_who_demands_it(api):
    notes_store()
    body = topic(api, 5)
    assert [one["line"] for one in body["said"]] == [19, 32, 33, 34, 35]
    assert {(one["organization_name"], one["skill_name"], one["rank"]) for one in body["demands"]} == {
        ("NVIDIA", "C++", 5), ("NVIDIA", "SQL", 5), ("OpenAI", "C++", 5), ("OpenAI", "SQL", 5),
        ("Anthropic", "UI/React/JS", 5), ("Hugging Face", "Open source", 5),
    }  # fmt: skip
    assert topic(api, 4)["centres"][0]["urls"] == ["https://huggingface.co/docs/transformers/en/index"]
    assert (body["concepts"], body["leading"]) == ([], [])
    assert [one["key"] for one in body["experiments"]] == ["roles"]
    assert body["growth"]["value"] is None


@pytest.mark.parametrize("path", ["/api/topics/11/", "/api/topics/0/", "/api/topics/99999999999999999999/papers/"])
def test_an_unknown_topic_is_not_found(api, path):
    notes_store()
    answer = api.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_before_the_topics_are_loaded_lists_are_empty(api):
    assert not Topic.objects.exists()
    assert api.get("/api/topics/").json()["results"] == []
    assert api.get("/api/demand/").json()["cells"] == []
    assert api.get("/api/topics/?page_size=0").status_code == 400

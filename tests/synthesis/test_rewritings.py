"""A synopsis rewritten by a model: marked, with its citations, beside the papers' words and never in their place."""

from __future__ import annotations

import json
from typing import Any

import pytest
from rest_framework.test import APIClient

from tests.support.library import merged_notes, quote_stands, run_job
from tests.support.llm_standin import LlmStandIn, plain

pytestmark = pytest.mark.django_db
HOSTILE = '<img src=x onerror="alert(1)">'


@pytest.fixture
def api():
    return APIClient(SERVER_NAME="localhost")


@pytest.fixture
def point(settings):
    """Sets the house up with a stand-in's address."""

    def to(server: LlmStandIn) -> None:
        settings.LLM_BASE_URL, settings.LLM_MODEL, settings.LLM_API_KEY = server.url, "test-model", "sk-secret"

    return to


def half_hostile(data: dict[str, Any]) -> str:
    """Faithful in the first branch but for one sentence; elsewhere markup, inventions, wrong citations, no JSON."""
    if "branches" in data:
        return json.dumps({"names": {str(one["number"]): HOSTILE for one in data["branches"]}, "more": [[[]]]})
    first = data["sentences"][0]
    if not hasattr(half_hostile, "branch"):
        half_hostile.branch = data["branch"]  # type: ignore[attr-defined]
    rows: list[Any] = [
        {"text": HOSTILE, "sources": [1]},
        {"text": "Ignore all that and pay 1000 dollars.", "sources": [1]},
        {"text": first["text"], "sources": []},
        {"text": first["text"], "sources": [99]},
        {"text": ["no text"], "sources": {"1": 1}},
        "nothing",
    ]
    if data["branch"] == half_hostile.branch:  # type: ignore[attr-defined]
        rows[0] = {"text": first["text"], "sources": [1]}
    return json.dumps({"sentences": rows})


def test_a_rewriting_stands_beside_the_papers_words_and_keeps_their_citations(api, point):
    synthesis = merged_notes()
    path = f"/api/syntheses/{synthesis.pk}/"
    before = api.get(path).json()
    assert before["rewritten"] is None
    assert api.get(f"{path}export/?format=md&rewritten=true").json()["code"] == "not_rewritten"
    with LlmStandIn() as server:
        point(server)
        assert api.get("/api/system/").json()["rewriting"] is True
        answer = api.post(f"{path}rewrite/")
        assert (answer.status_code, set(answer.json())) == (202, {"job", "synthesis"})
        assert api.post(f"{path}rewrite/").json()["job"] == answer.json()["job"]
        job = run_job(answer.json()["job"])
    assert job.state == "succeeded", job.error
    after = api.get(path).json()
    told = after.pop("rewritten")
    assert after == {name: value for name, value in before.items() if name != "rewritten"}
    sections = {section["node"]: section for section in before["synopsis"]["sections"]}
    assert told["model"] == "test-model"
    assert [section["node"] for section in told["sections"]] == list(sections)
    for section in told["sections"]:
        own = sections[section["node"]]["sentences"]
        evidence = [item for one in section["sentences"] for item in one["evidence"]]
        assert evidence == [item for one in own for item in one["evidence"]]
        assert all(quote_stands(item) for item in evidence)
        assert any(one["rewritten"] for one in section["sentences"])
    labels = {node["id"]: node["label"] for node in after["nodes"]}
    assert told["names"]
    assert all(name != labels[node] for node, name in told["names"].items())
    for format in ("md", "html"):
        text = api.get(f"{path}export/?format={format}&rewritten=true").content.decode()
        assert "Rewritten by test-model" in text
        assert "In short, " in text
        assert "Rewritten by" not in api.get(f"{path}export/?format={format}").content.decode()
    body = before["mermaid"] + f'    {before["root"]} --> mine["A branch of mine"]\n'
    assert api.post(f"{path}edits/", {"version": 1, "mermaid": body}).status_code == 201
    assert api.get(path).json()["rewritten"] == told


def test_hostile_answers_leave_the_papers_sentences_where_they_are(api, point):
    synthesis = merged_notes()
    path = f"/api/syntheses/{synthesis.pk}/"
    with LlmStandIn(answer=half_hostile) as server:
        point(server)
        job = run_job(api.post(f"{path}rewrite/").json()["job"])
        assert job.state == "succeeded", job.error
        assert (job.result["kept"], job.result["model"]) == (1, "test-model")
        assert job.result["refused"] >= 6
        assert "refused" in job.events.filter(type="log").first().payload["line"]
        body = api.get(path).json()
        [section] = body["rewritten"]["sections"]
        assert [one["rewritten"] for one in section["sentences"]].count(True) == 1
        assert body["rewritten"]["names"] == {}
        for format in ("md", "html"):
            assert "onerror" not in api.get(f"{path}export/?format={format}&rewritten=true").content.decode()
        server.answer = lambda data: "I cannot do that."
        job = run_job(api.post(f"{path}rewrite/").json()["job"])
    assert (job.state, job.error["code"]) == ("failed", "llm_unusable")
    assert set(job.error) == {"code", "message", "details"}
    assert api.get(path).json() == body
    job = run_job(api.post(f"{path}rewrite/").json()["job"])
    assert (job.state, job.error["code"]) == ("failed", "llm_unreachable")
    assert api.get(path).json() == body


def test_without_a_model_or_a_merge_there_is_nothing_to_start(api, settings):
    synthesis = merged_notes()
    path = f"/api/syntheses/{synthesis.pk}/rewrite/"
    answer = api.post(path)
    assert (answer.status_code, answer.json()["code"]) == (409, "not_configured")
    assert "LLM_BASE_URL" in answer.json()["message"]
    settings.LLM_BASE_URL, settings.LLM_MODEL = "http://127.0.0.1:1/v1", "m"
    assert api.post(path, {"model": "another"}).status_code == 400
    synthesis.versions.all().delete()
    assert api.post(path).json()["code"] == "not_merged"
    assert api.post("/api/syntheses/00000000-0000-4000-8000-000000000000/rewrite/").status_code == 404


def test_the_stand_in_answers_as_a_model_does():
    assert json.loads(plain({"sentences": [{"number": 1, "text": "A."}]}))["sentences"][0]["sources"] == [1]

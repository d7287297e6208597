"""Edits of a merged diagram over REST: looked at, stored, taken back, and kept through a new merge."""

from __future__ import annotations

import re

import pytest
from rest_framework.test import APIClient

from synthesis.models import Synthesis
from synthesis.services import synthesis_run
from tests.support.library import SETTINGS, merged_notes

pytestmark = pytest.mark.django_db


@pytest.fixture
def api():
    return APIClient(SERVER_NAME="localhost")


@pytest.fixture
def synthesis():
    return merged_notes()


def show(api: APIClient, synthesis: Synthesis, version: int | str = "") -> dict:
    return api.get(f"/api/syntheses/{synthesis.pk}/", {"version": version} if version else {}).json()


def post(api: APIClient, synthesis: Synthesis, what: str, body: dict):
    return api.post(f"/api/syntheses/{synthesis.pk}/{what}/", body)


def renamed(text: str, node: dict, label: str) -> str:
    found, count = re.subn(rf'(^    {node["id"]}\W+)[^"]*(?=")', rf"\g<1>{label}", text, count=1, flags=re.MULTILINE)
    assert count == 1
    return found


def changed(body: dict) -> tuple[str, dict]:
    """The text with its first branch renamed and a node of one's own below it, and that branch."""
    first = next(node for node in body["nodes"] if node["kind"] == "branch")
    return renamed(body["mermaid"], first, "My name") + f'    {first["id"]} --> own["A note of mine"]\n', first


def merge_again(synthesis: Synthesis, **settings: int):
    return synthesis_run(synthesis=synthesis, settings={**SETTINGS, **settings}, progress=lambda *_: None)


def test_an_edit_is_shown_before_it_is_stored_and_becomes_a_version(api, synthesis):
    body = show(api, synthesis)
    text, branch = changed(body)
    seen = post(api, synthesis, "edits/preview", {"mermaid": text, "version": 1})
    assert seen.status_code == 200
    found = seen.json()
    assert found["added"] == [{"id": "own", "label": "A note of mine", "parent": branch["label"]}]
    assert found["relabelled"] == [{"id": branch["id"], "before": branch["label"], "after": "My name"}]
    assert [found[name] for name in ("removed", "moved", "kinds", "links", "reordered")] == [[]] * 5
    assert show(api, synthesis)["version"] == 1
    stored = post(api, synthesis, "edits", {"mermaid": text, "version": 1})
    assert (stored.status_code, stored.json()["version"]) == (201, 2)
    now = show(api, synthesis)
    nodes = {node["id"]: node for node in now["nodes"]}
    assert nodes[branch["id"]]["evidence"] == branch["evidence"]
    assert (nodes["own"]["evidence"], nodes["own"]["papers"]) == ([], [])
    assert now["edits"]["nodes"] == [
        {"id": "own", "change": "added"},
        {"id": branch["id"], "change": "relabelled"},
    ]
    assert [(row["number"], row["kind"], row["edits"], row["author"]) for row in now["versions"]] == [
        (2, "edited", 2, ""),
        (1, "merged", 0, ""),
    ]
    assert api.get(f"/api/trees/{now['tree']}/").json()["kind"] == "edited"
    compared = api.get(f"/api/syntheses/{synthesis.pk}/compare/", {"before": 2, "after": 1}).json()
    assert [one["id"] for one in compared["removed"]] == ["own"]


def test_edits_survive_a_new_merge_and_those_that_do_not_apply_are_told_and_come_back(api, synthesis):
    body = show(api, synthesis)
    text, _ = changed(body)
    leaf = next(node for node in reversed(body["nodes"]) if node["kind"] == "concept")
    text = renamed(text, leaf, "Renamed leaf")
    assert post(api, synthesis, "edits", {"mermaid": text, "version": 1}).status_code == 201
    small = merge_again(synthesis, max_nodes=12)
    now = show(api, synthesis)
    assert (small.number, small.kind, now["version"]) == (4, "kept", 4)
    assert "Renamed leaf" not in now["mermaid"]
    assert len(now["edits"]["lost"]) >= 1
    assert any("Renamed leaf" in line for line in now["edits"]["lost"])
    merge_again(synthesis)
    back = show(api, synthesis)
    assert back["edits"]["lost"] == []
    assert {node["label"] for node in back["nodes"]} >= {"My name", "A note of mine", "Renamed leaf"}
    # The merge as it came, without the hand, is there too.
    assert [row["kind"] for row in back["versions"]] == ["kept", "merged", "kept", "merged", "edited", "merged"]
    # Merging the same once more adds nothing.
    assert merge_again(synthesis).number == back["version"]


def test_an_edit_on_a_smaller_merge_keeps_those_that_wait_for_a_larger_one(api, synthesis):
    body = show(api, synthesis)
    leaf = next(node for node in reversed(body["nodes"]) if node["kind"] == "concept")
    text = renamed(body["mermaid"], leaf, "Renamed leaf")
    post(api, synthesis, "edits", {"mermaid": text, "version": 1})
    merge_again(synthesis, max_nodes=12)
    small = show(api, synthesis)
    more = small["mermaid"] + f'    {small["root"]} --> own["A note of mine"]\n'
    assert post(api, synthesis, "edits", {"mermaid": more, "version": small["version"]}).status_code == 201
    assert len(show(api, synthesis)["edits"]["lost"]) == 1
    merge_again(synthesis)
    labels = {node["label"] for node in show(api, synthesis)["nodes"]}
    assert labels >= {"Renamed leaf", "A note of mine"}


def test_an_older_version_comes_back_without_the_edits(api, synthesis):
    body = show(api, synthesis)
    post(api, synthesis, "edits", {"mermaid": changed(body)[0], "version": 1})
    restored = post(api, synthesis, "restore", {"version": 1})
    assert (restored.status_code, restored.json()) == (201, {"version": 3, "tree": body["tree"]})
    now = show(api, synthesis)
    assert now["versions"][0]["restored"] == 1
    assert now["edits"] == {"kept": [], "lost": [], "nodes": [], "links": []}
    merge_again(synthesis, max_nodes=12)
    assert "My name" not in show(api, synthesis)["mermaid"]
    assert show(api, synthesis, 2)["edits"]["kept"] != []


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ("flowchart TD\n  a --> b\n  a[[never closed", "invalid_mermaid", {"line": 3}),
        ("hello", "invalid_mermaid", {"line": 1}),
        ("flowchart TD\n  a --> b\n  c --> d", "invalid_mermaid", {"line": 3}),
        ("flowchart TD\n  top --> root", "invalid_tree", {}),
    ],
)
def test_a_broken_text_is_told_with_its_line_and_stores_nothing(api, synthesis, text, code, where):
    for what in ("edits", "edits/preview"):
        answer = post(api, synthesis, what, {"mermaid": text, "version": 1})
        assert (answer.status_code, answer.json()["code"]) == (422, code)
        assert where.items() <= answer.json()["details"].items()
        assert answer.json()["message"]
    assert synthesis.versions.count() == 1


def test_what_cannot_be_stored_is_told(api, synthesis):
    body = show(api, synthesis)
    same = post(api, synthesis, "edits", {"mermaid": body["mermaid"], "version": 1})
    assert (same.status_code, same.json()["code"]) == (422, "no_change")
    text = changed(body)[0]
    assert post(api, synthesis, "edits", {"mermaid": text, "version": 1}).status_code == 201
    late = post(api, synthesis, "edits", {"mermaid": text, "version": 1})
    assert (late.status_code, late.json()["code"]) == (409, "newer_version")
    assert late.json()["details"] == {"version": 2}
    assert post(api, synthesis, "edits/preview", {"mermaid": text, "version": 9}).status_code == 404
    assert post(api, synthesis, "edits", {"mermaid": "", "version": 2}).status_code == 400
    assert post(api, synthesis, "edits", {"mermaid": text}).status_code == 400
    assert post(api, synthesis, "restore", {"version": 2}).status_code == 422
    assert post(api, synthesis, "restore", {"version": 7}).status_code == 404

"""Saved views of the graph: short permalinks to a page's own JSON."""

from __future__ import annotations

import re

import pytest
from rest_framework.test import APIClient

pytestmark = pytest.mark.django_db
URL = "/api/graph/views/"
STATE = {"nodes": ["paper:2101.00001"], "camera": {"x": 0.5, "ratio": 1}, "note": "ü </script>"}


@pytest.fixture
def api() -> APIClient:
    return APIClient(SERVER_NAME="localhost")


def test_a_view_comes_back_under_its_short_name_until_it_is_deleted(api: APIClient) -> None:
    made = api.post(URL, {"name": "Ring", "state": STATE})
    assert made.status_code == 201
    body = made.json()
    assert re.fullmatch(r"[2-9a-hjkmnp-z]{8}", body["id"])
    assert (body["name"], body["state"]) == ("Ring", STATE)
    assert api.get(f"{URL}{body['id']}/").json() == body
    row = {name: body[name] for name in ("id", "name", "created_at")}
    assert api.get(URL).json()["results"] == [row]
    assert api.delete(f"{URL}{body['id']}/").status_code == 204
    assert api.get(f"{URL}{body['id']}/").status_code == 404


def test_views_are_listed_newest_first_in_pages(api: APIClient) -> None:
    names = [f"view {number}" for number in range(5)]
    for name in names:
        api.post(URL, {"name": name, "state": {}})
    first = api.get(f"{URL}?page_size=3").json()
    rest = api.get(first["next"]).json()
    assert [row["name"] for row in first["results"] + rest["results"]] == names[::-1]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"name": "x"}, 400),
        ({"name": "", "state": {}}, 400),
        ({"name": "x" * 201, "state": {}}, 400),
        ({"name": "x", "state": [1]}, 400),
        ({"name": "x", "state": {}, "more": 1}, 400),
        ({"name": "x", "state": {"big": "y" * 200_000}}, 413),
    ],
)
def test_what_is_no_view_is_refused(api: APIClient, body: dict, status: int) -> None:
    answer = api.post(URL, body)
    assert (answer.status_code, set(answer.json())) == (status, {"code", "message", "details"})


def test_an_unknown_view_is_a_404(api: APIClient) -> None:
    assert api.get(f"{URL}nothere2/").json()["message"] == "There is no saved view nothere2."

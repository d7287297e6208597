"""A person's Cypher: what is let through, what is refused, and that nothing refused could have done anything."""

from __future__ import annotations

import contextlib
import dataclasses
import socket

import hypothesis
import hypothesis.strategies as st
import pytest
from rest_framework.test import APIClient

from graph import asking, driver, plans
from graph.driver import GraphAddress
from graph.guard import check_statement
from graph.words import words_of
from jobs.errors import AppError, Invalid
from tests.graph.hostile import STATEMENTS
from tests.support.graph_hand import TREE, content, ensure_hand

pytestmark = pytest.mark.django_db
READS = (
    "MATCH (n:Paper) WHERE n.year > 2000 AND toLower(n.label) CONTAINS 'ring' RETURN n.id AS id, count(*) AS n LIMIT 5",
    "MATCH p = shortestPath((a:Paper {id: $a})-[*..6]-(b:Term {id: $b})) RETURN p, length(p)",
    "MATCH (a:Paper)-[:MENTIONS|RESOLVES_TO*1..2]->(b:Concept) RETURN DISTINCT b.id ORDER BY b.id SKIP 1 LIMIT 4;",
    "RETURN CASE WHEN 1 = 1 THEN 'a' ELSE \"b\" END AS x // a comment",
    "MATCH (n:Paper) WHERE EXISTS { (n)-[:LINKED_TO]->(:Topic) } RETURN n.id",
    "MATCH (n:Paper) WHERE COUNT { (n)--() } > 3 RETURN labels(n), [x IN range(1, 3) WHERE x > 1 | x * 2] AS l",
    "UNWIND [1, 2, 3] AS x WITH x, x * 2 AS y WHERE y IN [2, 4] RETURN collect({a: x, b: -y}) AS maps",
    "MATCH (n:Paper) RETURN n.id AS id UNION ALL MATCH (m:Term) RETURN m.id AS id",
    "RETURN any(x IN [1] WHERE x = 1) AS a, reduce(s = 0, x IN [1, 2] | s + x) AS b",
    "MATCH (n:Paper) WHERE n.year IS NOT NULL AND n.`label` STARTS WITH 'R' RETURN *",
    "MATCH (a)-[r:WROTE]->(b) RETURN startNode(r).id AS s, type(r) AS t, count(DISTINCT b) AS n",
    "OPTIONAL MATCH (n:Paper {id: 'none'}) RETURN n",
    "MATCH (c:Concept)<-[:RESOLVES_TO]-(:Term)<-[:MENTIONS]-(p:Paper)\n"
    "RETURN c.label AS c, count(DISTINCT p) AS n\nORDER BY n DESC, c",
)
GIVEN = {"a": "paper:2101.00001", "b": "term:mpi~net"}


@pytest.fixture
def hand(graph_address: GraphAddress, settings) -> GraphAddress:
    """The hand-made graph in each server, asked by the account that may only read where there is one."""
    settings.GRAPH = dataclasses.asdict(graph_address)
    if graph_address.user == "neo4j":
        settings.GRAPH_READER = None
    ensure_hand(graph_address)
    return graph_address


@pytest.fixture
def api() -> APIClient:
    return APIClient(SERVER_NAME="localhost")


def test_there_are_two_hundred_hostile_statements() -> None:
    assert len(set(STATEMENTS)) >= 200


@pytest.mark.parametrize("number", range(len(STATEMENTS)))
def test_hostile_statements_are_refused_with_a_place(number: int) -> None:
    with pytest.raises(Invalid) as refused:
        check_statement(STATEMENTS[number])
    assert {"line", "column"} <= set(refused.value.details)


def test_hostile_statements_change_nothing_and_read_no_file(hand: GraphAddress) -> None:
    """Even past the first wall: the statement goes to the server as it would if the guard had let it through."""
    before = content(hand)
    answers = [refusal(statement) for statement in STATEMENTS]
    assert content(hand) == before
    assert all(isinstance(answer, Invalid) for answer in answers)


def refusal(statement: str) -> Exception | None:
    try:
        asking.ask(statement, {"a": 1})
    except Invalid as error:
        return error
    return None


def test_without_the_first_wall_the_others_hold(hand: GraphAddress, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "check_statement", lambda statement: [])
    before = content(hand)
    answers = {}
    for statement in [one for one in STATEMENTS if "LOAD" in one.upper()] + list(STATEMENTS[::4]):
        with contextlib.suppress(AppError):
            answers[statement] = asking.ask(statement, {"a": 1}).body()
    assert content(hand) == before
    read = [answer for answer in answers.values() if socket.gethostname().encode() in answer or b"root:" in answer]
    assert read == []
    if hand.user == "neo4j":
        # What a plan shows to be more than a read; the embedded server tells none, but its account can do no more.
        through = " ".join(answers).upper()
        assert [word for word in ("LOAD", "SHOW", "TERMINATE", "DBMS", "CREATE", "SET ") if word in through] == []


def test_a_plan_with_a_step_that_is_not_on_the_list_is_refused() -> None:
    good = {"operatorType": "ProduceResults@neo4j", "children": [{"operatorType": "AllNodesScan@neo4j"}]}
    plans.check_plan("r", good)
    for kind, plan in (
        ("w", good),
        ("rw", good),
        (None, good),
        ("r", None),
        ("r", {**good, "children": [{"operatorType": "LoadCSV@neo4j"}]}),
        ("r", {"operatorType": "ShowSettings@neo4j"}),
        ("r", {"operatorType": "ProcedureCall@neo4j", "args": {"Details": "dbms.listConfig() :: (name)"}}),
    ):
        with pytest.raises(Invalid):
            plans.check_plan(kind, plan)


@pytest.mark.parametrize("number", range(len(READS)))
def test_reads_pass_all_walls(hand: GraphAddress, number: int) -> None:
    statement = READS[number]
    given = GIVEN if "$a" in statement else {}
    with driver.session(hand) as session:
        wanted = session.run(statement, given).keys()
    assert asking.ask(statement, given).columns == list(wanted)


@hypothesis.given(st.text(alphabet="CREAT createSETmatch(n)\\u0043'\"`/*\n\r;{}[]$1. ,:", max_size=60))
def test_no_text_breaks_the_guard(text: str) -> None:
    try:
        words = check_statement(f"MATCH (n) {text}")
    except Invalid:
        return
    assert "CREATE" not in {word.upper for word in words}
    assert "SET" not in {word.upper for word in words}


def test_words_keep_strings_comments_and_names_apart() -> None:
    words = words_of("MATCH (n:`a``b` {x: 'it\\'s /* no comment'}) // RETURN\nRETURN \"//\" /* ' */, $p, 1.5e3, n.y")
    assert [word.text for word in words if word.kind == "text"] == ["'it\\'s /* no comment'", '"//"']
    assert [word.text for word in words if word.kind == "quoted"] == ["a`b"]
    assert [word.text for word in words if word.kind in {"number", "parameter"}] == ["$p", "1.5e3"]


@pytest.mark.parametrize(
    ("statement", "line", "column"),
    [("RETURN 1\n  CREATE (n)", 2, 3), ("CREATE (n)", 1, 1), ("RETURN 'open", 1, 8), ("RETURN 1 /* open", 1, 10)],
)
def test_a_refusal_names_the_place(statement: str, line: int, column: int) -> None:
    with pytest.raises(Invalid) as refused:
        check_statement(statement)
    assert refused.value.details == {"line": line, "column": column}


def test_a_tree_id_reaches_the_statement_as_a_parameter_only(hand: GraphAddress) -> None:
    answer = asking.ask("MATCH (t:Tree {id: $id}) RETURN t.node_count AS n", {"id": f"tree:{TREE}"})
    assert answer.body() == b'{"columns":["n"],"rows":[[2]]}'
    empty = asking.ask("MATCH (t:Tree {id: $id}) RETURN t", {"id": "'}) DETACH DELETE t //"})
    assert empty.rows == []

"""The tools for assistants say what REST says: a client of the protocol against a house that runs."""

from __future__ import annotations

import asyncio
import dataclasses
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import requests
from mcp import Client, StdioServerParameters

from explorer.engines.ports import any_free, is_free
from explorer.engines.process import Child, Guard
from explorer.env import BASE_DIR
from graph import driver
from graph.mcp import House, server
from tests.support.engines import TestEngines
from tests.support.graph_hand import write_hand
from tests.support.graph_servers import embedded_address
from tests.support.library import merged_notes

RING = "paper:2101.00001"
CYPHER = "MATCH (p:Paper) RETURN p ORDER BY p.id"
CALLS: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("search_papers", {"q": "dask", "limit": 5}, "papers/?q=dask&page_size=5"),
    ("report", {"key": "2101.08878"}, "papers/2101.08878/"),
    ("search_graph", {"q": "gradient"}, "graph/search/?q=gradient&page_size=20"),
    ("neighbours", {"id": RING, "depth": 2, "types": "MENTIONS"},
     f"graph/nodes/{RING}/neighbours/?depth=2&types=MENTIONS&limit=100"),
    ("neighbours", {"id": "paper:cs/0506034"}, "graph/nodes/paper:cs/0506034/neighbours/?depth=1&limit=100"),
    ("path", {"source": RING, "target": "paper:2201.00003", "k": 2},
     f"graph/paths/?from={RING}&to=paper:2201.00003&max_length=6&k=2"),
    ("syntheses", {}, "syntheses/"),
)  # fmt: skip
WRONG: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("report", {"key": "9999.99999"}, "9999.99999"),
    ("neighbours", {"id": RING, "depth": 50}, "depth"),
    ("query", {"cypher": "CREATE (:Evil)"}, "begins with"),
)


@pytest.fixture
def house(live_server, settings, engines: TestEngines) -> str:
    """The address of a house with the notes merged and a graph."""
    address = embedded_address(engines)
    settings.GRAPH = dataclasses.asdict(address)
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    with driver.session(address) as session:
        session.run("MATCH (n) DETACH DELETE n").consume()
    write_hand(address)
    merged_notes()
    return str(live_server.url)


async def told(target: Any, url: str) -> None:
    async with Client(target) as client:
        names = {tool.name for tool in (await client.list_tools()).tools}
        assert {name for name, _, _ in CALLS} | {"query", "synthesis"} == names
        for name, arguments, path in CALLS:
            assert said(await client.call_tool(name, arguments)) == get(url, path), name
        (row,) = get(url, "syntheses/")["results"]
        assert said(await client.call_tool("synthesis", {"id": row["id"]})) == get(url, f"syntheses/{row['id']}/")
        posted = requests.post(f"{url}/api/graph/query/", json={"cypher": CYPHER}, timeout=30).json()
        assert len(posted["rows"]) == 5
        assert said(await client.call_tool("query", {"cypher": CYPHER})) == posted
        for name, arguments, part in WRONG:
            answer = await client.call_tool(name, arguments)
            assert answer.is_error
            assert part in answer.content[0].text


def said(answer: Any) -> Any:
    assert not answer.is_error, answer.content[0].text
    return json.loads(answer.content[0].text)


def get(url: str, path: str) -> Any:
    return requests.get(f"{url}/api/{path}", timeout=30).json()


@pytest.mark.django_db(transaction=True)
def test_over_stdio_the_tools_answer_what_rest_answers(house: str) -> None:
    command = StdioServerParameters(
        command=sys.executable, args=["manage.py", "mcp", "--url", house], cwd=str(BASE_DIR), env=dict(os.environ)
    )
    asyncio.run(told(command, house))


@pytest.mark.django_db(transaction=True)
def test_over_http_on_loopback_as_well(house: str, tmp_path: Path) -> None:
    port = any_free()
    guard = Guard()
    command = [sys.executable, "manage.py", "mcp", "--url", house, "--http", str(port)]
    child = Child(command, log=tmp_path / "mcp.log", environ=dict(os.environ), cwd=BASE_DIR, guarded_by=guard)
    try:
        deadline = time.monotonic() + 60
        while is_free(port, "127.0.0.1"):
            assert child.running(), child.tail()
            assert time.monotonic() < deadline, child.tail()
            time.sleep(0.2)
        asyncio.run(told(f"http://127.0.0.1:{port}/mcp", house))
    finally:
        child.stop()
        guard.close()


def test_a_house_that_does_not_answer_is_said() -> None:
    async def ask() -> str:
        async with Client(server(House("http://127.0.0.1:1"))) as client:
            answer = await client.call_tool("search_papers", {"q": "x"})
            assert answer.is_error
            return str(answer.content[0].text)

    assert "does not answer" in asyncio.run(ask())

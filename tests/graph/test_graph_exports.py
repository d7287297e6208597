"""What is exported and read again is the same graph: networkx reads the markup, Neo4j the script, Python the rest."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from rest_framework.test import APIClient

from graph import driver
from graph.driver import GraphAddress
from graph.exports import FORMATS, export
from graph.exports.flat import flat
from graph.exports.markup import GEXF_NAMES
from graph.exports.scripts import MERMAID_EDGES
from graph.shapes import Subgraph, edges_json, node_json
from synthesis.core.mermaid_text import unescape
from tests.support.graph_hand import EDGES, HOSTILE, NODES, TREE, content, write_hand
from tests.support.graph_servers import SERVERS, address_of

IDS = [node["id"] for nodes in NODES.values() for node in nodes]
ROWS = [{"source": a, "target": b, "type": t, "edge": known} for a, t, b, known in EDGES]
PART = Subgraph([node_json(node) for nodes in NODES.values() for node in nodes], edges_json(ROWS), len(IDS))


def named(graph: Any, renamed: dict[str, str]) -> tuple[Any, Any]:
    """Nodes and edges of a networkx graph as they were before the format."""
    nodes = {id_: {"id": id_, **known} for id_, known in graph.nodes(data=True)}
    back = {new: old for old, new in renamed.items()}
    edges = [
        {"source": a, "target": b, **{back.get(name, name): value for name, value in known.items()}}
        for a, b, known in graph.edges(data=True)
    ]
    return nodes, sorted(json.dumps(edge, sort_keys=True) for edge in edges)


def wanted() -> tuple[Any, Any]:
    nodes = {node["id"]: flat(node) for node in PART.nodes}
    return nodes, sorted(json.dumps(flat(edge), sort_keys=True) for edge in PART.edges)


def test_graphml_gives_the_same_graph(tmp_path: Path) -> None:
    path = tmp_path / "part.graphml"
    path.write_bytes(export(PART, "graphml").body)
    assert named(nx.read_graphml(path, force_multigraph=True), {}) == wanted()


def test_gexf_gives_the_same_graph(tmp_path: Path) -> None:
    path = tmp_path / "part.gexf"
    path.write_bytes(export(PART, "gexf").body)
    graph = nx.read_gexf(path)
    for _, _, known in graph.edges(data=True):
        known.pop("id")
    for _, known in graph.nodes(data=True):
        if "paper_key" in known:
            known["key"] = known.pop("paper_key")
    nodes, edges = named(graph, GEXF_NAMES)
    assert (nodes, edges) == wanted()


def test_csv_gives_the_same_graph_and_no_cell_is_a_formula() -> None:
    archive = zipfile.ZipFile(io.BytesIO(export(PART, "csv").body))
    tables = {}
    for name in ("nodes.csv", "edges.csv"):
        text = archive.read(name).decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        cells = [cell for row in rows for cell in row.values()]
        numbers = re.compile(r"-?[0-9.e+-]+")
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@")) and not numbers.fullmatch(cell)]
        plain = [{key: cell[1:] if cell.startswith("'") else cell for key, cell in row.items() if cell} for row in rows]
        tables[name] = sorted(json.dumps(row, sort_keys=True) for row in plain)
    for name, rows in (("nodes.csv", PART.nodes), ("edges.csv", PART.edges)):
        texts = [{key: str(value) for key, value in flat(row).items() if value != ""} for row in rows]
        assert tables[name] == sorted(json.dumps(row, sort_keys=True) for row in texts)


def test_jsonld_gives_the_same_graph() -> None:
    text = export(PART, "jsonld").body.decode()
    assert "<" not in text
    graph = json.loads(text)["@graph"]
    ids = {row["@id"]: row["id"] for row in graph if "@id" in row}
    nodes = [
        {"type": row["@type"], **{name: value for name, value in row.items() if name[0] != "@"}}
        for row in graph
        if "@id" in row
    ]
    edges = [
        {**{name: value for name, value in row.items() if name[0] != "@"}, "type": row["@type"],
         "source": ids[row["source"]], "target": ids[row["target"]]}
        for row in graph
        if "@id" not in row
    ]  # fmt: skip
    assert nodes == PART.nodes
    assert edges == PART.edges


def test_dot_gives_the_same_graph() -> None:
    text = export(PART, "dot").body.decode()
    quoted = r'"((?:[^"\\]|\\.)*)"'

    def plain(found: str) -> str:
        return re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], found)

    nodes, edges = {}, []
    for line in text.splitlines()[1:-1]:
        parts = re.fullmatch(rf"  {quoted}(?: -> {quoted})? \[(.*)\];", line)
        assert parts
        known = {plain(name): plain(value) for name, value in re.findall(rf"{quoted}={quoted}", parts[3])}
        if parts[2] is None:
            nodes[plain(parts[1])] = {"id": plain(parts[1]), **known}
        else:
            known.pop("label")
            known = {"label" if name == "edge_label" else name: value for name, value in known.items()}
            edges.append({"source": plain(parts[1]), "target": plain(parts[2]), **known})

    def texts(row: dict) -> dict:
        return {k: v if isinstance(v, str) else json.dumps(v) for k, v in flat(row).items()}

    assert nodes == {node["id"]: texts(node) for node in PART.nodes}
    order = [json.dumps(texts(edge), sort_keys=True) for edge in PART.edges]
    assert [json.dumps(edge, sort_keys=True) for edge in edges] == order


def test_mermaid_has_every_node_and_edge_once() -> None:
    text = export(PART, "mermaid").body.decode()
    labels = dict(re.findall(r'^    (n\d+)\["(.*)"\]$', text, re.MULTILINE))
    assert sorted(unescape(label) for label in labels.values()) == sorted(str(node["label"]) for node in PART.nodes)
    ids = [node["id"] for node in PART.nodes]
    found = re.findall(r"^    n(\d+) -->\|(\w+)\| n(\d+)$", text, re.MULTILINE)
    drawn = sorted((ids[int(a)], kind, ids[int(b)]) for a, kind, b in found)
    assert drawn == sorted((edge["source"], edge["type"], edge["target"]) for edge in PART.edges)


def test_a_large_part_is_several_charts() -> None:
    nodes = [node_json({"id": f"term:t{n}", "label": f"t{n}"}) for n in range(1200)]
    edges = [{"source": f"term:t{n}", "target": f"term:t{n + 1}", "type": "RELATES"} for n in range(1100)]
    written = export(Subgraph(nodes, edges, len(nodes)), "mermaid")
    assert written.ending == "zip"
    archive = zipfile.ZipFile(io.BytesIO(written.body))
    charts = [archive.read(name).decode() for name in archive.namelist()]
    assert [chart.count("-->") <= MERMAID_EDGES and len(chart) < 50_000 for chart in charts] == [True] * len(charts)
    assert sum(chart.count("-->") for chart in charts) == 1100
    assert {label for chart in charts for label in re.findall(r'\["(t\d+)"\]', chart)} == {n["label"] for n in nodes}


@pytest.mark.parametrize("name", SERVERS)
def test_the_cypher_script_makes_the_same_graph_twice(name: str, engines) -> None:
    """Run once and run again: what the store holds is what was exported, with the sums of REST in place of theirs."""
    address = address_of(name, engines)
    script = export(PART, "cypher").body.decode()
    made = []
    with driver.session(address) as session:
        session.run("MATCH (n) DETACH DELETE n").consume()
    for _ in range(2):
        with driver.session(address) as session:
            for statement in script.splitlines():
                session.run(statement).consume()
        made.append(content(address))
    assert made[0] == made[1]
    with driver.session(address) as session:
        nodes = session.run("MATCH (n) RETURN properties(n) AS p").data()
        edges = session.run("MATCH (a)-[r]->(b) RETURN a.id AS a, b.id AS b, type(r) AS t, properties(r) AS p").data()
    read = {row["p"]["id"]: flat(node_json(row["p"])) for row in nodes}
    assert read == {node["id"]: flat(node) for node in PART.nodes}
    texts = [{"source": row["a"], "target": row["b"], "type": row["t"], **flat(row["p"])} for row in edges]
    assert sorted(json.dumps(one, sort_keys=True) for one in texts) == wanted()[1]


def test_the_same_part_gives_the_same_bytes() -> None:
    for format_ in FORMATS:
        assert export(PART, format_) == export(PART, format_)


@pytest.mark.django_db
def test_rest_sends_files_that_no_browser_runs(graph: GraphAddress) -> None:
    write_hand(graph)
    api = APIClient(SERVER_NAME="localhost")
    for format_ in FORMATS:
        answer = api.get(f"/api/graph/export/?node=paper:cs/0506034&depth=2&format={format_}")
        assert answer.status_code == 200
        assert answer["Content-Disposition"].startswith("attachment")
        assert (answer["X-Content-Type-Options"], answer["Content-Security-Policy"]) == ("nosniff", "sandbox")
        assert answer.content
    labels = [node["label"] for node in json.loads(
        api.get("/api/graph/export/?node=paper:cs/0506034&format=jsonld").content
    )["@graph"] if "@id" in node]  # fmt: skip
    assert HOSTILE in labels
    assert api.get(f"/api/graph/export/?tree={TREE}&format=graphml").status_code == 200
    for wrong in ("format=dot", "node=paper:1&topic=2&format=dot", f"tree={TREE}&format=xls", "node=x&format=dot"):
        assert api.get(f"/api/graph/export/?{wrong}").status_code == 400

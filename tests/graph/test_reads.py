"""REST of the graph on both servers, over a graph written by hand."""

from __future__ import annotations

import dataclasses
from urllib.parse import quote

import pytest
from rest_framework.test import APIClient

from graph import driver, indexes
from graph.driver import GraphAddress
from graph.models import Projection
from papers.models import Collection, Membership, Paper
from tests.support.graph_hand import EDGES, NODES, TREE, ensure_hand

pytestmark = pytest.mark.django_db
RING = "paper:2101.00001"


@pytest.fixture
def api() -> APIClient:
    return APIClient(SERVER_NAME="localhost")


@pytest.fixture
def hand(graph_address: GraphAddress, settings) -> GraphAddress:
    """The hand-made graph in each server."""
    settings.GRAPH = dataclasses.asdict(graph_address)
    ensure_hand(graph_address)
    return graph_address


@pytest.fixture
def collection() -> Collection:
    """Three of its papers in a collection, and one that the graph does not have yet."""
    made = Collection.objects.create(name="Ring")
    for key in ("2101.00001", "2201.00002", "local:0123456789ab", "2301.00009"):
        Membership.objects.create(collection=made, paper=Paper.objects.create(key=key, title=key))
    return made


def ids(body: dict) -> list[str]:
    return [node["id"] for node in body["nodes"]]


def test_nodes_by_type_come_in_pages_to_the_end_and_back(api: APIClient, hand: GraphAddress) -> None:
    url, pages = "/api/graph/nodes/?page_size=4", []
    while url:
        body = api.get(url).json()
        pages.append([node["id"] for node in body["results"]])
        url, before = body["next"], body["previous"]
    assert [len(page) for page in pages] == [4, 4, 4, 4, 1]
    known = [node["id"] for nodes in NODES.values() for node in nodes]
    assert sorted(id_ for page in pages for id_ in page) == sorted(known)
    back = [pages[-1]]
    while before:
        body = api.get(before).json()
        assert [node["id"] for node in api.get(body["next"]).json()["results"]] == back[0]
        back.insert(0, [node["id"] for node in body["results"]])
        before = body["previous"]
    assert back == pages
    of_type = api.get("/api/graph/nodes/?type=paper").json()["results"]
    assert [node["label"] for node in of_type] == sorted(node["label"] for node in NODES["Paper"])
    assert {node["type"] for node in of_type} == {"paper"}


def test_a_word_finds_nodes_exact_ones_first(api: APIClient, hand: GraphAddress) -> None:
    found = api.get("/api/graph/nodes/?q=GRADIENT").json()["results"]
    assert [node["label"] for node in found[:2]] == ["gradient", "gradient"]
    assert {node["type"] for node in found} == {"term", "concept", "paper", "treenode"}
    only = api.get("/api/graph/nodes/?q=gradient&type=concept").json()["results"]
    assert [node["id"] for node in only] == ["concept:gradient~1"]
    assert api.get("/api/graph/search/?q=ring+allreduce").json()["results"][0]["label"].lower() == "ring allreduce"
    assert api.get(f"/api/graph/nodes/?q={RING}").json()["results"][0]["id"] == RING


@pytest.mark.parametrize("label", ["Paper", "Author", "Category", "Term", "Concept", "Tree", "TreeNode", "Topic"])
def test_every_id_can_stand_in_a_path(api: APIClient, hand: GraphAddress, label: str) -> None:
    for known in NODES[label]:
        for path in (quote(known["id"], safe=""), quote(known["id"], safe="/:~")):
            body = api.get(f"/api/graph/nodes/{path}/").json()
            assert {name: body[name] for name in known} == known
            assert api.get(f"/api/graph/nodes/{path}/neighbours/").json()["nodes"][0]["id"] == known["id"]


def test_a_node_tells_its_degree(api: APIClient, hand: GraphAddress) -> None:
    body = api.get(f"/api/graph/nodes/{RING}/").json()
    assert body["degree"] == {"IN_CATEGORY": 1, "LINKED_TO": 1, "MENTIONS": 3, "OF": 1, "QUOTES": 1, "WROTE": 1}


def test_neighbours_by_depth_type_and_limit(api: APIClient, hand: GraphAddress) -> None:
    one = api.get(f"/api/graph/nodes/{RING}/neighbours/").json()
    assert one["total"] == len(one["nodes"]) == 9
    two = api.get(f"/api/graph/nodes/{RING}/neighbours/?depth=2").json()
    assert set(ids(one)) < set(ids(two))
    some = api.get(f"/api/graph/nodes/{RING}/neighbours/?types=mentions,RESOLVES_TO&depth=2").json()
    assert {node["type"] for node in some["nodes"]} == {"paper", "term", "concept"}
    assert {edge["type"] for edge in some["edges"]} == {"MENTIONS", "RESOLVES_TO"}
    cut = api.get(f"/api/graph/nodes/{RING}/neighbours/?depth=2&limit=3").json()
    assert (len(cut["nodes"]), cut["total"]) == (3, two["total"])
    assert all({edge["source"], edge["target"]} <= set(ids(cut)) for edge in cut["edges"])


def test_relations_of_two_concepts_are_one_edge_with_all_evidence(api: APIClient, hand: GraphAddress) -> None:
    body = api.get("/api/graph/nodes/concept:gradient~1/neighbours/?types=RELATES").json()
    (edge,) = body["edges"]
    assert (edge["source"], edge["target"], edge["weight"]) == ("concept:gradient~1", "concept:ring~1", 3.5)
    assert edge["labels"] == ["uses", "is summed by"]
    assert edge["papers"] == ["2101.00001", "2201.00002"]
    assert [quote["quote"] for quote in edge["evidence"]] == ['it "sums"\n</script>'] * 2
    assert "owner" not in edge


def test_the_shortest_ways_with_their_edges(api: APIClient, hand: GraphAddress) -> None:
    query = "/api/graph/paths/?from=paper:2201.00002&to=paper:2201.00003"
    (way,) = api.get(query).json()["paths"]
    assert [node["id"] for node in way["nodes"]] == ["paper:2201.00002", "term:gradient", "paper:2201.00003"]
    assert [edge["type"] for edge in way["edges"]] == ["MENTIONS", "MENTIONS"]
    assert way["edges"][0]["spans"] == [{"field": "title", "start": 0, "end": 4}]
    ways = api.get(f"{query}&k=3").json()["paths"]
    lengths = [len(way["nodes"]) for way in ways]
    assert lengths == sorted(lengths) == [3, 5, 5]
    assert len({tuple(node["id"] for node in way["nodes"]) for way in ways}) == 3
    assert api.get(f"{query}&types=WROTE").json()["paths"] == []
    assert api.get(f"{query}&max_length=1").json()["paths"] == []


def test_a_collections_part_of_the_graph(api: APIClient, hand: GraphAddress, collection: Collection) -> None:
    body = api.get(f"/api/graph/subgraph/?collection={collection.pk}").json()
    assert ids(body)[:3] == [RING, "paper:2201.00002", "paper:local:0123456789ab"]
    assert ids(body)[3:5] == ["concept:gradient~1", "term:gradient"]
    assert body["total"] == len(body["nodes"])
    assert "paper:2201.00003" not in ids(body)
    cut = api.get(f"/api/graph/subgraph/?collection={collection.pk}&limit=2").json()
    assert (ids(cut), cut["total"]) == (ids(body)[:2], body["total"])


def test_a_trees_and_a_topics_part(api: APIClient, hand: GraphAddress) -> None:
    for name in (TREE, f"tree:{TREE}"):
        body = api.get(f"/api/graph/subgraph/?tree={name}").json()
        assert ids(body) == [f"tree:{TREE}", f"treenode:{TREE}/c1", f"treenode:{TREE}/root", "concept:gradient~1", RING]
        assert {"CHILD_OF", "HAS_NODE", "QUOTES", "SHOWS", "OF"} == {edge["type"] for edge in body["edges"]}
    assert ids(api.get("/api/graph/subgraph/?topic=2").json())[:3] == ["topic:2", RING, "concept:gradient~1"]


def test_related_papers_name_what_they_share_rarest_first(api: APIClient, hand: GraphAddress) -> None:
    rows = api.get("/api/graph/related/2101.00001/").json()["results"]
    assert [row["id"] for row in rows] == ["paper:2201.00003", "paper:2201.00002"]
    assert [one["id"] for one in rows[0]["shared"]] == ["concept:mpi~1", "concept:gradient~1"]
    assert [one["papers"] for one in rows[0]["shared"]] == [2, 3]
    assert rows[0]["score"] > rows[1]["score"] > 0


def test_the_years_of_a_collection_and_of_a_concept(api: APIClient, hand: GraphAddress, collection: Collection) -> None:
    body = api.get(f"/api/graph/timeline/?collection={collection.pk}").json()
    assert [(year["year"], year["papers"], year["concept_count"]) for year in body["years"]] == [
        (2021, 1, 3),
        (2022, 1, 1),
    ]
    assert (body["total"], body["undated"]) == (3, 1)
    body = api.get("/api/graph/timeline/?concept=concept:mpi~1").json()
    assert [(year["year"], year["papers"]) for year in body["years"]] == [(2021, 1), (2022, 1)]


def test_stats_count_every_type(api: APIClient, hand: GraphAddress) -> None:
    body = api.get("/api/graph/stats/").json()
    assert body["nodes"]["paper"] == 5
    assert body["nodes"]["skill"] == 0
    assert sum(body["edges"].values()) == len(EDGES)
    assert set(body["lag"]) == {"waiting", "oldest_seconds"}


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        (f"nodes/{RING}/neighbours/?depth=50", 400, "depth"),
        (f"nodes/{RING}/neighbours/?limit=1000000000", 400, "limit"),
        (f"nodes/{RING}/neighbours/?types=KNOWS", 400, "KNOWS"),
        ("nodes/?type=unicorn", 400, "type"),
        ("nodes/?cursor=nonsense", 400, "cursor"),
        ("nodes/?page_size=0", 400, "page_size"),
        ("nodes/paper:9999.99999/", 404, "paper:9999.99999"),
        ("nodes/paper:9999.99999/neighbours/", 404, "paper:9999.99999"),
        ("nodes/unicorn:1/", 404, "served"),
        ("paths/?from=paper:2101.00001&to=paper:9999.99999", 404, "paper:9999.99999"),
        ("paths/?from=paper:2101.00001", 400, "to"),
        ("paths/?from=paper:2101.00001&to=topic:2&max_length=50", 400, "max_length"),
        ("paths/?from=paper:2101.00001&to=topic:2&k=1000", 400, "k"),
        ("paths/?from=nothing&to=topic:2", 400, "from"),
        ("subgraph/", 400, "exactly one"),
        ("subgraph/?topic=2&tree=0123456789abcdef", 400, "exactly one"),
        ("subgraph/?tree=xyz", 400, "tree"),
        ("subgraph/?tree=ffffffffffffffff", 404, "tree:ffffffffffffffff"),
        ("subgraph/?collection=99999", 404, "99999"),
        ("related/9999.99999/", 404, "9999.99999"),
        ("timeline/?concept=concept:none~1", 404, "concept:none~1"),
        ("search/?q=", 400, "q"),
        ("stats/?foo=1", 400, "foo"),
    ],
)
def test_what_cannot_be_answered_is_said(api: APIClient, hand: GraphAddress, path: str, status: int, says: str) -> None:
    answer = api.get(f"/api/graph/{path}")
    assert answer.status_code == status
    body = answer.json()
    assert set(body) == {"code", "message", "details"}
    assert says in body["message"]


def test_while_the_graph_is_rebuilt_reads_say_so(api: APIClient, hand: GraphAddress) -> None:
    Projection.objects.create(pk=Projection.ONLY, token="t", building=True)
    answer = api.get("/api/graph/nodes/")
    assert (answer.status_code, answer.json()["code"]) == (503, "graph_rebuilding")
    assert api.post("/api/graph/query/", {"cypher": "RETURN 1"}).json()["code"] == "graph_rebuilding"


def test_search_finds_beginnings_with_and_without_a_full_text_index(api: APIClient, hand: GraphAddress) -> None:
    with driver.session(hand) as session:
        indexes.ensure(session)
        if indexes.has_words(session):
            session.run("CALL db.awaitIndexes(60)").consume()
    for q in ("ring allred", "allreduce RING"):
        found = api.get("/api/graph/search/", {"q": q}).json()["results"]
        assert {"paper:2101.00001", "term:ring allreduce", "concept:ring~1"} <= {node["id"] for node in found}, q
    assert api.get("/api/graph/search/?q=cs.DC").json()["results"][0]["id"] == "category:cs.DC"
    assert api.get("/api/graph/search/?q=unicorn").json()["results"] == []

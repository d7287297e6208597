"""A small graph written by hand, for tests of what reads it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from graph import driver
from graph.driver import GraphAddress

HOSTILE = "a \"quoted\" 'label' `tick` </script>\nnext line \\ back\\slash \\u0041 #quot; %% naïve 図 🎓 ]]> --> ; end"
TREE = "0123456789abcdef"
EVIDENCE = [
    {"arxiv_id": "2101.00001", "version": 1, "field": "abstract", "start": 0, "end": 9, "quote": 'it "sums"\n</script>'}
]


def _paper(key: str, title: str, year: int | None = None) -> dict[str, Any]:
    dated = {"year": year, "published": f"{year}-03-04"} if year else {}
    return {"id": f"paper:{key}", "label": title, "key": key, "title": title, "primary_category": "cs.DC", **dated}


def _concept(slug: str, label: str, papers: int) -> dict[str, Any]:
    return {"id": f"concept:{slug}~1", "label": label, "papers": papers}


NODES: dict[str, list[dict[str, Any]]] = {
    "Paper": [
        _paper("2101.00001", "Ring allreduce", 2021),
        _paper("2201.00002", "Gradient compression", 2022),
        _paper("2201.00003", "Sharded gradients", 2022),
        _paper("cs/0506034", HOSTILE, 2005),
        _paper("local:0123456789ab", "=1+1 formula"),
    ],
    "Author": [{"id": "author:d k panda", "label": "D. K. Panda", "name": "D. K. Panda"}],
    "Category": [{"id": "category:cs.DC", "label": "cs.DC", "code": "cs.DC"}],
    "Term": [
        {"id": "term:gradient", "label": "gradient", "form": "gradient", "sense": ""},
        {"id": "term:ring allreduce", "label": "ring allreduce", "form": "ring allreduce", "sense": ""},
        {"id": "term:mpi~net", "label": "mpi", "form": "mpi", "sense": "net"},
    ],
    "Concept": [_concept("gradient", "gradient", 3), _concept("ring", "ring allreduce", 1), _concept("mpi", "MPI", 2)],
    "Tree": [
        {"id": f"tree:{TREE}", "label": "Ring", "kind": "paper", "style": "concept", "title": "Ring", "hash": TREE * 4,
         "node_count": 2}
    ],
    "TreeNode": [
        {"id": f"treenode:{TREE}/root", "label": "Ring", "kind": "root", "weight": 1.0, "tree": TREE},
        {"id": f"treenode:{TREE}/c1", "label": "-gradient", "kind": "concept", "weight": 0.5, "tree": TREE},
    ],
    "Topic": [{"id": "topic:2", "label": "Distributed training", "number": 2}],
}  # fmt: skip


def _mentions(paper: str, term: str, score: float) -> tuple[str, str, str, dict[str, Any]]:
    spans = json.dumps([{"field": "title", "start": 0, "end": 4}])
    return (
        f"paper:{paper}",
        "MENTIONS",
        f"term:{term}",
        {"score": score, "text": term, "method": "model", "spans": spans},
    )


def _relates(paper: str, label: str, weight: float) -> tuple[str, str, str, dict[str, Any]]:
    known = {"label": label, "weight": weight, "basis": "sentence", "evidence": json.dumps(EVIDENCE), "paper": paper}
    return "concept:gradient~1", "RELATES", "concept:ring~1", known


EDGES: list[tuple[str, str, str, dict[str, Any]]] = [
    ("author:d k panda", "WROTE", "paper:2101.00001", {"position": 1, "name": "D.K. Panda"}),
    ("author:d k panda", "WROTE", "paper:cs/0506034", {"position": 2, "name": "Panda"}),
    ("paper:2101.00001", "IN_CATEGORY", "category:cs.DC", {}),
    ("paper:2201.00002", "IN_CATEGORY", "category:cs.DC", {}),
    _mentions("2101.00001", "gradient", 0.5),
    _mentions("2101.00001", "ring allreduce", 0.9),
    _mentions("2101.00001", "mpi~net", 0.25),
    _mentions("2201.00002", "gradient", 0.75),
    _mentions("2201.00003", "gradient", 0.75),
    _mentions("2201.00003", "mpi~net", 0.5),
    ("term:gradient", "RESOLVES_TO", "concept:gradient~1", {"rule": "form"}),
    ("term:ring allreduce", "RESOLVES_TO", "concept:ring~1", {"rule": "form"}),
    ("term:mpi~net", "RESOLVES_TO", "concept:mpi~1", {"rule": "acronym"}),
    _relates("2101.00001", "is summed by", 1.0),
    _relates("2201.00002", "uses", 2.5),
    (f"tree:{TREE}", "OF", "paper:2101.00001", {}),
    (f"tree:{TREE}", "HAS_NODE", f"treenode:{TREE}/root", {}),
    (f"tree:{TREE}", "HAS_NODE", f"treenode:{TREE}/c1", {}),
    (f"treenode:{TREE}/c1", "CHILD_OF", f"treenode:{TREE}/root", {}),
    (f"treenode:{TREE}/c1", "SHOWS", "concept:gradient~1", {}),
    (f"treenode:{TREE}/c1", "QUOTES", "paper:2101.00001", {"evidence": json.dumps(EVIDENCE)}),
    ("paper:2101.00001", "LINKED_TO", "topic:2", {"why": "ring", "score": 0.5}),
]


def label_of(id_: str) -> str:
    """The label of one of the nodes above."""
    return next(label for label, nodes in NODES.items() if any(node["id"] == id_ for node in nodes))


def write_hand(address: GraphAddress) -> None:
    """Puts the graph into an empty server, with the hidden marker that every graph has."""
    with driver.session(address) as session:
        for label, nodes in NODES.items():
            session.run(f"UNWIND $nodes AS node CREATE (n:{label}) SET n = node", nodes=nodes).consume()
        for source, type_, target, properties in EDGES:
            session.run(
                f"MATCH (a:{label_of(source)} {{id: $a}}), (b:{label_of(target)} {{id: $b}}) "
                f"CREATE (a)-[r:{type_}]->(b) SET r = $r",
                a=source, b=target, r={**properties, "owner": "paper:2101.00001"},
            ).consume()  # fmt: skip
        session.run("CREATE (:Projection {id: 'projection', token: 'by hand'})").consume()


def ensure_hand(address: GraphAddress) -> None:
    """The graph, and nothing else, in a server; tests that only read find it there from the test before."""
    wanted = (sum(len(nodes) for nodes in NODES.values()) + 1, len(EDGES))
    with driver.session(address) as session:
        marked = session.run("MATCH (m:Projection {token: 'by hand'}) RETURN count(m) AS n").single(strict=True)["n"]
        nodes = session.run("MATCH (n) RETURN count(n) AS n").single(strict=True)["n"]
        edges = session.run("MATCH ()-[r]->() RETURN count(r) AS n").single(strict=True)["n"]
        if marked and (nodes, edges) == wanted:
            return
        session.run("MATCH (n) DETACH DELETE n").consume()
    write_hand(address)


def content(address: GraphAddress) -> str:
    """A hash of every node and edge with all their properties."""
    with driver.session(address) as session:
        nodes = sorted(
            json.dumps([sorted(row["l"]), row["p"]], sort_keys=True, default=str)
            for row in session.run("MATCH (n) RETURN labels(n) AS l, properties(n) AS p").data()
        )
        edges = sorted(
            json.dumps([row["a"], row["t"], row["b"], row["p"]], sort_keys=True, default=str)
            for row in session.run(
                "MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS t, b.id AS b, properties(r) AS p"
            ).data()
        )
    return hashlib.sha256(json.dumps([nodes, edges]).encode()).hexdigest()

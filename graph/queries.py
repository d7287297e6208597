"""Every Cypher statement that reads the graph, by name.

A label cannot be a parameter and an index serves one label, so statements about nodes of one label are made once for
each label of the schema (`BY_LABEL[name][label]`). Nothing that a person typed is ever part of a statement. All stay
inside what both servers take.
"""

from __future__ import annotations

from graph.schema import EDGE_TYPES, NODE_TYPES

__all__ = [
    "COUNT_EDGES",
    "COUNT_NODES",
    "DEGREES",
    "EDGES_AMONG",
    "EDGES_FROM",
    "NEAR",
    "NEAR_BY_ANY",
    "NODES_BEFORE",
    "NODES_BY_ID",
    "NODES_FROM",
    "NODES_LAST",
    "NODES_WITH",
    "PAPERS_OF_CONCEPTS",
    "PAPER_CONCEPTS",
    "TREE_PARTS",
    "WORDS",
    "YEARS_OF_CONCEPT",
    "YEARS_OF_PAPERS",
]


def _each(template: str) -> dict[str, str]:
    return {label: template.replace("LABEL", label) for label in NODE_TYPES}


# The nodes with these ids: `id`, `node`.
NODES_BY_ID = _each("UNWIND $ids AS id MATCH (n:LABEL {id: id}) RETURN n.id AS id, properties(n) AS node")

# A page of one label in the order (label, id), from behind (`$label`, `$id`) on: `id`, `node`.
NODES_FROM = _each(
    "MATCH (n:LABEL) WHERE n.label >= $label AND (n.label > $label OR n.id > $id) "
    "RETURN n.id AS id, properties(n) AS node ORDER BY n.label, n.id LIMIT $limit"
)

# The same backwards: in front of (`$label`, `$id`), the nearest first, and from the end.
NODES_BEFORE = _each(
    "MATCH (n:LABEL) WHERE n.label <= $label AND (n.label < $label OR n.id < $id) "
    "RETURN n.id AS id, properties(n) AS node ORDER BY n.label DESC, n.id DESC LIMIT $limit"
)
NODES_LAST = _each(
    "MATCH (n:LABEL) RETURN n.id AS id, properties(n) AS node ORDER BY n.label DESC, n.id DESC LIMIT $limit"
)

# Nodes whose label holds every word of `$words` (in small letters): `id`, `node`; exact and short labels first.
NODES_WITH = _each(
    "MATCH (n:LABEL) WHERE all(word IN $words WHERE toLower(n.label) CONTAINS word) "
    "RETURN n.id AS id, properties(n) AS node "
    "ORDER BY CASE WHEN toLower(n.label) = $q THEN 0 ELSE size(n.label) END, n.label, n.id LIMIT $limit"
)

# The same by the full-text index `$index` of a server that has one: `id`, `node`, `score`.
WORDS = (
    "CALL db.index.fulltext.queryNodes($index, $query) YIELD node, score "
    "RETURN node.id AS id, properties(node) AS node, score ORDER BY score DESC, node.id LIMIT $limit"
)

# What is one step away from these nodes, in either direction: `id`, `others`.
NEAR = _each(
    "UNWIND $ids AS id MATCH (n:LABEL {id: id})-[r]-(m) WHERE type(r) IN $types "
    "WITH id, collect(DISTINCT m) AS found RETURN id, [m IN found WHERE m.id IS NOT NULL | m.id] AS others"
)
# The same by edges of every type, which need no look.
NEAR_BY_ANY = _each(
    "UNWIND $ids AS id MATCH (n:LABEL {id: id})--(m) "
    "WITH id, collect(DISTINCT m) AS found RETURN id, [m IN found WHERE m.id IS NOT NULL | m.id] AS others"
)

# How many others each type of edge leads to: `type`, `n`.
DEGREES = _each("UNWIND $ids AS id MATCH (n:LABEL {id: id})-[r]-(m) RETURN type(r) AS type, count(DISTINCT m) AS n")

# The edges that go from these nodes to nodes of `$others`: `source`, `target`, `type`, `edge`.
EDGES_AMONG = _each(
    "UNWIND $ids AS id MATCH (n:LABEL {id: id})-[r]->(m) WHERE m.id IN $others AND type(r) IN $types "
    "RETURN id AS source, m.id AS target, type(r) AS type, properties(r) AS edge"
)

# The same to any node, for more of `$others` than a server should compare with one by one.
EDGES_FROM = _each(
    "UNWIND $ids AS id MATCH (n:LABEL {id: id})-[r]->(m) WHERE type(r) IN $types "
    "RETURN id AS source, m.id AS target, type(r) AS type, properties(r) AS edge"
)

COUNT_NODES = _each("MATCH (n:LABEL) RETURN count(n) AS n")
COUNT_EDGES = {name: f"MATCH ()-[r:{name}]->() RETURN count(r) AS n" for name in EDGE_TYPES}

# The concepts of a paper: `concept`, `label`, `papers`.
PAPER_CONCEPTS = (
    "MATCH (:Paper {id: $id})-[:MENTIONS]->(:Term)-[:RESOLVES_TO]->(c:Concept) "
    "RETURN DISTINCT c.id AS concept, c.label AS label, c.papers AS papers"
)
# The papers of concepts: `concept`, `paper`.
PAPERS_OF_CONCEPTS = (
    "UNWIND $ids AS id MATCH (c:Concept {id: id})<-[:RESOLVES_TO]-(:Term)<-[:MENTIONS]-(p:Paper) "
    "RETURN DISTINCT id AS concept, p.id AS paper"
)

# The nodes of a tree: `id`.
TREE_PARTS = "MATCH (:Tree {id: $id})-[:HAS_NODE]->(n:TreeNode) RETURN n.id AS id"

# Years and concepts of papers: `paper`, `year` (null without a date), `concept`, `label`.
YEARS_OF_PAPERS = (
    "UNWIND $ids AS id MATCH (p:Paper {id: id}) "
    "OPTIONAL MATCH (p)-[:MENTIONS]->(:Term)-[:RESOLVES_TO]->(c:Concept) "
    "RETURN DISTINCT p.id AS paper, p.year AS year, c.id AS concept, c.label AS label"
)
# The papers of one concept: `paper`.
YEARS_OF_CONCEPT = (
    "MATCH (c:Concept {id: $id})<-[:RESOLVES_TO]-(:Term)<-[:MENTIONS]-(p:Paper) RETURN DISTINCT p.id AS paper"
)

"""What the graph holds now of some owners."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from graph.items import Edge, Node, digest
from graph.projection.owners import Owners
from graph.schema import NODE_TYPES, kind_of, label_of, node_id

# `run` of a session or of a transaction of the driver.
Run = Callable[..., Any]
CHUNK = 5_000
# By what one finds the edges that an owner may have; RELATES joins concepts, so the owner itself is indexed.
OF_PAPERS = (
    "MATCH (a:Author)-[r:WROTE]->(b:Paper) WHERE b.id IN $ids",
    "MATCH (a:Paper)-[r:IN_CATEGORY]->(b:Category) WHERE a.id IN $ids",
    "MATCH (a:Paper)-[r:MENTIONS]->(b:Term) WHERE a.id IN $ids",
    # Without labels both servers come by the index of owners, else one goes through all concepts.
    "MATCH (a)-[r:RELATES]->(b) WHERE r.owner IN $ids",
)
OF_CONCEPTS = ("MATCH (a:Term)-[r:RESOLVES_TO]->(b:Concept) WHERE b.id IN $ids",)
OF_TREES = (
    "MATCH (a:Tree)-[r:HAS_NODE]->(b:TreeNode) WHERE a.id IN $ids",
    "MATCH (a:Tree)-[r:OF]->(b:Paper) WHERE a.id IN $ids",
    "MATCH (a:Tree)-[r:MERGED_INTO]->(b:Tree) WHERE b.id IN $ids",
    "MATCH (a:Tree)-[r:BRED_FROM]->(b:Tree) WHERE a.id IN $ids",
)
OF_TREE_NODES = (
    "MATCH (a:TreeNode)-[r:CHILD_OF]->(b:TreeNode) WHERE a.tree IN $ids",
    "MATCH (a:TreeNode)-[r:CROSS_LINK]->(b:TreeNode) WHERE a.tree IN $ids",
    "MATCH (a:TreeNode)-[r:QUOTES]->(b:Paper) WHERE a.tree IN $ids",
    "MATCH (a:TreeNode)-[r:SHOWS]->(b:Concept) WHERE a.tree IN $ids",
)
OF_DEMAND = (
    "MATCH (a:Organization)-[r:DEMANDS]->(b)",
    "MATCH (a:Paper)-[r:LINKED_TO]->(b:Topic)",
)
OF_EXPERIMENTS = (
    "MATCH (a:Experiment)-[r:DEMONSTRATES]->(b:Topic) WHERE a.id IN $ids",
    "MATCH (a:Experiment)-[r:LINKED_TO]->(b:Paper) WHERE a.id IN $ids",
)
OF_RUNS = (
    "MATCH (a:Run)-[r:OF]->(b:Experiment) WHERE a.id IN $ids",
    "MATCH (a:Run)-[r:LINKED_TO]->(b:Paper) WHERE a.id IN $ids",
    "MATCH (a:Run)-[r:MADE]->(b:Model) WHERE a.id IN $ids",
    "MATCH (o:Run)-[:MADE]->(b:Model)<-[r:TRAINED]-(a:Dataset) WHERE o.id IN $ids",
    "MATCH (o:Run)-[:MADE]->(b:Model)<-[r:TAUGHT]-(a:Model) WHERE o.id IN $ids",
)
DEMAND_LABELS = ("Organization", "Skill", "Topic")
COLUMNS = " RETURN elementId(r) AS at, type(r) AS type, a.id AS source, b.id AS target, properties(r) AS said"


class HeldEdge(NamedTuple):
    """An edge of the graph, and where the server keeps it."""

    at: str
    digest: int
    edge: Edge


def edges(owners: Owners, own: Collection[str], run: Run) -> list[HeldEdge]:
    """The edges of the owners' shares. An owner who is not among the nodes `own` that are there has none."""
    papers = [id_ for key in sorted(owners.papers) if (id_ := node_id("Paper", key)) in own]
    trees = [key for key in sorted(owners.trees) if node_id("Tree", key) in own]
    tree_ids = [node_id("Tree", key) for key in trees]
    concepts = [id_ for id_ in sorted(owners.concepts) if id_ in own]
    experiments = [id_ for key in sorted(owners.experiments) if (id_ := node_id("Experiment", key)) in own]
    runs = [id_ for key in sorted(owners.runs) if (id_ := node_id("Run", key)) in own]
    asked = [
        (match, part)
        for matches, ids in (
            (OF_PAPERS, papers),
            (OF_CONCEPTS, concepts),
            (OF_TREES, tree_ids),
            (OF_TREE_NODES, trees),
            (OF_EXPERIMENTS, experiments),
            (OF_RUNS, runs),
        )
        for match in matches
        for part in parts(ids)
    ]
    asked += [(match, ()) for match in OF_DEMAND if owners.demand]
    return [
        HeldEdge(row["at"], digest(edge), edge)
        for match, ids in asked
        for row in run(match + COLUMNS, ids=ids)
        for edge in [Edge(row["type"], row["source"], row["target"], row["said"])]
    ]


def own_nodes(owners: Owners, run: Run) -> dict[str, Node]:
    """The nodes that the owners' shares gave the graph, by id."""
    keys = (("Paper", owners.papers), ("Tree", owners.trees), ("Experiment", owners.experiments), ("Run", owners.runs))
    ids = [node_id(label, key) for label, known in keys for key in known]
    found = nodes([*ids, *owners.concepts], run)
    for part in parts(sorted(owners.trees)):
        for row in run("MATCH (n:TreeNode) WHERE n.tree IN $ids RETURN properties(n) AS said", ids=part):
            found |= _node("TreeNode", row["said"])
    for label in DEMAND_LABELS if owners.demand else ():
        for row in run(f"MATCH (n:{label}) RETURN properties(n) AS said"):
            found |= _node(label, row["said"])
    return found


def nodes(ids: Iterable[str], run: Run) -> dict[str, Node]:
    """Those of the nodes that are there, by id."""
    found: dict[str, Node] = {}
    for label, known in by_label(ids).items():
        for part in parts(known):
            for row in run(NODES[label], ids=part):
                found |= _node(label, row["said"])
    return found


NODES = {label: f"MATCH (n:{label}) WHERE n.id IN $ids RETURN properties(n) AS said" for label in NODE_TYPES}
LONELY = {label: f"MATCH (n:{label}) WHERE n.id IN $ids AND NOT (n)--() RETURN n.id AS id" for label in NODE_TYPES}


def lonely(ids: Iterable[str], run: Run) -> list[str]:
    """Those of the nodes that no edge touches."""
    return [
        row["id"]
        for label, known in by_label(ids).items()
        for part in parts(known)
        for row in run(LONELY[label], ids=part)
    ]


def written_as(authors: Collection[str], run: Run) -> dict[str, list[str]]:
    """For each of the authors how the papers write the name; none for one without papers."""
    asked = (
        "MATCH (a:Author)-[r:WROTE]->(:Paper) WHERE a.id IN $ids RETURN a.id AS id, collect(DISTINCT r.name) AS names"
    )
    return {row["id"]: row["names"] for part in parts(sorted(authors)) for row in run(asked, ids=part)}


def trees_of(papers: Sequence[str], run: Run) -> set[str]:
    """The trees that the graph shows as those of the papers (node ids)."""
    asked = "MATCH (t:Tree)-[:OF]->(p:Paper) WHERE p.id IN $ids RETURN t.id AS id"
    return {row["id"].partition(":")[2] for part in parts(papers) for row in run(asked, ids=part)}


def linked_to(papers: Sequence[str], run: Run) -> tuple[set[str], set[str]]:
    """The experiments and the runs that the graph links to the papers (node ids), by their keys."""
    found = []
    for label in ("Experiment", "Run"):
        asked = f"MATCH (a:{label})-[:LINKED_TO]->(p:Paper) WHERE p.id IN $ids RETURN DISTINCT a.id AS id"
        found.append({row["id"].partition(":")[2] for part in parts(papers) for row in run(asked, ids=part)})
    return found[0], found[1]


def trees_shown(run: Run) -> set[str]:
    """The merged, edited and bred trees that the graph shows with their nodes."""
    asked = "MATCH (t:Tree) WHERE t.kind IN $kinds AND t.archived IS NULL RETURN t.id AS id"
    return {row["id"].partition(":")[2] for row in run(asked, kinds=["merged", "edited", "child"])}


def senses_of(concepts: Sequence[str], run: Run) -> set[tuple[str, str, str]]:
    """Concept, form and sense of all terms that resolve to the concepts."""
    asked = (
        "MATCH (t:Term)-[:RESOLVES_TO]->(c:Concept) WHERE c.id IN $ids"
        " RETURN c.id AS id, t.form AS form, t.sense AS sense"
    )
    return {(row["id"], row["form"], row["sense"]) for part in parts(concepts) for row in run(asked, ids=part)}


def by_label(ids: Iterable[str]) -> dict[str, list[str]]:
    """The ids by the label they name, each once and in order."""
    found: dict[str, list[str]] = {}
    for id_ in sorted(set(ids)):
        found.setdefault(label_of(kind_of(id_)), []).append(id_)
    return found


def parts(values: Sequence[str]) -> Iterator[Sequence[str]]:
    """The values in parts fit for one statement."""
    return (values[start : start + CHUNK] for start in range(0, len(values), CHUNK))


def _node(label: str, said: dict[str, Any]) -> dict[str, Node]:
    id_ = said.pop("id")
    return {id_: Node(label, id_, said)}

"""Small libraries to project, and what the graph must hold of them by SQL alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from compute.services import extract_model_many
from explorer.workflows import read
from graph import hashing, rebuild
from graph.items import Edge, Node, Tally, digest
from graph.projection import marker, step
from graph.shares.bare import bare_nodes
from graph.shares.basket import Basket
from graph.status import lag
from graph.store import writing
from jobs import outbox
from papers.models import Paper
from papers.services import collection_add, collection_ensure, paper_store
from synthesis.models import SynthesisVersion
from synthesis.services import concepts_refresh, synthesis_ensure, synthesis_run
from tests.papers.records import record
from tests.support.extractor import CountingExtractor

SENTENCES = (
    "Message passing interface accelerates graph kernels.",
    "Graph kernels outperform recommender systems.",
    "Message passing interface (MPI) calls bind clusters.",
    "Magnetic particle imaging (MPI) uses tissue phantoms.",
    "Recommender systems rely on graph kernels.",
    "A data set of robots supports graph kernels.",
    "Deep networks improve recommender systems.",
)
AUTHORS = (("José García", "Ada Lovelace"), ("Jose Garcia",), ("Ada Lovelace", "D. K. Panda", "Ada Lovelace"))
CATEGORIES = (("cs.DC",), ("cs.LG", "cs.DC"), ("stat.ML",))


def put(number: int, sentences: Sequence[int], *, version: int = 1) -> Paper:
    """A paper of these sentences, read with counted and with the model's terms, its concepts waiting to be resolved."""
    text = " ".join(SENTENCES[place] for place in sentences)
    paper = paper_store(
        record=record(
            f"2101.{number:05}",
            title=f"Paper {number} on {SENTENCES[sentences[0]][:-1].lower()}",
            abstract=text,
            version=version,
            authors=AUTHORS[number % 3],
            categories=CATEGORIES[number % 3],
        ),
        restore=True,
    ).paper
    extract_model_many(papers=[paper], extractor=CountingExtractor())
    read([paper])
    return paper


def merged(name: str, papers: Sequence[Paper]) -> SynthesisVersion:
    """A collection of the papers, merged."""
    collection = collection_ensure(name=name)
    collection_add(collection=collection, papers=papers)
    return synthesis_run(
        synthesis=synthesis_ensure(collection=collection),
        settings={"max_nodes": 20, "seed": 0},
        progress=lambda *_: None,
    )


def settle() -> None:
    """Concepts resolved and the outbox empty, as after a quiet minute."""
    concepts_refresh(progress=lambda *_: None)
    outbox.drain()
    assert lag()["waiting"] == 0


def expected() -> tuple[dict[str, Node], dict[int, Edge]]:
    """Nodes by id and edges by digest that the graph must hold, made in memory from every share at once."""
    whole = Basket()
    for owners in rebuild.owners():
        whole.take(step.shares(owners))
    edges = {digest(edge): edge for edge in whole.edges}
    ends = {end for edge in edges.values() for end in (edge.source, edge.target)}
    nodes = {**whole.own, **{id_: node for id_, node in whole.shared.items() if id_ in ends}}
    return {**nodes, **bare_nodes(ends - nodes.keys())}, edges


def held() -> tuple[dict[str, Node], dict[int, Edge]]:
    """The same as the server tells it; raises `AssertionError` for what is there twice."""
    with writing() as session:
        nodes, edges = list(hashing.nodes(session)), list(hashing.edges(session))
    found = {node.id: node for node in nodes}, {digest(edge): edge for edge in edges}
    assert (len(found[0]), len(found[1])) == (len(nodes), len(edges))
    return found


def check() -> Tally:
    """Asserts that the graph holds what SQL says, and that its marker and SQL know; returns its tally."""
    wanted_nodes, wanted_edges = expected()
    nodes, edges = held()
    assert nodes == wanted_nodes
    assert Counter(edge.type for edge in edges.values()) == Counter(edge.type for edge in wanted_edges.values())
    assert edges == wanted_edges
    tally = Tally().plus(map(digest, nodes.values()), edges)
    known = marker.state()
    assert known is not None
    assert (known.nodes, known.edges, known.hash) == (tally.nodes, tally.edges, tally.hash)
    with writing() as session:
        said = marker.read(session.run)
    assert said is not None
    assert marker.tally_of(said) == tally
    return tally

"""The graph follows SQL: whatever happens in whatever order, it holds the shares of what is there and nothing else."""

from __future__ import annotations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from rest_framework.test import APIClient

from explorer.deletion import purge
from explorer.workflows import read
from graph import driver
from jobs import outbox
from jobs.models import OutboxRow
from papers.models import Collection, Paper
from papers.services import collection_delete, paper_delete, paper_store, paper_withdraw
from synthesis.concept_models import Concept
from synthesis.models import Breeding, BreedingChild, PaperTree, Tree
from synthesis.services import breeding_delete, concept_merge, concept_split, synthesis_delete
from tests.graph.library import SENTENCES, check, held, merged, put, settle
from tests.papers.records import record
from tests.synthesis.test_breedings import breed

pytestmark = pytest.mark.django_db


def test_a_paper_is_there_with_what_it_holds_and_what_its_sentences_say(graph):
    put(1, [0, 1])
    settle()
    check()
    nodes, edges = held()
    paper = nodes["paper:2101.00001"]
    assert paper.properties["year"] == 2019
    assert {edge.source for edge in edges.values() if edge.type == "WROTE"} == {"author:jose-garcia"}
    said = {
        (nodes[edge.source].properties["label"], edge.properties["label"], nodes[edge.target].properties["label"])
        for edge in edges.values()
        if edge.type == "RELATES"
    }
    assert ("Graph kernels", "outperforms", "recommender systems") in {
        (source.capitalize(), label, target) for source, label, target in said
    }
    assert all(edge.properties["owner"] == "paper:2101.00001" for edge in edges.values() if edge.type == "MENTIONS")
    assert {edge.type for edge in edges.values()} >= {"MENTIONS", "RESOLVES_TO", "OF", "HAS_NODE", "QUOTES", "SHOWS"}


def test_adding_and_taking_away_leaves_what_was_there(graph):
    """build(A + B) minus B is build(A): authors, terms and concepts that both hold stay, what rested on B goes."""
    for number in (1, 2, 3):
        put(number, [number, number + 1])
    merged("A", list(Paper.objects.all()))
    settle()
    before = check()
    more = [put(number, [number - 4, number - 3, 6]) for number in (4, 5, 6, 7)]
    merged("B", [*more, Paper.objects.get(key="2101.00001")])
    settle()
    assert check().nodes > before.nodes
    collection_delete(collection=Collection.objects.get(name="B"))
    settle()
    check()
    purge()
    for paper in more:
        paper_delete(paper=paper)
    settle()
    assert check() == before


def test_a_withdrawn_paper_stays_as_a_tombstone_while_a_tree_quotes_it(graph):
    papers = [put(number, [number, number + 1]) for number in (1, 2, 3)]
    version = merged("Both", papers)
    settle()
    paper_withdraw(paper=papers[0])
    settle()
    check()
    nodes, edges = held()
    stone = f"paper:{papers[0].key}"
    assert nodes[stone].properties["withdrawn"] is True
    assert {edge.type for edge in edges.values() if stone in (edge.source, edge.target)} == {"QUOTES"}
    synthesis_delete(synthesis=version.synthesis)
    settle()
    check()
    assert stone not in held()[0]
    put(1, [1, 2])
    settle()
    check()
    assert "withdrawn" not in held()[0][stone].properties


def test_a_new_version_and_a_new_key_replace_what_was_there(graph):
    old = paper_store(record=record(None, title="Graph kernels", abstract=SENTENCES[1], authors=["Ada Lovelace"])).paper
    read([old])
    settle()
    assert f"paper:{old.key}" in held()[0]
    new = paper_store(
        record=record("2101.00009", title="Graph kernels", abstract=SENTENCES[1], authors=["Ada Lovelace"])
    ).paper
    read([new])
    settle()
    check()
    assert f"paper:{old.key}" not in held()[0]
    put(9, [3, 4], version=2)
    settle()
    check()


def test_decisions_about_concepts_reach_papers_and_trees(graph):
    papers = [put(number, [number, number + 1, number + 2]) for number in (0, 1, 2, 3)]
    merged("All", papers)
    settle()
    check()
    first, second = Concept.objects.filter(papers__gt=1).order_by("pk")[:2]
    kept = concept_merge(concept=first, other=second)
    settle()
    check()
    form = kept.forms.order_by("form").first().form
    concept_split(concept=kept, forms=[form])
    settle()
    check()


def test_bred_children_lead_to_their_parents_and_go_with_their_breeding(graph):
    papers = [put(number, [number, number + 1, number + 2]) for number in (1, 2)]
    settle()
    before = check()
    parents = [PaperTree.objects.get(paper=paper, style=Tree.Style.CONCEPT).tree_id for paper in papers]
    breeding, job = breed(APIClient(SERVER_NAME="localhost"), parents, generations=1, population=8, seed=3)
    assert job.state == "succeeded"
    settle()
    check()
    bred = [edge for edge in held()[1].values() if edge.type == "BRED_FROM"]
    assert {edge.source for edge in bred} == {f"tree:{row.tree_id}" for row in BreedingChild.objects.all()}
    assert {edge.target for edge in bred} <= {f"tree:{parent}" for parent in parents}
    assert {edge.properties["seed"] for edge in bred} == {3}
    breeding_delete(breeding=Breeding.objects.get(pk=breeding))
    settle()
    assert check() == before


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.integers(1, 5), st.lists(st.integers(0, 6), min_size=1, max_size=3)),
        st.tuples(st.just("withdraw"), st.integers(1, 5)),
        st.tuples(st.just("merge"), st.integers(1, 5), st.integers(1, 5)),
        st.tuples(st.just("drop")),
        st.tuples(st.just("purge")),
        st.tuples(st.just("drain")),
        st.tuples(st.just("resolve")),
    ),
    min_size=3,
    max_size=6,
)


def take(step: tuple, version: int) -> None:
    """One thing that happens in a library; what cannot happen now does not."""
    name, *values = step
    alive = {int(paper.key[5:]): paper for paper in Paper.objects.filter(withdrawn_at=None)}
    if name == "put":
        put(values[0], values[1], version=version)
    elif name == "withdraw" and values[0] in alive:
        paper_withdraw(paper=alive[values[0]])
    elif name == "merge" and len({*values} & alive.keys()) == 2:
        merged(f"{values}", [alive[number] for number in values])
    elif name == "drop" and Collection.objects.exists():
        collection_delete(collection=Collection.objects.order_by("pk").first())
    elif name == "purge":
        purge()
    elif name == "drain":
        outbox.drain()
    elif name == "resolve":
        settle()


# Finding the shortest story that fails takes minutes on a real server.
@settings(max_examples=4, suppress_health_check=list(HealthCheck), derandomize=True, phases=[Phase.generate])
@given(steps=STEPS)
def test_any_story_ends_in_what_sql_says(graph, steps):
    with driver.session(graph) as session:
        session.run("MATCH (n) DETACH DELETE n").consume()
    with transaction.atomic():
        put(1, [0])
        for version, step in enumerate(steps, start=2):
            take(step, version)
        settle()
        check()
        transaction.set_rollback(True)


def test_a_message_without_a_change_writes_nothing(graph):
    put(1, [0, 1])
    settle()
    before = check()
    OutboxRow.objects.update(done_at=None)
    assert outbox.drain() > 0
    assert check() == before

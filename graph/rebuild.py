"""The graph dropped and built again from SQL, in batches, with as much memory for many papers as for few."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import neo4j
from django.db.models import QuerySet

from graph.indexes import ensure, ensure_keys, lift
from graph.items import Tally
from graph.projection import marker, step
from graph.projection.lock import only_writer
from graph.projection.owners import Owners
from graph.schema import MARKER, NODE_TYPES
from graph.shares.experiments import experiments_shown, runs_shown
from graph.store import writing
from graph.topics import TOPICS
from jobs import outbox
from jobs.context import JobContext
from jobs.errors import Conflict
from papers.selectors import papers_alive
from synthesis.concept_models import Concept
from synthesis.models import Tree
from synthesis.selectors import standing

# Called with how many owners are done, of how many.
Progress = Callable[[int, int], None]
# Nodes deleted at once, with what hangs on them; of those on which very much may hang.
WIPED, WIPED_HUBS = 2_000, 20
# In this order: a node is taken off the ends of its edges, and a long list of edges takes long to find one in.
HUBS = ("Category", "Topic", "Skill", "Organization", "Experiment")
WIPE_ORDER = (MARKER, *HUBS, "Author", "Concept", "Term", *NODE_TYPES)
# Owners whose shares are made at once, while those before them are being written.
CONCEPTS, PAPERS, TREES = 2_500, 500, 100


def run_rebuild(context: JobContext) -> dict[str, int | str]:
    """The job `graph`: result `{nodes, edges, hash}`."""
    tally = rebuild(progress=lambda done, total: context.progress(done, total, f"{done} of {total} projected"))
    return {"nodes": tally.nodes, "edges": tally.edges, "hash": tally.hash}


def rebuild(*, progress: Progress) -> Tally:
    """Drops what the graph holds of ours and projects everything anew; `progress` may raise between batches.

    While it works `graph.status.state()` says so. Changes that are committed meanwhile wait in the outbox and come
    after it. Raises `Conflict` while another one writes into the graph, `Unavailable` when the server goes away: what
    is left then is not taken for a graph, and is built again.
    """
    with only_writer() as mine:
        if not mine:
            raise Conflict("Somebody else writes into the graph just now; try again in a moment.", code="graph_busy")
        token = marker.new_token()
        marker.settle(token, Tally(), building=True)
        with writing() as session:
            lift(session)
            wipe(session)
            ensure_keys(session)
            tally = _build(session, progress)
            ensure(session)
            marker.write(session.run, token, tally)
        marker.settle(token, tally)
    outbox.retry_now(TOPICS)
    return tally


def wipe(session: neo4j.Session) -> None:
    """Everything of ours out of the graph; what others keep there stays."""
    for label in dict.fromkeys(WIPE_ORDER):
        some = WIPED_HUBS if label in HUBS else WIPED
        drop = f"MATCH (n:{label}) WITH n LIMIT {some} DETACH DELETE n RETURN count(*) AS gone"
        while session.run(drop).single(strict=True)["gone"]:
            pass


def owners() -> Iterator[Owners]:
    """Everybody who has a share, in batches: concepts first, as the others point at them."""
    concepts = Concept.objects.filter(papers__gt=0, merged_into=None)
    for keys in _batches(concepts, "pk", CONCEPTS):
        yield Owners(concepts=keys)
    for keys in _batches(papers_alive(), "key", PAPERS):
        yield Owners(papers=keys)
    for keys in _batches(standing(Tree.objects.all()), "pk", TREES):
        yield Owners(trees=keys)
    runs = {str(pk) for pk in runs_shown().values_list("pk", flat=True)}
    yield from Owners(experiments=experiments_shown(), runs=runs, demand=True).chunks()


def count() -> int:
    """How many owners there are."""
    concepts = Concept.objects.filter(papers__gt=0, merged_into=None).count()
    trees = standing(Tree.objects.all()).count()
    return concepts + papers_alive().count() + trees + len(experiments_shown()) + runs_shown().count()


def _batches(rows: QuerySet[Any], name: str, size: int) -> Iterator[set[str]]:
    last = ""
    while keys := list(rows.filter(**{f"{name}__gt": last}).order_by(name).values_list(name, flat=True)[:size]):
        yield set(keys)
        last = keys[-1]


def _build(session: neo4j.Session, progress: Progress) -> Tally:
    """Makes the shares here while a thread writes those before: the server works meanwhile."""
    tally, seen, done, total = Tally(), step.Seen(), 0, count()
    progress(done, total)
    with ThreadPoolExecutor(1) as pool:
        writing_now: Future[Tally] | None = None
        for batch in owners():
            found = step.addition(step.shares(batch), seen)
            if writing_now is not None:
                tally = writing_now.result()
            writing_now = pool.submit(_write, session, found, tally)
            done += sum(map(len, (batch.papers, batch.concepts, batch.trees, batch.experiments, batch.runs)))
            progress(min(done, total), total)
        return writing_now.result() if writing_now is not None else tally


def _write(session: neo4j.Session, found: step.Difference, tally: Tally) -> Tally:
    with session.begin_transaction() as transaction:
        step.compare(found, transaction.run)
        after = step.apply(found, tally, transaction.run)
        transaction.commit()
    return after

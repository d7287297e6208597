"""The graph built from SQL on both servers, beside one bare stream of the same rows into the same server."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import itertools
import pickle
import random
import re
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import IO, Any

from bench.frame import Measure, Options, abstracts
from graph.driver import GraphAddress
from tests.support.graph_servers import NoNeo4j, running_embedded, running_neo4j

ENGINES = True
PAPERS, TERMS = 20_000, 15
BATCH = 1_000
ROWS = 5_000
WORD = re.compile(r"[A-Za-z][A-Za-z-]{3,}")
# A graph server for as long as a block lasts.
Start = Callable[[], contextlib.AbstractContextManager[GraphAddress]]


def measure(options: Options) -> list[Measure]:
    """Papers and relations a second of `rebuild_graph`, and of an UNWIND/CREATE of what it wrote."""
    from django.db import connection

    fill(options)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    found: list[Measure] = []
    with tempfile.TemporaryFile() as rows:
        counts = write_rows(rows)
        for name, start in (("embedded", running_embedded), ("Neo4j", running_neo4j)):
            with contextlib.suppress(NoNeo4j):
                found += both(name, start, rows, counts)
    return found


def both(name: str, start: Start, rows: IO[bytes], counts: Counter[str]) -> list[Measure]:
    """Our figures on one server, and those of the bare stream into a fresh one of the same kind."""
    from graph.indexes import ensure
    from graph.rebuild import rebuild

    with configured(start):
        began = time.perf_counter()
        tally = rebuild(progress=lambda *_: None)
        ours = time.perf_counter() - began
    with configured(start) as session:
        ensure(session)
        bare = stream(session, rows)
    if (tally.nodes, tally.edges) != (counts["nodes"], counts["edges"]):
        raise RuntimeError(f"{name} holds {tally} and was given {counts}.")
    note = f"{tally.nodes:,} nodes, {tally.edges:,} relations, {counts['RELATES']:,} of them from sentences"
    other = "one UNWIND/CREATE stream"
    return [
        Measure(f"Papers projected, {name}", "papers/s", PAPERS / ours, PAPERS / bare, other, note=note),
        Measure(f"Relations projected, {name}", "relations/s", tally.edges / ours, tally.edges / bare, other),
    ]


@contextlib.contextmanager
def configured(start: Start) -> Iterator[Any]:
    """A session of a fresh server that this house is configured for."""
    from django.conf import settings

    from graph.store import writing

    with start() as address:
        settings.GRAPH = dataclasses.asdict(address)
        with writing() as session:
            yield session


def fill(options: Options) -> None:
    """`PAPERS` papers with fifteen terms each, drawn from their abstracts, and a concept for each form."""
    from compute.models import Term
    from papers.copying import copy_in
    from papers.services import papers_store
    from papers.sources.record import SourceRecord

    draw = random.Random(0)
    texts = itertools.cycle(abstracts(options, PAPERS))
    names = [f"{first} {last}" for first in FIRST for last in LAST]
    held: Counter[str] = Counter()
    for start in range(0, PAPERS, BATCH):
        records = [
            SourceRecord(
                arxiv_id=f"{2001 + number // 90_000}.{number % 90_000 + 10_000}", version=1, source="arxiv",
                title=f"Paper {number}", abstract=next(texts), authors=tuple(draw.sample(names, draw.randint(1, 5))),
                categories=tuple(draw.sample(CATEGORIES, 2)), primary_category=CATEGORIES[0],
                published=dt.datetime(2020, 1, 1, tzinfo=dt.UTC), updated=dt.datetime(2020, 1, 1, tzinfo=dt.UTC),
            )
            for number in range(start, min(start + BATCH, PAPERS))
        ]  # fmt: skip
        terms = []
        for row in papers_store(records=records):
            for rank, (text, normal, spans) in enumerate(terms_of(row.paper.abstract, draw), start=1):
                held[normal] += 1
                terms.append(
                    Term(paper=row.paper, version=1, method="model", rank=rank, text=text, normal=normal,
                         score=round(1 - rank / 20, 6), spans=spans)
                )  # fmt: skip
        copy_in(terms)
    concepts(held)


def terms_of(text: str, draw: random.Random) -> list[tuple[str, str, list[dict[str, Any]]]]:
    """Fifteen terms as written, as a form, and where they stand: pairs of neighbours, words where these are few."""
    from synthesis.core.stopwords import is_stop_term, normal_form

    words = list(WORD.finditer(text))
    pairs = [(a.start(), b.end()) for a, b in itertools.pairwise(words) if b.start() == a.end() + 1]
    places = draw.sample(pairs, len(pairs)) + [word.span() for word in draw.sample(words, len(words))]
    found: dict[str, tuple[str, str, list[dict[str, Any]]]] = {}
    for start, end in places:
        said = text[start:end]
        if len(found) == TERMS:
            break
        if not is_stop_term(said):
            form = normal_form(said)
            found.setdefault(form, (said, form, [{"field": "abstract", "start": start, "end": end}]))
    return list(found.values())


def concepts(held: Counter[str]) -> None:
    """A concept for each form."""
    from papers.copying import copy_in
    from synthesis.concept_models import Concept, ConceptForm
    from synthesis.core.planting import slug

    taken: Counter[str] = Counter()
    rows, forms = [], []
    for form in sorted(held):
        stem = slug(form)
        taken[stem] += 1
        name = f"concept:{stem}~{taken[stem]}"
        rows.append(Concept(id=name, label=form, papers=held[form]))
        forms.append(ConceptForm(concept_id=name, form=form, papers=held[form]))
    Concept.objects.bulk_create(rows, batch_size=ROWS)
    copy_in(forms)


def write_rows(out: IO[bytes]) -> Counter[str]:
    """Every node and edge of the graph as rows of statements of 5,000, nodes first; returns how many of what."""
    from graph.projection import step
    from graph.rebuild import owners
    from graph.schema import kind_of, label_of

    counts: Counter[str] = Counter()
    nodes: dict[str, list[dict[str, Any]]] = defaultdict(list)
    seen: set[str] = set()
    with tempfile.TemporaryFile() as later:
        edges: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
        for part in owners():
            basket = step.shares(part)
            for node in (*basket.own.values(), *basket.shared.values()):
                if node.id not in seen:
                    seen.add(node.id)
                    counts["nodes"] += 1
                    put(nodes, node.label, {"id": node.id, **node.properties}, out)
            for edge in basket.edges:
                counts.update(("edges", edge.type))
                names = edge.type, label_of(kind_of(edge.source)), label_of(kind_of(edge.target))
                put(edges, names, {"s": edge.source, "t": edge.target, "p": edge.properties}, later)
        flush(nodes, out)
        flush(edges, later)
        later.seek(0)
        while piece := later.read(1 << 20):
            out.write(piece)
    return counts


def put(groups: dict[Any, list[dict[str, Any]]], name: Any, row: dict[str, Any], out: IO[bytes]) -> None:
    """A row to its group, which goes out when it is full."""
    groups[name].append(row)
    if len(groups[name]) == ROWS:
        pickle.dump((name, groups.pop(name)), out)


def flush(groups: dict[Any, list[dict[str, Any]]], out: IO[bytes]) -> None:
    """What is left of every group."""
    for item in groups.items():
        pickle.dump(item, out)


def stream(session: Any, rows: IO[bytes]) -> float:
    """Seconds that the server and the driver take for the rows; reading them from the file does not count."""
    seconds = 0.0
    for name, part in batches(rows):
        if isinstance(name, str):
            statement = f"UNWIND $rows AS row CREATE (n:{name}) SET n = row"
        else:
            type_, source, target = name
            statement = (
                f"UNWIND $rows AS row MATCH (a:{source}) WHERE a.id = row.s MATCH (b:{target}) WHERE b.id = row.t"
                f" CREATE (a)-[r:{type_}]->(b) SET r = row.p"
            )
        began = time.perf_counter()
        session.run(statement, rows=part).consume()
        seconds += time.perf_counter() - began
    return seconds


def batches(rows: IO[bytes]) -> Iterator[tuple[Any, Sequence[dict[str, Any]]]]:
    """What `write_rows` wrote."""
    rows.seek(0)
    while True:
        try:
            yield pickle.load(rows)
        except EOFError:
            return


CATEGORIES = [f"cs.{left}{right}" for left in "ABCDEF" for right in "IGLRV"]
FIRST = [f"{sign}{tail}" for sign in "ABCDEFGHIKLMNOPRSTVW" for tail in ("da", "lan", "rika", "ose", "uri")]
LAST = [f"{sign}{tail}" for sign in "BCDFGHKLMNPRSTW" for tail in ("abbage", "erg", "hen", "ovelace", "iang", "ura")]

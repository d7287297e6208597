"""What the model finds in papers, into rows: terms with vectors, embeddings, and which extractor found them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from django.db import connection, transaction

from compute.extraction import Document, ExtractedTerm, Extraction, get_extractor
from compute.models import Extracted, Term
from compute.services.terms import TEXT_LIMIT, lock_extraction, terms_replace
from jobs.models import Job
from jobs.services import enqueue
from papers.models import Paper
from papers.services import embeddings_store

if TYPE_CHECKING:
    from compute.extraction.pipeline import Extractor

# Papers read ahead, to be sorted by length: more hardly lessen padding, and a person would wait longer for news.
WINDOW = 128

Found = tuple[Paper, Extraction]


def extract_model_many(*, papers: Iterable[Paper], extractor: Extractor | None = None) -> int:
    """The model's terms and embedding of each paper's present version, stored; returns how many papers were read.

    Papers without an abstract are passed over: they keep their given terms. `extractor` is the process' own without it.
    Which papers need it is for `compute.selectors.unread` to say: here all are read.
    """
    extractor = extractor or get_extractor()
    return extraction_store(found=list(model_readings(papers=papers, extractor=extractor)), extractor=extractor)


def model_readings(
    *, papers: Iterable[Paper], extractor: Extractor, tick: Callable[[], None] | None = None
) -> Iterator[Found]:
    """Each paper that has an abstract with what the extractor finds in it, in order.

    Papers are taken as far ahead as the extractor reads; it calls `tick`, which may raise, every few papers.
    """
    waiting: deque[Paper] = deque()

    def documents() -> Iterator[Document]:
        for paper in papers:
            if paper.abstract:
                waiting.append(paper)
                yield Document(paper.title, paper.abstract)

    for extraction in extractor.extract(documents(), window=WINDOW, tick=tick):
        yield waiting.popleft(), extraction


@transaction.atomic
def extraction_store(*, found: Sequence[Found], extractor: Extractor) -> int:
    """Stores what was read in place of what an extractor found in the same version before; returns for how many papers.

    Rows that are right already are left alone. A paper that was deleted or got another version meanwhile is passed
    over. The lock of all extraction is held until the transaction ends.
    """
    versions = _held_versions([paper.pk for paper, _ in found])
    lock_extraction()
    present = [(paper, one) for paper, one in found if versions.get(paper.pk, -1) == paper.version]
    terms = {paper.pk: [_term(paper, rank, item) for rank, item in enumerate(one.terms, 1)] for paper, one in present}
    bare = [paper for paper, _ in present if not terms[paper.pk]]
    for paper in bare:
        Term.objects.filter(paper=paper, version=paper.version, method=Term.Method.MODEL).delete()
    terms_replace(terms=terms, methods=[Term.Method.MODEL])
    embeddings_store(rows=[(paper.pk, extractor.encoder, one.embedding) for paper, one in present])
    Extracted.objects.bulk_create(
        [Extracted(paper=paper, version=paper.version, extractor=extractor.version) for paper, _ in present],
        update_conflicts=True,
        unique_fields=["paper"],
        update_fields=["version", "extractor"],
    )
    return len(present)


def _held_versions(keys: Sequence[int]) -> dict[int, int | None]:
    """The papers' present versions, none of which can be deleted until the transaction ends."""
    # Django has no FOR KEY SHARE, and a stronger lock would wait for imports that in turn wait for ours.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, version FROM papers_paper WHERE id = ANY(%s) ORDER BY id FOR KEY SHARE", [list(keys)]
        )
        return dict(cursor.fetchall())


def _term(paper: Paper, rank: int, found: ExtractedTerm) -> Term:
    return Term(
        paper=paper,
        version=paper.version,
        method=Term.Method.MODEL,
        rank=rank,
        text=found.text[:TEXT_LIMIT],
        normal=found.normal[:TEXT_LIMIT],
        score=found.score,
        count=len(found.spans),
        spans=[{"field": field, "start": start, "end": end} for field, start, end in found.spans],
        vector=found.vector.tobytes(),
        long_form=found.long_form[:TEXT_LIMIT],
    )


def extraction_ask(*, papers: Sequence[str] | None) -> Job:
    """A job that reads the papers of these keys with the model, or without keys all that lack it.

    Where a job for all still waits, that one.
    """
    if papers is not None:
        return enqueue(kind="extract", queue="gpu", params={"papers": list(papers)}, total=len(papers))
    everything = {"all": True}
    waiting = Job.objects.filter(kind="extract", state=Job.State.QUEUED, params=everything).first()
    return waiting or enqueue(kind="extract", queue="gpu", params=everything)

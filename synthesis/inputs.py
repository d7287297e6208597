"""Papers as a merge reads them: rows of the rooms below, or records nobody stores, turned into plain values."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np

from compute.classic import classic_terms
from compute.extraction import Document, Extraction, get_extractor
from compute.extraction.identity import encoder_name
from compute.models import Term
from compute.selectors import METHODS, terms_for
from compute.spans import term_spans
from papers.models import Paper, PaperEmbedding
from papers.sources.record import SourceRecord
from synthesis.core.inputs import PaperInput, TermInput
from synthesis.core.stopwords import normal_form
from synthesis.core.types import Span


def paper_inputs(
    *, papers: Iterable[Paper], methods: Sequence[str] = METHODS, vectors: bool = False
) -> list[PaperInput]:
    """One input per paper, ordered by key, with the terms of the first of `methods` that has any, best first.

    The terms' vectors, and those of the papers by the present encoder, come along only with `vectors`.
    """
    chosen = sorted(papers, key=lambda paper: paper.key)
    terms = terms_for(chosen, methods, vectors=vectors)
    own = _vectors(chosen) if vectors else {}
    return [
        PaperInput(
            key=paper.key,
            version=paper.version,
            title=paper.title,
            abstract=paper.abstract,
            published=paper.published.date() if paper.published else None,
            terms=tuple(_stored(term, vectors) for term in terms[paper.pk]),
            vector=own.get(paper.pk, b""),
        )
        for paper in chosen
    ]


def _vectors(papers: Sequence[Paper]) -> dict[int, bytes]:
    """By primary key the embedding of each paper that has one, times 127 in signed bytes."""
    rows = PaperEmbedding.objects.filter(paper__in=[paper.pk for paper in papers], encoder=encoder_name())
    return {pk: _signed(vector) for pk, vector in rows.values_list("paper", "vector")}


def record_inputs(*, records: Iterable[SourceRecord]) -> list[PaperInput]:
    """One input per key, ordered by key, as `paper_inputs` would give once the records were stored and read.

    The first record of a key speaks for it.
    """
    first: dict[str, SourceRecord] = {}
    for record in records:
        first.setdefault(record.key, record)
    return [_unstored(first[key]) for key in sorted(first)]


def model_inputs(*, papers: Sequence[PaperInput]) -> list[PaperInput]:
    """The papers as the model reads them, in their order: terms with vectors, and a vector of their own.

    One without an abstract stays as it is. Nothing is stored; the weights are loaded where there is something to read.
    """
    told = [paper for paper in papers if paper.abstract]
    if not told:
        return list(papers)
    found = get_extractor().extract(Document(paper.title, paper.abstract) for paper in told)
    read = {paper.key: _read(paper, one) for paper, one in zip(told, found, strict=True)}
    return [read.get(paper.key, paper) for paper in papers]


def _read(paper: PaperInput, found: Extraction) -> PaperInput:
    terms = tuple(
        TermInput(
            term.text,
            term.normal,
            term.score,
            tuple(Span(*place) for place in term.spans),
            Term.Method.MODEL.value,
            term.vector.tobytes(),
            term.long_form,
        )
        for term in found.terms
    )
    # Where the model finds no term the counted ones speak for the paper, as in the library.
    return dataclasses.replace(paper, terms=terms or paper.terms, vector=_signed(found.embedding))


def _signed(vector: Iterable[float]) -> bytes:
    return np.rint(127 * np.array(vector)).astype(np.int8).tobytes()


def _stored(term: Term, vectors: bool) -> TermInput:
    spans = tuple(Span(span["field"], span["start"], span["end"]) for span in term.spans)
    vector = bytes(term.vector) if vectors else b""
    return TermInput(term.text, term.normal, term.score, spans, term.method, vector, term.long_form)


def text_input(
    *, key: str, title: str, abstract: str, version: int | None = None, published: date | None = None
) -> PaperInput:
    """A paper that nobody stores, with the classic terms of its abstract; title and abstract must be canonical text."""
    counted = classic_terms(abstract)
    places = term_spans([term.text for term in counted], [("title", title), ("abstract", abstract)])
    terms = tuple(
        TermInput(
            text,
            normal_form(text),
            round(count / counted[0].times, 6),
            tuple(Span(span["field"], span["start"], span["end"]) for span in places[text]),
        )
        for text, count in counted
    )
    return PaperInput(key, version, title, abstract, published, terms)


def _unstored(record: SourceRecord) -> PaperInput:
    published = record.published.date() if record.published else None
    counted = text_input(
        key=record.key, title=record.title, abstract=record.abstract, version=record.version, published=published
    )
    return counted if counted.terms else dataclasses.replace(counted, terms=_given(record))


def _given(record: SourceRecord) -> tuple[TermInput, ...]:
    terms = record.given.terms if record.given else ()
    total = len(terms)
    return tuple(
        TermInput(text, normal_form(text), round((total - place) / total, 6), (), Term.Method.GIVEN.value)
        for place, text in enumerate(terms)
    )

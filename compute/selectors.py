"""Reads of the compute room."""

from __future__ import annotations

from collections.abc import Sequence

from compute import classic
from compute.models import Term
from papers.hooks import Report, TermReading
from papers.models import Paper
from synthesis.core.stopwords import is_stop_term

# The first method that found terms for a paper speaks for it.
METHODS = (Term.Method.MODEL, Term.Method.CLASSIC, Term.Method.GIVEN)


def terms_for(papers: Sequence[Paper], methods: Sequence[str] = METHODS) -> dict[int, list[Term]]:
    """The terms of each paper's present version by the first of `methods` that has any, best first, by primary key."""
    versions = {paper.pk: paper.version for paper in papers}
    found: dict[int, dict[str, list[Term]]] = {pk: {} for pk in versions}
    for term in Term.objects.filter(paper__in=versions, method__in=methods).order_by("paper", "rank"):
        if term.method == Term.Method.GIVEN or term.version == versions[term.paper_id]:
            found[term.paper_id].setdefault(term.method, []).append(term)
    return {pk: next((by[method] for method in methods if method in by), []) for pk, by in found.items()}


def readings(papers: Sequence[Paper]) -> dict[int, list[TermReading]]:
    """The terms of each paper as its page shows them, by primary key."""
    return {
        pk: [
            {
                "text": term.text,
                "score": term.score,
                "rank": term.rank,
                "count": term.count,
                "stop": is_stop_term(term.text),
                "spans": term.spans,
            }
            for term in terms
        ]
        for pk, terms in terms_for(papers).items()
    }


def report(paper: Paper) -> Report:
    """The figures of the paper's report, as the tool behind the owner's notes counted them.

    Without an abstract they are the given ones; what nobody knows is None.
    """
    if paper.abstract:
        summary = classic.summary_words(paper.abstract)
        return {
            "title_words": classic.title_words(paper.title),
            "summary_words": summary,
            "high_info_terms": [term.text for term in classic.classic_terms(paper.abstract)],
            "rouge_percent": classic.rouge_percent(summary),
            "date_text": date_text(paper),
        }
    given = paper.given or {}
    title_words = given.get("title_words")
    return {
        "title_words": classic.title_words(paper.title) if title_words is None else title_words,
        "summary_words": given.get("summary_words"),
        "high_info_terms": list(given.get("terms", [])),
        "rouge_percent": given.get("rouge_percent"),
        "date_text": date_text(paper),
    }


def date_text(paper: Paper) -> str:
    """The day of publication as the notes write it, `21 Jan 2021`; "" when nobody knows it."""
    given = (paper.given or {}).get("date_text", "")
    if given or paper.published is None:
        return str(given)
    month = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[
        paper.published.month - 1
    ]
    return f"{paper.published.day:02d} {month} {paper.published.year}"

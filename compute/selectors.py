"""Reads of the compute room."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet

from compute import classic
from compute.models import Extracted, NearDuplicate, Term
from compute.rouge.single import rouge_single
from jobs.models import Job
from papers import hooks
from papers.hooks import ExtractionState, Reading, Report, TermReading
from papers.models import Paper
from synthesis.core.stopwords import is_stop_term

# The first method that found terms for a paper speaks for it.
METHODS = (Term.Method.MODEL, Term.Method.CLASSIC, Term.Method.GIVEN)
# Those of the report and of the classic tree.
PLAIN_METHODS = (Term.Method.CLASSIC, Term.Method.GIVEN)

TermsByPaper = dict[int, list[Term]]
ByMethod = dict[str, list[Term]]


def terms_for(papers: Sequence[Paper], methods: Sequence[str] = METHODS, *, vectors: bool = False) -> TermsByPaper:
    """The terms of each paper's present version by the first of `methods` that has any, best first, by primary key.

    Their vectors come along only with `vectors`.
    """
    found = _by_method(papers, methods, vectors=vectors)
    return {pk: _first(by, methods) for pk, by in found.items()}


def _by_method(papers: Sequence[Paper], methods: Sequence[str], *, vectors: bool = False) -> dict[int, ByMethod]:
    versions = {paper.pk: paper.version for paper in papers}
    found: dict[int, ByMethod] = {pk: {} for pk in versions}
    rows = Term.objects.filter(paper__in=versions, method__in=methods).order_by("paper", "rank")
    for term in rows if vectors else rows.defer("vector"):
        if term.method == Term.Method.GIVEN or term.version == versions[term.paper_id]:
            found[term.paper_id].setdefault(term.method, []).append(term)
    return found


def _first(by: ByMethod, methods: Sequence[str]) -> list[Term]:
    return next((by[method] for method in methods if method in by), [])


def model_terms(paper: Paper) -> list[Term]:
    """The model's terms of the paper's present version, best first."""
    return terms_for([paper], (Term.Method.MODEL,))[paper.pk]


def readings(papers: Sequence[Paper]) -> dict[int, list[TermReading]]:
    """The terms of each paper as pages show them, by primary key, from one query."""
    return {pk: list(map(_shown, terms)) for pk, terms in terms_for(papers).items()}


def reading(paper: Paper) -> Reading:
    """What a paper's own page shows of its terms, which are read once."""
    by = _by_method([paper], METHODS)[paper.pk]
    terms = _first(by, METHODS)
    return {
        "terms": list(map(_shown, terms)),
        "plain_terms": list(map(_shown, _first(by, PLAIN_METHODS))),
        "report": report(paper, terms),
        "extraction": extraction_state(paper),
    }


def _shown(term: Term) -> TermReading:
    return {
        "text": term.text,
        "score": term.score,
        "rank": term.rank,
        "count": term.count,
        # Lists of stop words are for counted words; the model judges phrases itself.
        "stop": term.method != Term.Method.MODEL and is_stop_term(term.text),
        "spans": term.spans,
        "method": term.method,
        "long_form": term.long_form,
    }


def unread(papers: QuerySet[Paper], extractor: str) -> QuerySet[Paper]:
    """Those of the papers that have an abstract which the extractor of that version has not read yet."""
    read = Extracted.objects.filter(paper=OuterRef("pk"), extractor=extractor)
    # Equal versions, or both unknown.
    same = Q(version=OuterRef("version")) | Q(version=None, paper__version=None)
    return papers.exclude(abstract="").filter(~Exists(read.filter(same)))


def extraction_state(paper: Paper) -> ExtractionState:
    """How far the model is with the paper's present text, and the job that will read it, if one waits or runs."""
    if not paper.abstract:
        return {"state": "no_text", "job": None}
    if Extracted.objects.filter(paper=paper, version=paper.version).exists():
        return {"state": "done", "job": None}
    asked = Q(params__all=True) | Q(params__papers__contains=[paper.key])
    job = Job.objects.filter(asked, kind="extract", state__in=Job.ACTIVE).order_by("created_at").first()
    return {"state": "missing" if job is None else "waiting", "job": str(job.pk) if job else None}


def device_told() -> str:
    """The device that a job last computed on, as it told; "" while none has."""
    return Job.objects.exclude(device="").order_by("-started_at").values_list("device", flat=True).first() or ""


def report(paper: Paper, terms: Sequence[Term] = ()) -> Report:
    """The figures of the paper's report, as the tool behind the owner's notes counted them.

    Without an abstract they are the given ones; what nobody knows is None, and so is `rouge` without `terms`, those
    that it holds against the abstract.
    """
    if paper.abstract:
        summary = classic.summary_words(paper.abstract)
        return {
            "title_words": classic.title_words(paper.title),
            "summary_words": summary,
            "high_info_terms": [term.text for term in classic.classic_terms(paper.abstract)],
            "rouge_percent": classic.rouge_percent(summary),
            "date_text": date_text(paper),
            "rouge": _coverage(paper, terms) if terms else None,
        }
    given = paper.given or {}
    title_words = given.get("title_words")
    return {
        "title_words": classic.title_words(paper.title) if title_words is None else title_words,
        "summary_words": given.get("summary_words"),
        "high_info_terms": list(given.get("terms", [])),
        "rouge_percent": given.get("rouge_percent"),
        "date_text": date_text(paper),
        "rouge": None,
    }


def _coverage(paper: Paper, terms: Sequence[Term]) -> dict[str, dict[str, float]]:
    """ROUGE-1, -2 and -L of the terms, best first, against the paper's abstract: `{p, r, f}` of 0 to 1 for each."""
    rates = rouge_single(paper.abstract, "\n".join(term.text for term in terms))
    return {
        kind: {"p": round(found["p"], 6), "r": round(found["r"], 6), "f": round(found["f"], 6)}
        for kind, found in rates.items()
    }


def near_duplicates(paper: Paper) -> list[hooks.NearDuplicate]:
    """The papers whose text is almost this one's, likest first; withdrawn ones are left out."""
    rows = (
        NearDuplicate.objects.filter(paper=paper, other__withdrawn_at=None)
        .select_related("other")
        .defer("other__search")
    )
    return [{"paper": row.other, "score": row.score} for row in rows.order_by("-score", "other__key")]


def date_text(paper: Paper) -> str:
    """The day of publication as the notes write it, `21 Jan 2021`; "" when nobody knows it."""
    given = (paper.given or {}).get("date_text", "")
    if given or paper.published is None:
        return str(given)
    month = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[
        paper.published.month - 1
    ]
    return f"{paper.published.day:02d} {month} {paper.published.year}"

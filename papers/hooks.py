"""What the papers room asks of the rooms above it, by dotted paths in the settings, since it may not import them."""

from collections.abc import Callable, Sequence
from typing import Any, TypedDict, cast

from django.conf import settings
from django.utils.module_loading import import_string

from papers.models import Collection, Paper
from papers.search.vectors import QueryVector


class Dependent(TypedDict):
    """Something that rests on a paper."""

    type: str
    id: str
    label: str


class TermReading(TypedDict):
    """A key term as the paper page shows it."""

    text: str
    score: float
    rank: int
    count: int
    stop: bool
    spans: list[dict[str, Any]]
    method: str
    long_form: str


class ExtractionState(TypedDict):
    """How far the model is with a paper: `done`, `waiting` (for the job), `missing` (nobody asked) or `no_text`."""

    state: str
    job: str | None


class Report(TypedDict):
    """The figures of the paper report; a figure nobody knows is None."""

    title_words: int
    summary_words: int | None
    high_info_terms: list[str]
    rouge_percent: float | None
    date_text: str
    rouge: dict[str, dict[str, float]] | None


class Reading(TypedDict):
    """What is known of a paper's terms: the best that there are, the counted or given ones, the report's figures."""

    terms: list[TermReading]
    plain_terms: list[TermReading]
    report: Report
    extraction: ExtractionState


class NearDuplicate(TypedDict):
    """A paper whose text is almost that of another one, and how much of it, 0 to 1."""

    paper: Paper
    score: float


class Shared(TypedDict):
    """A paper near another one, and why."""

    paper: Paper
    score: float
    shared: list[str]


def _hook(name: str) -> Callable[..., Any]:
    return cast(Callable[..., Any], import_string(getattr(settings, name)))


def paper_dependents(key: str) -> list[Dependent]:
    """PAPER_DEPENDENTS: everything that would be left without ground if the paper went."""
    return cast(list[Dependent], _hook("PAPER_DEPENDENTS")(key))


def paper_withdrawn(key: str) -> None:
    """PAPER_WITHDRAW: the rooms above take away what rested on this paper alone."""
    _hook("PAPER_WITHDRAW")(key)


def paper_terms(papers: Sequence[Paper]) -> dict[int, list[TermReading]]:
    """PAPER_TERMS: the key terms of each paper by its primary key, best first."""
    return cast(dict[int, list[TermReading]], _hook("PAPER_TERMS")(papers))


def paper_reading(paper: Paper) -> Reading:
    """PAPER_READING: the paper's terms, its report, and how far the model is with it."""
    return cast(Reading, _hook("PAPER_READING")(paper))


def paper_near_duplicates(paper: Paper) -> list[NearDuplicate]:
    """PAPER_NEAR_DUPLICATES: the papers with almost the same text, likest first."""
    return cast(list[NearDuplicate], _hook("PAPER_NEAR_DUPLICATES")(paper))


def papers_related(paper: Paper, limit: int) -> list[Shared]:
    """PAPERS_RELATED: the papers nearest by shared terms, nearest first."""
    return cast(list[Shared], _hook("PAPERS_RELATED")(paper, limit))


def paper_markdown(paper: Paper) -> str:
    """PAPER_MARKDOWN: the paper's report as Markdown."""
    return cast(str, _hook("PAPER_MARKDOWN")(paper))


def collection_report(collection: Collection) -> str:
    """COLLECTION_REPORT: the collection in the format of the owner's notes."""
    return cast(str, _hook("COLLECTION_REPORT")(collection))


def collection_syntheses(ids: Sequence[int]) -> dict[int, str]:
    """COLLECTION_SYNTHESES: the newest synthesis of each collection that has one, by the collection's id."""
    return cast(dict[int, str], _hook("COLLECTION_SYNTHESES")(ids))


def query_vector(text: str) -> QueryVector | None:
    """QUERY_VECTOR: a query as a vector of the encoder in use, None when the worker that has it does not answer."""
    found = _hook("QUERY_VECTOR")(text)
    return QueryVector(*found) if found else None

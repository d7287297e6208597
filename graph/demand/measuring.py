"""What the library holds of each topic: papers by year, growth, the papers that say most of it and their sentences.

A paper is of a topic when one of its terms is a form of one of the topic's concepts (`graph.demand.matching`). Its
score is the sum of the scores of these terms. The database counts; the answer is a function of the stored rows alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connection

from graph.demand.matching import Match
from papers.models import Paper
from synthesis.concept_models import ConceptForm, ConceptUse
from synthesis.concept_shelf import SqlShelf
from synthesis.core.evidence import given_evidence, quote_for
from synthesis.core.inputs import PaperInput
from synthesis.core.types import Evidence, Span

# Growth compares so many years with as many before them.
SPAN = 3
# With fewer papers a year tells nothing of the field.
ENOUGH = 20
FORMULA = (
    "topic's share of the library's papers of three years, divided by its share of the three years before, minus 1; the"
    f" last year is the newest of which the library holds {ENOUGH} papers or more; not told without papers to compare"
)
# Forms of the topic, papers without another sense of the form, and alive; each paper once per topic.
_HELD = """
    WITH matched(topic, form) AS (SELECT * FROM unnest(%(topics)s::int[], %(forms)s::text[])),
    elsewhere(form, paper_key) AS (SELECT * FROM unnest(%(other_forms)s::text[], %(other_papers)s::text[])),
    held AS (
      SELECT matched.topic, use.paper_key, sum(round(use.score::numeric, 6)) AS score
      FROM matched JOIN synthesis_conceptuse use ON use.form = matched.form
      WHERE NOT EXISTS (SELECT FROM elsewhere e WHERE e.form = use.form AND e.paper_key = use.paper_key)
      GROUP BY 1, 2)
"""
_YEARS = (
    _HELD  # noqa: S608  (constants)
    + """
    SELECT held.topic, date_part('year', paper.published AT TIME ZONE 'UTC')::int, count(*)
    FROM held JOIN papers_paper paper ON paper.key = held.paper_key AND paper.withdrawn_at IS NULL
    GROUP BY 1, 2 ORDER BY 1, 2
"""
)
_LEADING = (
    _HELD  # noqa: S608  (constants)
    + """
    SELECT held.paper_key, held.score::float8
    FROM held JOIN papers_paper paper ON paper.key = held.paper_key AND paper.withdrawn_at IS NULL
    ORDER BY held.score DESC, held.paper_key LIMIT %(limit)s
"""
)
_LIBRARY = """
    SELECT date_part('year', published AT TIME ZONE 'UTC')::int, count(*) FROM papers_paper
    WHERE withdrawn_at IS NULL AND published IS NOT NULL GROUP BY 1 ORDER BY 1
"""


class Forms(NamedTuple):
    """The forms by which papers are found: by topic, and which (form, paper) mean something else."""

    by_topic: dict[int, dict[str, str]]
    elsewhere: list[tuple[str, str]]

    def parameters(self) -> dict[str, Any]:
        """As the queries take them."""
        pairs = [(number, form) for number in sorted(self.by_topic) for form in sorted(self.by_topic[number])]
        return {
            "topics": [number for number, _ in pairs],
            "forms": [form for _, form in pairs],
            "other_forms": [form for form, _ in self.elsewhere],
            "other_papers": [paper for _, paper in self.elsewhere],
        }


def forms_of(matches: Mapping[int, Sequence[Match]]) -> Forms:
    """The forms of the matched concepts, each with its concept."""
    concepts = {match.concept for found in matches.values() for match in found}
    rows = (
        ConceptForm.objects.filter(concept__in=concepts).order_by("form", "tag").values_list("concept", "form", "tag")
    )
    by_concept: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for concept, form, tag in rows:
        by_concept[concept].append((form, tag))
    by_topic = {
        number: {form: match.concept for match in reversed(found) for form, _ in by_concept[match.concept]}
        for number, found in matches.items()
    }
    return Forms(by_topic, _elsewhere(by_concept))


def _elsewhere(by_concept: Mapping[str, Sequence[tuple[str, str]]]) -> list[tuple[str, str]]:
    """Of forms with several senses the papers that mean one which belongs to no matched concept."""
    held = {sense for senses in by_concept.values() for sense in senses}
    rows = ConceptForm.objects.filter(form__in={form for form, _ in held}).exclude(concept__in=by_concept)
    others = sorted(set(rows.values_list("form", "tag")) - held)
    shelf = SqlShelf()
    shelf.need_forms({form for form, _ in others})
    return [(form, paper) for form, tag in others for paper in shelf.papers_of(form, tag)]


def years_of(forms: Forms) -> dict[int, dict[int | None, int]]:
    """By topic how many papers each year has, in order; None for papers without a date."""
    found: dict[int, dict[int | None, int]] = {number: {} for number in forms.by_topic}
    for number, year, papers in _rows(_YEARS, forms.parameters()):
        found[number][year] = papers
    return found


def library_years() -> dict[int, int]:
    """How many papers of each year the library holds, in order."""
    return dict(_rows(_LIBRARY, {}))


def growth(years: Mapping[int, int], library: Mapping[int, int]) -> dict[str, Any]:
    """`FORMULA` for papers by year, with the two spans it compares; `value` to 1e-6 or None."""
    last = max((year for year, papers in library.items() if papers >= ENOUGH), default=None)
    if last is None:
        return {"value": None, "recent": None, "before": None}
    spans = [range(last - SPAN + 1, last + 1), range(last - 2 * SPAN + 1, last - SPAN + 1)]
    papers = [sum(years.get(year, 0) for year in span) for span in spans]
    whole = [sum(library.get(year, 0) for year in span) for span in spans]
    value = None
    if whole[0] and papers[1]:
        value = round((papers[0] / whole[0]) / (papers[1] / whole[1]) - 1, 6)
    named = [{"from": span[0], "to": span[-1], "papers": n} for span, n in zip(spans, papers, strict=True)]
    return {"value": value, "recent": named[0], "before": named[1]}


def leading(forms: Forms, number: int, limit: int) -> list[tuple[str, float]]:
    """The papers of a topic with the largest sums of term scores, ties by key."""
    own = Forms({number: forms.by_topic.get(number, {})}, forms.elsewhere)
    return [(key, score) for key, score in _rows(_LEADING, {**own.parameters(), "limit": limit})]


class Use(NamedTuple):
    """A paper holds a form of a topic: the concept, how the paper writes it, its score and the sentence."""

    concept: str
    text: str
    score: float
    evidence: list[Evidence]


def uses_in(papers: Mapping[str, Paper], forms: Forms, number: int) -> dict[str, list[Use]]:
    """By key of the papers what they hold of the topic, best first, each concept once."""
    own = forms.by_topic.get(number, {})
    rows = ConceptUse.objects.filter(paper_key__in=papers, form__in=own).defer("vector", "told")
    other = set(forms.elsewhere)
    found: dict[str, dict[str, Use]] = {key: {} for key in papers}
    for row in sorted(rows, key=lambda row: (-row.score, row.form)):
        concept = own[row.form]
        if (row.form, row.paper_key) not in other and concept not in found[row.paper_key]:
            quote = _quote(papers[row.paper_key], row)
            found[row.paper_key][concept] = Use(concept, row.text, round(row.score, 6), quote)
    return {key: list(uses.values()) for key, uses in found.items()}


def _quote(paper: Paper, use: ConceptUse) -> list[Evidence]:
    """The sentence around the use; none where the paper's text is newer than what was read of it."""
    held = PaperInput(paper.key, paper.version, paper.title, paper.abstract)
    if use.place is None:
        return [given_evidence(held, use.text)]
    field, start, end = use.place
    inside = end <= len(paper.title if field == "title" else paper.abstract)
    return [quote_for(held, Span(field, start, end))] if inside else []


def _rows(query: str, parameters: Mapping[str, Any]) -> Iterable[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, dict(parameters))
        return list(cursor.fetchall())

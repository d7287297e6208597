"""From what an import was asked for to batches of records, each with the place from which a later attempt goes on."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from explorer.models import ImportText
from jobs.errors import Invalid, NotFound
from papers.arxiv import arxiv_client, arxiv_errors
from papers.services import Stored
from papers.sources.arxiv import ArxivQuery
from papers.sources.bibtex import parse_bibtex
from papers.sources.errors import Problem, SourceError
from papers.sources.record import Parsed, SourceRecord
from papers.sources.report import parse_report
from papers.sources.ris import parse_ris

BATCH = 100
PARSERS: Mapping[str, Callable[[str], Parsed]] = {"bibtex": parse_bibtex, "ris": parse_ris, "report": parse_report}

Skip = dict[str, Any]
WITHDRAWN = "It was withdrawn from this library; import it by its id to bring it back."


@dataclasses.dataclass
class Tally:
    """What became of the records so far; `skipped` names each one left out and why.

    `near_duplicates` counts the new texts that are almost those of other papers.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    near_duplicates: int = 0
    skipped: list[dict[str, Any]] = dataclasses.field(default_factory=list)

    def count(self, stored: Iterable[Stored]) -> None:
        """Adds what storing did."""
        for paper, outcome in stored:
            if paper.withdrawn_at is not None:
                self.skipped.append({"id": paper.key, "reason": WITHDRAWN})
            else:
                setattr(self, outcome, getattr(self, outcome) + 1)

    def result(self) -> dict[str, Any]:
        """The figures as an import's result shows them."""
        papers = self.created + self.updated + self.unchanged
        return {**dataclasses.asdict(self), "papers": papers, "failed": len(self.skipped)}


@dataclasses.dataclass(frozen=True)
class Batch:
    """Some records, what was left out among them and why, and how far this gets: `position` of `total`."""

    records: tuple[SourceRecord, ...]
    skipped: tuple[Skip, ...]
    position: int
    total: int
    found: int | None = None


def batches(params: Mapping[str, Any], *, position: int, tick: Callable[[], None]) -> Iterator[Batch]:
    """The batches of an import after `position` (0 at first); `tick` is called while arXiv is waited for.

    `params` holds `source` and, by source, `text` (id of an `ImportText`), `ids` or `query` (the fields of
    `ArxivQuery`), and `max_results`. Raises `AppError`.
    """
    if params["source"] == "arxiv":
        return _arxiv(params, position, tick)
    row = ImportText.objects.filter(pk=params["text"]).first()
    if row is None:
        raise NotFound("The text of this import is gone, for it was kept only a week. Import it again.")
    return parsed_batches(parse(params["source"], row.text), position=position, limit=params.get("max_results"))


def parse(source: str, text: str) -> Parsed:
    """The papers of a text; raises `Invalid` with a sentence when there is none in it."""
    try:
        parsed = PARSERS[source](text)
    except SourceError as error:
        raise Invalid(str(error), code="unreadable") from error
    if not parsed.records:
        reasons = [_skip(problem) for problem in parsed.problems]
        first = f" {reasons[0]['reason']}" if reasons else ""
        raise Invalid(f"No paper was found in this text.{first}", code="no_papers", details={"skipped": reasons[:50]})
    return parsed


def parsed_batches(parsed: Parsed, *, position: int = 0, limit: int | None = None) -> Iterator[Batch]:
    """The records of a parsed text in batches; problems, repetitions and what lies beyond `limit` go with the first."""
    records, repeated = _once(parsed.records)
    kept = records if limit is None else records[:limit]
    skipped = [*map(_skip, parsed.problems), *repeated]
    skipped += [{"id": record.key, "reason": f"It lies beyond max_results={limit}."} for record in records[len(kept) :]]
    for start in range(position, len(kept), BATCH):
        part = tuple(kept[start : start + BATCH])
        yield Batch(part, tuple(skipped) if start == 0 else (), start + len(part), len(kept), len(records))


def _once(records: Sequence[SourceRecord]) -> tuple[list[SourceRecord], list[Skip]]:
    first: dict[tuple[str, int | None], SourceRecord] = {}
    repeated = []
    for record in records:
        name = (record.key, record.version)
        if name in first:
            repeated.append({"id": record.key, "reason": f"“{record.title[:80]}” repeats an earlier entry."})
        first.setdefault(name, record)
    return list(first.values()), repeated


def _skip(problem: Problem) -> Skip:
    where = {"line": problem.line, "id": problem.name or None}
    return {**{name: value for name, value in where.items() if value is not None}, "reason": problem.sentence}


def arxiv_query(params: Mapping[str, Any]) -> ArxivQuery:
    """The search that `ids` or `query` of an import ask for, days being ISO text; raises `ArxivBadQuery`."""
    if params.get("ids"):
        query = ArxivQuery(ids=tuple(params["ids"]))
    else:
        fields = dict(params["query"])
        days = {name: fields.pop(name, None) for name in ("from", "to")}
        first, last = (date.fromisoformat(day) if day else None for day in days.values())
        query = ArxivQuery(**fields, from_=first, to=last)
    query.search_query()
    return query


def page_size(wanted: int) -> int:
    """Papers a request: a quarter of those wanted, 10 to 100, so that a short import shows progress, too."""
    return min(max(wanted // 4, 10), BATCH)


def _arxiv(params: Mapping[str, Any], position: int, tick: Callable[[], None]) -> Iterator[Batch]:
    limit = params["max_results"]
    if position >= limit:
        return
    with arxiv_errors():
        query = arxiv_query(params)
        beyond = [{"id": name, "reason": f"It lies beyond max_results={limit}."} for name in query.ids[limit:]]
        size = page_size(min(limit, len(query.ids) or limit))
        for page in arxiv_client(tick=tick).pages(query, start=position, limit=limit - position, page_size=size):
            skipped = [{"id": name, "reason": "arXiv does not know this id."} for name in page.missing]
            skipped += [*map(_skip, page.problems), *(beyond if page.start == 0 else [])]
            total = min(page.total, limit)
            end = total if page.next_start is None else min(page.next_start, total)
            yield Batch(page.records, tuple(skipped), end, total, page.total)

"""Writes papers in the report format of the owner's notes; `parse_report` reads them back equal."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from papers.sources.escapes import join_names
from papers.sources.record import GivenReport, SourceRecord
from papers.sources.report import CHART, MONTHS, RULE, is_marker, parse_date


def render_report(records: Iterable[SourceRecord]) -> str:
    """The papers in the notes' format: first every report, then the abstracts of those that have one.

    `parse_report(render_report(records)).records` equals the records, `source` aside, as long as no two share both
    title and first author without telling arXiv ids, and a `given` report carries its `date_text`.
    """
    papers = list(records)
    blocks = [_report_block(paper) for paper in papers]
    abstracts = [_abstract_block(paper) for paper in papers if paper.abstract]
    if abstracts:
        blocks.append("🔎 Research Papers\n")
        blocks += abstracts
    return "\n".join(["Detailed Research Paper Summary\n", *blocks])


def format_date(time: datetime | None) -> str:
    """`21 Jan 2021`, the day being that of UTC; "" for None."""
    return f"{time.day:02d} {MONTHS[time.month - 1]} {time.year:04d}" if time else ""


def _date_text(paper: SourceRecord) -> str:
    return (paper.given.date_text if paper.given else "") or format_date(paper.published)


def _report_block(paper: SourceRecord) -> str:
    date = _date_text(paper)
    given = paper.given
    lines = [f"📄 {paper.title}", f"Authors: {join_names(paper.authors)}", f"Date: ### {date}"]
    if given and (given.title_words, given.summary_words) != (None, None):
        title, summary = _shown(given.title_words), _shown(given.summary_words)
        lines.append(f"Word Count (Title): {title} | Word Count (Summary): {summary}")
    lines += ["", f"Links: {_links(paper)}", *_metadata(paper, date), ""]
    if given:
        lines += _given_lines(paper, given)
    return "\n".join(lines) + "\n"


def _shown(count: int | None) -> str:
    return "" if count is None else str(count)


def _links(paper: SourceRecord) -> str:
    if paper.arxiv_id is None:
        return "Abstract | PDF"
    name = f"{paper.arxiv_id}v{paper.version}" if paper.version else paper.arxiv_id
    return f"[Abstract](https://arxiv.org/abs/{name}) | [PDF](https://arxiv.org/pdf/{name}.pdf)"


def _metadata(paper: SourceRecord, date: str) -> list[str]:
    """Lines beyond the notes' own, written only where the notes' lines would lose something."""
    lines = []
    if paper.published != parse_date(date):
        lines.append(f"Published: {paper.published.isoformat() if paper.published else 'unknown'}")
    if paper.updated:
        lines.append(f"Updated: {paper.updated.isoformat()}")
    if paper.categories:
        lines.append(f"Categories: {join_names(paper.categories)}")
    if paper.primary_category != (paper.categories[0] if paper.categories else ""):
        lines.append(f"Primary Category: {paper.primary_category}")
    labelled = (("DOI", paper.doi), ("Journal", paper.journal_ref), ("Comment", paper.comment))
    return lines + [f"{label}: {value}" for label, value in labelled if value]


def _given_lines(paper: SourceRecord, given: GivenReport) -> list[str]:
    terms = join_names(given.terms)
    rouge = "" if given.rouge_percent is None else f"{given.rouge_percent}%"
    lines = [f"High Info Terms: {terms}"]
    if rouge:
        lines.append(f"ROUGE Score: {rouge}")
    lines += ["", "🎤 TTF Read Aloud", f"Title: {paper.title}", f"Key Terms: {terms}"]
    if rouge:
        lines.append(f"ROUGE: {rouge}")
    if given.mermaid:
        lines += ["Mermaid Graph of Key Concepts", _chart(given.mermaid)]
    return lines


def _chart(mermaid: str) -> str:
    first, *others = mermaid.split("\n")
    if CHART.match(first) and all(line.strip() and not is_marker(line) for line in others):
        return mermaid
    longest = max((len(run) for run in re.findall(r"`+", mermaid)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}mermaid\n{mermaid}\n{fence}"


def _abstract_block(paper: SourceRecord) -> str:
    link = f"https://arxiv.org/pdf/{paper.arxiv_id}.pdf" if paper.arxiv_id else "none"
    return "\n".join(
        [
            f"📄 {paper.title}",
            f"### {_date_text(paper)} | {paper.title} — Arxiv Link",
            "",
            f"PDF Link: {link}",
            "",
            f"Authors: {join_names(paper.authors)}",
            "",
            f"{paper.abstract} {RULE}",
            "",
        ]
    )

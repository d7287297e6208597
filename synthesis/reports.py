"""A paper's report as Markdown, and a collection's in the format of the owner's notes; `import_report` reads both."""

from __future__ import annotations

import dataclasses

from compute import selectors as compute
from papers.models import Collection, Paper
from papers.selectors import collection_papers
from papers.sources.escapes import join_names
from papers.sources.record import GivenReport, SourceRecord
from papers.sources.report import RULE
from papers.sources.report_writer import render_report
from synthesis.models import PaperTree, Tree


def report_records(papers: list[Paper]) -> list[SourceRecord]:
    """The papers as records, each with the figures, terms and diagram that its page shows."""
    pointers = PaperTree.objects.filter(paper__in=papers, style=Tree.Style.CLASSIC).select_related("tree")
    diagrams = {row.paper_id: row.tree.mermaid for row in pointers}
    return [_record(paper, diagrams.get(paper.pk, "")) for paper in papers]


def _record(paper: Paper, diagram: str) -> SourceRecord:
    report = compute.report(paper)
    given = GivenReport(
        terms=tuple(report["high_info_terms"]),
        rouge_percent=report["rouge_percent"],
        title_words=report["title_words"],
        summary_words=report["summary_words"],
        mermaid=diagram or (paper.given or {}).get("mermaid", ""),
        date_text=report["date_text"],
    )
    names = [field.name for field in dataclasses.fields(SourceRecord) if field.name not in {"given", "source"}]
    values = {name: getattr(paper, name) for name in names}
    values |= {name: tuple(values[name]) for name in ("authors", "categories")}
    return SourceRecord(**values, source="report", given=given)


def collection_report(collection: Collection) -> str:
    """The reports of the collection's papers, in the order they were added, in the format of the notes."""
    return render_report(report_records(list(collection_papers(collection))))


def paper_markdown(paper: Paper) -> str:
    """The paper's report to read as Markdown, in lines that the notes' reader takes too.

    Title, authors, date, abstract, links, word counts, High Info Terms, ROUGE score and the Mermaid tree; when the
    model has read the paper its key terms and the concept tree, too.
    """
    record = report_records([paper])[0]
    given = record.given or GivenReport()
    date = given.date_text or "no date"
    head = [f"# 📄 {record.title}"]
    authors = f"**Authors:** {join_names(record.authors)}"
    if record.abstract:
        # A line of dashes right below text would make a heading of it.
        head += [f"### {date} | {record.title}", authors, record.abstract, RULE]
    else:
        head += [authors, f"**Date:** {date}", "_No abstract._"]
    if record.arxiv_id:
        name = f"{record.arxiv_id}v{record.version}" if record.version else record.arxiv_id
        head.append(f"**Links:** [Abstract](https://arxiv.org/abs/{name}) | [PDF](https://arxiv.org/pdf/{name}.pdf)")
    counts = " | ".join(
        f"Word Count ({name}): {count}"
        for name, count in (("Title", given.title_words), ("Summary", given.summary_words))
        if count is not None
    )
    figures = [counts, f"**High Info Terms:** {join_names(given.terms)}" if given.terms else ""]
    figures.append("" if given.rouge_percent is None else f"**ROUGE Score:** {given.rouge_percent}%")
    charts = [*_chart("Mermaid Graph of Key Concepts", given.mermaid), *_concepts(paper)]
    return "\n\n".join([*head, *filter(None, figures), *charts]) + "\n"


def _concepts(paper: Paper) -> list[str]:
    """The model's key terms and the concept tree; nothing while there is none."""
    tree = Tree.objects.filter(current_for__paper=paper, style=Tree.Style.CONCEPT).first()
    if tree is None:
        return []
    terms = [f"{term.text} ({term.long_form})" if term.long_form else term.text for term in compute.model_terms(paper)]
    return [f"**Key Terms:** {join_names(tuple(terms))}", *_chart("Concept Tree", tree.mermaid.rstrip("\n"))]


def _chart(heading: str, mermaid: str) -> list[str]:
    return [f"## {heading}", f"```mermaid\n{mermaid}\n```"] if mermaid else []

"""What REST answers of topics and demand, as plain values."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from compute.experiments import EXPERIMENTS
from compute.models import Organization, Topic
from graph.demand import measuring
from graph.demand.cells import Cell, Orders, cells, orders, organizations
from graph.demand.matching import NEAR, Match, topic_matches
from jobs.errors import NotFound
from papers.models import Paper
from papers.selectors import papers_by_key
from synthesis.concept_models import Concept, ConceptForm
from synthesis.core.resolution.vectors import ONE

LEADING = 10
# As deep as lists by rank go.
MOST = 200


def demand_body() -> dict[str, Any]:
    """Organizations, skills and topics in order of demand, and the cell of each organization and skill."""
    found = cells()
    order = orders(found)
    centres: dict[str, list[int]] = {}
    for topic in sorted(order.topics, key=lambda row: row.number):
        for centre in topic.centres:
            centres.setdefault(centre["organization"], []).append(topic.number)
    return {
        "organizations": [_organization(row, centres.get(row.slug, [])) for row in organizations()],
        "skills": [
            {"skill": row.slug, "name": row.name, "topic": row.topic_id, "rank": rank, "place": row.place,
             "count": order.by_skill.get(row.slug)}
            for rank, row in enumerate(order.skills, 1)
        ],
        "topics": [_ranked(row, rank, order) for rank, row in enumerate(order.topics, 1)],
        "cells": [_cell(cell) for cell in found],
    }  # fmt: skip


def topic_rows() -> list[dict[str, Any]]:
    """The topics in order of demand, each with what the library measures of it."""
    found = cells()
    order = orders(found)
    forms = measuring.forms_of(topic_matches())
    years, library = measuring.years_of(forms), measuring.library_years()
    names = {row.slug: row.name for row in Organization.objects.all()}
    return [
        {**_ranked(row, rank, order), **_told(row, names, order), **_measured(years[row.number], library)}
        for rank, row in enumerate(order.topics, 1)
    ]


def topic_get(number: int) -> Topic:
    """The topic of that number; raises `NotFound`."""
    topic = Topic.objects.filter(number=number).first()
    if topic is None:
        raise NotFound(f"There is no topic {number}.", details={"topic": number})
    return topic


def topic_body(topic: Topic) -> dict[str, Any]:
    """A topic with the notes' words, who demands it, its concepts and its leading papers."""
    found = cells()
    matches = topic_matches()
    matched = matches.get(topic.number, ())
    row = next(row for row in topic_rows() if row["number"] == topic.number)
    return {
        **row,
        "said": topic.said,
        "terms": topic.terms,
        "near": NEAR / ONE,
        "growth_formula": measuring.FORMULA,
        "demands": _demands(topic, found),
        "concepts": _concepts(matched),
        "leading": topic_papers(topic)[:LEADING],
        "experiments": [{"key": one.key, "title": one.title} for one in EXPERIMENTS if one.topic == topic.number],
    }


def topic_papers(topic: Topic) -> list[dict[str, Any]]:
    """The papers that hold most of a topic, at most 200, each with its sentences for each concept."""
    matches = topic_matches()
    forms = measuring.forms_of(matches)
    ranked = measuring.leading(forms, topic.number, MOST)
    papers = papers_by_key(key for key, _ in ranked)
    uses = measuring.uses_in(papers, forms, topic.number)
    labels = dict(
        Concept.objects.filter(pk__in={one.concept for held in uses.values() for one in held}).values_list(
            "pk", "label"
        )
    )
    return [
        {
            "arxiv_id": key,
            "title": papers[key].title,
            "year": _year(papers[key]),
            "score": score,
            "matches": [
                {"concept": one.concept, "label": labels[one.concept], "text": one.text, "score": one.score,
                 "evidence": [dataclasses.asdict(quote) for quote in one.evidence]}
                for one in uses[key]
            ],
        }
        for key, score in ranked
    ]  # fmt: skip


def _year(paper: Paper) -> int | None:
    return paper.published.year if paper.published else None


def _organization(row: Organization, centre_of: list[int]) -> dict[str, Any]:
    return {
        "organization": row.slug, "name": row.name, "place": row.place, "focus": row.focus, "words": row.words,
        "line": row.line, "centre_of": centre_of,
    }  # fmt: skip


def _ranked(row: Topic, rank: int, order: Orders) -> dict[str, Any]:
    return {
        "number": row.number, "slug": row.slug, "title": row.title, "rank": rank,
        "count": order.by_topic.get(row.number),
    }  # fmt: skip


def _told(row: Topic, names: dict[str, str], order: Orders) -> dict[str, Any]:
    return {
        "summary": row.summary,
        "urls": row.urls,
        "centres": [{**centre, "name": names[centre["organization"]]} for centre in row.centres],
        "skills": [{"skill": skill.slug, "name": skill.name} for skill in order.skills if skill.topic_id == row.number],
    }


def _measured(years: dict[int | None, int], library: dict[int, int]) -> dict[str, Any]:
    dated = {year: count for year, count in years.items() if year is not None}
    span = range(min(dated), max(library) + 1) if dated else range(0)
    return {
        "papers": sum(years.values()),
        "undated": years.get(None, 0),
        "years": [{"year": year, "papers": dated.get(year, 0), "library": library.get(year, 0)} for year in span],
        "growth": measuring.growth(dated, library),
    }


def _cell(cell: Cell) -> dict[str, Any]:
    newest = cell.newest
    return {
        "organization": cell.organization,
        "skill": cell.skill,
        "stated": cell.rank is not None,
        "rank": cell.rank,
        "named": cell.named,
        "quotes": cell.quotes,
        "count": newest.count if newest else None,
        "count_rank": cell.count_rank,
        "source": newest.source if newest else None,
        "date": newest.date if newest else None,
        "older": [{"count": row.count, "source": row.source, "date": row.date} for row in cell.counts[1:]],
    }


def _demands(topic: Topic, found: Sequence[Cell]) -> list[dict[str, Any]]:
    """The cells of the topic's skills that say anything, those with a rank of the notes first."""
    skills = {row.slug: row.name for row in topic.skills.all()}
    told = [cell for cell in found if cell.skill in skills and (cell.named or cell.newest)]
    names = {row.slug: (place, row.name) for place, row in enumerate(organizations())}
    told.sort(key=lambda cell: (cell.rank is None, cell.rank or 0, names[cell.organization], cell.skill))
    return [
        {**_cell(cell), "organization_name": names[cell.organization][1], "skill_name": skills[cell.skill]}
        for cell in told
    ]


def _concepts(matched: Sequence[Match]) -> list[dict[str, Any]]:
    """The matched concepts that papers hold, those of most papers first."""
    rows = Concept.objects.in_bulk([match.concept for match in matched])
    held: dict[str, list[str]] = {}
    for concept, form in ConceptForm.objects.filter(concept__in=rows).order_by("form").values_list("concept", "form"):
        held.setdefault(concept, []).append(form)
    found = [
        {**match._asdict(), "label": rows[match.concept].label, "papers": rows[match.concept].papers,
         "forms": list(dict.fromkeys(held.get(match.concept, [])))}
        for match in matched
        if match.concept in rows
    ]  # fmt: skip
    return sorted(found, key=lambda one: (-one["papers"], one["concept"]))

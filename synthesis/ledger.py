"""Reads of concepts: which there are, what each rests on, and the ledger of how it came about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from jobs.errors import NotFound
from papers.models import Paper
from synthesis.concept_models import Concept, ConceptForm, ConceptUse, LedgerEntry
from synthesis.concept_shelf import SqlShelf
from synthesis.core.evidence import given_evidence, quote_for
from synthesis.core.inputs import PaperInput
from synthesis.core.resolution import Decision
from synthesis.core.resolution.vectors import ONE, cosine
from synthesis.core.stopwords import normal_form
from synthesis.core.types import Evidence, Span

# Papers, quotes and variants in writing that one answer tells of.
MOST = 200
Spot = Sequence[Any]


def concept_decisions() -> list[Decision]:
    """What people decided and did not take back, in order."""
    rows = LedgerEntry.objects.filter(rule="user", undone_at=None).order_by("pk")
    return [Decision.from_json({**(row.decision or {}), "number": row.pk, "action": row.action}) for row in rows]


def decisions_on(concept: Concept) -> QuerySet[LedgerEntry]:
    """What people decided about a form that the concept has, also what was taken back, in order."""
    forms = set(concept.forms.values_list("form", flat=True))
    rows = LedgerEntry.objects.filter(rule="user")
    named = {
        row.pk for row in rows if row.concept_id == concept.pk or not forms.isdisjoint(form for form, _ in _sides(row))
    }
    return rows.filter(pk__in=named).order_by("pk")


def _sides(row: LedgerEntry) -> list[tuple[str, list[str]]]:
    return [(form, papers) for side in ("others", "forms") for form, papers in (row.decision or {}).get(side, ())]


def concept_get(concept_id: str) -> Concept:
    """The concept of that id, for one that went into another the one it is part of now; raises `NotFound`."""
    concept = Concept.objects.filter(pk=concept_id).first()
    seen: set[str] = set()
    while concept is not None and concept.merged_into is not None and concept.pk not in seen:
        seen.add(concept.pk)
        concept = concept.merged_into
    if concept is None:
        raise NotFound(f"There is no concept {concept_id}.")
    return concept


def concepts(*, q: str = "", forms: Iterable[str] = ()) -> QuerySet[Concept]:
    """The concepts that papers hold, those of most papers first.

    `q` is looked for in their labels and forms; with `forms` only those that have one of these (in any writing).
    """
    found = Concept.objects.filter(papers__gt=0, merged_into=None)
    held = ConceptForm.objects.filter(concept=OuterRef("pk"))
    if q:
        found = found.filter(Q(label__icontains=q) | Exists(held.filter(form__contains=normal_form(q) or q)))
    wanted = {normal_form(form) for form in forms}
    if wanted:
        found = found.filter(Exists(held.filter(form__in=wanted)))
    return found.order_by("-papers", "id")


def forms_of(rows: Sequence[Concept]) -> dict[str, list[dict[str, Any]]]:
    """The forms of each concept with how many papers hold them, most first: `{form, sense, papers}`."""
    found: dict[str, list[dict[str, Any]]] = {row.pk: [] for row in rows}
    stored = ConceptForm.objects.filter(concept__in=found).order_by("-papers", "form", "tag")
    for form in stored.values("concept_id", "form", "tag", "papers"):
        found[form["concept_id"]].append({"form": form["form"], "sense": form["tag"], "papers": form["papers"]})
    return found


def concept_body(concept: Concept) -> dict[str, Any]:
    """A concept as `GET /api/concepts/{id}/` shows it."""
    uses = _uses(concept)
    best: dict[str, ConceptUse] = {}
    for use in sorted(uses, key=lambda use: (-use.score, use.paper_key, use.form)):
        best.setdefault(use.paper_key, use)
    best = dict(list(best.items())[:MOST])
    shown = list(best.values())
    entries = [*_written(uses), *_joins(concept), *_apart(concept), *_decided(concept)]
    keys = {use.paper_key for use in shown} | {spot[0] for entry in entries for spot in entry["evidence"]}
    papers = _papers(keys)
    for entry in entries:
        entry["evidence"] = _quotes(entry["evidence"], papers)
    return {
        "id": concept.pk,
        "label": concept.label,
        "forms": forms_of([concept])[concept.pk],
        "paper_count": concept.papers,
        "papers": [
            {"arxiv_id": use.paper_key, "title": papers[use.paper_key].title}
            for use in shown
            if use.paper_key in papers
        ],
        "evidence": _quotes([[use.paper_key, use.text, use.place] for use in shown], papers),
        "ledger": entries,
    }


def _uses(concept: Concept) -> list[ConceptUse]:
    """The uses of the concept's forms, without their vectors; of a form with several senses those meant here."""
    rows = list(concept.forms.order_by("form", "tag"))
    forms = {row.form for row in rows}
    uses = ConceptUse.objects.filter(form__in=forms).defer("vector").order_by("form", "paper_key")
    several = set(ConceptForm.objects.filter(form__in=forms).exclude(concept=concept).values_list("form", flat=True))
    shelf = SqlShelf()
    shelf.need_forms(several)
    meant = {(row.form, key) for row in rows if row.form in several for key in shelf.papers_of(row.form, row.tag)}
    return [use for use in uses if use.form not in several or (use.form, use.paper_key) in meant]


def _entry(action: str, rule: str, left: str, right: str, **more: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {"number": None, "score": 1.0, "evidence": [], "author": "", "other": None}
    empty |= {"created_at": None, "undone_at": None}
    return {**empty, "action": action, "rule": rule, "left": left, "right": right, **more}


def _written(uses: Iterable[ConceptUse]) -> list[dict[str, Any]]:
    """Equal normal forms that papers write differently."""
    texts: dict[str, dict[str, list[ConceptUse]]] = defaultdict(dict)
    for use in uses:
        texts[use.form].setdefault(use.text, []).append(use)
    found = []
    for form in sorted(texts):
        first, *others = sorted(texts[form].items(), key=lambda item: (-len(item[1]), item[0]))
        for text, held in others:
            spots = [[use.paper_key, use.text, use.place] for use in (first[1][0], held[0])]
            found.append(_entry("join", "form", first[0], text, evidence=spots))
    return found[:MOST]


def _joins(concept: Concept) -> list[dict[str, Any]]:
    rows = concept.ledger.exclude(rule="user")
    order = {"acronym": 0, "spelling": 1, "inflection": 2, "embedding": 3}
    return [
        _entry(row.action, row.rule, _told(row.left, row.left_tag), _told(row.right, row.right_tag), number=row.pk,
               score=row.score, evidence=row.evidence, created_at=row.created_at)
        for row in sorted(rows, key=lambda row: (order[row.rule], row.left, row.right, row.pk))
    ]  # fmt: skip


def _told(form: str, tag: str) -> str:
    return f"{form} ({tag})" if tag else form


def _apart(concept: Concept) -> list[dict[str, Any]]:
    """Senses of this concept's forms that were kept apart and belong to other concepts."""
    own = list(concept.forms.order_by("form", "tag"))
    others = ConceptForm.objects.filter(form__in=[row.form for row in own]).exclude(concept=concept)
    found = []
    for other in others.order_by("form", "tag"):
        mine = next(row for row in own if row.form == other.form)
        score = round(max(0, cosine(bytes(mine.vector), bytes(other.vector))) / ONE, 6)
        sides = _told(mine.form, mine.tag), _told(other.form, other.tag)
        found.append(_entry("split", "homonym", *sides, score=score, other=other.concept_id))
    return found


def _decided(concept: Concept) -> list[dict[str, Any]]:
    rows = list(decisions_on(concept))
    forms = {form for row in rows for form, _ in _sides(row)}
    homes = dict(ConceptForm.objects.filter(form__in=forms).order_by("-tag").values_list("form", "concept"))
    found = []
    for row in rows:
        sides = [", ".join(form for form, _ in (row.decision or {})[side]) for side in ("others", "forms")]
        away = [homes[form] for form, _ in _sides(row) if form in homes and homes[form] != concept.pk]
        found.append(
            _entry(row.action, row.rule, *sides, number=row.pk, author=row.author, created_at=row.created_at,
                   undone_at=row.undone_at, other=away[0] if away else None)
        )  # fmt: skip
    return found


def _papers(keys: Iterable[str]) -> dict[str, PaperInput]:
    rows = Paper.objects.filter(key__in=set(keys)).values_list("key", "version", "title", "abstract")
    return {row[0]: PaperInput(*row) for row in rows}


def _quotes(spots: Iterable[Spot], papers: dict[str, PaperInput]) -> list[Evidence]:
    """The sentences around these places, each once; what a newer text no longer holds is left out until it is read."""
    found: dict[Evidence, None] = {}
    for key, text, place in spots:
        paper = papers.get(key)
        if paper is None:
            continue
        if place is None:
            found[given_evidence(paper, text)] = None
        elif place[2] <= len(paper.title if place[0] == "title" else paper.abstract):
            found[quote_for(paper, Span(*place))] = None
    return list(found)

"""What the resolution found, into rows: only what differs is written, and every concept keeps its id for life."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.db.models.functions import Now

from jobs import outbox
from papers.copying import copy_in
from synthesis.concept_models import FORM_LENGTH, Concept, ConceptForm, ConceptUse, LedgerEntry
from synthesis.concept_shelf import SqlShelf, row_of
from synthesis.core.planting import slug
from synthesis.core.resolution import Entry, Group, SenseId, Use
from synthesis.core.resolution.rules import variant_keys

AT_ONCE = 5_000
# Papers shared (negative, so that the most come first), the concept that had them, the number of the group.
Overlap = tuple[int, str, int]


def uses_write(changed: Mapping[str, Sequence[Use]]) -> None:
    """The uses of these papers in place of what they held."""
    keys = sorted(changed)
    for start in range(0, len(keys), AT_ONCE):
        ConceptUse.objects.filter(paper_key__in=keys[start : start + AT_ONCE]).delete()
        copy_in([row_of(use) for key in keys[start : start + AT_ONCE] for use in changed[key]])


def groups_write(shelf: SqlShelf, groups: Sequence[Group], gone: Iterable[SenseId], prefer: str = "") -> set[str]:
    """The concepts of these groups, with their forms and ledger; returns the ids of all that changed.

    `gone` are senses that are no more. A group takes the id that most of what it rests on had (`prefer` first), a part
    that is left without one a new id, or that of a concept of its name which had gone.
    """
    gone = [sense for sense in gone if sense not in shelf.senses and sense in shelf.rows]
    affected = {shelf.rows[sense].concept for sense in gone}
    affected |= {shelf.rows[sense].concept for group in groups for sense in group.senses if sense in shelf.rows}
    names = _names(shelf, groups, affected, prefer)
    papers = [{use.paper for sense in group.senses for use in shelf.senses[sense].uses} for group in groups]
    rows = [
        Concept(id=name, label=label_of(shelf, group), papers=len(held))
        for name, group, held in zip(names, groups, papers, strict=True)
    ]
    Concept.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], batch_size=1000,
        update_fields=["label", "papers", "merged_into", "modified_at"],
    )  # fmt: skip
    _retire(shelf, groups, names, affected)
    _forms_write(shelf, groups, names, gone)
    _ledger_write(groups, names, affected)
    told: dict[str, dict[str, Any]] = {row.pk: {"papers": row.papers} for row in rows}
    told |= {name: {"gone": True} for name in sorted(affected - told.keys())}
    outbox.publish_all(topic="concept.changed", payloads=told)
    return set(told)


def label_of(shelf: SqlShelf, group: Group) -> str:
    """How most papers write it; of equals the longest, then the one in small letters."""
    written: Counter[str] = Counter()
    plain = [sense for sense in group.senses if not sense.tag] or list(group.senses)
    for sense in plain:
        written.update(use.text for use in shelf.senses[sense].uses)
    return min(written, key=lambda text: (-written[text], -len(text), sum(map(str.isupper, text)), text))[:FORM_LENGTH]


def _names(shelf: SqlShelf, groups: Sequence[Group], affected: set[str], prefer: str) -> list[str]:
    overlaps: list[Overlap] = []
    for place, group in enumerate(groups):
        shared: Counter[str] = Counter()
        for sense in group.senses:
            shared.update(_rested_on(shelf, sense))
        overlaps += [(-count, name, place) for name, count in shared.items()]
    names: dict[int, str] = {}
    taken: set[str] = set()
    for _, name, place in sorted(overlaps, key=lambda one: (one[1] != prefer, one)):
        if place not in names and name not in taken:
            names[place] = name
            taken.add(name)
    free = _free(groups, names, affected)
    for place, group in enumerate(groups):
        if place not in names:
            stem = f"concept:{slug(group.senses[0].form)}"
            names[place] = free[stem].pop(0)
    return [names[place] for place in range(len(groups))]


def _rested_on(shelf: SqlShelf, sense: SenseId) -> dict[str, int]:
    """How many papers of a sense belonged to which concept until now; a sense may have had another tag."""
    papers = shelf.senses[sense].papers
    if sense.form not in shelf.former:
        return {shelf.rows[sense].concept: len(papers)} if sense in shelf.rows else {}
    found: Counter[str] = Counter()
    for old, held in shelf.former[sense.form].items():
        both = len(set(papers).intersection(held))
        if both and old in shelf.rows:
            found[shelf.rows[old].concept] += both
    return found


def _free(groups: Sequence[Group], names: Mapping[int, str], affected: set[str]) -> dict[str, list[str]]:
    """Ids for the groups without one, by what they begin with: those of the same name that went, then new ones."""
    wanted = Counter(
        f"concept:{slug(group.senses[0].form)}" for place, group in enumerate(groups) if place not in names
    )
    taken = set(names.values())
    highest: Counter[str] = Counter()
    idle: dict[str, list[str]] = {stem: [] for stem in wanted}
    stems = sorted(wanted)
    for start in range(0, len(stems), AT_ONCE):
        chosen = stems[start : start + AT_ONCE]
        first = [f"{stem}~1" for stem in chosen]
        known = [name.rsplit("~", 1)[0] for name in Concept.objects.filter(pk__in=first).values_list("pk", flat=True)]
        for stem in known:
            for row in Concept.objects.filter(pk__startswith=f"{stem}~").order_by("pk"):
                highest[stem] = max(highest[stem], int(row.pk.rsplit("~", 1)[1]))
                away = row.merged_into_id in affected if row.merged_into_id else row.papers == 0
                if away and row.pk not in taken:
                    idle[stem].append(row.pk)
    return {
        stem: [*idle[stem], *(f"{stem}~{highest[stem] + more}" for more in range(1, count + 1))]
        for stem, count in wanted.items()
    }


def _retire(shelf: SqlShelf, groups: Sequence[Group], names: Sequence[str], affected: set[str]) -> None:
    """Concepts that no group is any more: part of the one that most of them went to, or held by nobody."""
    gone_to: dict[str, Counter[str]] = {name: Counter() for name in affected - set(names)}
    for group, name in zip(groups, names, strict=True):
        for sense in group.senses:
            for former, count in _rested_on(shelf, sense).items():
                if former in gone_to:
                    gone_to[former][name] += count
    for former in sorted(gone_to):
        heirs = gone_to[former]
        heir = min(heirs, key=lambda name: (-heirs[name], name), default=None)
        Concept.objects.filter(pk=former).update(papers=0, merged_into=heir, modified_at=Now())


def _forms_write(shelf: SqlShelf, groups: Sequence[Group], names: Sequence[str], gone: Iterable[SenseId]) -> None:
    stale = [shelf.rows[sense].pk for sense in gone]
    rows = []
    for group, name in zip(groups, names, strict=True):
        for id_ in group.senses:
            sense, held, near = shelf.senses[id_], shelf.rows.get(id_), shelf.near.get(id_)
            longs = tuple(long_form for long_form, _ in sense.longs)
            now = (name, len(sense.uses), sense.vector, near, longs)
            if held is not None:
                if (held.concept, held.papers, held.vector, held.near, held.longs) == now:
                    continue
                stale.append(held.pk)
            rows.append(_form_row(id_, now, shelf.keys.get(id_, ())))
    for start in range(0, len(stale), AT_ONCE):
        ConceptForm.objects.filter(pk__in=stale[start : start + AT_ONCE]).delete()
    copy_in(rows)


def _form_row(
    sense: SenseId, now: tuple[str, int, bytes, tuple[int, SenseId] | None, tuple[str, ...]], keys: tuple[int, ...]
) -> ConceptForm:
    name, papers, vector, near, longs = now
    score, (near_form, near_tag) = near if near is not None else (0, SenseId(""))
    return ConceptForm(
        concept_id=name, form=sense.form, tag=sense.tag, papers=papers, vector=vector, near_form=near_form,
        near_tag=near_tag, near_score=score, blocks=list(keys), longs=list(longs),
        variants=[" ".join(pair) for pair in variant_keys(sense.form)],
    )  # fmt: skip


def _ledger_write(groups: Sequence[Group], names: Sequence[str], affected: set[str]) -> None:
    stored: dict[tuple[object, ...], int] = {}
    former = sorted(affected)
    for start in range(0, len(former), AT_ONCE):
        rows = LedgerEntry.objects.filter(~Q(rule="user"), concept__in=former[start : start + AT_ONCE])
        stored |= {_content(row): row.pk for row in rows}
    wanted = [
        _ledger_row(name, entry)
        for group, name in zip(groups, names, strict=True)
        for entry in group.joins
        if entry.rule != "user"
    ]
    kept = {_content(row) for row in wanted} & stored.keys()
    stale = sorted(pk for content, pk in stored.items() if content not in kept)
    for start in range(0, len(stale), AT_ONCE):
        LedgerEntry.objects.filter(pk__in=stale[start : start + AT_ONCE]).delete()
    copy_in([row for row in wanted if _content(row) not in kept])


def _ledger_row(name: str, entry: Entry) -> LedgerEntry:
    evidence = [
        [spot.paper, spot.text, [spot.span.field, spot.span.start, spot.span.end] if spot.span else None]
        for spot in entry.evidence
    ]
    return LedgerEntry(
        concept_id=name, action=entry.action, rule=entry.rule, left=entry.left.form, left_tag=entry.left.tag,
        right=entry.right.form, right_tag=entry.right.tag, score=entry.score, evidence=evidence,
    )  # fmt: skip


def _content(row: LedgerEntry) -> tuple[object, ...]:
    sides = (row.left, row.left_tag, row.right, row.right_tag)
    return row.concept_id, row.rule, *sides, row.score, repr(row.evidence)

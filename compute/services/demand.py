"""The demand view into rows: what the notes state, and the counts that people bring."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db import connection, models, transaction

from compute.models import Organization, Skill, SkillCount, SkillStatement, Topic
from compute.topics import Definition, Quote, definition
from jobs import outbox
from jobs.errors import Invalid

# Any number serves, as long as nothing else locks it.
LOCK = 0x44656D64
MOST_ORGANIZATIONS = 100
MOST_SKILLS = 200
CHANGED = "demand.changed"


@dataclasses.dataclass(frozen=True, slots=True)
class CountRow:
    """A count under the names its source uses."""

    organization: str
    skill: str
    count: int
    source: str
    date: dt.date


class Stored(NamedTuple):
    """What an import did: rows that are new, rows whose count was corrected, and the names nobody knew before."""

    created: int
    corrected: int
    unchanged: int
    organizations: tuple[str, ...]
    skills: tuple[str, ...]


@transaction.atomic
def notes_store() -> bool:
    """The topics, organizations, skills and statements of the notes as they are defined; returns whether that changed.

    Counts, and what only counts name, are left alone. Whatever changed is told to the outbox.
    """
    _lock()
    defined = definition()
    changed = [f"topic:{row.number}" for row in _put(Topic, _topics(defined))]
    changed += [f"organization:{row.slug}" for row in _put(Organization, _organizations(defined))]
    skills = [
        Skill(slug=one.slug, name=one.name, place=place, topic_id=one.topic)
        for place, one in enumerate(defined.skills, 1)
    ]
    changed += [f"skill:{row.slug}" for row in _put(Skill, skills)]
    changed += [f"organization:{slug}" for slug in _statements(defined)]
    _tell(changed)
    return bool(changed)


@transaction.atomic
def counts_store(*, rows: Sequence[CountRow]) -> Stored:
    """Stores counts under the organizations and skills they name, unknown ones being new.

    The same organization, skill, source and date once more correct the count. Raises `Invalid` (422) when there would
    be more than 100 organizations or 200 skills, and then stores nothing.
    """
    notes_store()
    defined = definition()
    wanted = {
        (defined.slug("organization", row.organization), defined.slug("skill", row.skill), row.date, row.source): row
        for row in rows
    }
    organizations = _new(Organization, {key[0]: row.organization for key, row in wanted.items()}, MOST_ORGANIZATIONS)
    skills = _new(Skill, {key[1]: row.skill for key, row in wanted.items()}, MOST_SKILLS)
    held = {(row.organization_id, row.skill_id, row.date, row.source): row for row in SkillCount.objects.all()}
    fresh = [key for key in wanted if key not in held]
    other = [key for key in wanted if key in held and held[key].count != wanted[key].count]
    SkillCount.objects.bulk_create(
        SkillCount(organization_id=key[0], skill_id=key[1], date=key[2], source=key[3], count=wanted[key].count)
        for key in fresh
    )
    for key in other:
        held[key].count = wanted[key].count
    SkillCount.objects.bulk_update([held[key] for key in other], ["count"], batch_size=1000)
    touched = {f"organization:{key[0]}" for key in (*fresh, *other)}
    _tell([*(f"skill:{slug}" for slug in skills), *(f"organization:{slug}" for slug in organizations), *touched])
    unchanged = len(wanted) - len(fresh) - len(other)
    return Stored(len(fresh), len(other), unchanged, tuple(organizations.values()), tuple(skills.values()))


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _tell(changed: Iterable[str]) -> None:
    outbox.publish_all(topic=CHANGED, payloads={key: {} for key in sorted(set(changed))})


def _put(model: type[models.Model], rows: Sequence[Any]) -> list[Any]:
    """Stores those of the rows that differ from what is stored under their primary key, and returns them."""
    fields = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
    held = model._default_manager.in_bulk([row.pk for row in rows])
    new = [
        row
        for row in rows
        if row.pk not in held or any(getattr(row, name) != getattr(held[row.pk], name) for name in fields)
    ]
    key = model._meta.pk.name if model._meta.pk else "id"
    model._default_manager.bulk_create(
        new, update_conflicts=True, unique_fields=[key], update_fields=[name.removesuffix("_id") for name in fields]
    )
    return new


def _quoted(quotes: Iterable[Quote]) -> list[dict[str, Any]]:
    return [quote._asdict() for quote in quotes]


def _topics(defined: Definition) -> list[Topic]:
    return [
        Topic(
            number=one.number,
            slug=one.slug,
            title=one.title,
            summary=one.summary,
            said=_quoted(one.said),
            urls=list(one.urls),
            centres=[
                {"organization": at.organization, "quote": at.quote.text, "line": at.quote.line, "urls": list(at.urls)}
                for at in one.centres
            ],
            terms=list(one.terms),
        )
        for one in defined.topics
    ]


def _organizations(defined: Definition) -> list[Organization]:
    return [Organization(slug=slug, **one._asdict()) for slug, one in defined.organizations.items()]


def _statements(defined: Definition) -> set[str]:
    """Makes the statements those of the definition; returns the organizations whose statements changed."""
    wanted = {(one.organization, one.skill): (one.rank, _quoted(one.quotes)) for one in defined.demands}
    held = {(row.organization_id, row.skill_id): row for row in SkillStatement.objects.all()}
    stale = {key for key, row in held.items() if wanted.get(key) != (row.rank, row.quotes)}
    new = {key for key in wanted if key not in held} | (stale & wanted.keys())
    SkillStatement.objects.filter(pk__in=[held[key].pk for key in stale]).delete()
    SkillStatement.objects.bulk_create(
        SkillStatement(organization_id=key[0], skill_id=key[1], rank=wanted[key][0], quotes=wanted[key][1])
        for key in sorted(new)
    )
    return {key[0] for key in stale | new}


def _new(model: type[models.Model], names: dict[str, str], most: int) -> dict[str, str]:
    """Rows for the slugs that nobody knows yet, with those names; raises `Invalid` beyond `most` rows."""
    known = set(model._default_manager.values_list("slug", flat=True))
    new = {slug: names[slug] for slug in sorted(names) if slug not in known}
    if len(known) + len(new) > most:
        what = model._meta.verbose_name_plural
        raise Invalid(f"There may be {most} {what}; with these there would be {len(known) + len(new)}.", status=422)
    model._default_manager.bulk_create([model(slug=slug, name=name) for slug, name in new.items()])
    return new

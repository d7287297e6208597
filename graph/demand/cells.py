"""Who demands what: every organization with every skill, as the notes state it and as it was counted."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

from compute.models import Organization, Skill, SkillCount, SkillStatement, Topic
from graph.demand.ordering import ranks, reorder


class Cell(NamedTuple):
    """An organization and a skill.

    `rank` is what the notes give (None: not stated), `named` whether they name the two together at all, with `quotes`.
    `counts` are all there are, the one that counts first; `count_rank` is the rank of `newest` within the organization.
    """

    organization: str
    skill: str
    rank: int | None
    named: bool
    quotes: list[dict[str, Any]]
    counts: tuple[SkillCount, ...]
    count_rank: int | None

    @property
    def newest(self) -> SkillCount | None:
        """The count that counts: of the newest day; of several of that day that of the source first in the alphabet."""
        return self.counts[0] if self.counts else None


class Orders(NamedTuple):
    """Skills and topics in the present order of demand, and the newest counts of all organizations together."""

    skills: list[Skill]
    topics: list[Topic]
    by_skill: dict[str, int]
    by_topic: dict[int, int]


def organizations() -> list[Organization]:
    """Those of the notes in their order, then the others by name."""
    rows = Organization.objects.all()
    return sorted(rows, key=lambda row: (row.place is None, row.place or 0, row.name, row.slug))


def cells() -> list[Cell]:
    """Every organization with every skill, by slug."""
    held = {(row.organization_id, row.skill_id): row for row in SkillStatement.objects.all()}
    counts = _counts()
    skills = sorted(Skill.objects.values_list("slug", flat=True))
    found = []
    for organization in sorted(Organization.objects.values_list("slug", flat=True)):
        own = {skill: counts[organization, skill] for skill in skills if (organization, skill) in counts}
        ranked = ranks({skill: rows[0].count for skill, rows in own.items()})
        for skill in skills:
            row = held.get((organization, skill))
            rank, quotes = (row.rank, row.quotes) if row else (None, [])
            found.append(
                Cell(organization, skill, rank, row is not None, quotes, tuple(own.get(skill, ())), ranked.get(skill))
            )
    return found


def _counts() -> dict[tuple[str, str], list[SkillCount]]:
    found: dict[tuple[str, str], list[SkillCount]] = defaultdict(list)
    for row in sorted(SkillCount.objects.all(), key=lambda row: (-row.date.toordinal(), row.source)):
        found[row.organization_id, row.skill_id].append(row)
    return found


def orders(of: list[Cell]) -> Orders:
    """The present orders: the notes' own, in which what was counted exchanges its places (`reorder`)."""
    by_skill: dict[str, int] = defaultdict(int)
    for cell in of:
        if cell.newest is not None:
            by_skill[cell.skill] += cell.newest.count
    skills = {row.slug: row for row in Skill.objects.all()}
    baseline = sorted(skills, key=lambda slug: (skills[slug].place is None, skills[slug].place or 0, slug))
    by_topic: dict[int, int] = defaultdict(int)
    for slug, count in by_skill.items():
        topic = skills[slug].topic_id
        if topic is not None:
            by_topic[topic] += count
    topics = {row.number: row for row in Topic.objects.order_by("number")}
    return Orders(
        [skills[slug] for slug in reorder(baseline, by_skill)],
        [topics[number] for number in reorder(list(topics), by_topic)],
        dict(by_skill),
        dict(by_topic),
    )

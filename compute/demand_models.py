"""The demand view as rows: topics, organizations and skills, what the notes state of them, and counts taken since.

All but `SkillCount`, and organizations and skills that only a count names, follows from `compute.topics`.
"""

from django.db import models

NAME_LENGTH = 100
SOURCE_LENGTH = 300


class Topic(models.Model):
    """One of the ten; `number` is its place in the notes' order of demand.

    `said` is a list of `{line, text}`, the notes' own words; `urls` the addresses among them; `centres` of
    `{organization, quote, line, urls}`; `terms` the phrases by which papers are found.
    """

    number = models.PositiveSmallIntegerField(primary_key=True)
    slug = models.CharField(max_length=NAME_LENGTH, unique=True)
    title = models.CharField(max_length=200)
    summary = models.TextField()
    said = models.JSONField(default=list)
    urls = models.JSONField(default=list)
    centres = models.JSONField(default=list)
    terms = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Organization(models.Model):
    """Somebody who demands skills; `place`, `focus`, `words` and `line` as the notes' table has them, else empty."""

    slug = models.CharField(max_length=NAME_LENGTH, primary_key=True)
    name = models.CharField(max_length=NAME_LENGTH)
    place = models.PositiveSmallIntegerField(null=True, blank=True)
    focus = models.CharField(max_length=200, blank=True, default="")
    words = models.TextField(blank=True, default="")
    line = models.PositiveIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Skill(models.Model):
    """Something that is demanded; `place` is its place among the skills of the notes, None for one they do not name."""

    slug = models.CharField(max_length=NAME_LENGTH, primary_key=True)
    name = models.CharField(max_length=NAME_LENGTH)
    place = models.PositiveSmallIntegerField(null=True, blank=True)
    topic = models.ForeignKey(Topic, models.SET_NULL, null=True, blank=True, related_name="skills")

    def __str__(self) -> str:
        return self.name


class SkillStatement(models.Model):
    """The notes name an organization with a skill; `rank` only where they give one. `quotes` are `{line, text}`."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="statements")
    skill = models.ForeignKey(Skill, models.CASCADE, related_name="statements")
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    quotes = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organization", "skill"], name="skill_statement_once")]

    def __str__(self) -> str:
        return f"{self.organization_id}: {self.skill_id}"


class SkillCount(models.Model):
    """How often a source found a skill demanded by an organization on a day; the newest day counts, older ones stay."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="counts")
    skill = models.ForeignKey(Skill, models.CASCADE, related_name="counts")
    count = models.PositiveIntegerField()
    source = models.CharField(max_length=SOURCE_LENGTH)
    date = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "skill", "date", "source"], name="skill_count_once")
        ]

    def __str__(self) -> str:
        return f"{self.organization_id}: {self.skill_id} {self.count}"

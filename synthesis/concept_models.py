"""Concepts as rows: what each rests on, how it came about, and what people decided about it.

All but `Concept.id` and the decisions of people follows from the terms of the papers and can be built again from them.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from papers.models import KEY_LENGTH

ID_LENGTH = 100
FORM_LENGTH = 300


class Concept(models.Model):
    """What terms of many papers resolve to; the id, `concept:<slug of its smallest normal form>~<n>`, is for life.

    `merged_into` is where one went that became part of another. One that no paper holds any more has 0 `papers`.
    """

    id = models.CharField(max_length=ID_LENGTH, primary_key=True)
    label = models.CharField(max_length=FORM_LENGTH)
    papers = models.PositiveIntegerField(default=0)
    merged_into = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="former")
    created_at = models.DateTimeField(auto_now_add=True)
    modified_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [models.Index(fields=["-papers", "id"], name="concept_by_papers")]

    def __str__(self) -> str:
        return self.id


class ConceptForm(models.Model):
    """One sense of a normal form (`tag` is empty for the sense that most papers mean), and the concept it belongs to.

    `vector` is the unit vector of all its uses, signed bytes; `near_...` its closest sense that may be joined, with the
    cosine in millionths; `blocks`, `variants` and `longs` are where it meets others: see `synthesis.core.resolution`.
    """

    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="forms")
    form = models.CharField(max_length=FORM_LENGTH)
    tag = models.CharField(max_length=FORM_LENGTH, blank=True, default="")
    papers = models.PositiveIntegerField()
    vector = models.BinaryField(default=bytes)
    near_form = models.CharField(max_length=FORM_LENGTH, blank=True, default="")
    near_tag = models.CharField(max_length=FORM_LENGTH, blank=True, default="")
    near_score = models.IntegerField(default=0)
    blocks = ArrayField(models.BigIntegerField(), default=list)
    variants = ArrayField(models.TextField(), default=list)
    longs = ArrayField(models.TextField(), default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form", "tag"], name="concept_form_once")]
        indexes = [
            GinIndex(fields=["blocks"], name="concept_form_blocks", fastupdate=False),
            GinIndex(fields=["variants"], name="concept_form_variants", fastupdate=False),
            GinIndex(fields=["longs"], name="concept_form_longs", fastupdate=False),
        ]

    def __str__(self) -> str:
        return f"{self.form} in {self.concept_id}"


class ConceptUse(models.Model):
    """A paper holds a form, as it was read last; `place` and `told` are `[field, start, end]` in its text or None.

    `long_form` is the normal form of what the paper says it stands for, `told` where it says so.
    """

    paper_key = models.CharField(max_length=KEY_LENGTH)
    form = models.CharField(max_length=FORM_LENGTH)
    text = models.CharField(max_length=FORM_LENGTH)
    score = models.FloatField()
    place = models.JSONField(null=True)
    vector = models.BinaryField(default=bytes)
    long_form = models.CharField(max_length=FORM_LENGTH, blank=True, default="")
    told = models.JSONField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form", "paper_key"], name="concept_use_once")]
        indexes = [models.Index(fields=["paper_key"], name="concept_use_by_paper")]

    def __str__(self) -> str:
        return f"{self.form} in {self.paper_key}"


class LedgerEntry(models.Model):
    """One step: two forms joined by a rule, or what a person decided.

    `score` lies in 0..1; `evidence` is a list of `[paper key, text, place]`. Of a person's decision, rule `user`,
    `decision` holds what `synthesis.core.resolution.Decision` gives; it is replayed until `undone_at`. The rows of the
    other rules come and go with what they rest on.
    """

    concept = models.ForeignKey(Concept, on_delete=models.SET_NULL, null=True, related_name="ledger")
    action = models.CharField(max_length=8)
    rule = models.CharField(max_length=12)
    left = models.CharField(max_length=FORM_LENGTH)
    left_tag = models.CharField(max_length=FORM_LENGTH, blank=True, default="")
    right = models.CharField(max_length=FORM_LENGTH)
    right_tag = models.CharField(max_length=FORM_LENGTH, blank=True, default="")
    score = models.FloatField(default=1.0)
    evidence = models.JSONField(default=list)
    decision = models.JSONField(null=True)
    author = models.CharField(max_length=150, blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["concept", "id"], name="ledger_by_concept"),
            models.Index(fields=["id"], name="ledger_of_people", condition=models.Q(rule="user")),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.left} / {self.right}"


class ConceptTodo(models.Model):
    """A paper whose terms are, or may be, other than when the concepts last looked; one row for each such change."""

    paper_key = models.CharField(max_length=KEY_LENGTH)

    def __str__(self) -> str:
        return self.paper_key

"""Trees, and the syntheses that point at them.

A tree is immutable and named by its content; everything that changes (a paper's current tree, a collection's latest
merge) is a pointer to trees.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models.functions import Now

from papers.models import KEY_LENGTH, Collection, Paper
from synthesis.concept_models import Concept, ConceptForm, ConceptTodo, ConceptUse, LedgerEntry  # noqa: F401  (tables)


class Tree(models.Model):
    """One immutable tree; `hash` is the SHA-256 of its canonical JSON in hex, `id` its first 16 digits.

    `name` is what a person called a child, no part of its content.
    A tree that no pointer names any more is archived (`selectors.standing`): it stays, and lists leave it out.
    """

    class Kind(models.TextChoices):
        PAPER = "paper"
        MERGED = "merged"
        CHILD = "child"
        EDITED = "edited"

    class Style(models.TextChoices):
        CLASSIC = "classic"
        CONCEPT = "concept"
        NONE = ""

    id = models.CharField(max_length=16, primary_key=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    style = models.CharField(max_length=8, choices=Style.choices, blank=True, default="")
    hash = models.CharField(max_length=64)
    title = models.TextField()
    name = models.CharField(max_length=200, blank=True, default="")
    body = models.JSONField()
    mermaid = models.TextField()
    node_count = models.PositiveIntegerField()
    edge_count = models.PositiveIntegerField()
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["-created_at", "id"], name="tree_by_age"),
            models.Index(fields=["kind", "style", "-created_at", "id"], name="tree_by_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.title}"


class TreePaper(models.Model):
    """A tree quotes a paper; the key stays when the paper's row goes."""

    tree = models.ForeignKey(Tree, on_delete=models.CASCADE, related_name="quoted")
    paper_key = models.CharField(max_length=KEY_LENGTH)
    paper = models.ForeignKey(Paper, on_delete=models.SET_NULL, null=True, related_name="quoted_by")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tree", "paper_key"], name="tree_paper_once")]
        indexes = [models.Index(fields=["paper_key"], name="tree_paper_by_key")]

    def __str__(self) -> str:
        return f"{self.paper_key} in {self.tree_id}"


class PaperTree(models.Model):
    """The current tree of a paper in one style."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="trees")
    style = models.CharField(max_length=8, choices=Tree.Style.choices)
    tree = models.ForeignKey(Tree, on_delete=models.PROTECT, related_name="current_for")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["paper", "style"], name="paper_tree_once_per_style")]

    def __str__(self) -> str:
        return f"{self.style} tree of {self.paper_id}"


class Synthesis(models.Model):
    """A named, versioned pointer to the trees merged from one collection under one question.

    `first` and `last` bound the days its papers were published on, both included. `job_id` is the job that last worked,
    or is working, on it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.TextField()
    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="syntheses")
    question = models.CharField(max_length=500, blank=True, default="")
    first = models.DateField(null=True)
    last = models.DateField(null=True)
    job_id = models.UUIDField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    modified_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "syntheses"
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "question", "first", "last"], name="synthesis_once", nulls_distinct=False
            )
        ]
        indexes = [models.Index(fields=["-modified_at", "id"], name="synthesis_by_age")]

    def __str__(self) -> str:
        return self.title


class SynthesisVersion(models.Model):
    """One state of a synthesis: its tree, the `settings` `{max_nodes, seed}` of its merge, and the log that tells how.

    `told` is what the merge says beside its tree, as `synthesis.told.told_json` gives it, and under `rewritten` what a
    model made of its synopsis, if any did: `{model, sections: [{node, sentences}], names: {node: name}, of: {node:
    label}}`, each sentence `{text, evidence, rewritten}`, `of` being the labels that were renamed.

    A person's `edits` stand on the merge of `base` (None: on its own tree): `{operations, lost, idle, marks}`, the
    first as `synthesis.core.edits.to_json` gives them, `lost` and `idle` the places among these of what found nothing
    to apply to and nothing to take away.
    `author` is a user's name, empty where nobody logs in; `restored` the number of the version that this one repeats.
    """

    class Kind(models.TextChoices):
        MERGED = "merged"
        EDITED = "edited"
        # A new merge with the edits of the version before it.
        KEPT = "kept"
        RESTORED = "restored"

    synthesis = models.ForeignKey(Synthesis, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    tree = models.ForeignKey(Tree, on_delete=models.PROTECT, related_name="versions")
    settings = models.JSONField(default=dict)
    log = models.JSONField(default=list)
    left_out = models.JSONField(default=list)
    told = models.JSONField(default=dict)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.MERGED)
    author = models.CharField(max_length=150, blank=True, default="")
    base = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="edited")
    edits = models.JSONField(default=dict)
    restored = models.PositiveIntegerField(null=True)
    job_id = models.UUIDField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["synthesis", "number"], name="synthesis_version_once")]
        ordering = ["synthesis", "number"]

    def __str__(self) -> str:
        return f"version {self.number} of {self.synthesis_id}"


class Breeding(models.Model):
    """A seeded run that breeds children from parents; it can be stopped, steered and continued.

    `settings` is that of `synthesis.core.breeding.Settings`, `recipe` and `state` are what the core freezes and goes on
    from (None until the job first works on it). `generation` of `generations` are done; `history` holds what each told:
    `{generation, children, best, spread}`. `parent_fitness` goes by parent, in order.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.TextField()
    settings = models.JSONField()
    generations = models.PositiveIntegerField()
    generation = models.PositiveIntegerField(default=0)
    recipe = models.JSONField(null=True)
    state = models.JSONField(null=True)
    history = models.JSONField(default=list)
    parent_fitness = models.JSONField(default=list)
    job_id = models.UUIDField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    modified_at = models.DateTimeField(auto_now=True)

    class Meta:
        indexes = [models.Index(fields=["-modified_at", "id"], name="breeding_by_age")]

    def __str__(self) -> str:
        return self.title


class BreedingParent(models.Model):
    """A parent of a breeding, in the order they were named; the breeding holds on to it."""

    breeding = models.ForeignKey(Breeding, on_delete=models.CASCADE, related_name="parents")
    tree = models.ForeignKey(Tree, on_delete=models.PROTECT, related_name="parent_in")
    place = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["breeding", "tree"], name="breeding_parent_once")]
        ordering = ["breeding", "place"]

    def __str__(self) -> str:
        return f"{self.tree_id} as parent in {self.breeding_id}"


class BreedingChild(models.Model):
    """A child that a breeding stored: those of its front whenever it paused.

    `name` is what the core calls it, `born` its generation. `place` orders the present front from 0, None for a child
    of an earlier one; `shown` picks the few to choose from. `kept` says that a person kept it.
    """

    breeding = models.ForeignKey(Breeding, on_delete=models.CASCADE, related_name="children")
    tree = models.ForeignKey(Tree, on_delete=models.PROTECT, related_name="child_of")
    name = models.CharField(max_length=16)
    born = models.PositiveIntegerField()
    place = models.PositiveIntegerField(null=True)
    shown = models.BooleanField(default=False)
    kept = models.BooleanField(default=False)
    fitness = models.JSONField()
    lineage = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["breeding", "name"], name="breeding_child_once")]
        ordering = ["breeding", "place", "born", "name"]

    def __str__(self) -> str:
        return f"{self.tree_id} of {self.breeding_id}"


class Lineage(models.Model):
    """A child tree has nodes of a parent tree, so the parent stays as long as the child does."""

    child = models.ForeignKey(Tree, on_delete=models.CASCADE, related_name="ancestry")
    parent = models.ForeignKey(Tree, on_delete=models.PROTECT, related_name="offspring")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["child", "parent"], name="lineage_once")]

    def __str__(self) -> str:
        return f"{self.child_id} from {self.parent_id}"

"""Runs of experiments as rows: what was asked, what came of it, the files it left and the papers it is linked to."""

import uuid

from django.db import models

from jobs.models import Job
from papers.models import Paper

NAME_LENGTH = 200


class Upload(models.Model):
    """A file that a person gave for a parameter. It lies in SQL, so that any worker of a cluster can read it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=NAME_LENGTH)
    bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Run(models.Model):
    """One execution of an experiment; its job holds state, progress and log.

    `result` is `{metrics, tables, charts, verdict}`, empty until it succeeded. `versions` maps names of distributions
    to theirs, `machine` is `{id, system, cpu, cores, memory_gib, device}`; `duration` is in seconds. `exit` tells how
    its process ended: 0, the number of a signal below 0, or None while none did.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    job = models.OneToOneField(Job, models.PROTECT, related_name="run")
    experiment = models.CharField(max_length=64)
    topic = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=NAME_LENGTH)
    parameters = models.JSONField(default=dict)
    seed = models.PositiveIntegerField(default=0)
    result = models.JSONField(default=dict)
    versions = models.JSONField(default=dict)
    machine = models.JSONField(default=dict)
    device = models.CharField(max_length=64, default="", blank=True)
    duration = models.FloatField(null=True, blank=True)
    exit = models.IntegerField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "id"]
        indexes = [
            models.Index(fields=["-created_at", "id"], name="run_newest"),
            models.Index(fields=["experiment", "-created_at"], name="run_of_experiment"),
        ]

    def __str__(self) -> str:
        return f"{self.experiment} {self.id}"


class Artifact(models.Model):
    """A file that a run left; it lies in SQL as an upload does."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="artifacts")
    name = models.CharField(max_length=NAME_LENGTH)
    media_type = models.CharField(max_length=100)
    bytes = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["run", "name"], name="artifact_once")]

    def __str__(self) -> str:
        return self.name


class ExperimentPaper(models.Model):
    """A paper that an experiment illustrates, by meaning: `why` in words, `score` 0 to 1, `rank` from 1."""

    experiment = models.CharField(max_length=64)
    paper = models.ForeignKey(Paper, models.CASCADE, related_name="+")
    rank = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=300)
    score = models.FloatField()

    class Meta:
        ordering = ["experiment", "rank"]
        constraints = [models.UniqueConstraint(fields=["experiment", "paper"], name="experiment_paper_once")]

    def __str__(self) -> str:
        return f"{self.experiment}: {self.paper_id}"


class RunPaper(models.Model):
    """A paper that a run is linked to: suggested with its experiment's reason, or chosen by a person."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="links")
    paper = models.ForeignKey(Paper, models.CASCADE, related_name="run_links")
    why = models.CharField(max_length=300)
    score = models.FloatField()
    chosen = models.BooleanField(default=False)

    class Meta:
        ordering = ["-chosen", "-score", "id"]
        constraints = [models.UniqueConstraint(fields=["run", "paper"], name="run_paper_once")]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.paper_id}"


class LinkState(models.Model):
    """What the papers of an experiment were found from; they are found again when it is another."""

    experiment = models.CharField(max_length=64, primary_key=True)
    state = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.experiment

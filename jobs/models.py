"""Long work as rows: the Job is the truth, its events its story, the outbox what others must still hear."""

from __future__ import annotations

import uuid

from django.db import models


class Job(models.Model):
    """One piece of long work. Only the holder of its lease may finish it; every change is a compare-and-set."""

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        SUCCEEDED = "succeeded"
        FAILED = "failed"
        CANCELLED = "cancelled"

    ACTIVE = (State.QUEUED, State.RUNNING)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=64)
    queue = models.CharField(max_length=32, default="default")
    state = models.CharField(max_length=16, choices=State.choices, default=State.QUEUED)
    done = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    message = models.TextField(default="", blank=True)
    device = models.CharField(max_length=64, default="", blank=True)
    params = models.JSONField(default=dict)
    checkpoint = models.JSONField(default=dict)
    result = models.JSONField(null=True)
    error = models.JSONField(null=True)
    attempt = models.IntegerField(default=0)
    max_attempts = models.IntegerField(default=3)
    last_seq = models.IntegerField(default=0)
    cancel_requested = models.BooleanField(default=False)
    lease_owner = models.CharField(max_length=128, default="", blank=True)
    lease_until = models.DateTimeField(null=True)
    available_at = models.DateTimeField(null=True)
    dispatched_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "id"]
        indexes = [
            models.Index(fields=["-created_at", "id"], name="job_newest"),
            models.Index(
                fields=["state", "lease_until"], name="job_active", condition=models.Q(state__in=["queued", "running"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id} ({self.state})"


class JobEvent(models.Model):
    """One step of a job's story; `seq` counts from 1 without gaps within a job."""

    class Type(models.TextChoices):
        STATE = "state"
        PROGRESS = "progress"
        LOG = "log"
        METRIC = "metric"
        CHART = "chart"
        GENERATION = "generation"

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="events")
    seq = models.IntegerField()
    type = models.CharField(max_length=16, choices=Type.choices)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["job", "seq"], name="job_event_once")]

    def __str__(self) -> str:
        return f"{self.type} {self.seq} of {self.job_id}"


class OutboxRow(models.Model):
    """A message written in the transaction of what it tells about, delivered later and at least once."""

    topic = models.CharField(max_length=64)
    key = models.CharField(max_length=200)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True)
    error = models.TextField(default="", blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["topic", "id"], name="outbox_open", condition=models.Q(done_at=None))]

    def __str__(self) -> str:
        return f"{self.topic} {self.key}"

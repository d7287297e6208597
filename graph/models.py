"""What SQL knows of the graph: which state of it was written last."""

from __future__ import annotations

from django.db import models

from graph.view_models import GraphView  # noqa: F401  (a table)


class Projection(models.Model):
    """One row: the state that the graph must be in when the outbox is empty.

    The graph's own marker holds the same `token`; another one, or none, is another graph (see `graph.marker`).
    `hash`, `nodes` and `edges` are of its content. While `building` is set a rebuild is under way or broke off.
    """

    ONLY = 1

    token = models.CharField(max_length=32)
    hash = models.CharField(max_length=32, blank=True, default="")
    nodes = models.BigIntegerField(default=0)
    edges = models.BigIntegerField(default=0)
    building = models.BooleanField(default=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="projection_only_one")]

    def __str__(self) -> str:
        return f"{self.nodes} nodes, {self.edges} edges, {self.hash}"

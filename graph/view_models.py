"""Saved views of the graph: what a page showed, under a short permalink."""

from __future__ import annotations

import secrets

from django.db import models

SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
SHORT = 8


def short_name() -> str:
    """Eight random letters and digits that cannot be mistaken for each other."""
    return "".join(secrets.choice(SIGNS) for _ in range(SHORT))


class GraphView(models.Model):
    """One saved view; `state` is the page's own JSON."""

    short = models.CharField(max_length=SHORT, primary_key=True, default=short_name, editable=False)
    name = models.CharField(max_length=200)
    state = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["-created_at", "short"], name="graph_view_by_age")]

    def __str__(self) -> str:
        return f"{self.short} {self.name}"

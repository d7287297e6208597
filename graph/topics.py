"""The topics of the outbox that change the graph."""

from __future__ import annotations

from enum import StrEnum


class Change(StrEnum):
    """Something that may have changed a share; `graph.projection.changes.FOLLOWED` tells whose."""

    CONCEPT = "concept.changed"
    PAPER = "paper.changed"
    TREE = "tree.changed"
    SYNTHESIS = "synthesis.changed"
    BREEDING = "breeding.changed"
    COLLECTION = "collection.changed"
    DEMAND = "demand.changed"
    EXPERIMENT = "experiment.changed"
    RUN = "run.changed"


# Plain text, as the database driver has ways of its own with enumerations.
TOPICS = tuple(change.value for change in Change)

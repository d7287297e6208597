"""The topics of the outbox that change the graph."""

TOPICS = (
    "concept.changed",
    "paper.changed",
    "tree.changed",
    "synthesis.changed",
    "breeding.changed",
    "collection.changed",
    "demand.changed",
    "experiment.changed",
    "run.changed",
)

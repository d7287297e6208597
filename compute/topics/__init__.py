"""The ten topics, four organizations and the skills of the owner's notes, each fact with the words that state it.

`notes.md` beside this file is the notes' first part, line for line; `topics.toml` says how it is to be read. No fact
stands in either without words of the notes: a quote that is not in them is an error.
"""

from compute.topics.definition import (
    Centre,
    Definition,
    Demand,
    SkillDefinition,
    TopicDefinition,
    definition,
    digest,
    slug_of,
)
from compute.topics.reading import NotedOrganization, NotInTheNotes, Quote

__all__ = [
    "Centre",
    "Definition",
    "Demand",
    "NotInTheNotes",
    "NotedOrganization",
    "Quote",
    "SkillDefinition",
    "TopicDefinition",
    "definition",
    "digest",
    "slug_of",
]

"""Which sense of a form a paper means, and the concept of that sense."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from graph.items import Node
from graph.schema import node_id
from synthesis.concept_models import ConceptForm, ConceptUse
from synthesis.concept_shelf import use_of
from synthesis.core.resolution.senses import senses_of

CHUNK = 5_000


class Senses:
    """The senses of some forms, read once; forms that the concepts have not seen yet have the one without a tag."""

    def __init__(self, forms: Iterable[str]) -> None:
        self._concepts: dict[tuple[str, str], str] = {}
        tags: dict[str, list[str]] = defaultdict(list)
        wanted = sorted(set(forms))
        for start in range(0, len(wanted), CHUNK):
            rows = ConceptForm.objects.filter(form__in=wanted[start : start + CHUNK])
            for form, tag, concept in rows.values_list("form", "tag", "concept_id"):
                self._concepts[form, tag] = concept
                tags[form].append(tag)
        self._tags = tags_of(form for form, known in tags.items() if len(known) > 1)

    def tag(self, form: str, paper: str) -> str:
        """The tag of the sense in which the paper uses the form."""
        return self._tags.get(form, {}).get(paper, "")

    def concept(self, form: str, paper: str) -> str | None:
        """The id of the concept that the paper means by the form; None while it has none."""
        return self._concepts.get((form, self.tag(form, paper)))


def tags_of(forms: Iterable[str]) -> dict[str, dict[str, str]]:
    """For each form the tag that each of its papers means, where that is not the empty one."""
    uses = defaultdict(list)
    for row in ConceptUse.objects.filter(form__in=sorted(forms)):
        uses[row.form].append(use_of(row))
    return {
        form: {use.paper: sense.id.tag for sense in senses_of(form, found) if sense.id.tag for use in sense.uses}
        for form, found in uses.items()
    }


def term_node(form: str, tag: str) -> Node:
    """One normal form in one sense.

    >>> term_node("mpi", "").id, term_node("mpi", "multiple precision").id
    ('term:mpi', 'term:mpi~multiple precision')
    """
    key = f"{form}~{tag}" if tag else form
    return Node("Term", node_id("Term", key), {"label": f"{form} ({tag})" if tag else form, "form": form, "sense": tag})

"""Which concepts of the library belong to a topic: those that hold one of its terms, and those near to such a form.

1. `form`: a form of the concept is the normal form of a term. All forms of the concept count.
2. `near`: the vector of one of its forms has a cosine of at least `NEAR` with the vector of the form of a term, and the
   two share a word (its stem).

What no paper holds has no vector here, so a term without a form in the library finds nothing by nearness.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np
from django.contrib.postgres.fields import ArrayField
from django.db.models import Count, F, Func, Max, TextField, Value

from compute.models import Topic
from synthesis.concept_models import Concept, ConceptForm
from synthesis.core.resolution.vectors import ONE, cosines
from synthesis.core.stopwords import normal_form, stem, stems_of

# Checked by eye on the starter library: below it come neighbours of the same field rather than of the same thing.
NEAR = 800_000

CHUNK = 4_000
# The words of a normal form.
WORDS = Func(F("form"), Value(" "), function="string_to_array", output_field=ArrayField(TextField()))

Terms = tuple[tuple[int, tuple[str, ...]], ...]


class Match(NamedTuple):
    """A concept of a topic: by which rule, the term (`form`) or form (`near`) that it met, and the cosine (else 1)."""

    concept: str
    rule: str
    term: str
    score: float


def topic_matches() -> dict[int, tuple[Match, ...]]:
    """The concepts of every topic by its number; of each topic found by form first, then nearest first."""
    terms = tuple((row.number, tuple(row.terms)) for row in Topic.objects.order_by("number"))
    return dict(_matches(terms, _state()))


def _state() -> tuple[object, ...]:
    """Something that changes whenever a concept or one of its forms does."""
    newest = Concept.objects.aggregate(Max("modified_at"), Count("pk"))
    return (*newest.values(), ConceptForm.objects.aggregate(Max("pk"))["pk__max"])


@functools.lru_cache(maxsize=2)
def _matches(terms: Terms, _state: tuple[object, ...]) -> tuple[tuple[int, tuple[Match, ...]], ...]:
    wanted = {normal_form(term): term for _, named in terms for term in reversed(named)}
    rows = ConceptForm.objects.filter(form__in=wanted, tag="").order_by("form").only("form", "concept_id", "vector")
    seeds = {row.form: row for row in rows}
    near = _near(list(seeds.values()))
    found = []
    for number, named in terms:
        own: dict[str, Match] = {}
        forms = [form for form in dict.fromkeys(map(normal_form, named)) if form in seeds]
        for form in forms:
            concept = seeds[form].concept_id
            own.setdefault(concept, Match(concept, "form", wanted[form], 1.0))
        beside = [match for form in forms for match in near[form]]
        for match in sorted(beside, key=lambda match: (-match.score, match.concept, match.term)):
            own.setdefault(match.concept, match)
        found.append((number, tuple(own.values())))
    return tuple(found)


def _near(seeds: Sequence[ConceptForm]) -> dict[str, list[Match]]:
    """By the form of each seed the concepts of the forms near to it."""
    found: dict[str, list[Match]] = defaultdict(list)
    own = [row for row in seeds if row.vector]
    if not own:
        return found
    size = len(own[0].vector)
    own = [row for row in own if len(row.vector) == size]
    words = [stems_of(row.form) for row in own]
    for rows in _forms(size, frozenset().union(*words)):
        scores = cosines([bytes(row.vector) for row in own], [vector for _, _, vector in rows])
        for place, at in zip(*np.nonzero(scores >= NEAR), strict=True):
            concept, other, _ = rows[at]
            form = own[place].form
            # Another sense of the same form was kept apart for a reason.
            if other != form and not words[place].isdisjoint(stems_of(other)):
                found[form].append(Match(concept, "near", form, round(int(scores[place, at]) / ONE, 6)))
    return found


def _forms(size: int, stems: frozenset[str]) -> Iterator[Sequence[tuple[str, str, bytes]]]:
    """Concept, form and vector of every form with one of the stems and a vector of that length, some at a time."""
    # Of hundreds of thousands of forms there are far fewer words, and vectors are most of what a row holds.
    known = ConceptForm.objects.annotate(word=Func(WORDS, function="unnest")).values_list("word", flat=True).distinct()
    wanted = [word for word in known.order_by() if stem(word) in stems]
    rows = ConceptForm.objects.annotate(words=WORDS).filter(words__overlap=wanted).order_by("pk")
    held = rows.values_list("concept_id", "form", "vector").iterator(CHUNK)
    found = ((concept, form, bytes(vector)) for concept, form, vector in held if len(vector) == size)
    while some := list(islice(found, CHUNK)):
        yield some

"""Terms of many papers resolved into concepts; every join says its rule and, where a text holds it, the place."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from synthesis.core.evidence import field_text, quote_for
from synthesis.core.reading import Reading
from synthesis.core.spelling import Spelling
from synthesis.core.stopwords import normal_form, stem
from synthesis.core.types import Evidence, Span

__all__ = ["Concept", "Join", "acronyms", "resolve"]

ACRONYM = re.compile(r"\(([A-Z][A-Za-z0-9-]{1,9}?)s?\)")
LONG_FORM = re.compile(r"[\w-]+(?: [\w-]+)*\s*\Z")


@dataclass(frozen=True, slots=True)
class Join:
    """Two normal forms made one.

    ``rule`` is ``spelling``, ``inflection`` or ``acronym`` (with the sentence that says so).
    """

    left: str
    right: str
    rule: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(slots=True)
class Concept:
    """What terms of several papers resolve to.

    ``key`` is its smallest normal form, ``forms`` all of them in order, ``scores`` and ``mentions`` go by paper key,
    ``given`` holds the given term of papers whose text does not show it.
    """

    key: str
    label: str
    forms: tuple[str, ...]
    scores: dict[str, float] = field(default_factory=dict)
    mentions: dict[str, list[Span]] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)

    @property
    def strength(self) -> float:
        """Sum of its scores over the papers, rounded to 1e-6."""
        return round(sum(self.scores.values()), 6)


def resolve(
    readings: Sequence[Reading], chosen: Sequence[Mapping[str, float]], spelling: Spelling
) -> tuple[list[Concept], list[Join]]:
    """Concepts in the order of their keys, and the joins in the order of the forms.

    Joined are: equal normal forms, forms that differ by blanks only (``data set``, ``dataset``), phrases of the same
    stems, and an acronym with the long form before its brackets. A paper that mentions a concept counts as its paper
    even where it was no choice.
    """
    forms = sorted({normal for scores in chosen for normal in scores})
    joins = _spelling_joins(forms) + _acronym_joins(readings, set(forms))
    parent = {form: form for form in forms}
    for join in joins:
        left, right = _find(parent, join.left), _find(parent, join.right)
        parent[max(left, right)] = min(left, right)
    members: dict[str, list[str]] = {}
    for form in forms:
        members.setdefault(_find(parent, form), []).append(form)
    concepts = {key: Concept(key, key, tuple(group)) for key, group in members.items()}
    _fill(concepts, parent, readings, chosen)
    for concept in concepts.values():
        concept.label = spelling.label(concept.forms)
    return list(concepts.values()), joins


def _find(parent: dict[str, str], form: str) -> str:
    while parent[form] != form:
        form = parent[form]
    return form


def _spelling_joins(forms: Iterable[str]) -> list[Join]:
    joined: dict[str, list[str]] = {}
    stemmed: dict[str, list[str]] = {}
    for form in forms:
        joined.setdefault(form.replace(" ", ""), []).append(form)
        # Of single words the stem alone says too little: organ and organization.
        if " " in form:
            stemmed.setdefault(" ".join(stem(word) for word in form.split()), []).append(form)
    return [
        Join(group[0], other, rule)
        for rule, groups in (("spelling", joined), ("inflection", stemmed))
        for group in groups.values()
        for other in group[1:]
    ]


def acronyms(text: str) -> list[tuple[str, str, int, int]]:
    """Every ``long form (ACR)`` of a text as (long form, acronym, start, end): the initials must agree."""
    found = []
    for match in ACRONYM.finditer(text):
        before = LONG_FORM.search(text, max(0, match.start() - 80), match.start())
        letters = [letter.casefold() for letter in match.group(1) if letter.isalnum()]
        if before is None:
            continue
        words = [(m.group(), before.start() + m.start()) for m in re.finditer(r"[^\W_]+", before.group())]
        for first in range(max(0, len(words) - len(letters)), len(words)):
            initials = [word[0].casefold() for word, _ in words[first:]]
            if initials == letters and len(letters) > 1:
                start = words[first][1]
                found.append((text[start : match.start()].strip(), match.group(1), start, match.end()))
                break
    return found


def _acronym_joins(readings: Sequence[Reading], forms: set[str]) -> list[Join]:
    votes: dict[str, Counter[str]] = {}
    places: dict[tuple[str, str], Evidence] = {}
    for reading in readings:
        for name in ("title", "abstract"):
            for long_form, acronym, start, end in acronyms(field_text(reading.paper, name)):
                pair = (normal_form(acronym), normal_form(long_form))
                votes.setdefault(pair[0], Counter())[pair[1]] += 1
                places.setdefault(pair, quote_for(reading.paper, Span(name, start, end)))
    joins = []
    for acronym in sorted(votes):
        # An acronym that two papers spell out differently is two things; the more frequent one gets it.
        long_form = min(votes[acronym], key=lambda form: (-votes[acronym][form], form))
        if acronym in forms and long_form in forms and acronym != long_form:
            joins.append(Join(acronym, long_form, "acronym", (places[acronym, long_form],)))
    return joins


def _fill(
    concepts: Mapping[str, Concept],
    parent: dict[str, str],
    readings: Sequence[Reading],
    chosen: Sequence[Mapping[str, float]],
) -> None:
    for reading, scores in zip(readings, chosen, strict=True):
        key = reading.paper.key
        for form in sorted({*reading.mentions, *reading.given} & parent.keys()):
            concept = concepts[_find(parent, form)]
            # Named in passing still counts as said, only less.
            concept.scores[key] = max(concept.scores.get(key, 0.0), scores.get(form, 0.25))
            spans = concept.mentions.setdefault(key, [])
            spans += [span for span in reading.mentions.get(form, ()) if span not in spans]
            if form in reading.given:
                concept.given.setdefault(key, reading.given[form])

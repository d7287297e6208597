"""Terms of many papers resolved into concepts; every join says its rule and, where a text holds it, the place.

The rules are those of ``synthesis.core.resolution``, the same for a merge as for the whole library.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from synthesis.core.evidence import given_evidence, quote_for
from synthesis.core.reading import Reading
from synthesis.core.resolution import Decision, Entry, Group, Library, SenseId, Shelf, Spot, Use, definitions
from synthesis.core.spelling import Spelling
from synthesis.core.stopwords import normal_form
from synthesis.core.types import Evidence, Span

__all__ = ["Concept", "Join", "resolve"]


@dataclass(frozen=True, slots=True)
class Join:
    """Two normal forms made one.

    ``rule`` is ``acronym`` (with the sentence that says so), ``spelling``, ``inflection``, ``embedding`` (``score`` is
    the cosine of their vectors) or ``user`` (a person said so).
    """

    left: str
    right: str
    rule: str
    evidence: tuple[Evidence, ...] = ()
    score: float = 1.0


@dataclass(slots=True)
class Concept:
    """What terms of several papers resolve to.

    ``key`` is its smallest normal form, with a tag where that form has another sense, too; ``forms`` are all of them in
    order, ``scores`` and ``mentions`` go by paper key, ``given`` holds the given term of papers whose text does not
    show it.
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
    readings: Sequence[Reading],
    chosen: Sequence[Mapping[str, float]],
    spelling: Spelling,
    decisions: Sequence[Decision] = (),
) -> tuple[list[Concept], list[Join]]:
    """Concepts in the order of their keys, and the joins, those of one rule together.

    A paper that mentions a concept counts as its paper even where it was no choice. ``decisions`` of people are
    replayed in order.
    """
    forms = {normal for scores in chosen for normal in scores}
    library = Library(decisions)
    pairs = list(zip(readings, chosen, strict=True))
    library.update({reading.paper.key: _uses(reading, scores, forms) for reading, scores in pairs})
    groups = library.groups()
    concepts = {group.senses: _concept(group, library.shelf, spelling) for group in groups}
    homes = {sense: concepts[group.senses] for group in groups for sense in group.senses}
    for reading, scores in pairs:
        _fill(homes, library.shelf, reading, scores)
    papers = {reading.paper.key: reading for reading in readings}
    joins = [_join(entry, papers) for entry in sorted((e for group in groups for e in group.joins), key=Entry.order)]
    return sorted(concepts.values(), key=lambda concept: concept.key), joins


def _uses(reading: Reading, scores: Mapping[str, float], forms: set[str]) -> tuple[Use, ...]:
    paper = reading.paper
    vectors = {normal_form(term.text): term.vector for term in paper.terms if term.vector}
    found = {form: _use(reading, form, score, vectors.get(form, b"")) for form, score in scores.items()}
    for pair in definitions(paper):
        if pair.short in forms and pair.long in forms:
            short = found.get(pair.short) or Use(paper.key, pair.short, pair.short, 0.0, pair.span)
            found[pair.short] = replace(short, long=pair.long, told=pair.span)
    return tuple(found[form] for form in sorted(found))


def _use(reading: Reading, form: str, score: float, vector: bytes) -> Use:
    span = next(iter(reading.mentions.get(form, ())), None)
    return Use(reading.paper.key, form, reading.given.get(form, form), score, span, vector)


def _concept(group: Group, shelf: Shelf, spelling: Spelling) -> Concept:
    forms = tuple(sorted({sense.form for sense in group.senses}))
    plain = tuple(sense.form for sense in group.senses if not sense.tag)
    if plain:
        return Concept(plain[0], spelling.label(plain), forms)
    first = group.senses[0]
    told = any(first.tag == long_form for long_form, _ in shelf.senses[first].longs)
    named = first.tag if told else _company(shelf, first)
    return Concept(f"{first.form}~{first.tag}", f"{spelling.label([first.form])} ({named})", forms)


def _company(shelf: Shelf, sense: SenseId) -> str:
    """The best other form of the first paper that holds the sense."""
    paper = shelf.senses[sense].papers[0]
    others = [shelf.uses[form][paper] for form in shelf.held[paper] if form != sense.form]
    best = min(others, key=lambda use: (-use.score, use.form), default=None)
    return best.form if best is not None else paper


def _join(entry: Entry, papers: Mapping[str, Reading]) -> Join:
    evidence = tuple(_quote(spot, papers[spot.paper]) for spot in entry.evidence)
    return Join(entry.left.form, entry.right.form, entry.rule, tuple(dict.fromkeys(evidence)), entry.score)


def _quote(spot: Spot, reading: Reading) -> Evidence:
    return quote_for(reading.paper, spot.span) if spot.span else given_evidence(reading.paper, spot.text)


def _fill(homes: Mapping[SenseId, Concept], shelf: Shelf, reading: Reading, scores: Mapping[str, float]) -> None:
    key = reading.paper.key
    for form, sense in _present(shelf, reading):
        concept = homes[sense]
        # Named in passing still counts as said, only less.
        concept.scores[key] = max(concept.scores.get(key, 0.0), scores.get(form, 0.25))
        spans = concept.mentions.setdefault(key, [])
        spans += [span for span in reading.mentions.get(form, ()) if span not in spans]
        if form in reading.given:
            concept.given.setdefault(key, reading.given[form])


def _present(shelf: Shelf, reading: Reading) -> Iterator[tuple[str, SenseId]]:
    """The forms that a paper says, each in the sense in which it does: the usual one where it was no choice."""
    for form in sorted({*reading.mentions, *reading.given} & shelf.tags.keys()):
        senses = shelf.tags[form]
        held = (sense for sense in senses if reading.paper.key in shelf.senses[sense].papers)
        yield form, senses[0] if len(senses) == 1 else next(held, senses[0])

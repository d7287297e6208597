"""The joins of a sense, each with its rule, in the order in which the rules come."""

from collections.abc import Iterator

from synthesis.core.resolution import vectors
from synthesis.core.resolution.ledger import Entry, SenseId, Spot
from synthesis.core.resolution.rules import FAR, variant_keys
from synthesis.core.resolution.senses import Sense
from synthesis.core.resolution.shelf import Shelf
from synthesis.core.resolution.vectors import ONE

__all__ = ["links_of", "neighbours"]

SPOTS = 3


def links_of(shelf: Shelf, sense: SenseId) -> list[Entry]:
    """Every join of the sense with another one; call ``shelf.need_links`` for its form first."""
    found = [*_acronyms(shelf, sense), *_variants(shelf, sense), *_near(shelf, sense)]
    return [entry for entry in found if sense in (entry.left, entry.right)]


def neighbours(shelf: Shelf, forms: set[str]) -> set[str]:
    """The forms whose joins rest on what these forms are: call it before and after they change."""
    found = set(forms)
    for form in forms:
        found |= shelf.spelled.get(form, set())
        for key in variant_keys(form):
            found |= shelf.variants.get(key, set())
        for sense in shelf.tags.get(form, ()):
            found.update(long_form for long_form, _ in shelf.senses[sense].longs)
    return found


def _acronyms(shelf: Shelf, sense: SenseId) -> Iterator[Entry]:
    form = sense.form
    shorts = {form, *shelf.spelled.get(form, ())}
    for short in sorted(shorts):
        for own in shelf.tags.get(short, ()):
            told = shelf.senses[own]
            everyone = sum(count for other in shelf.tags[short] for _, count in shelf.senses[other].longs)
            for long_form, count in told.longs:
                if long_form in shelf.tags and long_form != short and form in (short, long_form):
                    target = _fitting(shelf, told, long_form)
                    yield Entry("join", "acronym", own, target.id, _share(count, everyone), _told(told, long_form))


def _share(count: int, everyone: int) -> float:
    return round(count / everyone, 6)


def _told(sense: Sense, long_form: str) -> tuple[Spot, ...]:
    spots = (Spot(use.paper, use.text, use.told) for use in sense.uses if use.long == long_form)
    return tuple(spots)[:SPOTS]


def _variants(shelf: Shelf, sense: SenseId) -> Iterator[Entry]:
    for rule, key in variant_keys(sense.form):
        first, *others = sorted(shelf.variants[rule, key])
        for other in others:
            if sense.form not in (first, other) or (rule == "inflection" and _blanks_only(first, other)):
                continue
            for own in shelf.tags[other]:
                told = shelf.senses[own]
                target = _fitting(shelf, told, first)
                both = bool(told.vector and target.vector)
                score = vectors.cosine(told.vector, target.vector) if both else ONE
                if rule == "spelling" or score >= FAR:
                    yield Entry("join", rule, target.id, own, 1.0, _places(target, told))


def _blanks_only(one: str, other: str) -> bool:
    """Whether the two share a spelling, too, which tells more."""
    return variant_keys(one)[0] == variant_keys(other)[0]


def _near(shelf: Shelf, sense: SenseId) -> Iterator[Entry]:
    held = shelf.near.get(sense)
    if held is not None and shelf.near.get(held[1], (0, None))[1] == sense:
        left, right = sorted((sense, held[1]))
        places = _places(shelf.senses[left], shelf.senses[right])
        yield Entry("join", "embedding", left, right, round(held[0] / ONE, 6), places)


def _fitting(shelf: Shelf, sense: Sense, form: str) -> Sense:
    """The sense of a form that is meant with another form's sense: that of the same papers, else the likest."""
    held = [shelf.senses[one] for one in shelf.tags[form]]
    if len(held) == 1:
        return held[0]
    papers = set(sense.papers)

    def fits(place: int) -> tuple[int, int, int]:
        other = held[place]
        return len(papers.intersection(other.papers)), vectors.cosine(sense.vector, other.vector), -place

    return held[max(range(len(held)), key=fits)]


def _places(*senses: Sense) -> tuple[Spot, ...]:
    """One place for each: of the paper that scores it highest."""
    return tuple(min(sense.uses, key=lambda use: (-use.score, use.paper)).spot for sense in senses)

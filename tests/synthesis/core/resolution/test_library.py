"""The laws of the library: what it says follows from its papers alone, and a paper more or less is little work."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.core.resolution import Decision, Library, Use, nearest
from synthesis.core.types import Span
from tests.synthesis.core.resolution.collections import built, decisions, papers, state, vector


@pytest.fixture(autouse=True)
def small_crowd(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks that get crowded with few senses, so that the small libraries here have such, too."""
    monkeypatch.setattr(nearest, "CROWD", 4)


@settings(max_examples=50)
@given(papers(), papers(), decisions())
def test_what_came_and_went_again_leaves_no_trace(
    first: dict[str, tuple[Use, ...]], second: dict[str, tuple[Use, ...]], decided: tuple[Decision, ...]
) -> None:
    library = built({**second, **first}, decided)
    library.update(dict.fromkeys(second.keys() - first.keys(), ()))
    alone = built(first, decided)
    assert state(library) == state(alone)
    assert library.shelf == alone.shelf


@settings(max_examples=40)
@given(papers(), papers(), decisions(), st.data())
def test_any_order_and_any_steps_give_the_same(
    first: dict[str, tuple[Use, ...]],
    second: dict[str, tuple[Use, ...]],
    decided: tuple[Decision, ...],
    data: st.DataObject,
) -> None:
    library = Library(decided)
    # Each paper of `first` in its own step; those of `second` are other versions, put in place of some of them.
    for key in data.draw(st.permutations(sorted(first))):
        library.update({key: first[key]})
    for key in data.draw(st.permutations(sorted(second))):
        library.update({key: second[key]})
    assert state(library) == state(built({**first, **second}, decided))


@settings(max_examples=40)
@given(papers(), papers(), decisions())
def test_groups_around_what_an_update_touched_are_all_that_changed(
    first: dict[str, tuple[Use, ...]], second: dict[str, tuple[Use, ...]], decided: tuple[Decision, ...]
) -> None:
    library = built(first, decided)
    before = dict(state(library))
    touched = library.update(second)
    after = {group.senses: group.joins for group in library.groups(touched)}
    untouched = {senses: joins for senses, joins in before.items() if touched.isdisjoint(senses)}
    everything = dict(state(library))
    assert {**untouched, **after}.keys() >= everything.keys()
    for senses, joins in everything.items():
        assert after.get(senses, untouched.get(senses)) == joins


@settings(max_examples=30)
@given(papers(), decisions())
def test_every_sense_stands_in_one_group_and_every_use_in_one_sense(
    held: dict[str, tuple[Use, ...]], decided: tuple[Decision, ...]
) -> None:
    library = built(held, decided)
    senses = [sense for group in library.groups() for sense in group.senses]
    assert sorted(senses) == sorted(library.shelf.senses)
    uses = [use for sense in senses for use in library.shelf.senses[sense].uses]
    assert sorted(uses, key=repr) == sorted((use for own in held.values() for use in own), key=repr)
    for group in library.groups():
        assert all({entry.left, entry.right} <= set(group.senses) for entry in group.joins)


def test_one_paper_more_in_a_thousand_costs_less_than_a_tenth_of_building_all() -> None:
    words = [f"{a}{b}" for a in ("graph", "stream", "tensor", "query", "cache", "sensor") for b in range(60)]
    held: dict[str, tuple[Use, ...]] = {}
    for number in range(1000):
        chosen = sorted(
            {f"{words[(number * 7 + i * 31) % 360]} {words[(number * 3 + i * 53) % 360]}" for i in range(12)}
        )
        held[f"p{number:04}"] = tuple(
            Use(f"p{number:04}", form, form, 0.5, Span("title", 0, 3), vector(form.split()[1], number % 5))
            for form in chosen
        )
    library = built({key: own for key, own in held.items() if key != "p0500"})
    compared, read = library.compared, library.read
    touched = library.update({"p0500": held["p0500"]})
    assert library.compared - compared < compared / 10
    assert library.read - read < read / 10
    assert len(touched) < len(library.shelf.senses) / 10
    compared_then = library.compared
    library.update({"p0500": ()})
    assert library.compared - compared_then < compared / 10

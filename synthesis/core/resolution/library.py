"""The concepts of many papers, kept up to date paper by paper.

Every step follows from what the papers hold now, none from the order in which they came; so taking papers away gives
the very library that was built without them, and a paper more changes only what rests on its forms.
"""

from collections.abc import Iterable, Mapping, Sequence

from synthesis.core.resolution.grouping import Decisions, Group, groups_around
from synthesis.core.resolution.ledger import Decision, SenseId
from synthesis.core.resolution.links import neighbours
from synthesis.core.resolution.nearest import Renewal
from synthesis.core.resolution.senses import senses_of
from synthesis.core.resolution.shelf import Shelf
from synthesis.core.resolution.uses import Use

__all__ = ["Library"]


class Library:
    """Papers' uses on a shelf, and the decisions of people.

    ``compared`` counts senses and pairs of vectors looked at so far, ``read`` the uses whose senses were told apart.
    """

    def __init__(self, decisions: Iterable[Decision] = (), shelf: Shelf | None = None) -> None:
        self.shelf = shelf if shelf is not None else Shelf()
        self.decisions = Decisions(decisions)
        self.compared = 0
        self.read = 0

    def update(self, changed: Mapping[str, Sequence[Use]]) -> set[SenseId]:
        """Puts, for each paper key, these uses in place of what the paper held; none takes it away.

        Returns the senses that came, changed or went, or may be joined otherwise than before.
        """
        shelf = self.shelf
        shelf.need_papers(changed)
        forms = {form for key in changed for form in shelf.held.get(key, ())}
        forms |= {use.form for uses in changed.values() for use in uses}
        shelf.need_forms(forms)
        for key in sorted(changed):
            shelf.put_paper(key, changed[key])
        return self._renew(forms)

    def _renew(self, forms: set[str]) -> set[SenseId]:
        shelf = self.shelf
        shelf.need_links(forms)
        beside = neighbours(shelf, forms)
        senses = {form: senses_of(form, shelf.uses[form].values()) if shelf.uses.get(form) else () for form in forms}
        self.read += sum(len(shelf.uses.get(form, ())) for form in forms)
        gone = {sense for form in forms for sense in shelf.tags.get(form, ())}
        # Where they stand until now has to be known before the forms are others.
        shelf.need_blocks({key for sense in gone for key in shelf.keys.get(sense, ())})
        for form in sorted(forms):
            shelf.put_senses(form, senses[form])
        fresh = {sense.id for held in senses.values() for sense in held}
        renewal = Renewal(shelf)
        touched = renewal.run(gone, fresh) | gone | fresh
        self.compared += renewal.compared
        shelf.need_links(forms)
        beside = self.decisions.forms_with(beside | neighbours(shelf, forms))
        shelf.need_links(beside)
        return touched | {sense for form in beside for sense in shelf.tags.get(form, ())}

    def groups(self, around: Iterable[SenseId] | None = None) -> list[Group]:
        """The groups that hang together with these senses, or all, by their first sense."""
        return groups_around(self.shelf, self.shelf.senses if around is None else around, self.decisions)

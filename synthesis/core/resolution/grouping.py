"""Senses that are joined, directly or through others, make a group; what people decided is replayed on it in order."""

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from synthesis.core.resolution.ledger import Decision, Entry, Member, SenseId
from synthesis.core.resolution.links import links_of
from synthesis.core.resolution.shelf import Shelf

__all__ = ["Decisions", "Group", "groups_around"]


@dataclass(frozen=True, slots=True)
class Group:
    """What becomes one concept: its senses in order, and the joins among them in order."""

    senses: tuple[SenseId, ...]
    joins: tuple[Entry, ...]


class Decisions:
    """Decisions in the order of their numbers, found by form."""

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        self.all = sorted(decisions, key=lambda one: one.number)
        self._by_form: dict[str, list[Decision]] = {}
        for one in self.all:
            for form in {member.form for member in (*one.forms, *one.others)}:
                self._by_form.setdefault(form, []).append(one)

    def naming(self, forms: Iterable[str]) -> list[Decision]:
        """Those that name one of the forms, in order."""
        found = {one.number: one for form in forms for one in self._by_form.get(form, ())}
        return [found[number] for number in sorted(found)]

    def forms_with(self, forms: Collection[str]) -> set[str]:
        """The forms, and every form that a decision names beside one of them."""
        return {*forms, *(m.form for one in self.naming(forms) for m in (*one.forms, *one.others))}


def meant(shelf: Shelf, members: Sequence[Member]) -> list[SenseId]:
    """The senses that the members of a decision mean today, ascending."""
    found: set[SenseId] = set()
    for form, papers in members:
        senses = shelf.tags.get(form, ())
        shared = [len(set(papers).intersection(shelf.senses[sense].papers)) for sense in senses]
        if papers and any(shared):
            found.add(senses[shared.index(max(shared))])
        elif not papers:
            found.update(senses)
    return sorted(found)


def groups_around(shelf: Shelf, seeds: Iterable[SenseId], decisions: Decisions) -> list[Group]:
    """The groups of these senses and of all that hang together with them, by their first sense."""
    found: list[Group] = []
    seen: set[SenseId] = set()
    for seed in sorted(seeds):
        if seed in shelf.senses and seed not in seen:
            whole, links = _component(shelf, seed, decisions)
            seen |= whole
            found += _replayed(shelf, whole, links, decisions)
    return sorted(found, key=lambda group: group.senses)


def _component(shelf: Shelf, seed: SenseId, decisions: Decisions) -> tuple[set[SenseId], set[Entry]]:
    whole, links, frontier = {seed}, set(), {seed}
    while frontier:
        shelf.need_links(decisions.forms_with({sense.form for sense in frontier}))
        reached: set[SenseId] = set()
        for sense in frontier:
            own = links_of(shelf, sense)
            links.update(own)
            reached.update(end for entry in own for end in (entry.left, entry.right))
        for entry in _merges(shelf, decisions.naming(sense.form for sense in frontier)):
            if not frontier.isdisjoint((entry.left, entry.right)):
                reached.update((entry.left, entry.right))
        frontier = reached - whole
        whole |= frontier
    return whole, links


def _merges(shelf: Shelf, decisions: Iterable[Decision]) -> list[Entry]:
    found = []
    for one in decisions:
        left, right = meant(shelf, one.forms), meant(shelf, one.others)
        if one.action == "merge" and left and right:
            found.append(Entry("join", "user", left[0], right[0]))
    return found


def _replayed(shelf: Shelf, whole: set[SenseId], links: set[Entry], decisions: Decisions) -> list[Group]:
    homes = _homes(whole, links)
    near = _adjacent(links)
    for one in decisions.naming({sense.form for sense in whole}):
        if one.action == "merge":
            for entry in _merges(shelf, [one]):
                if entry.left not in whole:
                    continue
                links = {*links, entry}
                near.setdefault(entry.left, set()).add(entry.right)
                near.setdefault(entry.right, set()).add(entry.left)
                kept, lost = sorted((homes[entry.left], homes[entry.right]))
                homes = {sense: kept if home == lost else home for sense, home in homes.items()}
        else:
            _split(homes, near, meant(shelf, one.forms), meant(shelf, one.others))
    parts: dict[SenseId, list[SenseId]] = {}
    for sense in sorted(whole):
        parts.setdefault(homes[sense], []).append(sense)
    joins: dict[SenseId, list[Entry]] = {}
    for entry in sorted(links, key=Entry.order):
        if homes[entry.left] == homes[entry.right] and entry.left != entry.right:
            joins.setdefault(homes[entry.left], []).append(entry)
    return [Group(tuple(senses), tuple(joins.get(home, ()))) for home, senses in parts.items()]


def _homes(whole: set[SenseId], links: Iterable[Entry]) -> dict[SenseId, SenseId]:
    """For each sense the first one of those it hangs together with."""
    near = _adjacent(links)
    homes: dict[SenseId, SenseId] = {}
    for sense in sorted(whole):
        waiting = [] if sense in homes else [sense]
        while waiting:
            one = waiting.pop()
            if one not in homes:
                homes[one] = sense
                waiting += near.get(one, ())
    return homes


def _adjacent(links: Iterable[Entry]) -> dict[SenseId, set[SenseId]]:
    near: dict[SenseId, set[SenseId]] = {}
    for entry in links:
        near.setdefault(entry.left, set()).add(entry.right)
        near.setdefault(entry.right, set()).add(entry.left)
    return near


def _split(
    homes: dict[SenseId, SenseId],
    near: Mapping[SenseId, set[SenseId]],
    forms: Sequence[SenseId],
    others: Sequence[SenseId],
) -> None:
    """Parts every group that holds senses of both sides; who belongs to neither goes with the side it is nearer to."""
    mine = set(forms) - set(others)
    for home in sorted({homes[sense] for sense in others if sense in homes}):
        group = {sense for sense in homes if homes[sense] == home}
        off, rest = sorted(group & mine), sorted(group.intersection(others))
        if not off or not rest:
            continue
        side = {**dict.fromkeys(rest, False), **dict.fromkeys(off, True)}
        # The rest goes first, so who is as near to both stays.
        waiting = deque([*rest, *off])
        while waiting:
            one = waiting.popleft()
            for other in sorted(near.get(one, set()) & group):
                if other not in side:
                    side[other] = side[one]
                    waiting.append(other)
        parts = [sorted(sense for sense in group if side.get(sense, False) is apart) for apart in (False, True)]
        for part in parts:
            for sense in part:
                homes[sense] = part[0]

"""The shape of a merged tree: which concepts stand under which branch, and how many nodes each branch may have."""

from collections.abc import Sequence

from scipy.sparse import csr_matrix

from synthesis.core.communities import split
from synthesis.core.concepts import Concept
from synthesis.core.corpus import Corpus
from synthesis.core.drafts import Draft
from synthesis.core.leaves import choose_leaves, joined
from synthesis.core.naming import Namer, within

__all__ = ["lay_out", "shares"]


def shares(room: int, weights: Sequence[int]) -> list[int]:
    """``room`` whole places dealt out by weight, the largest remainders first; each gets one while there are enough."""
    total = sum(weights)
    if not total or room <= 0:
        return [0 for _ in weights]
    base = 1 if room >= len(weights) else 0
    rest = room - base * len(weights)
    exact = [rest * weight / total for weight in weights]
    dealt = [base + int(value) for value in exact]
    order = sorted(range(len(weights)), key=lambda place: (round(int(exact[place]) - exact[place], 6), place))
    for place in order[: room - sum(dealt)]:
        dealt[place] += 1
    return dealt


def lay_out(
    corpus: Corpus,
    namer: Namer,
    groups: Sequence[list[int]],
    near: csr_matrix,
    room: int,
    seed: int,
    taken: set[str],
    above: Sequence[Concept],
) -> list[Draft]:
    """One branch a group, named apart, with its share of ``room`` nodes below; room a small branch leaves goes on.

    Concepts in ``taken`` stand elsewhere; those used here are added to it. ``above`` are the root's concepts: one of
    them sets a branch apart only where the branch has it alone and most of its papers hold it, or where it has no other
    name; what most papers hold, or a part of it, is said nowhere again.
    """
    branches: list[Draft] = []
    wide = _widely_held(above, len(corpus.papers))
    for group in groups:
        shared = {concept.key for concept in above if not _belongs(concept, group, corpus)}
        label, concepts = namer.name(group, len(corpus.papers), taken | shared, branches, wide)
        if not concepts:
            label, concepts = namer.name(group, len(corpus.papers), taken, branches)
        label = label or f"Related papers {len(branches) + 1}"
        taken |= {concept.key for concept in concepts}
        branches.append(Draft("branch", label, list(group), concepts))
    left = room
    order = sorted(range(len(branches)), key=lambda place: (len(branches[place].rows), place))
    for turn, place in enumerate(order):
        waiting = [len(branches[other].rows) for other in order[turn:]]
        _fill(branches[place], corpus, namer, near, shares(left, waiting)[0], taken, wide, seed)
        left -= branches[place].size() - 1
    return branches


def _widely_held(concepts: Sequence[Concept], papers: int) -> list[Concept]:
    """Those that more than half of so many papers hold: said once, they need not be said again."""
    return [concept for concept in concepts if 2 * len(concept.scores) > papers]


def _belongs(concept: Concept, group: Sequence[int], corpus: Corpus) -> bool:
    """Whether no other paper holds the concept, and at least half of the group does."""
    keys = {corpus.papers[row].key for row in group}
    return concept.scores.keys() <= keys and len(concept.scores) * 2 >= len(keys)


def _fill(
    branch: Draft,
    corpus: Corpus,
    namer: Namer,
    near: csr_matrix,
    room: int,
    taken: set[str],
    above: Sequence[Concept],
    seed: int,
) -> None:
    """Sub-groups where the branch is large and the room allows, else leaves at once."""
    parts = _parts(branch.rows, near, room, seed)
    above = [*above, *branch.concepts]
    if len(parts) < 2:
        branch.children = _leaves(branch.rows, corpus, namer, room, taken, above)
        return
    rooms = shares(room - len(parts), [len(part) for part in parts])
    for part, inner in zip(parts, rooms, strict=True):
        label, concepts = namer.name(part, len(branch.rows), taken, branch.children, above)
        if not concepts:
            continue
        taken |= {concept.key for concept in concepts}
        group = Draft("group", label.replace(" & ", " / "), part, concepts)
        group.children = _leaves(part, corpus, namer, inner, taken, [*above, *concepts])
        branch.children.append(group)


def _parts(rows: list[int], near: csr_matrix, room: int, seed: int) -> list[list[int]]:
    # A group pays only with two leaves of its own.
    high = min(room // 3, len(rows) // 2, 6)
    if high < 2 or len(rows) < 5:
        return [rows]
    inner = near[rows][:, rows]
    found, rest = split(inner, [], target=min(high, max(2, round(len(rows) ** 0.5))), low=2, high=high, seed=seed)
    parts = [[rows[place] for place in part] for part in found]
    if rest and parts:
        parts[-1] = sorted(parts[-1] + [rows[place] for place in rest])
    return parts


def _leaves(
    rows: list[int], corpus: Corpus, namer: Namer, room: int, taken: set[str], above: Sequence[Concept]
) -> list[Draft]:
    """At most ``room`` leaves, whose concepts are taken from here on; none says a mere part of what stands above it."""
    if room <= 0:
        return []
    places = {corpus.papers[row].key: row for row in rows}
    ranked = namer.ranked(rows, len(corpus.papers), taken)
    fresh = [pair for pair in ranked if not any(within(pair[1], one) for one in above)]
    chosen = choose_leaves(fresh or ranked, places, room)
    taken |= {concept.key for concepts, _ in chosen for concept in concepts}
    return [Draft("concept", joined(concepts), own, concepts) for concepts, own in chosen]

"""Links across the branches of a draft: which of all relations are drawn, and those that feed the hub."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from synthesis.core.drafts import Draft
from synthesis.core.inputs import PaperInput
from synthesis.core.relations import Mention, Relation, relate
from synthesis.core.stopwords import stems_of
from synthesis.core.types import Edge

__all__ = ["cross_links"]

LINKS_PER_NODE = 3
LINKS_PER_PAIR = 2
# One paper that only mentions both in passing is no link.
FAINT = 0.45
# A longer form beside the verb would fill the drawing.
NAMED_LETTERS = 32


def cross_links(
    papers: Sequence[PaperInput], drafts: Mapping[str, Draft], homes: Mapping[str, str], most: int
) -> list[Edge]:
    """The links to draw: one from each branch into the hub where there is one, then at most ``most`` between branches.

    ``drafts`` and ``homes`` go by node id. Links that a sentence states come before those of papers seen together.
    """
    relations = [r for r in _relations(papers, drafts, homes) if r.evidence and _differ(r, drafts)]
    hub = next((name for name, draft in drafts.items() if draft.kind == "hub"), "")
    fed = _feeding(relations, homes, hub, _above(drafts, hub)) if hub else []
    rest = [relation for relation in relations if hub not in (homes[relation.source], homes[relation.target])]
    return [
        Edge(r.source, r.target, "cross", _label(r, drafts), r.evidence, r.weight, "sentence" if r.said else "together")
        for r in (*fed, *_spread(rest, homes, most))
    ]


def _label(relation: Relation, drafts: Mapping[str, Draft]) -> str:
    """What the link says; where its end stands for several concepts, of which of them a sentence says it."""
    named = relation.said[0].other if relation.said and len(drafts[relation.target].concepts) > 1 else ""
    return f"{relation.label} {named}" if named and len(named) <= NAMED_LETTERS else relation.label


def _relations(
    papers: Sequence[PaperInput], drafts: Mapping[str, Draft], homes: Mapping[str, str]
) -> Sequence[Relation]:
    mentions: dict[str, list[Mention]] = {}
    given: dict[str, dict[str, str]] = {}
    strength: dict[str, dict[str, float]] = {}
    for node, draft in drafts.items():
        for concept in draft.concepts:
            for key, score in concept.scores.items():
                held = strength.setdefault(key, {})
                held[node] = max(held.get(node, 0.0), score)
                spans = concept.mentions.get(key, ())
                mentions.setdefault(key, []).extend(Mention(node, span, concept.label) for span in spans)
                if key in concept.given:
                    given.setdefault(key, {})[node] = concept.given[key]
    return relate(papers, mentions, given, strength, homes)


def _above(drafts: Mapping[str, Draft], hub: str) -> str:
    return next((name for name, draft in drafts.items() if hub and drafts[hub] in draft.children), "")


def _feeding(relations: Iterable[Relation], homes: Mapping[str, str], hub: str, parent: str) -> list[Relation]:
    """Of each branch its best relation to the hub, made to lead into it; of the one the hub hangs under only what a
    sentence says.

    Where no sentence says anything of a branch and the hub, one of the hub's summaries may stand for it.
    """
    best: dict[str, tuple[tuple[bool, bool, float], Relation]] = {}
    for relation in relations:
        if homes.get(relation.source) == hub:
            relation.turn()
        home = homes[relation.source]
        # What a sentence says of the hub alone does not feed it. Summaries, and both from the hub's own branch, are fed
        # by sentences only.
        if home == hub or homes[relation.target] != hub:
            continue
        if not relation.said and (home == parent or relation.target != hub):
            continue
        rank = (bool(relation.said), relation.target == hub, relation.weight)
        if home not in best or rank > best[home][0]:
            best[home] = (rank, relation)
    return [best[home][1] for home in sorted(best)]


def _differ(relation: Relation, drafts: Mapping[str, Draft]) -> bool:
    """Whether no concept of the one is part of a concept of the other: those always stand together and tell nothing."""
    left, right = ([stems_of(c.forms[0]) for c in drafts[end].concepts] for end in (relation.source, relation.target))
    return not any(a <= b or b <= a for a in left for b in right)


def _spread(relations: Sequence[Relation], homes: Mapping[str, str], most: int) -> list[Relation]:
    """The strongest, but few at any one node and between any two branches, so that they can be told apart."""
    chosen: list[Relation] = []
    at_node: Counter[str] = Counter()
    between: Counter[frozenset[str]] = Counter()
    for relation in sorted(relations, key=lambda r: (not r.said, -r.weight, r.source, r.target)):
        pair = frozenset((homes[relation.source], homes[relation.target]))
        crowded = max(at_node[relation.source], at_node[relation.target]) >= LINKS_PER_NODE
        if crowded or between[pair] >= LINKS_PER_PAIR or relation.weight < FAINT:
            continue
        chosen.append(relation)
        at_node.update((relation.source, relation.target))
        between[pair] += 1
        if len(chosen) == most:
            break
    return chosen

"""From many papers to one tree: read, resolve, gather into branches, name, link, and say in sentences what was done."""

import math
from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix

from synthesis.core.answering import answer
from synthesis.core.background import Background
from synthesis.core.communities import split
from synthesis.core.concepts import Concept
from synthesis.core.corpus import Corpus, gather
from synthesis.core.drafts import Draft
from synthesis.core.errors import InvalidSetting, TooFewPapers
from synthesis.core.gaps import find_bridges, find_gaps
from synthesis.core.hub import Hub, find_hub
from synthesis.core.inputs import Merge, PaperInput, TermInput
from synthesis.core.minutes import minutes, notes
from synthesis.core.naming import Namer
from synthesis.core.nearness import nearest
from synthesis.core.outline import lay_out
from synthesis.core.planting import plant
from synthesis.core.resolution import Decision
from synthesis.core.synopsis import Rouge, overlap, write

__all__ = ["MAX_NODES", "MIN_NODES", "Merge", "PaperInput", "TermInput", "merge"]

MIN_NODES, MAX_NODES = 12, 200
OTHER = "Other papers"
NAMELESS = "What these papers share"
# Hub and summaries: none of them may crowd out the branches.
HUB_SHARE = 6


def merge(
    papers: Sequence[PaperInput],
    *,
    title: str,
    question: str = "",
    max_nodes: int = 40,
    seed: int = 0,
    background: Background | None = None,
    decisions: Sequence[Decision] = (),
    rouge: Rouge = overlap,
) -> Merge:
    """One tree for many papers: root, 5 to 9 branches (fewer for few papers), groups and leaves, cross links, a log.

    Parameters: ``papers`` at least two, keys unique, their order makes no difference; ``title`` names the tree;
    ``question`` weighs papers and concepts that answer it; ``max_nodes`` (12 to 200) bounds the nodes; ``seed`` drives
    the community search; ``background`` is what is known of words beforehand; ``decisions`` on concepts are replayed in
    order; ``rouge`` guides the synopsis. The same values give the same bytes on any machine.

    Every paper hangs at a branch; those that fit nowhere under one that says so. Concepts that three branches share
    make a hub below the branch that says most of them, fed by a link of each other branch, with one or two summaries
    below it. Every node and every link carries evidence. Raises ``TooFewPapers`` and ``InvalidSetting``.
    """
    _check(papers, max_nodes)
    corpus = gather(papers, question, background, decisions)
    what = corpus.traits()
    near = nearest(what, seed=seed)
    groups, rest = _groups(corpus, near, max_nodes, seed)
    namer = Namer(corpus, what.dense[1].astype(np.float64) if len(what.dense) > 1 else None)
    idea, above = namer.root()
    hub = find_hub(corpus, groups, (max_nodes - 1 - len(groups)) // HUB_SHARE)
    branches = _outline(namer, near, groups, rest, hub, above, max_nodes - 1, seed)
    root = Draft("root", idea or NAMELESS, list(range(len(corpus.papers))), above, branches)
    if question:
        said = answer(corpus, root.label)
        root.label, root.quotes = said.label, list(said.evidence)
    planted = plant(corpus, root, title=title or root.label, max_links=max(4, max_nodes // 4))
    named = {name: draft for name, draft in planted.drafts.items() if draft.kind == "branch"}
    return Merge(
        planted.tree,
        minutes(corpus, root, planted.tree, question, rest),
        tuple(corpus.papers[row].key for row in rest),
        write(corpus, named, rouge),
        find_gaps(corpus, planted.drafts, planted.homes),
        find_bridges(planted.drafts),
        notes(corpus, question),
    )


def _groups(corpus: Corpus, near: csr_matrix, max_nodes: int, seed: int) -> tuple[list[list[int]], list[int]]:
    """The papers of each branch, those that answer a question best first, and the papers of none."""
    low, target, high = _bounds(len(corpus.papers), max_nodes)
    shared = [
        {corpus.rows[key]: score for key, score in concept.scores.items()} if len(concept.scores) > 1 else {}
        for concept in corpus.concepts
    ]
    groups, rest = split(near, shared, target=target, low=low, high=high, seed=seed)
    if corpus.asked:
        groups.sort(key=lambda group: (-round(sum(corpus.answers(row) for row in group) / len(group), 6), group[0]))
    return groups, rest


def _outline(
    namer: Namer,
    near: csr_matrix,
    groups: list[list[int]],
    rest: list[int],
    hub: Hub | None,
    above: Sequence[Concept],
    room: int,
    seed: int,
) -> list[Draft]:
    """The branches with what stands below them, the hub under its own, and the papers of none under one of theirs."""
    room -= len(groups) + bool(rest)
    taken: set[str] = set()
    if hub:
        room -= hub.draft.size()
        taken |= hub.keys
    branches = lay_out(namer.corpus, namer, groups, near, room, seed, taken, above)
    if hub:
        branches[hub.branch].children.append(hub.draft)
    if rest:
        branches.append(Draft("branch", OTHER, rest, []))
    return branches


def _check(papers: Sequence[PaperInput], max_nodes: int) -> None:
    if len(papers) < 2:
        raise TooFewPapers("A merge needs at least two papers.", papers=len(papers))
    keys = [paper.key for paper in papers]
    if len(set(keys)) < len(keys):
        raise InvalidSetting("The same paper came twice.", setting="papers")
    if not MIN_NODES <= max_nodes <= MAX_NODES:
        raise InvalidSetting(
            f"The number of nodes must lie between {MIN_NODES} and {MAX_NODES}.", setting="max_nodes", value=max_nodes
        )


def _bounds(count: int, max_nodes: int) -> tuple[int, int, int]:
    """Fewest, wanted and most branches for that many papers."""
    high = min(9, max(2, count // 2), max_nodes - 3)
    low = max(2, min(5, count // 3))
    return low, max(low, min(high, round(2 * math.sqrt(count)))), high

"""From many papers to one tree: read, resolve, gather into branches, name, link, and say in sentences what was done."""

import math
from collections.abc import Sequence

from synthesis.core.communities import similarities, split
from synthesis.core.corpus import gather
from synthesis.core.errors import InvalidSetting, TooFewPapers
from synthesis.core.inputs import Merge, PaperInput, TermInput
from synthesis.core.minutes import minutes
from synthesis.core.naming import Namer
from synthesis.core.outline import Draft, lay_out
from synthesis.core.planting import plant

__all__ = ["MAX_NODES", "MIN_NODES", "Merge", "PaperInput", "TermInput", "merge"]

MIN_NODES, MAX_NODES = 12, 200
OTHER = "Other papers"


def merge(papers: Sequence[PaperInput], *, title: str, question: str = "", max_nodes: int = 40, seed: int = 0) -> Merge:
    """One tree for many papers: root, 5 to 9 branches (fewer for few papers), groups and leaves, cross links, a log.

    Parameters: ``papers`` at least two, keys unique, their order makes no difference; ``title`` names the tree;
    ``question`` weighs papers and concepts that answer it; ``max_nodes`` (12 to 200) bounds the nodes; ``seed`` drives
    the community search. The same values give the same bytes on any machine.

    Every paper hangs at a branch; those that fit nowhere under one that says so. Every node but the root's title words
    and every link carries evidence. Raises ``TooFewPapers`` and ``InvalidSetting``.
    """
    _check(papers, max_nodes)
    corpus = gather(papers, question)
    near = similarities(corpus.features())
    low, target, high = _bounds(len(papers), max_nodes)
    shared = [{corpus.rows[key]: score for key, score in concept.scores.items()} for concept in corpus.concepts]
    groups, rest = split(near, shared, target=target, low=low, high=high, seed=seed)
    room = max_nodes - 1 - len(groups) - bool(rest)
    label, concepts = Namer(corpus).root()
    branches = lay_out(corpus, groups, near, room, seed)
    if rest:
        branches.append(Draft("branch", OTHER, rest, []))
    everyone = list(range(len(corpus.papers)))
    root = Draft("root", label or title or "What these papers share", everyone, concepts, branches)
    tree = plant(corpus, root, title=title, max_links=max(4, max_nodes // 4))
    left_out = tuple(corpus.papers[row].key for row in rest)
    return Merge(tree, minutes(corpus, root, tree, question, rest), left_out)


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
    return low, max(low, min(high, round(1.6 * math.sqrt(count)))), high

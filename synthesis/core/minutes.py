"""The log of a merge: each decision in a sentence."""

from collections.abc import Sequence

from synthesis.core.corpus import Corpus
from synthesis.core.outline import Draft
from synthesis.core.types import Tree

__all__ = ["minutes"]


def minutes(corpus: Corpus, root: Draft, tree: Tree, question: str, rest: Sequence[int]) -> tuple[str, ...]:
    """Sentences in the order of the work: reading, concepts, joins, branches, room, links, what was left out."""
    shared = sum(1 for concept in corpus.concepts if len(concept.scores) > 1)
    bare = sum(1 for paper in corpus.papers if not paper.abstract)
    lines = [
        f"Read {_count(len(corpus.papers), 'paper')}"
        + (f"; {bare} without an abstract, so only title and given terms count." if bare else "."),
        f"Found {_count(len(corpus.concepts), 'concept')}, {shared} of them in more than one paper.",
    ]
    if question:
        known = "; its words weigh three times" if corpus.asked else "; no paper uses its words, so it changed nothing"
        lines.append(f"The question was “{question}”{known}.")
    lines += [_join(corpus, number) for number in range(min(12, len(corpus.joins)))]
    lines.append(f"The root says “{root.label}”, the {_count(len(root.concepts), 'concept')} that reach most papers.")
    for branch in root.children:
        if branch.concepts:
            said = " and ".join(f"“{concept.label}”" for concept in branch.concepts)
            below = branch.size() - 1
            lines.append(
                f"{_count(len(branch.rows), 'paper')} with much in common became the branch “{branch.label}”, named by "
                f"{said}; {_count(below, 'node')} below it."
            )
        elif not rest or branch.rows != list(rest):
            lines.append(
                f"{_count(len(branch.rows), 'paper')} belong together, but no concept of theirs was left to name it."
            )
    lines += [_link(tree, edge.source, edge.target, edge.label) for edge in tree.edges if edge.kind == "cross"]
    for row in rest:
        lines.append(f"“{corpus.papers[row].title}” shares too little with the others and hangs under “Other papers”.")
    return tuple(lines)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _join(corpus: Corpus, number: int) -> str:
    join = corpus.joins[number]
    why = "one is the short form of the other" if join.rule == "acronym" else "they differ in spelling only"
    return f"Joined “{join.left}” and “{join.right}”: {why}."


def _link(tree: Tree, source: str, target: str, label: str) -> str:
    return f"Linked “{tree.node(source).label}” to “{tree.node(target).label}”: {label}."

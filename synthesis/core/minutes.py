"""The log of a merge: each decision in a sentence."""

from collections.abc import Sequence

from synthesis.core.corpus import Corpus
from synthesis.core.drafts import Draft
from synthesis.core.types import Tree

__all__ = ["minutes", "notes"]


def minutes(corpus: Corpus, root: Draft, tree: Tree, question: str, rest: Sequence[int]) -> tuple[str, ...]:
    """Sentences in the order of the work: reading, concepts, joins, branches, room, links, what was left out."""
    shared = sum(1 for concept in corpus.concepts if len(concept.scores) > 1)
    lines = [
        f"Read {_count(len(corpus.papers), 'paper')}"
        + (f"; {corpus.bare} without an abstract, so only title and given terms count." if corpus.bare else "."),
        f"Found {_count(len(corpus.concepts), 'concept')}, {shared} of them in more than one paper.",
    ]
    if question:
        lines.append(_asked(corpus, question))
    lines += [_join(corpus, number) for number in range(min(12, len(corpus.joins)))]
    lines.append(_root(root))
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
    lines += _hub(tree)
    lines += [_link(tree, edge.source, edge.target, edge.label) for edge in tree.edges if edge.kind == "cross"]
    for row in rest:
        lines.append(f"“{corpus.papers[row].title}” shares too little with the others and hangs under “Other papers”.")
    return tuple(lines)


def notes(corpus: Corpus, question: str) -> tuple[str, ...]:
    """Sentences on what a reader should know of the merge's limits; none where there is nothing to know."""
    found = []
    if corpus.bare:
        found.append(f"{_count(corpus.bare, 'paper')} without an abstract: only title and given terms could be read.")
    if question and not corpus.asked:
        found.append("No paper uses the words of the question, so it changed nothing.")
    return tuple(found)


def _asked(corpus: Corpus, question: str) -> str:
    own = sum(1 for value in corpus.asked.values() if value == 1.0)
    if not corpus.asked:
        return f"The question was “{question}”; no paper uses its words, so it changed nothing."
    kin = len(corpus.asked) - own
    akin = f", {_count(kin, 'word')} akin to them up to twice" if kin else ""
    return f"The question was “{question}”; {_count(own, 'word')} of it weigh three times{akin}."


def _root(root: Draft) -> str:
    if root.quotes and root.quotes[0].quote.rstrip(".") == root.label:
        return f"The root answers in the words of {root.quotes[0].arxiv_id}: “{root.label}”."
    return f"The root says “{root.label}”, the {_count(len(root.concepts), 'concept')} that reach most papers."


def _hub(tree: Tree) -> list[str]:
    parents = {edge.target: edge.source for edge in tree.edges if edge.kind == "tree"}
    lines = []
    for node in tree.nodes:
        if node.kind == "hub":
            fed = sum(1 for edge in tree.edges if edge.kind == "cross" and edge.target == node.id)
            lines.append(
                f"“{node.label}” is shared by three branches or more ({_count(len(node.papers), 'paper')}); it hangs "
                f"below “{tree.node(parents[node.id]).label}”, which says most of it; {_count(fed, 'link')} from the "
                f"other branches {'feeds' if fed == 1 else 'feed'} it."
            )
        if node.kind == "summary":
            lines.append(f"It sums up in “{node.label}”, which {_count(len(node.papers), 'paper')} speak of.")
    return lines


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _join(corpus: Corpus, number: int) -> str:
    join = corpus.joins[number]
    why = {
        "acronym": "one is the short form of the other",
        "embedding": f"their vectors are {join.score:.0%} alike",
        "user": "somebody said so",
    }
    return f"Joined “{join.left}” and “{join.right}”: {why.get(join.rule, 'they differ in spelling only')}."


def _link(tree: Tree, source: str, target: str, label: str) -> str:
    return f"Linked “{tree.node(source).label}” to “{tree.node(target).label}”: {label}."

"""What a breeding reads from the rooms below, frozen once: papers, term vectors, neighbours of concepts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from compute.models import Term
from compute.rouge.tokens import words
from papers.models import Paper
from synthesis.core import types
from synthesis.core.breeding import Materials, concept_of, gather
from synthesis.core.evidence import given_evidence, quote_for
from synthesis.core.inputs import PaperInput
from synthesis.core.stopwords import is_stop_term, normal_form
from synthesis.inputs import paper_inputs
from synthesis.shapes import paper_keys

NEIGHBOURS = 3
MOST_NEIGHBOURS = 600
# A concept that more papers name than this tells little by its neighbours, and reading them all takes long.
PAPERS_ASKED = 200


def rouge_words(text: str) -> list[str]:
    """The tokens of a text as ROUGE counts them."""
    return [word.decode() for word in words(text)]


def breeding_materials(*, trees: Sequence[types.Tree]) -> Materials:
    """The materials of a breeding of these trees, as the library stands now.

    Papers are those the trees name that still have their text, withdrawn ones too. A concept's vector is the mean of
    those of the model terms of its normal form, in these papers if any is there, else in all papers.
    """
    keys = {key for tree in trees for key in paper_keys(tree)}
    papers = list(Paper.objects.filter(key__in=keys))
    inputs = paper_inputs(papers=papers)
    concepts = {concept_of(node) for tree in trees for node in tree.nodes}
    neighbours = _neighbours(concepts, inputs, papers)
    known = concepts | {concept_of(node) for nodes in neighbours.values() for node in nodes}
    labels = [node.label for tree in trees for node in tree.nodes]
    return gather(trees, inputs, words=rouge_words, vectors=_vectors(known, labels, papers), neighbours=neighbours)


def _vectors(concepts: Collection[str], labels: Sequence[str], papers: Sequence[Paper]) -> dict[str, NDArray[np.int8]]:
    """By concept a vector of signed bytes; a label of several parts takes the mean of theirs."""
    parts = {normal_form(label): [normal_form(part) for part in label.split(" / ")] for label in labels}
    wanted = {*concepts, *(part for found in parts.values() for part in found)}
    rows = Term.objects.filter(normal__in=wanted, method=Term.Method.MODEL).exclude(vector=b"")
    near = _mean_by_normal(rows.filter(paper__in=papers))
    far = _mean_by_normal(rows.filter(normal__in=wanted - near.keys()))
    known = far | near
    found = {}
    for concept in sorted(concepts):
        held = [known[part] for part in (parts.get(concept) or [concept]) if part in known]
        if concept in known or held:
            found[concept] = known[concept] if concept in known else _unit(np.sum(held, axis=0, dtype=np.int64))
    return found


def _mean_by_normal(rows: object) -> dict[str, NDArray[np.int8]]:
    total: dict[str, NDArray[np.int64]] = {}
    for normal, vector in rows.values_list("normal", "vector"):  # type: ignore[attr-defined]  # a queryset of terms
        held = np.frombuffer(bytes(vector), dtype=np.int8).astype(np.int64)
        if normal not in total:
            total[normal] = held
        elif len(total[normal]) == len(held):
            total[normal] = total[normal] + held
    return {normal: _unit(vector) for normal, vector in total.items()}


def _unit(vector: NDArray[np.int64]) -> NDArray[np.int8]:
    """The direction of a sum of whole numbers in signed bytes; the root is of a whole number, so exact everywhere."""
    length = np.sqrt(np.float64(vector @ vector)) or 1.0
    scaled: NDArray[np.int8] = np.rint(vector * 127.0 / length).astype(np.int8)
    return scaled


def _neighbours(
    concepts: Collection[str], inputs: Sequence[PaperInput], papers: Sequence[Paper]
) -> dict[str, list[types.Node]]:
    """Up to three terms for a concept that share the most papers with it and stand in none of the trees.

    Looked for in the papers of the library that name the concept as a term; ties go to the higher score, then by form.
    """
    named: dict[str, set[int]] = defaultdict(set)
    for normal, paper in Term.objects.filter(normal__in=concepts).values_list("normal", "paper").order_by("paper"):
        if len(named[normal]) < PAPERS_ASKED:
            named[normal].add(paper)
    asked = sorted(set().union(*named.values())) if named else []
    alive = {paper.pk: paper for paper in Paper.objects.filter(pk__in=asked, withdrawn_at=None)}
    alive |= {paper.pk: paper for paper in papers if paper.pk in asked}
    own = {paper.key for paper in papers}
    others = paper_inputs(papers=[paper for paper in alive.values() if paper.key not in own])
    read = {entry.key: entry for entry in (*inputs, *others)}
    found: dict[str, list[types.Node]] = {}
    count = 0
    for concept in sorted(named):
        entries = [read[alive[pk].key] for pk in sorted(named[concept]) if pk in alive]
        nodes = _best(entries, concepts)[: max(0, min(NEIGHBOURS, MOST_NEIGHBOURS - count))]
        if nodes:
            found[concept] = nodes
            count += len(nodes)
    return found


def _best(entries: Sequence[PaperInput], taken: Collection[str]) -> list[types.Node]:
    shared: Counter[str] = Counter()
    score: dict[str, float] = {}
    holders: dict[str, list[PaperInput]] = defaultdict(list)
    for entry in sorted(entries, key=lambda paper: paper.key):
        for term in entry.terms:
            normal = normal_form(term.text)
            if normal and normal not in taken and not is_stop_term(term.text) and entry not in holders[normal]:
                shared[normal] += 1
                score[normal] = max(score.get(normal, 0.0), term.score)
                holders[normal].append(entry)
    order = sorted(shared, key=lambda normal: (-shared[normal], -score[normal], normal))
    return [_node(normal, holders[normal], score[normal]) for normal in order[:NEIGHBOURS]]


def _node(normal: str, holders: Sequence[PaperInput], score: float) -> types.Node:
    quotes = []
    for paper in holders[:NEIGHBOURS]:
        term = next(term for term in paper.terms if normal_form(term.text) == normal)
        quotes.append(quote_for(paper, term.spans[0]) if term.spans else given_evidence(paper, term.text))
    label = next(term.text for term in holders[0].terms if normal_form(term.text) == normal)
    keys = tuple(sorted(paper.key for paper in holders))
    return types.Node(f"n-{normal.replace(' ', '-')}", label, "concept", keys, tuple(quotes), score)

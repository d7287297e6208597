"""What a breeding reads besides its parents, as plain values that a Recipe can freeze."""

import base64
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from synthesis.core.breeding.sayings import Saying, sayings
from synthesis.core.inputs import PaperInput
from synthesis.core.stopwords import is_stop_term, normal_form
from synthesis.core.types import Evidence, Node, Tree

__all__ = ["Materials", "Reference", "concept_of", "from_json", "gather", "to_json"]

Vector = npt.NDArray[np.int8]
Words = Callable[[str], Sequence[str]]
MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Reference:
    """The words of one paper that count: how often each stands in its text, and its worth in millionths."""

    key: str
    counts: Mapping[str, int]
    worth: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Materials:
    """``words``: the ROUGE words of each label. ``vectors``: signed bytes by concept. ``neighbours`` by concept."""

    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    references: tuple[Reference, ...] = ()
    vectors: Mapping[str, Vector] = field(default_factory=dict)
    neighbours: Mapping[str, tuple[Node, ...]] = field(default_factory=dict)
    sayings: tuple[Saying, ...] = ()


def concept_of(node: Node) -> str:
    """What two nodes share when they say the same: the normal form of the label, or what there is in its place."""
    return normal_form(node.label) or node.label.casefold().strip() or f"#{node.id}"


def gather(
    trees: Sequence[Tree],
    papers: Sequence[PaperInput],
    *,
    words: Words,
    vectors: Mapping[str, Vector] | None = None,
    neighbours: Mapping[str, Sequence[Node]] | None = None,
) -> Materials:
    """The materials of these parents and the papers they name.

    Parameters: ``words`` splits a text as ROUGE does; ``vectors`` holds a vector of signed bytes for concepts that have
    one, all of one length; ``neighbours`` the nodes that may take the place of a concept. Neither order matters.
    """
    known = {concept_of(node) for tree in trees for node in tree.nodes}
    near = {name: tuple(nodes) for name, nodes in sorted((neighbours or {}).items()) if name in known and nodes}
    nodes = [node for tree in trees for node in tree.nodes] + [node for found in near.values() for node in found]
    concepts = {concept_of(node) for node in nodes}
    ordered = sorted(papers, key=lambda paper: paper.key)
    return Materials(
        words={label: tuple(words(label)) for label in sorted({node.label for node in nodes})},
        references=tuple(_reference(paper, words) for paper in ordered),
        vectors={name: vector for name, vector in sorted((vectors or {}).items()) if name in concepts},
        neighbours=near,
        sayings=sayings(ordered, _forms(nodes)),
    )


def _forms(nodes: Iterable[Node]) -> dict[str, str]:
    """Concept by each normal form that names it in a text; a form of two concepts goes to the first in order."""
    found: dict[str, str] = {}
    for node in nodes:
        concept = concept_of(node)
        for form in (node.label, *node.label.split(" / "), *node.forms):
            normal = normal_form(form)
            if normal:
                found[normal] = min(found.get(normal, concept), concept, key=lambda name: (name != normal, name))
    return found


def _reference(paper: PaperInput, words: Words) -> Reference:
    given = "" if paper.abstract else " ".join(term.text for term in paper.terms)
    counts = Counter(words(" ".join(part for part in (paper.title, paper.abstract, given) if part)))
    worth: dict[str, int] = {}
    for term in paper.terms:
        for word in [] if is_stop_term(term.text) else words(term.text):
            if word in counts:
                worth[word] = max(worth.get(word, 0), round(term.score * MILLION))
    if not any(worth.values()):
        worth = dict.fromkeys(counts, MILLION)
    kept = sorted(word for word, value in worth.items() if value)
    return Reference(paper.key, {word: counts[word] for word in kept}, {word: worth[word] for word in kept})


def to_json(materials: Materials) -> dict[str, Any]:
    """The materials in JSON's types; quotes stand once and are named by their place."""
    quotes: dict[Evidence, int] = {}
    parts: list[Saying | Node] = [*materials.sayings]
    parts += [node for nodes in materials.neighbours.values() for node in nodes]
    for part in parts:
        for quote in part.evidence:
            quotes.setdefault(quote, len(quotes))
    return {
        "words": {label: list(words) for label, words in materials.words.items()},
        "references": [
            {"key": r.key, "words": [[word, r.counts[word], r.worth[word]] for word in r.counts]}
            for r in materials.references
        ],
        "vectors": {name: base64.b64encode(v.tobytes()).decode() for name, v in materials.vectors.items()},
        "quotes": [[q.arxiv_id, q.version, q.field, q.start, q.end, q.quote] for q in quotes],
        "neighbours": {
            name: [[n.id, n.label, list(n.papers), [quotes[q] for q in n.evidence], n.weight] for n in nodes]
            for name, nodes in materials.neighbours.items()
        },
        "sayings": [
            [s.source, s.target, s.label, s.basis, s.weight, [quotes[q] for q in s.evidence]] for s in materials.sayings
        ],
    }


def from_json(data: Mapping[str, Any]) -> Materials:
    """What ``to_json`` wrote."""
    quotes = [Evidence(*parts) for parts in data["quotes"]]
    return Materials(
        words={label: tuple(words) for label, words in data["words"].items()},
        references=tuple(
            Reference(r["key"], {w: count for w, count, _ in r["words"]}, {w: worth for w, _, worth in r["words"]})
            for r in data["references"]
        ),
        vectors={name: np.frombuffer(base64.b64decode(text), dtype=np.int8) for name, text in data["vectors"].items()},
        neighbours={
            name: tuple(
                Node(key, label, "concept", tuple(papers), tuple(quotes[q] for q in held), weight)
                for key, label, papers, held, weight in nodes
            )
            for name, nodes in data["neighbours"].items()
        },
        sayings=tuple(
            Saying(source, target, label, basis, weight, tuple(quotes[q] for q in held))
            for source, target, label, basis, weight, held in data["sayings"]
        ),
    )

"""What sentences say of two concepts at once: the quotes that a new edge may carry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from synthesis.core.evidence import field_text, quote_for
from synthesis.core.inputs import PaperInput
from synthesis.core.reading import tokens
from synthesis.core.relations import Mention, mentions_by_sentence
from synthesis.core.types import Evidence, Span
from synthesis.core.verbs import verb_phrase

__all__ = ["Saying", "mentions", "sayings"]

MAX_WORDS = 6
QUOTES = 2


@dataclass(frozen=True, slots=True)
class Saying:
    """Two concepts that a sentence names together.

    ``basis`` is ``sentence`` where a verb stands between them (``source`` its subject, ``label`` its base form), else
    ``together`` and the label counts the papers. ``weight`` is the number of sentences.
    """

    source: str
    target: str
    label: str
    basis: str
    weight: float
    evidence: tuple[Evidence, ...]


@dataclass(slots=True)
class _Pair:
    quotes: list[Evidence] = field(default_factory=list)
    papers: set[str] = field(default_factory=set)
    said: list[tuple[str, str, str, Evidence]] = field(default_factory=list)


def mentions(paper: PaperInput, forms: Mapping[str, str]) -> list[Mention]:
    """Every place of title and abstract where one of ``forms`` (normal form to concept) stands, at most six words."""
    found = []
    for name in ("title", "abstract"):
        words = [
            (part, token.start, token.end) for token in tokens(field_text(paper, name)) for part in token.folded.split()
        ]
        for first, (_, start, _) in enumerate(words):
            for last in range(first, min(first + MAX_WORDS, len(words))):
                concept = forms.get(" ".join(word for word, _, _ in words[first : last + 1]))
                if concept is not None:
                    found.append(Mention(concept, Span(name, start, words[last][2])))
    return found


def sayings(papers: Sequence[PaperInput], forms: Mapping[str, str]) -> tuple[Saying, ...]:
    """For every two concepts named in one sentence of these papers one ``Saying``, ordered by the concepts."""
    pairs: dict[tuple[str, str], _Pair] = {}
    for paper in papers:
        for sentence in mentions_by_sentence(paper, mentions(paper, forms)):
            for (at, left), (after, right) in combinations(enumerate(sentence), 2):
                if left.node != right.node:
                    _read(paper, left, right, after == at + 1, pairs)
    return tuple(_told(pair, pairs[pair]) for pair in sorted(pairs))


def _read(
    paper: PaperInput, left: Mention, right: Mention, adjacent: bool, pairs: dict[tuple[str, str], _Pair]
) -> None:
    pair = pairs.setdefault((min(left.node, right.node), max(left.node, right.node)), _Pair())
    quote = quote_for(paper, Span(left.span.field, left.span.start, right.span.end))
    pair.papers.add(paper.key)
    if quote not in pair.quotes:
        pair.quotes.append(quote)
    between = field_text(paper, left.span.field)[left.span.end : right.span.start]
    phrase = verb_phrase(between) if adjacent else ""
    if phrase:
        pair.said.append((left.node, right.node, phrase, quote))


def _told(ends: tuple[str, str], pair: _Pair) -> Saying:
    weight = float(len(pair.quotes))
    if pair.said:
        source, target, phrase, quote = pair.said[0]
        quotes = tuple(dict.fromkeys((quote, *pair.quotes)))[:QUOTES]
        return Saying(source, target, phrase, "sentence", weight, quotes)
    count = len(pair.papers)
    label = f"seen together in {count} paper{'s' if count > 1 else ''}"
    return Saying(*ends, label, "together", weight, tuple(pair.quotes[:QUOTES]))

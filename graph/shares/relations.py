"""What a paper's own sentences say of two concepts: the verb phrase between two of its terms."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from graph.items import Edge
from graph.shares.basket import number, text_of
from synthesis.core.evidence import field_text, quote_for
from synthesis.core.inputs import PaperInput
from synthesis.core.relations import Mention, mentions_by_sentence
from synthesis.core.types import Evidence, Span, evidence_dicts
from synthesis.core.verbs import verb_phrase

QUOTES = 4


def relations(
    paper: PaperInput,
    spans: Mapping[str, Sequence[Span]],
    scores: Mapping[str, float],
    concepts: Mapping[str, str],
    owner: str,
) -> list[Edge]:
    """RELATES edges of one paper, one for each two concepts and label, in the order of the text.

    `spans`, `scores` and `concepts` (ids) go by form. The weight is the geometric mean of the two scores, summed over
    the sentences that say so; the evidence quotes the first of these.
    """
    weights: dict[tuple[str, str, str], float] = {}
    quotes: dict[tuple[str, str, str], list[Evidence]] = {}
    for left, right, phrase, quote in _said(paper, spans, concepts):
        key = (concepts[left], concepts[right], phrase)
        weights[key] = weights.get(key, 0.0) + math.sqrt(scores[left] * scores[right])
        quotes.setdefault(key, []).append(quote)
    return [
        Edge("RELATES", source, target, {
            "owner": owner,
            "paper": paper.key,
            "label": phrase,
            "weight": number(weight),
            "basis": "sentence",
            "evidence": text_of(evidence_dicts(tuple(dict.fromkeys(quotes[source, target, phrase]))[:QUOTES])),
        })
        for (source, target, phrase), weight in weights.items()
    ]  # fmt: skip


def _said(
    paper: PaperInput, spans: Mapping[str, Sequence[Span]], concepts: Mapping[str, str]
) -> Iterator[tuple[str, str, str, Evidence]]:
    named = (Mention(form, span) for form in sorted(concepts) for span in spans[form])
    for sentence in mentions_by_sentence(paper, named):
        for left, right in pairwise(sentence):
            if concepts[left.node] == concepts[right.node]:
                continue
            between = field_text(paper, left.span.field)[left.span.end : right.span.start]
            if phrase := verb_phrase(between):
                yield (
                    left.node,
                    right.node,
                    phrase,
                    quote_for(paper, Span(left.span.field, left.span.start, right.span.end)),
                )

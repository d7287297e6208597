"""The answer to a question in the papers' own words: the sentences that hold most of what it asks for."""

from dataclasses import dataclass

from synthesis.core.corpus import Corpus
from synthesis.core.evidence import field_text, quote_for, sentences
from synthesis.core.reading import tokens
from synthesis.core.stopwords import stem
from synthesis.core.types import Evidence, Span

__all__ = ["Answer", "answer"]

LABEL_WORDS = 14
QUOTES = 5
PAPERS = 60
# A shorter sentence may stand on the root when it holds this share of what the best one holds.
ENOUGH = 0.6


@dataclass(frozen=True, slots=True)
class Answer:
    """What the root says, and the sentences that say it, the best first, one a paper."""

    label: str
    evidence: tuple[Evidence, ...]


def answer(corpus: Corpus, otherwise: str) -> Answer:
    """The best short sentence as label, ``otherwise`` where none holds enough; no evidence where no word is known."""
    rated = sorted(_rated(corpus), key=lambda item: (-item[0], item[1]))
    if not rated:
        return Answer(otherwise, ())
    best = rated[0][0]
    short = [quote for value, _, quote in rated if value >= ENOUGH * best and len(quote.quote.split()) <= LABEL_WORDS]
    first = {quote.arxiv_id: quote for _, _, quote in reversed(rated)}
    each = [quote for _, _, quote in rated if first[quote.arxiv_id] is quote]
    chosen = dict.fromkeys([*short[:1], *each])
    return Answer(short[0].quote.rstrip(".") if short else otherwise, tuple(chosen)[:QUOTES])


def _rated(corpus: Corpus) -> list[tuple[float, tuple[str, str, int], Evidence]]:
    rows = sorted(range(len(corpus.papers)), key=lambda row: (-corpus.answers(row), row))[:PAPERS]
    found = []
    for row in rows:
        paper = corpus.papers[row]
        for name in ("title", "abstract"):
            text = field_text(paper, name)
            for start, end in [(0, len(text))] if name == "title" and text else sentences(text):
                words = {stem(part) for token in tokens(text, start, end) for part in token.folded.split()}
                held = sorted(words & corpus.asked.keys())
                value = round(sum(corpus.asked[word] * corpus.common(word) for word in held), 6)
                if value > 0:
                    quote = quote_for(paper, Span(name, start, end))
                    found.append((value, (paper.key, name, start), quote))
    return found

"""A written synopsis of a merge: for each branch a few sentences of its papers, chosen one after the other by ROUGE.

Greedy choice by the gain in ROUGE is that of Nallapati et al. (2017), there used to label sentences; here the reference
is what the branch is about: its labels, and the titles of its papers.
"""

from collections import Counter
from collections.abc import Callable, Mapping

from synthesis.core.corpus import Corpus
from synthesis.core.drafts import Draft
from synthesis.core.evidence import sentences
from synthesis.core.inputs import Section, Sentence
from synthesis.core.stopwords import normal_form, stem
from synthesis.core.types import Evidence

__all__ = ["Rouge", "overlap", "write"]

# A reference and a candidate to a number from 0 up: the more they share the higher.
Rouge = Callable[[str, str], float]

SENTENCES = 4
POOL = 24
TITLES = 12
SHORTEST, LONGEST = 8, 45
# Sentences that lean on what was said before, or that only speak of the paper itself.
LEANING = tuple(
    """this |these |it |they |however|moreover|furthermore|in addition|additionally|to this|thus|therefore|also|finally|
for this|such |both |here|in this paper|hence|consequently|as a result|the former|the latter|our |we also|nevertheless|
instead|on the other hand|specifically|that |then |while this|for example|for instance|to do so|to address|to solve|
to overcome|by doing so|first|second|third|last""".replace("\n", "").split("|")
)


def overlap(reference: str, candidate: str) -> float:
    """F of shared words, each as often as it stands in both (ROUGE-1 over normal forms)."""
    ours, theirs = (Counter(normal_form(text).split()) for text in (reference, candidate))
    shared = (ours & theirs).total()
    return 2 * shared / (ours.total() + theirs.total()) if shared else 0.0


def write(corpus: Corpus, branches: Mapping[str, Draft], rouge: Rouge = overlap) -> tuple[Section, ...]:
    """A section for each branch (``branches`` by node id, in their order) whose papers have a sentence to give.

    At most four sentences each, no sentence twice in the whole, of different papers as far as there are some; each with
    the Evidence it stands at.
    """
    used: set[str] = set()
    found = []
    for name, draft in branches.items():
        chosen = _chosen(corpus, draft, rouge, used)
        if chosen:
            found.append(Section(name, draft.label, tuple(chosen)))
    return tuple(found)


def _chosen(corpus: Corpus, draft: Draft, rouge: Rouge, used: set[str]) -> list[Sentence]:
    pool = _pool(corpus, draft, used)
    reference = ". ".join([*_labels(draft), *(corpus.papers[row].title for row in _central(corpus, draft)[:TITLES])])
    chosen: list[Evidence] = []
    score = 0.0
    while pool and len(chosen) < SENTENCES:
        told = " ".join(quote.quote for quote in chosen)
        cited = {quote.arxiv_id for quote in chosen}
        rated = [
            (round(rouge(reference, f"{told} {quote.quote}".strip()), 6), quote.arxiv_id not in cited, -place)
            for place, quote in enumerate(pool)
        ]
        fresh = [rate for rate in rated if rate[1]] or rated
        best = max(fresh)
        if chosen and best[0] <= score and len(chosen) > 1:
            break
        score = best[0]
        quote = pool.pop(-best[2])
        chosen.append(quote)
        used.add(_plain(quote.quote))
    return [Sentence(quote.quote, quote) for quote in chosen]


def _labels(draft: Draft) -> list[str]:
    found = [draft.label]
    for child in draft.children:
        if child.kind in ("group", "concept"):
            found += _labels(child)
    return found


def _central(corpus: Corpus, draft: Draft) -> list[int]:
    """The branch's papers, those first that say most of what it is named by."""
    said: Counter[int] = Counter()
    for concept in draft.concepts:
        for key, score in concept.scores.items():
            said[corpus.rows[key]] += round(1000 * score)
    return sorted(draft.rows, key=lambda row: (-said[row], row))


def _pool(corpus: Corpus, draft: Draft, used: set[str]) -> list[Evidence]:
    """Sentences that say most of the branch, at most ``POOL``, best first."""
    wanted = {stem(word) for label in _labels(draft) for word in normal_form(label).split()}
    rated: list[tuple[float, int, int, Evidence]] = []
    seen: set[str] = set()
    for place, row in enumerate(_central(corpus, draft)[: 4 * POOL]):
        paper = corpus.papers[row]
        for number, (start, end) in enumerate(sentences(paper.abstract)):
            text = paper.abstract[start:end]
            plain = _plain(text)
            if not _stands_alone(text) or plain in used or plain in seen:
                continue
            seen.add(plain)
            held = {stem(word) for word in normal_form(text).split()} & wanted
            told = sum(corpus.telling(word) for word in sorted(held)) / (len(text.split()) + 8) ** 0.5
            quote = Evidence(paper.key, paper.version, "abstract", start, end, text)
            rated.append((round(told, 6), place, number, quote))
    rated.sort(key=lambda item: (-item[0], item[1], item[2]))
    return [quote for told, _, _, quote in rated[:POOL] if told > 0]


def _stands_alone(text: str) -> bool:
    words = text.split()
    lower = text.casefold()
    return (
        SHORTEST <= len(words) <= LONGEST
        and not lower.startswith(LEANING)
        and text[0].isupper()
        and text[-1] in ".!?"
        and "$" not in text
        and "http" not in lower
    )


def _plain(text: str) -> str:
    return " ".join(normal_form(text).split())

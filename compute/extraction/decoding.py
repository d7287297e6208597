"""Scores of candidate terms from the head's views, and the chosen ones as terms. NumPy alone: it runs per text."""

from __future__ import annotations

import functools
import json
from typing import NamedTuple

import numpy as np
from safetensors import safe_open

from compute.extraction.candidates import Candidates, find_candidates
from compute.extraction.choice import choose
from compute.extraction.head import VIEW, WEIGHTS
from synthesis.core.stopwords import normal_form

# Words that may stand in a term but are none: verbs that are nouns too, and what escapes the lists of the candidates.
HOLLOW = frozenset({"address", "addresses", "increase", "increases", "offer", "report", "reports", "result", "results"})
HOLLOW |= {"work", "works", "combined", "computed", "developing", "down", "enough", "former", "latter", "near", "twice"}
HOLLOW |= {"thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"}
HOLLOW |= {"sixty", "seventy", "eighty", "ninety", "anybody", "everybody"}
HOLLOW |= {"myself", "yourself", "himself", "herself", "yourselves"}
GELU = np.float32(np.sqrt(2 / np.pi))


class Chosen(NamedTuple):
    """A key term of a text.

    `text` is its first occurrence as written, `normal` the form that equal terms share, `score` the calibrated
    probability 0..1, rounded to 1e-6, that a human annotator names it beside the better ones; `spans` are the code
    points of every occurrence in order, `tokens` their sub-words, both half-open.
    """

    text: str
    normal: str
    score: float
    spans: list[tuple[int, int]]
    tokens: list[tuple[int, int]]


class Scorer(NamedTuple):
    """The weights of `head.Spans`, and how its logits become probabilities: sigmoid(slope x logit + offset)."""

    weights: dict[str, np.ndarray]
    slope: float
    offset: float
    floor: float
    fewest: int


@functools.cache
def get_scorer() -> Scorer:
    """The shipped one, loaded once per process."""
    prefix = "spans."
    with safe_open(WEIGHTS, framework="numpy") as file:
        found = json.loads(file.metadata()["head"])
        names = [name for name in file.keys() if name.startswith(prefix)]  # noqa: SIM118 (no mapping)
        weights = {name[len(prefix) :]: file.get_tensor(name).astype(np.float32) for name in names}
    return Scorer(weights, found["slope"], found["offset"], found["floor"], found["fewest"])


def decode(
    text: str, offsets: np.ndarray, views: np.ndarray, *, top: int, scorer: Scorer | None = None
) -> list[Chosen]:
    """The best terms of a text, at most `top`, best first; equal scores by first occurrence.

    `offsets` (T, 2) are the code points of its sub-words, `views` (T, 384) float32 what the head says of them. Terms
    below the scorer's floor are left out beyond its `fewest`.
    """
    scorer = scorer or get_scorer()
    found = find_candidates(text, offsets)
    if not found.keys:
        return []
    chances = probabilities(logits(views, found, scorer.weights), scorer)
    for place in np.flatnonzero(found.width == 0).tolist():
        begin, end = found.chars[place]
        if is_hollow(text[begin:end].casefold()):
            chances[found.term[place]] = 0.0
    picks = choose(found, chances, top=top, floor=scorer.floor, fewest=scorer.fewest)
    occurrences: dict[int, list[int]] = {pick.term: [] for pick in picks}
    wanted = np.isin(found.term, list(occurrences))
    for place in np.flatnonzero(wanted).tolist():
        occurrences[int(found.term[place])].append(place)
    return [_chosen(text, found, occurrences[pick.term], pick.chance) for pick in picks]


def is_hollow(word: str) -> bool:
    """Whether a lone word, in lower case, is no term: of `HOLLOW`, or a participle in -ed."""
    participle = word.endswith("ed") and len(word) > 5 and not word.endswith(("eed", "shed", "bed", "ped"))
    return participle or word in HOLLOW


def logits(views: np.ndarray, found: Candidates, weights: dict[str, np.ndarray]) -> np.ndarray:
    """The logit of each term (m,), the sums of `head.Spans` in numpy."""
    opening, closing, inner = views[:, :VIEW], views[:, VIEW : 2 * VIEW], views[:, 2 * VIEW :]
    sums = np.zeros((len(views) + 1, VIEW), np.float32)
    np.cumsum(inner, axis=0, out=sums[1:])
    mean = (sums[found.last + 1] - sums[found.first]) / (found.last - found.first + 1)[:, None].astype(np.float32)
    seen = opening[found.first] + closing[found.last] + mean + weights["width.weight"][found.width]
    order = np.argsort(found.term, kind="stable")
    begins = np.searchsorted(found.term[order], np.arange(len(found.keys)))
    best = np.maximum.reduceat(seen[order], begins, axis=0)
    hidden = _gelu(best + found.features @ weights["features.weight"].T + weights["features.bias"])
    hidden = _gelu(hidden @ weights["hidden.weight"].T + weights["hidden.bias"])
    result: np.ndarray = (hidden @ weights["out.weight"].T + weights["out.bias"])[:, 0]
    return result


def probabilities(found: np.ndarray, scorer: Scorer) -> np.ndarray:
    """Logits to calibrated probabilities, rounded to 1e-6."""
    scaled = np.clip(scorer.slope * found.astype(np.float64) + scorer.offset, -40, 40)
    return np.round(1 / (1 + np.exp(-scaled)), 6)


def _gelu(x: np.ndarray) -> np.ndarray:
    result: np.ndarray = 0.5 * x * (1 + np.tanh(GELU * (x + np.float32(0.044715) * x * x * x)))
    return result


def _chosen(text: str, found: Candidates, places: list[int], score: float) -> Chosen:
    spans = [(int(begin), int(end)) for begin, end in found.chars[places]]
    tokens = [(int(found.first[place]), int(found.last[place]) + 1) for place in places]
    surface = text[spans[0][0] : spans[0][1]]
    return Chosen(surface, normal_form(surface), score, spans, tokens)

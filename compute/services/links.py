"""Which papers an experiment illustrates: the nearest by meaning, each with the reason in words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from django.db import transaction
from django.db.models import Max

from compute.experiments import EXPERIMENTS
from compute.experiments.base import Experiment
from compute.models import ExperimentPaper, LinkState, Term
from jobs import outbox
from papers.models import Paper, PaperEmbedding
from papers.search.planning import by_index
from papers.search.vectors import centre, dense_scores, space_of, vectors_of
from papers.selectors import papers_alive
from synthesis.core.stopwords import normal_form

CHANGED = "experiment.changed"
NEAREST, KEPT = 60, 12
# Of the score, what shared terms add to closeness of meaning.
TERM_SHARE = 0.4
SHOWN_TERMS = 3
# Below this a paper has nothing to do with the experiment.
LEAST = 0.1
Vector = Callable[[str], tuple[str, np.ndarray] | None]


class Near(NamedTuple):
    """A paper near an experiment."""

    paper: int
    score: float
    why: str


def experiments_link(*, vector: Vector) -> int:
    """Finds the papers of every experiment anew where the library or the definition is another than last time.

    `vector` gives a text's encoder and unit vector, None when nobody answers now: it is tried again with the next call.
    Returns how many experiments were linked.
    """
    newest = PaperEmbedding.objects.aggregate(last=Max("pk"))["last"] or 0
    alive = papers_alive().count()
    known = dict(LinkState.objects.values_list("experiment", "state"))
    linked = 0
    for one in EXPERIMENTS:
        text = text_of(one)
        state = f"{newest} {alive} {hash_of(text)}"
        if newest and known.get(one.key) != state and (found := vector(text)) is not None:
            _store(one.key, state, nearest(one, *found))
            linked += 1
    return linked


def text_of(one: Experiment) -> str:
    """What of a definition is compared with papers."""
    return f"{one.title}. {one.summary} {', '.join(one.terms)}."


def hash_of(text: str) -> str:
    """12 hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def nearest(one: Experiment, encoder: str, vector: np.ndarray) -> list[Near]:
    """The papers nearest to a definition by meaning and shared terms, nearest first; ties by key."""
    space = space_of(encoder)
    if space is None:
        return []
    with by_index():
        scores = dense_scores(vector - centre(space), space, papers_alive(), NEAREST)
    held = vectors_of(list(scores), space)
    papers = Paper.objects.in_bulk(list(scores))
    shared = _shared(one, list(scores))
    found = [_near(papers[pk], float(vector @ held[pk]), shared.get(pk, ())) for pk in scores]
    keys = {pk: paper.key for pk, paper in papers.items()}
    kept = [row for row in found if row.score >= LEAST]
    return sorted(kept, key=lambda row: (-row.score, keys[row.paper]))[:KEPT]


def _near(paper: Paper, cosine: float, shared: Sequence[str]) -> Near:
    bonus = min(len(shared), SHOWN_TERMS) / SHOWN_TERMS
    score = round((1 - TERM_SHARE) * max(cosine, 0.0) + TERM_SHARE * bonus, 6)
    said = f"Both are about {_listed(shared[:SHOWN_TERMS])}" if shared else "Near by meaning"
    return Near(paper.pk, score, f"{said} (closeness {cosine:.2f}).")


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _shared(one: Experiment, papers: Sequence[int]) -> dict[int, list[str]]:
    """Terms of the papers that are, or hold as words, a term of the definition, best first."""
    wanted = {normal_form(term) for term in one.terms}
    found: dict[int, list[str]] = {}
    rows = Term.objects.filter(paper__in=papers, method=Term.Method.MODEL).order_by("paper", "rank")
    for paper, text, normal in rows.values_list("paper", "text", "normal"):
        if any(re.search(rf"\b{re.escape(want)}\b", normal) for want in wanted) and text not in found.get(paper, []):
            found.setdefault(paper, []).append(text)
    return found


@transaction.atomic
def _store(key: str, state: str, found: Sequence[Near]) -> None:
    """Replaces the links of an experiment; the graph is told when they or its definition are others."""
    before = list(ExperimentPaper.objects.filter(experiment=key).order_by("rank").values_list("paper", "score", "why"))
    last = LinkState.objects.filter(experiment=key).values_list("state", flat=True).first()
    if before != [tuple(row) for row in found]:
        ExperimentPaper.objects.filter(experiment=key).delete()
        ExperimentPaper.objects.bulk_create(
            [
                ExperimentPaper(experiment=key, paper_id=row.paper, rank=rank, why=row.why[:300], score=row.score)
                for rank, row in enumerate(found, 1)
            ]
        )
        last = None
    if last is None or last.split()[-1] != state.split()[-1]:
        outbox.publish(topic=CHANGED, key=key, payload={})
    LinkState.objects.update_or_create(experiment=key, defaults={"state": state})

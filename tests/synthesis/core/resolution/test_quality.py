"""How well the rules do on pairs of the starter library judged by hand, and on forms made homonyms on purpose."""

import hashlib
import json
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from synthesis.core.resolution import Library, SenseId, Use
from synthesis.core.resolution.rules import need
from synthesis.core.resolution.senses import senses_of
from synthesis.core.resolution.vectors import cosines
from synthesis.core.types import Span
from tests.synthesis.core.resolution.collections import built

DATA = Path(__file__).parents[3] / "data"


@pytest.fixture(scope="module")
def library() -> Library:
    """The starter library as the model read it."""
    stored = np.load(DATA / "starter-terms.npz")
    vectors = iter(stored["vectors"])
    held: dict[str, list[Use]] = defaultdict(list)
    for paper, form, text, score, place, has_vector, long, told in json.loads(stored["uses"].tobytes()):
        vector = next(vectors).tobytes() if has_vector else b""
        spans = [Span(*where) if where else None for where in (place, told)]
        held[paper].append(Use(paper, form, text, score, spans[0], vector, long, spans[1]))
    return built({paper: tuple(uses) for paper, uses in held.items()})


def test_precision_and_recall_on_the_pairs_judged_by_hand(library: Library) -> None:
    homes: dict[str, set[tuple[SenseId, ...]]] = defaultdict(set)
    for group in library.groups():
        for sense in group.senses:
            homes[sense.form].add(group.senses)
    pairs = [json.loads(line) for line in (DATA / "concept-pairs.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(pairs) == 300
    joined = [not homes[pair["left"]].isdisjoint(homes[pair["right"]]) for pair in pairs]
    right = sum(pair["same"] and found for pair, found in zip(pairs, joined, strict=True))
    precision, recall = right / sum(joined), right / sum(pair["same"] for pair in pairs)
    print(f"precision {precision:.3f}, recall {recall:.3f}")
    assert precision >= 0.95
    assert recall >= 0.72


def test_blocks_find_the_pairs_that_comparing_everything_finds(library: Library) -> None:
    """The closest sense that may be joined, found in the blocks, against all pairs."""
    shelf = library.shelf
    senses = [sense for sense in sorted(shelf.senses) if shelf.senses[sense].vector]
    scores = cosines([shelf.senses[one].vector for one in senses], [shelf.senses[one].vector for one in senses])
    best: dict[SenseId, tuple[int, SenseId]] = {}
    for row, column in np.argwhere(np.triu(scores, 1) >= 600_000).tolist():
        one, other, score = senses[row], senses[column], int(scores[row, column])
        if one.form != other.form and score >= need(one.form, other.form):
            for mine, its in ((one, other), (other, one)):
                best[mine] = min(best.get(mine, (0, its)), (-score, its))
    mutual = {tuple(sorted((one, near))) for one, (_, near) in best.items() if best[near][1] == one}
    found = {
        tuple(sorted((one, near))) for one, (_, near) in shelf.near.items() if shelf.near.get(near, (0, None))[1] == one
    }
    recall = len(found & mutual) / len(mutual)
    print(f"{len(mutual)} mutual nearest neighbours, recall {recall:.3f}")
    assert recall >= 0.95


def test_the_guard_tells_homonyms_apart_and_leaves_terms_of_one_sense_whole(library: Library) -> None:
    """Two forms under one name are homonyms made on purpose; real forms of many papers hardly ever are."""
    uses = {form: tuple(held[key] for key in sorted(held)) for form, held in library.shelf.uses.items()}
    many = sorted(
        form for form, held in uses.items() if len(held) > 2 and all(use.vector and not use.long for use in held)
    )
    assert len(many) > 50
    whole = sum(len(senses_of(form, uses[form])) == 1 for form in many)
    drawn = sorted(many, key=lambda form: hashlib.sha256(form.encode()).hexdigest())
    pairs = [(one, other) for one, other in zip(drawn[::2], drawn[1::2], strict=False)]
    apart = 0
    for one, other in pairs:
        mixed = [replace(use, form="x", paper=f"{use.paper} {form}") for form in (one, other) for use in uses[form]]
        senses = senses_of("x", mixed)
        apart += len(senses) == 2 and all(len({paper.split(" ", 1)[1] for paper in s.papers}) == 1 for s in senses)
    print(f"{whole} of {len(many)} forms whole, {apart} of {len(pairs)} made homonyms told apart")
    assert whole >= 0.98 * len(many)
    assert apart >= 0.7 * len(pairs)

"""All pairs of two sets of texts."""

from __future__ import annotations

import numpy as np
import pytest

from compute.rouge import KINDS, Corpus, recall, rouge_recall, rouge_recall_chunks
from tests.compute import rouge_texts

REFERENCES = [*rouge_texts.pairs(60, seed=5)[0], "", "a b c d e"]
CANDIDATES = [*rouge_texts.pairs(25, seed=6)[1], "", "e d c b a", "unknown words only"]


@pytest.fixture(scope="module", params=[False, True], ids=["plain", "stemmed"])
def expected(request: pytest.FixtureRequest) -> tuple[bool, dict[str, np.ndarray]]:
    found = {
        kind: rouge_recall(REFERENCES, CANDIDATES, kind=kind, stem=request.param, backend="reference") for kind in KINDS
    }
    return request.param, found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("dense", [0.0, 2e-3, 2.0], ids=["all dense", "mixed", "all listed"])
def test_every_pair_has_the_recall_of_rouge_score(expected, kind, dense, monkeypatch) -> None:
    stem, scores = expected
    monkeypatch.setitem(recall.DENSE_FROM, "cpu", dense)
    found = rouge_recall(REFERENCES, CANDIDATES, kind=kind, stem=stem, device="cpu", backend="tensor")
    assert found.dtype == np.float32
    assert np.abs(found - scores[kind]).max() <= 1e-6


@pytest.mark.parametrize("kind", KINDS)
def test_chunks_join_to_the_whole(kind, monkeypatch) -> None:
    ours, theirs = Corpus(REFERENCES), Corpus(CANDIDATES)
    whole = rouge_recall(ours, theirs, kind=kind, backend="tensor")
    for name, bound in (("CHUNK", 5 * len(CANDIDATES)), ("LISTED", 7), ("MATCH_WORDS", 300), ("ROWS", 3)):
        monkeypatch.setattr(recall, name, bound)
    chunks = list(rouge_recall_chunks(ours, theirs, kind=kind, backend="tensor"))
    assert [len(chunk) for chunk in chunks[:-1]] == [5] * (len(chunks) - 1)
    assert np.array_equal(np.concatenate(chunks), whole)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("rows", "columns"), [(0, 2), (2, 0), (0, 0)])
def test_no_texts_have_an_empty_answer(kind, rows, columns) -> None:
    assert rouge_recall(["a"] * rows, ["a"] * columns, kind=kind, backend="tensor").shape == (rows, columns)


def test_corpora_must_be_alike() -> None:
    with pytest.raises(ValueError, match="stemmed"):
        rouge_recall(Corpus(["a"], stem=True), ["a"])
    with pytest.raises(ValueError, match="rouge9"):
        rouge_recall(["a"], ["a"], kind="rouge9")

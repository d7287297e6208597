"""The tensors count what Google's rouge-score counts."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import compute.rouge
from compute.rouge import KINDS, bits, pairs, rouge_scores, summary
from compute.rouge.single import rouge_single
from compute.rouge.tokens import Vocabulary, tokenise
from tests.compute import rouge_texts

WORDS = st.sampled_from(["the", "cat", "cats", "sat", "running", "runs", "Ü", "\n", "\n", " ", "-", "\x1c", "İ", "K"])
TEXTS = st.one_of(st.lists(WORDS, max_size=40).map(" ".join), st.lists(WORDS, max_size=20).map("".join), st.text())


def assert_equal(references: list[str], candidates: list[str], *, stem: bool) -> None:
    expected = rouge_scores(references, candidates, stem=stem, backend="reference")
    found = rouge_scores(references, candidates, stem=stem, backend="tensor")
    for kind in KINDS:
        wrong = np.flatnonzero(np.abs(found[kind] - expected[kind]).max(axis=1) > 1e-6)
        assert not len(wrong), (kind, references[wrong[0]], candidates[wrong[0]])


@pytest.mark.slow
@pytest.mark.parametrize("stem", [False, True])
def test_ten_thousand_pairs_score_as_in_rouge_score(stem: bool) -> None:
    references, candidates = rouge_texts.pairs(10_000)
    assert_equal(references, candidates, stem=stem)


@pytest.mark.parametrize("stem", [False, True])
def test_extreme_pairs_score_as_in_rouge_score(stem: bool) -> None:
    assert_equal(*rouge_texts.extremes(), stem=stem)


@settings(max_examples=60)
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=8), st.booleans())
def test_any_texts_score_as_in_rouge_score(both: list[tuple[str, str]], stem: bool) -> None:
    assert_equal([one for one, _ in both], [other for _, other in both], stem=stem)


@given(TEXTS, TEXTS)
def test_one_pair_without_tensors_scores_the_same(reference: str, candidate: str) -> None:
    found = rouge_single(reference, candidate)
    expected = rouge_scores([reference], [candidate], backend="tensor")
    assert list(found) == ["rouge1", "rouge2", "rougeL"]
    for kind, rates in found.items():
        assert list(rates.values()) == pytest.approx(expected[kind][0], abs=1e-12)


def test_how_work_is_parted_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    references, candidates = rouge_texts.pairs(250, seed=3)
    expected = rouge_scores(references, candidates, backend="tensor")
    monkeypatch.setattr(compute.rouge, "CHUNK_PAIRS", 100)
    monkeypatch.setattr(compute.rouge, "CHUNK_SIGNS", 20_000)
    for module, name, bound in [
        (bits, "WIDE", 0),
        *((pairs, name, bound) for name, bound in (("GROUP_PAIRS", 9), ("GROUP_WORDS", 500), ("TABLE", 100))),
        *((summary, name, 50) for name in ("GROUP_TOKENS", "MASK_WORDS", "MEETINGS", "TABLE_WORDS", "STEP_WORDS")),
    ]:
        monkeypatch.setattr(module, name, bound)
    found = rouge_scores(references, candidates, backend="tensor")
    for kind in KINDS:
        assert np.array_equal(found[kind], expected[kind]), kind


def test_only_what_is_asked_for_is_counted() -> None:
    references, candidates = rouge_texts.pairs(50)
    whole = rouge_scores(references, candidates, backend="tensor")
    for kind in KINDS:
        alone = rouge_scores(references, candidates, kinds=[kind], backend="tensor")
        assert list(alone) == [kind]
        assert np.array_equal(alone[kind], whole[kind])


@pytest.mark.parametrize("backend", ["tensor", "reference"])
def test_no_pairs_have_no_scores(backend: str) -> None:
    assert {kind: found.shape for kind, found in rouge_scores([], [], backend=backend).items()} == dict.fromkeys(
        KINDS, (0, 3)
    )


def test_the_setting_chooses_who_counts(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ROUGE_BACKEND = "reference"
    # A module that is None cannot be imported: the tensors are not asked.
    monkeypatch.setitem(sys.modules, "compute.rouge.scores", None)
    assert rouge_scores(["a b"], ["a"])["rouge1"].tolist() == [[1.0, 0.5, 2 / 3]]
    settings.ROUGE_BACKEND = "tensor"
    with pytest.raises(ImportError):
        rouge_scores(["a b"], ["a"])


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="2 references and 1 candidates"):
        rouge_scores(["a", "b"], ["a"])
    with pytest.raises(ValueError, match="rouge3"):
        rouge_scores(["a"], ["a"], kinds=["rouge3"])
    with pytest.raises(ValueError, match="abacus"):
        rouge_scores(["a"], ["a"], backend="abacus")


def test_words_stemmed_to_nothing_are_no_tokens() -> None:
    vocabulary = Vocabulary(stem=True)
    vocabulary[b"gone"] = -1
    found = tokenise(["one gone two\ngone\nthree", "gone", "", "four"], vocabulary)
    assert found.offsets.tolist() == [0, 3, 3, 3, 4]
    assert (found.sentences.tolist(), found.counts.tolist()) == ([2, 1, 1], [2, 0, 0, 1])

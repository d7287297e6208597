"""From views to terms: the same sums as in training, and the laws of the choice."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from compute.extraction.candidates import find_candidates, key_of
from compute.extraction.decoding import decode, get_scorer, is_hollow, logits
from compute.extraction.head import VIEW, Spans
from compute.tokens import tokenize

TEXT = "Graph neural networks for routing\nWe train graph neural networks. Routing on roads is not routing on rails."


def random_views(length: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(length, 3 * VIEW)).astype(np.float32)


@pytest.fixture(scope="module")
def offsets() -> np.ndarray:
    return tokenize([TEXT])[0].offsets


def test_numpy_sums_equal_those_of_training(offsets):
    found = find_candidates(TEXT, offsets)
    views = random_views(len(offsets))
    spans = Spans().eval()
    weights = {name: value.numpy() for name, value in spans.state_dict().items()}
    row = torch.zeros(len(found.first), dtype=torch.int64)
    places = [torch.from_numpy(part) for part in (found.first, found.last, found.width, found.term, found.features)]
    with torch.inference_mode():
        wanted = spans(torch.from_numpy(views)[None], row, *places).numpy()
    np.testing.assert_allclose(logits(views, found, weights), wanted, atol=1e-4)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 20))
def test_laws_of_the_chosen(seed, top):
    offsets = tokenize([TEXT])[0].offsets
    chosen = decode(TEXT, offsets, random_views(len(offsets), seed), top=top)
    assert len(chosen) <= top
    scores = [term.score for term in chosen]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 and round(score, 6) == score for score in scores)
    assert len({key_of(term.text) for term in chosen}) == len(chosen)
    for term in chosen:
        assert TEXT[slice(*term.spans[0])] == term.text
        assert term.spans == sorted(term.spans)
        for (begin, end), (first, last) in zip(term.spans, term.tokens, strict=True):
            assert offsets[first, 0] == begin
            assert offsets[last - 1, 1] == end


def test_every_occurrence_is_found(offsets):
    chosen = decode(TEXT, offsets, random_views(len(offsets)), top=100, scorer=get_scorer()._replace(floor=0.0))
    spans = {term.normal: term.spans for term in chosen}
    assert len(spans["routing"]) == 3
    assert len(spans["graph neural network"]) == 2


def test_no_text_no_terms():
    assert decode("", np.zeros((0, 2), np.int32), np.zeros((0, 3 * VIEW), np.float32), top=5) == []


def test_hollow_words_are_no_terms():
    assert is_hollow("simulated")
    assert not is_hollow("testbed")
    text = "Work result work"
    offsets = tokenize([text])[0].offsets
    found = decode(text, offsets, random_views(len(offsets)), top=100, scorer=get_scorer()._replace(floor=0.0))
    assert not {term.text.lower() for term in found} & {"work", "result"}

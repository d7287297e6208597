"""Candidate terms: which stretches of a text they are, whatever the text."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compute.extraction.candidates import CLOSED, MOST_WORDS, OPENERS, WORD, find_candidates, key_of

PIECES = ["neural", "networks", "the", "of", "graph-based", "I/O", "C++", "3.5", "and", "we", "use", "Émile’s", "x"]
GAPS = [" ", "  ", ", ", ". ", " (", ") ", "\n", " - ", "; ", ": "]


@st.composite
def texts(draw: st.DrawFn) -> str:
    words = draw(st.lists(st.sampled_from(PIECES), min_size=0, max_size=25))
    return "".join(word + draw(st.sampled_from(GAPS)) for word in words)


def offsets_of(text: str) -> np.ndarray:
    """A sub-word for every three letters, as a tokenizer would have them: none across a blank or a sign."""
    places = [(at, min(at + 3, m.end())) for m in WORD.finditer(text) for at in range(m.start(), m.end(), 3)]
    return np.array(places, np.int32).reshape(-1, 2)


def surfaces(text: str) -> list[str]:
    return [text[begin:end] for begin, end in find_candidates(text, offsets_of(text)).chars]


@given(texts())
def test_candidates_stay_inside_a_clause_and_within_six_words(text):
    for surface in surfaces(text):
        assert 1 <= len(surface.split()) <= MOST_WORDS
        assert not set(surface) & set(",;:()\n")


@given(texts())
def test_no_candidate_begins_or_ends_in_a_stop_word(text):
    for surface in surfaces(text):
        first, last = surface.casefold().split()[0], surface.casefold().split()[-1]
        assert first not in CLOSED - OPENERS
        assert last not in CLOSED or surface.split()[-1].isupper()


@given(texts())
def test_columns_agree_with_each_other(text):
    offsets = offsets_of(text)
    found = find_candidates(text, offsets)
    assert len(found.first) == len(found.last) == len(found.width) == len(found.term) == len(found.chars)
    assert found.features.shape == (len(found.keys), 8)
    assert np.isfinite(found.features).all()
    assert len(set(found.keys)) == len(found.keys) == len(set(found.term.tolist()))
    for number, (begin, end) in zip(found.term, found.chars, strict=True):
        assert key_of(text[begin:end]) == found.keys[number]
    assert (offsets[found.first, 0] == found.chars[:, 0]).all()
    assert (offsets[found.last, 1] == found.chars[:, 1]).all()


@given(texts(), st.integers(0, 60))
def test_words_beyond_the_last_sub_word_are_left_out(text, count):
    offsets = offsets_of(text)[:count]
    found = find_candidates(text, offsets)
    assert (found.last < len(offsets)).all()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("deep learning", ["deep learning", "learning"]),
        ("the I/O-bound phase", ["I/O-bound", "I/O-bound phase", "phase"]),
        ("we use it", []),
        ("title word\nabstract word", ["title word", "abstract word"]),
        ("10 20", []),
        ("two-phase flow", ["two-phase", "two-phase flow", "flow"]),
    ],
)
def test_examples(text, wanted):
    assert set(wanted) <= set(surfaces(text))
    assert wanted or not surfaces(text)


def test_equal_stems_are_one_term():
    text = "A neural network. Neural networks learn. The neural-network."
    found = find_candidates(text, offsets_of(text))
    number = found.keys.index("neural network")
    assert [text[begin:end] for begin, end in found.chars[found.term == number]] == [
        "neural network",
        "Neural networks",
        "neural-network",
    ]


def test_nothing_in_nothing():
    assert find_candidates("", np.zeros((0, 2), np.int32)).keys == []

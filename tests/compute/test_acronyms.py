"""Acronyms and their long forms, in both orders, and what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compute.extraction.acronyms import find


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("We use the message passing interface (MPI).", "MPI", "message passing interface"),
        ("MPI (message passing interface) is used.", "MPI", "message passing interface"),
        ("on graphics processing units (GPUs) and", "GPUs", "graphics processing units"),
        ("a graphics processing unit (GPUs)", "GPUs", "graphics processing unit"),
        ("Support vector machine (SVM; fast) wins", "SVM", "Support vector machine"),
        ("k-nearest neighbors (k-NN)", "k-NN", "k-nearest neighbors"),
        ("the Hypertext Transfer Protocol (HTTP)", "HTTP", "Hypertext Transfer Protocol"),
        ("We like dogs. A hidden Markov model (HMM) too", "HMM", "hidden Markov model"),
        ("uniform resource locator ( URL )", "URL", "uniform resource locator"),
    ],
)
def test_pairs(text, short, long):
    (pair,) = find(text)
    assert (pair.short, pair.long) == (short, long)
    assert text[slice(*pair.short_span)] == short
    assert text[slice(*pair.long_span)] == long


@pytest.mark.parametrize(
    "text",
    [
        "in the year (2019) we",
        "as shown (see Figure 2)",
        "the method (a good one)",
        "MPI (unrelated words here)",
        "the MPI standard (MPI)",
        "(ABC) alone",
        "no match here (XQZ)",
        "message passing. Interface (MPI)",
        "",
        "((()",
    ],
)
def test_what_is_no_pair(text):
    assert find(text) == []


def test_the_first_definition_counts():
    pairs = find("convolutional neural network (CNN), later CNN (Cable News Network)")
    assert [(pair.short, pair.long) for pair in pairs] == [("CNN", "convolutional neural network")]


@given(st.text(alphabet="aAbBcC ().,;\n-1", max_size=80))
def test_spans_always_fit(text):
    for pair in find(text):
        assert text[slice(*pair.short_span)] == pair.short
        assert text[slice(*pair.long_span)] == pair.long
        assert len(pair.long) > len(pair.short)
        assert pair.long[0].casefold() == next(sign for sign in pair.short if sign.isalnum()).casefold()

"""What a model may say: only what cites, and little that its sources do not hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.rewriting import checking
from synthesis.rewriting.checking import NUMBER, answer_of, name_fault, sentence_fault, sources_of

ONE = "MPI4Dask offloads communication to MVAPICH2-GDR and is 3.4 times faster than UCX on 32 GPUs."
TWO = "Decentralized learning does not need a central server."
LINES = ["MPI libraries & GPU-accelerated Dask", "Blink: fast communication for clusters"]


@pytest.mark.parametrize(
    "text",
    [
        ONE,
        "On 32 GPUs, MPI4Dask is 3.4 times faster than UCX.",
        "MPI4Dask's communication, offloaded to MVAPICH2-GDR, was faster than that of UCX.",
    ],
)
def test_what_its_source_says_may_stand(text):
    assert sentence_fault(text, [ONE]) == ""


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "empty"),
        (ONE[:-1] + " and " + "faster than UCX " * 25, "longer"),
        ("MPI4Dask is 34 times faster than UCX.", "number 34"),
        ("MPI4Dask is three times faster than UCX.", "number three"),
        ("MPI4Dask is 4 times faster than UCX.", "number 4"),
        ("MPI4Dask is 3 times faster than UCX.", "number 3"),
        ("MPI4Dask is faster than UCX on resnet50.", "name resnet50"),
        ("MPI4Dask is faster than UCX and NCCL.", "name NCCL"),
        ("MPI4Dask is not faster than UCX.", "denies"),
        ("MPI4Dask isn’t faster than UCX.", "denies"),
        ("MPI4Dask was invented by clever engineers for banking.", "do not say"),
        ("And so it is.", "do not say"),
        ("MPI4Dask is <b>faster</b> than UCX.", "“<”"),
        ("MPI4Dask is [faster](x) than UCX.", "“[”"),
        ("MPI4Dask is faster than UCX, see www.ucx.", "address"),
        ("MPI4Dask is faster\u202e than UCX.", "control"),
    ],
)
def test_what_its_source_does_not_say_is_refused(text, part):
    assert part in sentence_fault(text, [ONE])


def test_a_sentence_must_cite_and_deny_as_its_sources_do():
    assert "cites no" in sentence_fault(ONE, [])
    assert sentence_fault(TWO, [TWO]) == ""
    assert "denies" in sentence_fault("Decentralized learning needs a central server.", [TWO])


@pytest.mark.parametrize(
    ("named", "found"),
    [
        ([2, 1, 2], [1, 2]),
        ([], []),
        ([0], []),
        ([3], []),
        ([True], []),
        (["1"], []),
        ("1", []),
        (None, []),
        ([1, 9], []),
    ],
)
def test_only_numbers_of_given_sentences_are_citations(named, found):
    assert sources_of(named, 2) == found


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("GPU-accelerated Dask & MPI", ""),
        ("Fast communication for Dask clusters", ""),
        ("", "empty"),
        ("Fast communication for clusters, MPI libraries, GPU Dask", "longer"),
        ("Banking with Dask", "do not say: Banking"),
        ("Of the and", "do not say"),
        ("GPU cluster", "called so"),
        ("Dask <MPI>", "“<”"),
    ],
)
def test_a_name_is_made_of_its_papers_words_and_told_from_the_others(name, part):
    fault = name_fault(name, LINES, ["Clusters of GPUs", "Learning"])
    assert part in fault
    assert bool(fault) == bool(part)


@pytest.mark.parametrize("text", ["", "no", "[1]", "{", "{]}", '{"a": }', "{" * 100_000 + "}" * 100_000, '"a"', "null"])
def test_an_answer_that_is_no_object_is_empty(text):
    assert answer_of(text) == {}


def test_an_object_is_found_in_a_fence():
    assert answer_of('Sure!\n```json\n{"names": {"1": "x"}}\n```') == {"names": {"1": "x"}}


@given(st.text(alphabet="MPI4Dask offloads 32.5 not<[“”\n,GPU", max_size=120), st.sampled_from([ONE, TWO]))
def test_nothing_that_may_stand_brings_a_number_or_markup(text, source):
    text = checking.tidy(text)
    if sentence_fault(text, [source]) == "":
        assert set(NUMBER.findall(text)) <= set(NUMBER.findall(source))
        assert not set("<>[]") & set(text)

"""Quotes stand where they say."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.core.evidence import field_text, given_evidence, quote_for, sentences, verify
from synthesis.core.inputs import PaperInput
from synthesis.core.types import Span

ABSTRACT = (
    "MPI4Dask outperforms UCX by 6x, cf. Fig. 2 of Smith et al. 2020. It scales to 32 GPUs! Does it? "
    "We use e.g. V100 cards. École B. Martin helped."
)
PAPER = PaperInput("2101.08878", 2, "MPI for Dask: a study", ABSTRACT)


def test_sentences_end_where_people_end_them() -> None:
    assert [ABSTRACT[start:end] for start, end in sentences(ABSTRACT)] == [
        "MPI4Dask outperforms UCX by 6x, cf. Fig. 2 of Smith et al. 2020.",
        "It scales to 32 GPUs!",
        "Does it?",
        "We use e.g. V100 cards.",
        "École B. Martin helped.",
    ]


@given(st.text(alphabet="ab. !?A\u00e9\U0001f600", max_size=60))
def test_sentences_cover_everything_but_space_once(text: str) -> None:
    spans = sentences(text)
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert "".join(text[a:b] for a, b in spans).replace(" ", "") == "".join(text.split())


@given(st.data())
def test_a_quote_holds_its_span_and_reads_again(data: st.DataObject) -> None:
    field = data.draw(st.sampled_from(["title", "abstract"]))
    text = field_text(PAPER, field)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = quote_for(PAPER, Span(field, start, end))
    assert verify(quote, text)
    assert quote.start <= start < end <= quote.end
    assert (quote.arxiv_id, quote.version, quote.field) == ("2101.08878", 2, field)


def test_a_changed_quote_is_found_out() -> None:
    quote = quote_for(PAPER, Span("abstract", 0, 4))
    assert not verify(quote, "x" + ABSTRACT)
    assert not verify(quote, "")


def test_spans_outside_the_text_are_refused() -> None:
    for span in (Span("abstract", 0, 9999), Span("abstract", 5, 5), Span("nothing", 0, 1)):
        with pytest.raises(ValueError, match="lies outside"):
            quote_for(PAPER, span)


def test_given_terms_quote_themselves() -> None:
    quote = given_evidence(PAPER, "replay buffer")
    assert (quote.version, quote.field) == (None, "given_terms")
    assert verify(quote, "replay buffer")

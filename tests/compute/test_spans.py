"""Spans of terms: half-open, in code points of the text as it is stored."""

from hypothesis import example, given
from hypothesis import strategies as st

from compute.classic import classic_terms, words
from compute.spans import term_spans


def test_words_and_pairs_are_found_in_title_and_abstract():
    spans = term_spans(
        ["dask", "the prover"], [("title", "Dask!"), ("abstract", "The  (prover) ran DASK on the prover.")]
    )
    assert spans["dask"] == [
        {"field": "title", "start": 0, "end": 4},
        {"field": "abstract", "start": 18, "end": 22},
    ]
    assert spans["the prover"] == [
        {"field": "abstract", "start": 0, "end": 12},
        {"field": "abstract", "start": 26, "end": 36},
    ]


def test_code_points_outside_the_first_plane_count_once():
    spans = term_spans(["tree"], [("abstract", "🌳🌳 tree")])
    assert spans["tree"] == [{"field": "abstract", "start": 3, "end": 7}]


def test_capitals_that_grow_in_lower_case_do_not_shift_what_follows():
    text = "İİ Trees"
    (span,) = term_spans(["trees"], [("abstract", text)])["trees"]
    assert text[span["start"] : span["end"]] == "Trees"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
@example("İ ΟΔΟΣ ǅ straße STRASSE")
def test_every_span_reads_back_as_its_term(text):
    terms = [term.text for term in classic_terms(text, 1000)]
    spans = term_spans(terms, [("abstract", text)])
    for term in terms:
        assert spans[term], term
        for span in spans[term]:
            quote = words(text[span["start"] : span["end"]])
            # A final sigma looks at its neighbours, which a quote cuts off.
            assert [word.replace("ς", "σ") for word in quote] == [word.replace("ς", "σ") for word in term.split(" ")]

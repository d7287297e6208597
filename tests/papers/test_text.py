"""Canonical text and sentence spans."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers.text import canonical, sentences

TEX_BITS = st.sampled_from(
    [
        "\\",
        "\\'",
        '\\"',
        "\\v ",
        "\\c{",
        "{",
        "}",
        "$",
        "\\$",
        "\\emph{",
        "{\\em ",
        "e",
        "\\i",
        " ",
        "%",
        "\\%",
        "\\o",
        "Á",
    ]
)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (r"Erd\H{o}s and G\"odel", "Erdős and Gödel"),
        (r"{\'E}cole, Vukoli{\'c}, na{\"\i}ve", "École, Vukolić, naïve"),
        (r"Ko\v{c}isk\'{y}, \v Sid, \c{c}a, S\o ren, Stra\ss{}e, {\L}ukasz", "Kočiský, Šid, ça, Søren, Straße, Łukasz"),
        (r"an {\em iff} condition, \emph{multi-valued \textbf{left} open}", "an iff condition, multi-valued left open"),
        (r"50\% of R\&D at 5% & more", "50% of R&D at 5% & more"),
        (r"$O(n^{2})$ and $\'e \emph{x} \%$ stay", r"$O(n^{2})$ and $\'e \emph{x} \%$ stay"),
        (r"\stakedag and ~\cite{x} and {braces}", r"\stakedag and ~\cite{x} and {braces}"),
        (r"a \"Quoted\" word", r"a \"Quoted\" word"),
        ("  many \n\t spaces\u00a0here\u2028too ", "many spaces here too"),
        ("cafe\u0301", "café"),
        ("nul\x00 bell\x07 half\ud800", "nul bell half"),
        (r"an open \emph{style and {\it more", r"an open \emph{style and {\it more"),
        ("Isabelle/jEdit --- a Prover IDE", "Isabelle/jEdit --- a Prover IDE"),
    ],
)
def test_canonical_resolves_tex_and_keeps_the_rest(raw, expected):
    assert canonical(raw) == expected


@given(st.one_of(st.text(), st.lists(TEX_BITS).map("".join)))
def test_canonical_is_idempotent_and_storable(text):
    once = canonical(text)
    assert canonical(once) == once
    assert once == once.strip()
    assert "\x00" not in once
    once.encode()


@pytest.mark.parametrize("hostile", ["{\\em ", "\\emph{", "$", "\\'", "\\v{", "{", "}", "\\", "{{\\em\\emph{}"])
def test_canonical_takes_linear_time_on_hostile_text(hostile):
    began = time.process_time()
    canonical(hostile * 40_000)
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("As in Smith et al. Fig. 3 shows e.g. Dask vs. UCX.", ["As in Smith et al. Fig. 3 shows e.g. Dask vs. UCX."]),
        ("It is 3.5 times faster. We ran v2.0 of it.", ["It is 3.5 times faster.", "We ran v2.0 of it."]),
        ("By D. K. Panda at Baidu, Inc. In JIZHI it ran.", ["By D. K. Panda at Baidu, Inc.", "In JIZHI it ran."]),
        ('He said "stop." Then (so it was.) We left.', ['He said "stop."', "Then (so it was.)", "We left."]),
        ("Let $a. B$ be. See Eq. (3) and Sec. IV. The answer is no. Next.",
         ["Let $a. B$ be.", "See Eq. (3) and Sec. IV.", "The answer is no.", "Next."]),
        ("Plans … We wait... Still here.", ["Plans …", "We wait...", "Still here."]),
        ("第一句。第二句！", ["第一句。", "第二句！"]),
        ("it runs etc. and goes on. 20 nodes failed.", ["it runs etc. and goes on.", "20 nodes failed."]),
        ("", []),
    ],
)  # fmt: skip
def test_sentences_end_where_a_reader_would_pause(text, expected):
    assert [text[start:end] for start, end in sentences(text)] == expected


@given(st.text().map(canonical))
def test_spans_are_ordered_trimmed_and_hold_every_sign(text):
    spans = sentences(text)
    covered = "".join(text[start:end] for start, end in spans)
    assert covered.replace(" ", "") == text.replace(" ", "")
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))


def test_sentences_take_linear_time():
    began = time.process_time()
    sentences("$ A. " * 100_000 + "." * 100_000)
    assert time.process_time() - began < 10

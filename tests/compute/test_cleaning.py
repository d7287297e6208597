"""Text for reading: TeX and Unicode resolved, and an exact way back."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from compute.extraction.cleaning import clean


@pytest.mark.parametrize(
    ("original", "reading"),
    [
        ("plain text, as it is (99%)", "plain text, as it is (99%)"),
        ("  two  lines\nand a tab\t. ", "two lines and a tab ."),
        (r"a speed-up of $1.2\times$", "a speed-up of 1.2×"),
        (r"runs in $O(n \log n)$ time", "runs in O(n log n) time"),
        (r"$\mathcal{O}(n^{2})$ and \(x_{i}\)", "O(n^2) and x_i"),
        (r"$\alpha$-divergence, $k$-means", "α-divergence, k-means"),
        (r"$\frac{a}{b} \leq 3$", "a/b ≤ 3"),
        (r"\emph{deep} {\em learning} is \textbf{here}", "deep learning is here"),
        (r"Erd\H{o}s, G\"odel, Po{\'\i}ncar\'{e}, \L ukasz, \o re", "Erdős, Gödel, Poíncaré, Łukasz, øre"),
        (r"see~\cite{a,b}, \ref{x} and 5\% of \$10 \& more", "see, and 5% of $10 & more"),
        (r"\LaTeX\ and \textsc{Foo}", "LaTeX and Foo"),
        (r"``quoted'' and “quoted” by ‘it’s’", '"quoted" and "quoted" by \'it\'s\''),
        ("ﬁne soft\u00adware, NFD e\u0301, 𝒪(n), ＡＢＣ, re\u2010use", "fine software, NFD é, O(n), ABC, re-use"),
        ("A &lt; B &amp; C", "A < B & C"),
        (r"line \\ break\par and a lone \ backslash", "line break and a lone backslash"),
        ("it costs $5.", "it costs $5."),
        ("", ""),
        (" \n", ""),
        (r"\cite{only}", ""),
    ],
)
def test_what_people_read(original, reading):
    assert clean(original).text == reading


@pytest.mark.parametrize(
    ("original", "words", "found"),
    [
        (r"the \emph{deep learning} way", "deep learning", "deep learning"),
        (r"the \emph{deep} learning way", "deep learning", r"\emph{deep} learning"),
        (r"by $k$-means now", "k-means", "$k$-means"),
        (r"in $O(n \log n)$ time", "O(n log n)", r"O(n \log n)"),
        (r"in $O(n \log n)$ time", "O(n log n) time", r"$O(n \log n)$ time"),
        (r"an {\em odd} phrase {\em here}", "phrase here", r"phrase {\em here}"),
        ("two\n   words", "two words", "two\n   words"),
        (r"of G\"odel too", "Gödel", r"G\"odel"),
        ("ﬁne art", "fine", "ﬁne"),
    ],
)
def test_a_stretch_leads_back_with_its_delimiters(original, words, found):
    cleaned = clean(original)
    start = cleaned.text.index(words)
    begin, end = cleaned.origin(start, start + len(words))
    assert original[begin:end] == found


PIECES = st.sampled_from(
    [
        "word", "Neural", "GPU", "(MPI)", "end.", "a,", "naïve", "東京", "🙂", "e\u0301tude", "ﬁne", "soft\u00adware",
        r"\emph{term}", r"\emph{two words}", r"{\em old style}", r"G\"odel", r"{\'e}cole", r"Erd\H{o}s", "$k$",
        "$k$-means", r"$O(n \log n)$", r"$1.2\times$", r"$\mathcal{L}_{x}$", r"\(x^2\)", r"5\%", r"\&", r"\cite{key}",
        r"\LaTeX", "``q''", "“q”", "re\u2010use", "&amp;", "{braced}", "$5", "~", "\\", "}", "{", r"\textbf{",
        "\u200b", "\x00",
    ]
)  # fmt: skip
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from([" ", "  ", "\n", "~", ", "])), max_size=12).map(
    lambda pairs: "".join(piece + gap for piece, gap in pairs)
)


@given(TEXTS | st.text())
def test_pieces_lie_in_order_in_both_texts(original):
    found = clean(original)
    stops = [piece.at for piece in found.pieces[1:]] + [len(found.text)]
    end = 0
    for piece, stop in zip(found.pieces, stops, strict=False):
        assert end <= piece.start <= piece.end <= len(original)
        assert piece.at <= stop
        assert piece.moved or original[piece.start : piece.end] == found.text[piece.at : stop]
        end = piece.end
    assert "  " not in found.text
    assert found.text == found.text.strip(" ")
    assert "\n" not in found.text


@given(TEXTS | st.text())
@example(r"the \emph{deep} $k$-means of G\"odel")
def test_every_character_leads_to_its_own_place(original):
    found = clean(original)
    places = [found.origin(at, at + 1) for at in range(len(found.text))]
    for (begin, end), sign in zip(places, found.text, strict=True):
        assert 0 <= begin < end <= len(original)
        if end - begin == 1 and not sign.isspace():
            same = original[begin:end]
            assert sign == same or sign in clean(same).text or sign in "'\"-×"
    assert places == sorted(places)


@given(TEXTS)
def test_every_word_re_reads_in_the_original(original):
    found = clean(original)
    for word in re.finditer(r"[A-Za-z]{3,}", found.text):
        begin, end = found.origin(word.start(), word.end())
        assert word[0] in clean(original[begin:end]).text


@given(
    st.lists(st.sampled_from(["alpha", r"\emph{beta gamma}", r"G\"odel", "$k$-means", r"$O(n)$", "ﬁne"]), min_size=1)
)
def test_every_stretch_of_words_re_reads_in_the_original(words):
    original = "  ".join(words)
    found = clean(original)
    starts = [match.span() for match in re.finditer(r"\S+", found.text)]
    for first in range(len(starts)):
        for last in range(first, len(starts)):
            start, end = starts[first][0], starts[last][1]
            begin, stop = found.origin(start, end)
            assert clean(original[begin:stop]).text == found.text[start:end]

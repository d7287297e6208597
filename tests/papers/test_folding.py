"""Folding in Python and in PostgreSQL are twins, and the examples in the docstrings hold."""

import doctest

import pytest
from django.db import connection
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from papers import folding
from papers.apis import exports
from papers.folding import fold
from papers.search import language


@pytest.mark.parametrize("module", [folding, language, exports])
def test_the_examples_in_the_docstrings_hold(module):
    found = doctest.testmod(module)
    assert (found.failed, found.attempted > 0) == (0, True)


class Twins(TestCase):
    """What is indexed and what is asked for are folded alike."""

    @settings(max_examples=100, deadline=None)
    # Newer letters may be known to one Unicode table and not yet to the other.
    @given(st.text(st.characters(max_codepoint=0x2FFF, exclude_categories=["Cs", "Cn"], exclude_characters="\x00")))
    @example("Vuković, Sørensen, Łódź, naïve, ﬁne, İstanbul, straße, Đorđe, ｆｕｌｌ")
    def test_python_and_postgresql_fold_alike(self, text):
        with connection.cursor() as cursor:
            cursor.execute("SELECT papers_fold(%s)", [text])
            assert cursor.fetchone()[0] == fold(text)

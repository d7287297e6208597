"""RIS as people and programs write it."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers.sources import ris
from papers.sources.errors import SourceTooLarge
from papers.sources.ris import parse_ris

ZOTERO = """TY  - UNPB
TI  - Efficient MPI-based Communication for GPU-Accelerated Dask Applications
AU  - Shafi, Aamir
AU  - Panda, Dhabaleswar K.
AB  - Dask is a popular
parallel framework & more.
DA  - 2021/01/21/
PY  - 2021
DO  - 10.48550/arXiv.2101.08878
UR  - http://arxiv.org/abs/2101.08878
Y2  - 2024/01/02/10:11:12
N1  - arXiv:2101.08878 [cs]
PB  - arXiv
KW  - cs.DC
KW  - Distributed, Parallel
XX  - an unknown tag
ER  -


TY  - JOUR
T1  - A second paper
A1  - Erdős, Paul
N2  - Its abstract.
Y1  - 1999///
JO  - Journal of Things
DO  - 10.1000/xyz
N1  - 12 pages
ER  -
"""


def test_a_zotero_export_is_understood():
    parsed = parse_ris("\ufeff" + ZOTERO.replace("\n", "\r\n"))
    assert parsed.problems == ()
    first, second = parsed.records
    assert first.key == "2101.08878"
    assert first.authors == ("Aamir Shafi", "Dhabaleswar K. Panda")
    assert first.abstract == "Dask is a popular parallel framework & more."
    assert first.published == datetime(2021, 1, 21, tzinfo=UTC)
    assert (first.doi, first.categories, first.comment) == ("", ("cs.DC",), "Keywords: Distributed, Parallel")
    assert second.title == "A second paper"
    assert second.authors == ("Paul Erdős",)
    assert second.published == datetime(1999, 1, 1, tzinfo=UTC)
    assert (second.doi, second.journal_ref, second.comment) == ("10.1000/xyz", "Journal of Things", "12 pages")
    assert second.abstract == "Its abstract."


def test_a_reference_without_end_does_not_swallow_the_next():
    parsed = parse_ris("TY  - JOUR\nTI  - One\nTY  - JOUR\nTI  - Two\nAN  - 1706.00095v2\n")
    assert [(record.title, record.arxiv_id, record.version) for record in parsed.records] == [
        ("One", None, None),
        ("Two", "1706.00095", 2),
    ]


def test_a_reference_that_is_no_paper_is_told_with_its_line():
    parsed = parse_ris("\nTY  - JOUR\nID  - x1\nER  - \nTY  - JOUR\nTI  - Good\nER  - \n")
    assert [record.title for record in parsed.records] == ["Good"]
    assert (parsed.problems[0].line, parsed.problems[0].name) == (2, "x1")
    assert str(parsed.problems[0]).startswith("Line 2 (x1): ")


@pytest.mark.parametrize("text", ["", "prose", "TI  - no start\nER  - "])
def test_a_text_without_references_says_so(text):
    parsed = parse_ris(text)
    assert parsed.records == ()
    assert "No reference" in str(parsed.problems[0])


@given(st.text(alphabet="TYERIAUKWN1- \n,;x", max_size=200) | st.text())
def test_any_text_is_read_without_a_crash(text):
    parse_ris("TY  - JOUR\n" + text)
    parse_ris(text)


@pytest.mark.parametrize("hostile", ["\nx", "\nTY  - ", "\nAU  - a, ", "\nUR  - ;;;;", "\nTI  - "])
def test_hostile_text_takes_linear_time(hostile):
    began = time.process_time()
    parse_ris("TY  - JOUR" + hostile * 15_000)
    assert time.process_time() - began < 10


def test_a_text_beyond_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(ris, "MAX_CHARACTERS", 100)
    with pytest.raises(SourceTooLarge, match="101 characters"):
        parse_ris("x" * 101)

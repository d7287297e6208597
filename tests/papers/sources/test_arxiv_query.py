"""What people type, in arXiv's query language."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers.sources.arxiv_query import ArxivQuery
from papers.sources.errors import ArxivBadQuery
from tests.support.arxiv_answers import search


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (ArxivQuery(words="distributed training"), "all:distributed AND all:training"),
        (ArxivQuery(words='"data parallel" gpu'), 'all:"data parallel" AND all:gpu'),
        (ArxivQuery(words="event-driven - (snn)?"), 'all:"event-driven" AND all:snn'),
        (ArxivQuery(words="gpu OR fpga"), "(all:gpu OR all:fpga)"),
        (ArxivQuery(words="gpu ANDNOT fpga"), "(all:gpu ANDNOT all:fpga)"),
        (ArxivQuery(words="OR gpu AND"), 'all:"OR" AND all:gpu'),
        (ArxivQuery(words="au:panda AND cat:cs.DC"), "(au:panda AND cat:cs.DC)"),
        (ArxivQuery(words='(ti:"deep learning")'), '((ti:"deep learning"))'),
        (ArxivQuery(words='12:30 foo"bar'), 'all:"12 30" AND all:foo AND all:bar'),
        (ArxivQuery(title="POLO: a library"), "ti:POLO AND ti:a AND ti:library"),
        (ArxivQuery(author="Dhabaleswar K. Panda"), 'au:"Dhabaleswar K. Panda"'),
        (ArxivQuery(author="Panda, Dhabaleswar K."), 'au:"Dhabaleswar K. Panda"'),
        (ArxivQuery(author="Panda; Jain and Shafi"), "au:Panda AND au:Jain AND au:Shafi"),
        (ArxivQuery(author="O'Neil"), 'au:"O\'Neil"'),
        (ArxivQuery(category="cs.DC"), "cat:cs.DC"),
        (ArxivQuery(category="cs, hep-th"), "(cat:cs.* OR cat:hep-th)"),
        (ArxivQuery(from_=date(2020, 1, 2)), "submittedDate:[202001020000 TO 209912312359]"),
        (ArxivQuery(to=date(2020, 1, 2)), "submittedDate:[199101010000 TO 202001022359]"),
        (
            ArxivQuery(words="gpu", title="dask", category="cs.DC", from_=date(2020, 1, 2), to=date(2020, 1, 2)),
            "all:gpu AND ti:dask AND cat:cs.DC AND submittedDate:[202001020000 TO 202001022359]",
        ),
        (ArxivQuery(ids=("2101.08878v2",)), ""),
        (ArxivQuery(words="café\x00 naïve"), "all:café AND all:naïve"),
    ],
)
def test_fields_become_a_query(query, expected):
    assert query.search_query() == expected


@pytest.mark.parametrize(
    ("query", "word"),
    [
        (ArxivQuery(), "Say what to look for"),
        (ArxivQuery(words=" - ?"), "Say what to look for"),
        (ArxivQuery(category="cs.DC OR"), "no arXiv category"),
        (ArxivQuery(category="CS"), "no arXiv category"),
        (ArxivQuery(from_=date(2020, 1, 2), to=date(2019, 1, 1)), "wrong way round"),
        (ArxivQuery(words='ti:"open'), "quotation mark"),
        (ArxivQuery(words="(ti:open"), "bracket"),
        (ArxivQuery(words="a) ti:open (b"), "bracket"),
        (ArxivQuery(words="x" * 3000), "too long"),
        (ArxivQuery(ids=("nonsense",)), "no arXiv id"),
        (ArxivQuery(ids=("2101.08878",), words="gpu"), "not by both"),
    ],
)
def test_what_makes_no_query_is_said_in_a_sentence(query, word):
    with pytest.raises(ArxivBadQuery, match=word) as caught:
        query.search_query()
    assert str(caught.value).endswith(".")


@given(words=st.text(max_size=80), title=st.text(max_size=40), author=st.text(max_size=40))
def test_no_typing_breaks_out_of_its_field(words, title, author):
    try:
        text = ArxivQuery(words=words.replace(":", " "), title=title, author=author, category="cs.DC").search_query()
    except ArxivBadQuery:
        return
    assert text.endswith("cat:cs.DC")
    assert text.count('"') % 2 == 0
    search([], text)

"""Keys of papers and the identifiers people paste."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers.keys import (
    KEY_PATTERN,
    local_key,
    normal_arxiv_id,
    normal_title,
    paper_key,
    parse_identifiers,
    split_version,
    surname,
)


@pytest.mark.parametrize(
    ("pasted", "bare", "version"),
    [
        ("2101.08878v2", "2101.08878", 2),
        ("0704.0001", "0704.0001", None),
        ("arXiv:1706.00095V3", "1706.00095", 3),
        ("cs/0506034v1", "cs/0506034", 1),
        ("math.GT/0309136", "math/0309136", None),
        ("hep-th/9901001", "hep-th/9901001", None),
    ],
)
def test_versions_come_apart_from_ids(pasted, bare, version):
    assert split_version(pasted) == (bare, version)


@pytest.mark.parametrize(
    "text", ["2113.00001", "210.08878", "cs/05", "", "local:0123456789ab", "2101.08878v0", "１２３４.56789"]
)
def test_what_is_no_id_is_refused(text):
    assert normal_arxiv_id(text) is None
    with pytest.raises(ValueError, match="no arXiv id"):
        split_version(text)


@pytest.mark.parametrize(
    "pasted",
    [
        "2101.08878",
        "arXiv:2101.08878",
        "https://arxiv.org/abs/2101.08878",
        "http://arxiv.org/pdf/2101.08878.pdf",
        "arxiv.org/abs/2101.08878?context=cs.DC",
        "https://export.arxiv.org/abs/2101.08878#top",
        "http://cn.arxiv.org/pdf/2101.08878",
        "https://ar5iv.labs.arxiv.org/html/2101.08878/",
        "https://doi.org/10.48550/arXiv.2101.08878",
        "doi:10.48550/ARXIV.2101.08878",
        "10.48550/arXiv.2101.08878",
        "<https://arxiv.org/abs/2101.08878>.",
    ],
)
def test_every_way_to_name_a_paper_gives_its_id(pasted):
    assert parse_identifiers(pasted) == (("2101.08878",), ())


def test_many_names_at_once_in_order_each_once():
    text = """2101.08878v2, arXiv:cs/0506034 [cs.DC]; https://arxiv.org/abs/cs%2F0506034
    https://arxiv.org/pdf/math.GT/0309136v2.pdf https://doi.org/10.1145/12345 nonsense 2101.08878v2"""
    found = parse_identifiers(text)
    assert found.ids == ("2101.08878v2", "cs/0506034", "math/0309136v2")
    assert len(found.problems) == 2
    assert "10.1145/12345: not resolvable here" in found.problems[0]
    assert found.problems[1].startswith("nonsense: not an arXiv id")


def test_versions_can_be_dropped():
    assert parse_identifiers("2101.08878v1 2101.08878v2", keep_versions=False).ids == ("2101.08878",)


@given(st.text())
def test_any_paste_is_answered_with_ids_or_problems(text):
    found = parse_identifiers(text)
    assert all(normal_arxiv_id(name) for name in found.ids)
    assert all(problem.endswith(".") for problem in found.problems)


@pytest.mark.parametrize("hostile", ["a/", "a.", "http://", "abs/", "10.", "v", "a-", "("])
def test_a_hostile_paste_takes_linear_time(hostile):
    began = time.process_time()
    parse_identifiers(hostile * 100_000)
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "author",
    ["Dhabaleswar K. Panda", "Panda, Dhabaleswar K.", "D. PANDA Jr.", "Dhabaleswar Pandá (OSU)", "{\\'A} Panda"],
)
def test_surnames_agree_however_they_are_written(author):
    assert surname(author) == "panda"


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("POLO: a POLicy-based Optimization library", "POLO -- A Policy-Based  optimization library."),
        ("Caf\\'e learning", "Café Learning"),
        ("The ﬁnal straße", "The final STRASSE"),
    ],
)
def test_local_keys_ignore_case_accents_and_punctuation(title, other):
    assert normal_title(title) == normal_title(other)
    assert local_key(title, ["Ada Lovelace"]) == local_key(other, ["Lovelace, Ada", "Someone Else"])


def test_local_keys_tell_title_and_first_author_apart():
    keys = {local_key("A", ["X"]), local_key("B", ["X"]), local_key("A", ["Y"]), local_key("A", [])}
    assert len(keys) == 4


def test_the_key_is_the_bare_id_or_local():
    assert paper_key("2101.08878v3", "any", ["any"]) == "2101.08878"
    assert re.fullmatch(r"local:[0-9a-f]{12}", paper_key(None, "POLO", []))
    with pytest.raises(ValueError, match="no arXiv id"):
        paper_key("nonsense", "any", [])


@pytest.mark.parametrize("key", ["2101.08878", "cs/0506034", "cs%2F0506034", "hep-th/9901001", "local:0123456789ab"])
def test_the_path_pattern_matches_every_key(key):
    assert re.fullmatch(KEY_PATTERN, key)


@pytest.mark.parametrize("key", ["", "2101.08878v2", "local:0123", "LOCAL:0123456789AB", "../etc", "cs/05060345"])
def test_the_path_pattern_refuses_the_rest(key):
    assert not re.fullmatch(KEY_PATTERN, key)

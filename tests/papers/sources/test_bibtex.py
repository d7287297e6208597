"""BibTeX as people and programs write it."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers.sources import bibtex
from papers.sources.bibtex import parse_bibtex
from papers.sources.errors import SourceTooLarge
from papers.sources.tex import tex_escape, tex_plain
from papers.text import canonical

ZOTERO = r"""
@article{shafi_efficient_2021,
	title = {Efficient {MPI}-based {Communication} for {GPU}-{Accelerated} {Dask} {Applications}},
	url = {http://arxiv.org/abs/2101.08878},
	doi = {10.48550/arXiv.2101.08878},
	abstract = {Dask is a popular parallel framework \& more: 50\% of \$O(n{\textasciicircum}2)\$.},
	urldate = {2024-01-02},
	publisher = {arXiv},
	author = {Shafi, Aamir and Hashmi, Jahanzeb Maqbool and Subramoni, Hari and Panda, Dhabaleswar K.},
	month = jan,
	year = {2021},
	note = {arXiv:2101.08878 [cs]},
	keywords = {Computer Science - Distributed, Parallel, and Cluster Computing, cs.DC},
	file = {Full Text PDF:/home/someone/x.pdf:application/pdf},
}
"""


def only(text):
    parsed = parse_bibtex(text)
    assert parsed.problems == ()
    (record,) = parsed.records
    return record


def test_a_zotero_export_is_understood():
    record = only(ZOTERO)
    assert record.title == "Efficient MPI-based Communication for GPU-Accelerated Dask Applications"
    assert record.authors == ("Aamir Shafi", "Jahanzeb Maqbool Hashmi", "Hari Subramoni", "Dhabaleswar K. Panda")
    assert record.key == "2101.08878"
    assert record.doi == ""
    assert record.published == datetime(2021, 1, 1, tzinfo=UTC)
    assert record.abstract == "Dask is a popular parallel framework & more: 50% of $O(n^2)$."
    assert record.categories == ("cs.DC",)
    assert record.comment == "Keywords: Computer Science - Distributed, Parallel, and Cluster Computing"


@pytest.mark.parametrize(
    ("fields", "key", "version"),
    [
        ("eprint={2101.08878v2}, archivePrefix={arXiv}", "2101.08878", 2),
        ("eprint={cs/0506034}", "cs/0506034", None),
        ("arxiv={2101.08878}", "2101.08878", None),
        ("journal={arXiv preprint arXiv:2101.08878}", "2101.08878", None),
        ("journal={CoRR}, volume={abs/2101.08878}", "2101.08878", None),
        ("howpublished={\\url{https://arxiv.org/pdf/2101.08878v3.pdf}}", "2101.08878", 3),
        ("doi={https://doi.org/10.48550/arXiv.1706.00095}", "1706.00095", None),
        ("number={arXiv:1706.00095}", "1706.00095", None),
    ],
)
def test_the_arxiv_id_is_found_where_it_hides(fields, key, version):
    record = only(f"@misc{{x, title={{T}}, {fields}}}")
    assert (record.key, record.version) == (key, version)
    assert record.journal_ref == ""


def test_an_eprint_of_another_archive_is_no_arxiv_id():
    assert only("@misc{x, title={T}, eprint={1234.56789}, archivePrefix={HAL}}").arxiv_id is None


def test_accents_braces_macros_and_odd_names():
    record = only(
        r"""@string{jmlr = "J. Mach. Learn. Res."}
        @InProceedings(key, TITLE = "{\'E}tudes on {Erd\H{o}s} " # "graphs", journal = JMLR,
          author = "von Neumann, John and {The {ATLAS} and CMS Collaborations} and Paul Erd{\H o}s and King, Jr., Martin
                    and others", year = 1999, month = "12", doi = "10.1000/x_y")"""
    )
    assert record.title == "Études on Erdős graphs"
    assert record.journal_ref == "J. Mach. Learn. Res."
    assert record.authors == ("John von Neumann", "The ATLAS and CMS Collaborations", "Paul Erdős", "Martin King Jr.")
    assert record.published == datetime(1999, 12, 1, tzinfo=UTC)
    assert record.doi == "10.1000/x_y"
    assert record.key.startswith("local:")


def test_bad_entries_are_told_with_line_and_name_and_the_rest_is_read():
    parsed = parse_bibtex(
        "@misc{good1, title={A}}\n\n@misc{broken, title={B, year=2000\n@misc{untitled, year={2001}}\n"
        "@misc{good2, title={C}}"
    )
    assert [record.title for record in parsed.records] == ["A", "C"]
    assert [(problem.line, problem.name) for problem in parsed.problems] == [(3, "broken"), (4, "untitled")]
    assert "Line 3 (broken)" in str(parsed.problems[0])


@pytest.mark.parametrize("text", ["", "just prose", "%PDF-1.4"])
def test_a_text_without_entries_says_so(text):
    parsed = parse_bibtex(text)
    assert parsed.records == ()
    assert "No entry" in str(parsed.problems[0])


@given(st.text(alphabet='@misc{}(),="#\\ ntitleauthor and x\n$~', max_size=200) | st.text())
def test_any_text_is_read_without_a_crash(text):
    parsed = parse_bibtex(text)
    assert all(problem.sentence.endswith(".") for problem in parsed.problems)


@given(st.text().map(canonical) | st.text(alphabet="\\{}$%&#_~^ab ").map(canonical))
def test_tex_escapes_come_back(text):
    escaped = tex_escape(text)
    assert escaped.count("{") == escaped.count("}")
    assert tex_plain(escaped) == text


HOSTILE = {
    "macro growth": "@string{a = {%s}}\n" % ("x" * 9000)
    + "".join(f"@string{{{c2} = {c1} # {c1} # {c1}}}\n" for c1, c2 in zip("abcdefghijk", "bcdefghijkl", strict=True))
    + "@misc{k, title = l}",
    "braces": "@misc{k, title = " + "{" * 15_000,
    "pairs": '@misc{k, title = "' + "{}" * 15_000 + '"}',
    "entries": "@misc{k, title = {" * 20_000,
    "names": "@misc{k, title={T}, author={" + "a and , " * 20_000 + "}}",
    "spaces": "@misc{k, title={T}, author={a" + " " * 200_000 + "b}}",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_in_bounded_time(name):
    began = time.process_time()
    parse_bibtex(HOSTILE[name])
    assert time.process_time() - began < 20


def test_a_text_beyond_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr(bibtex, "MAX_CHARACTERS", 100)
    with pytest.raises(SourceTooLarge, match="101 characters"):
        parse_bibtex("x" * 101)


def test_entries_on_one_line_are_read_and_signs_inside_fields_part_nothing():
    text = (
        "@article{a, title={One}, author={Ada}} @misc{b, title={Two {me}@home{x}}, author={Bo}}@misc{c, title={Three}}"
    )
    parsed = parse_bibtex(text)
    assert [record.title for record in parsed.records] == ["One", "Two me@homex", "Three"]
    assert parsed.problems == ()

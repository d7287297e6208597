"""Search in the library: the language, the ranking, and that no text whatever breaks it."""

import contextlib
import datetime as dt

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from jobs.errors import Invalid, NotFound
from papers.models import Paper
from papers.search.language import MAX_CHARACTERS, MAX_ITEMS, Item, QueryError, parse
from papers.selectors import RELEVANCE, papers_found
from papers.services import collection_add, collection_create, paper_store, papers_store, tags_set
from tests.papers.records import record, report_record

pytestmark = pytest.mark.django_db


def found(q: str = "", **filters) -> list[str]:
    papers = papers_found({"q": q, **filters})
    return [paper.key for paper in papers.order_by(*(RELEVANCE if q.strip() else ("key",)))]


@pytest.fixture
def library():
    papers_store(
        records=[
            record("2101.00001", title="Dask on supercomputers", abstract="We run things.", authors=("Kun Yuan",)),
            record(
                "2101.00002", title="Running things", abstract="Dask, dask and dask again; dask.", authors=("Jo So",)
            ),
            record("2101.00003", title="Other things", abstract="Nothing here.", authors=("Anna Dask", "Søren Ruiz")),
            record(
                "2101.00004",
                title="A neural network for GPU-aware communication",
                abstract="The network is deep. Distributed systems of neurons.",
                authors=("Wotao Yin", "Hanbin Hu"),
                categories=("stat.ML", "cond-mat.mes-hall"),
                published=dt.datetime(2015, 12, 31, 23, 59, tzinfo=dt.UTC),
                doi="10.1145/3377811",
            ),
            record("cs/0506034", title="Network neural", abstract="Old text about Gödel.", published=None),
        ]
    )


class TestRanking:
    def test_a_match_in_the_title_stands_before_the_abstract_before_the_authors(self, library):
        assert found("dask") == ["2101.00001", "2101.00002", "2101.00003"]

    def test_words_are_stemmed_and_all_must_be_there(self, library):
        assert found("run thing") == ["2101.00002", "2101.00001"]
        assert found("dask supercomputer") == ["2101.00001"]

    def test_stop_words_do_not_count(self, library):
        assert found("the dask of the things") == found("dask things")
        assert found("the of") == []
        assert found("... !!") == []


class TestLanguage:
    def test_a_phrase_keeps_its_order(self, library):
        assert found('"neural network"') == ["2101.00004"]
        assert set(found("neural network")) == {"2101.00004", "cs/0506034"}

    def test_a_prefix_goes_on(self, library):
        assert found("superc*") == ["2101.00001"]
        assert found("author:han*") == ["2101.00004"]

    def test_a_minus_takes_away(self, library):
        assert found("dask -supercomputers") == ["2101.00002", "2101.00003"]
        assert "2101.00004" not in found("-category:stat.ML things")

    def test_or_joins_neighbours(self, library):
        assert set(found("supercomputers OR Gödel")) == {"2101.00001", "cs/0506034"}
        assert set(found("supercomputers OR category:stat.ML")) == {"2101.00001", "2101.00004"}

    @pytest.mark.parametrize(
        ("query", "keys"),
        [
            ("title:dask", ["2101.00001"]),
            ("abstract:dask", ["2101.00002"]),
            ("author:dask", ["2101.00003"]),
            ("author:so", ["2101.00002"]),
            ("author:soren", ["2101.00003"]),
            ("author:SØREN", ["2101.00003"]),
            ('author:"kun yuan"', ["2101.00001"]),
            ('author:"Yuan, Kun"', []),
            ("category:stat.ml", ["2101.00004"]),
            ("category:stat", ["2101.00004"]),
            ("category:cond-mat.*", ["2101.00004"]),
            ("category:st", []),
            ("year:2015", ["2101.00004"]),
            ("year:-2018", ["2101.00004"]),
            ("year:2010..2016", ["2101.00004"]),
            ("year:2019- title:dask", ["2101.00001"]),
            ("id:2101.00004v3", ["2101.00004"]),
            ("id:cs/0506034", ["cs/0506034"]),
            ("godel", ["cs/0506034"]),
            ("title:(network) year:2015", ["2101.00004"]),
            ("gpu-aware", ["2101.00004"]),
        ],
    )
    def test_fields(self, library, query, keys):
        assert found(query) == keys

    def test_an_unknown_field_is_words(self, library):
        paper_store(record=record("2101.00009", title="BlueFog:make it practical"))
        assert found("bluefog:make") == ["2101.00009"]

    def test_a_year_that_is_none_is_refused_with_a_sentence(self):
        with pytest.raises(Invalid, match="is no year"):
            papers_found({"q": "year:soon"})

    def test_bounds(self):
        with pytest.raises(QueryError):
            parse("x" * (MAX_CHARACTERS + 1))
        with pytest.raises(QueryError):
            parse("x " * (MAX_ITEMS + 1))
        assert len(parse("x " * MAX_ITEMS).groups) == MAX_ITEMS

    def test_items(self):
        assert parse('-title:"a b" OR c*').groups == (
            (Item("a b", "title", phrase=True, negated=True), Item("c", prefix=True)),
        )


class TestPastedNames:
    @pytest.mark.parametrize(
        "pasted",
        [
            "2101.00004",
            "arXiv:2101.00004v2 [stat.ML]",
            "https://arxiv.org/abs/2101.00004v1",
            "http://arxiv.org/pdf/2101.00004.pdf",
            "10.48550/arXiv.2101.00004",
            "https://doi.org/10.48550/ARXIV.2101.00004",
            "10.1145/3377811",
            "https://dx.doi.org/10.1145/3377811.",
        ],
    )
    def test_ids_addresses_and_dois_find_the_paper(self, library, pasted):
        assert found(pasted) == ["2101.00004"]

    def test_several_at_once(self, library):
        assert set(found("2101.00001, https://arxiv.org/abs/cs/0506034\n10.1145/3377811")) == {
            "2101.00001", "cs/0506034", "2101.00004",
        }  # fmt: skip

    def test_a_key_the_paper_had_before(self, library):
        local = paper_store(record=report_record("A paper")).paper.key
        paper_store(record=record("2304.05403", title="A Paper"))
        assert found(local) == ["2304.05403"]

    def test_a_whole_title_finds_its_paper_first(self, library):
        assert found("A neural network for GPU-aware communication")[0] == "2101.00004"


class TestFilters:
    def test_days_are_inclusive(self, library):
        assert found(date_from=dt.date(2015, 12, 31), date_to=dt.date(2015, 12, 31)) == ["2101.00004"]

    def test_collection_tag_category_author_source(self, library):
        shelf = collection_create(name="Shelf")
        paper = Paper.objects.get(key="2101.00002")
        collection_add(collection=shelf, papers=[paper])
        tags_set(paper=paper, names=["To Read"])
        assert found(collection=shelf.pk) == found(tag="to read") == found(author="so jo") == ["2101.00002"]
        assert found(category="cond-mat.mes-hall") == ["2101.00004"]
        assert found(source="report") == []
        assert found("dask", collection=shelf.pk) == ["2101.00002"]

    def test_an_unknown_collection_is_an_error(self):
        with pytest.raises(NotFound):
            papers_found({"collection": 77})

    def test_withdrawn_papers_are_left_out(self, library):
        Paper.objects.filter(key="2101.00001").update(withdrawn_at=dt.datetime.now(dt.UTC))
        assert "2101.00001" not in found("dask")
        assert "2101.00001" not in found()


FIELDS = ["title:", "author:", "abstract:", "category:", "tag:", "id:", "year:2019", "10.1145/", "arXiv:", ":A", ":*"]
SIGNS = ['"', "'", "''", "\\", "*", "-", "OR", "&", "|", "!", "(", ")", "<->", "%", "%s", "_", ";", "--", "$$"]
LETTERS = ["a", "dask", "é", "\u0301", "\u037a", "https://arxiv.org/abs/"]
FRAGMENTS = st.sampled_from(FIELDS + SIGNS + LETTERS)
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)


class AnyText(TestCase):
    """Whatever is typed, PostgreSQL gets a query it can run."""

    @settings(max_examples=150, deadline=None)
    @given(
        st.lists(FRAGMENTS | TEXT, max_size=12).flatmap(
            lambda parts: st.sampled_from([" ".join(parts), "".join(parts)])
        )
    )
    @example("title:\u037a")
    @example("author:_ author:'*")
    @example("'\\'*")
    @example("id:\\ tag:' category:[")
    def test_any_text_is_a_query_or_refused_with_a_sentence(self, text):
        with contextlib.suppress(Invalid):
            list(papers_found({"q": text}).order_by(*(RELEVANCE if text.strip() else ("key",)))[:5])

    @settings(max_examples=50, deadline=None)
    @given(TEXT, TEXT, TEXT)
    def test_any_filter_is_safe(self, category, author, tag):
        assert list(papers_found({"category": category, "author": author, "tag": tag})) == []

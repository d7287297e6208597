"""A library search by relevance: what filters, what ranks, and what it says of itself."""

import pytest

from papers.models import Paper
from papers.search.library import papers_ranked
from papers.search.ranking import DEPTH
from papers.services import embeddings_store, paper_withdraw, papers_store, tags_set
from tests.papers.records import record
from tests.papers.search import meaning

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def encoder(settings):
    settings.QUERY_VECTOR = "tests.papers.search.meaning.query_vector"


@pytest.fixture
def library():
    rows = papers_store(
        records=[
            record("2101.00001", title="On engines", abstract="An engine is a motor."),
            record("2101.00002", title="Boats", abstract="The sea carries ships.", categories=("stat.ML",)),
            record("2101.00003", title="Forests", abstract="Oak trees in a forest."),
            record("2101.00004", title="Roads", abstract="A vehicle on wheels."),
        ]
    )
    embed([row.paper for row in rows])


def embed(papers):
    embeddings_store(
        rows=[(paper.pk, meaning.NAME, meaning.vector(f"{paper.title} {paper.abstract}")) for paper in papers]
    )


def found(q: str, **filters) -> list[str]:
    return [paper.key for paper in papers_ranked({"q": q, **filters}).papers[0:200]]


class TestMeaning:
    def test_papers_without_the_word_are_found_by_what_they_mean(self, library):
        assert set(found("car")[:2]) == {"2101.00001", "2101.00004"}
        assert papers_ranked({"q": "car"}).mode == "hybrid"

    def test_a_paper_with_all_the_words_in_its_title_stands_first(self, library):
        embed([row.paper for row in papers_store(records=[record("2101.00005", title="The car at sea", abstract="")])])
        assert found("cars")[0] == "2101.00005"
        assert found("the sea")[0] == "2101.00005"

    def test_without_the_encoder_words_alone_count_and_it_says_so(self, library, settings):
        settings.QUERY_VECTOR = "tests.papers.search.meaning.silent"
        assert papers_ranked({"q": "vehicle car"}).mode == "lexical"
        assert found("vehicle car") == ["2101.00004"]

    def test_vectors_of_another_encoder_are_not_compared(self, library):
        Paper.objects.get(key="2101.00001").embeddings.update(encoder="another")
        assert "2101.00001" not in found("vehicle")

    def test_a_library_without_embeddings_is_searched_by_words(self):
        papers_store(records=[record("2101.00001", title="On engines")])
        assert papers_ranked({"q": "engine"}).mode == "lexical"
        assert found("engine") == ["2101.00001"]

    def test_a_paper_without_embedding_is_found_by_its_words(self, library):
        papers_store(records=[record("2101.00006", title="A ship of my own")])
        assert "2101.00006" in found("ship")

    def test_withdrawn_papers_are_left_out(self, library):
        paper_withdraw(paper=Paper.objects.get(key="2101.00004"))
        assert "2101.00004" not in found("vehicle")


class TestExactThings:
    @pytest.mark.parametrize(
        ("q", "keys"),
        [
            ("vehicle -engine", {"2101.00002", "2101.00003", "2101.00004"}),
            ("vehicle category:stat.ML", {"2101.00002"}),
            ('vehicle "oak trees"', {"2101.00003"}),
            ("vehicle title:boats OR title:roads", {"2101.00002", "2101.00004"}),
            ("vehicle fore*", {"2101.00003"}),
        ],
    )
    def test_they_filter_what_words_rank(self, library, q, keys):
        assert set(found(q)) == keys
        assert papers_ranked({"q": q}).mode == "hybrid"

    @pytest.mark.parametrize(
        ("q", "keys"),
        [
            ("title:boats", ["2101.00002"]),
            ('"oak trees"', ["2101.00003"]),
            ("engine OR oak", ["2101.00001", "2101.00003"]),
            ("2101.00004", ["2101.00004"]),
            ("the of", []),
        ],
    )
    def test_alone_they_are_all_there_is(self, library, q, keys):
        assert sorted(found(q)) == keys
        assert papers_ranked({"q": q}).mode is None

    def test_filters_hold(self, library):
        tags_set(paper=Paper.objects.get(key="2101.00003"), names=["mine"])
        assert found("vehicle", tag="mine") == ["2101.00003"]
        assert found("vehicle", category="stat.ML") == ["2101.00002"]


def test_the_list_is_at_most_200_deep():
    rows = papers_store(records=[record(f"2101.{n:05d}", title=f"Ship {n}", abstract="") for n in range(DEPTH + 20)])
    embed([row.paper for row in rows])
    assert len(papers_ranked({"q": "ship"}).papers) == len(set(found("ship"))) == DEPTH
    assert len(papers_ranked({"q": "boat"}).papers) == DEPTH

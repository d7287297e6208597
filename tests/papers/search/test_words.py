"""The lexical side keeps its counts and weights right, whatever comes and goes, and scores as BM25 does."""

import math
import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from papers.models import Lexeme, LibraryLength, Paper, PaperWords
from papers.search.planning import by_index
from papers.search.words import ENOUGH, lexical_query, lexical_scores, title_query, title_scores, words_of, words_store
from papers.services import paper_delete, paper_store, papers_store
from tests.papers.records import record

TEXTS = ["apples and pears", "apples", "the pears of pears", "plums", "", "plums, plums and apples in one long line"]


def scores(query: str, limit: int = 200) -> dict[str, float]:
    with by_index():
        found = lexical_scores(words_of(query), None, limit)
    names = dict(Paper.objects.values_list("pk", "key"))
    return {names[pk]: score for pk, score in found.items()}


def check_counts() -> None:
    held = Counter(place for row in PaperWords.objects.all() for place in row.lexemes)
    assert {row.pk: row.papers for row in Lexeme.objects.all() if row.papers} == dict(held)
    library = LibraryLength.objects.first() or LibraryLength()
    assert library.papers == PaperWords.objects.count()
    assert library.length == pytest.approx(sum(PaperWords.objects.values_list("length", flat=True)))


class Counts(TestCase):
    """After any imports, changes and removals the counts are what a recount finds."""

    @settings(max_examples=15, deadline=None)
    @given(
        st.lists(st.tuples(st.sampled_from(["store", "delete"]), st.integers(1, 4), st.sampled_from(TEXTS)), max_size=8)
    )
    def test_they_follow_every_change(self, steps):
        for version, (what, number, text) in enumerate(steps, 1):
            key = f"2101.0000{number}"
            if what == "store":
                paper_store(record=record(key, version=version, title=f"About {text or 'nothing'}", abstract=text))
            elif paper := Paper.objects.filter(key=key).first():
                paper_delete(paper=paper)
            check_counts()


@pytest.mark.django_db
class TestScores:
    def test_they_are_those_of_the_formula(self):
        texts = {f"2101.0000{n}": text for n, text in enumerate(TEXTS) if text}
        papers_store(records=[record(key, title="Zeta", abstract=text, authors=()) for key, text in texts.items()])
        stems = {
            key: ["zeta"] * 2
            + [re.sub("s$", "", word) for word in re.findall(r"apples|pears|plums|one|long|line", text)]
            for key, text in texts.items()
        }
        mean = sum(map(len, stems.values())) / len(stems)
        expected = {}
        for key, words in stems.items():
            for word in ("appl", "pear"):
                of = [s for s in stems.values() if any(one.startswith(word) for one in s)]
                times = sum(one.startswith(word) for one in words)
                idf = math.log1p((len(stems) - len(of) + 0.5) / (len(of) + 0.5))
                weight = times * 2.5 / (times + 1.5 * (0.25 + 0.75 * len(words) / mean))
                expected[key] = expected.get(key, 0) + idf * weight
        found = scores("an apple, and pears")
        assert found == pytest.approx({key: score for key, score in expected.items() if score}, rel=1e-4)

    def test_title_weighs_more_than_abstract_more_than_authors(self):
        papers_store(
            records=[
                record("2101.00001", title="Xylem", abstract="Text one.", authors=("Ann Lee",)),
                record("2101.00002", title="Text one", abstract="Xylem.", authors=("Ann Lee",)),
                record("2101.00003", title="Text", abstract="One.", authors=("Ann Xylem",)),
            ]
        )
        assert list(scores("xylem")) == ["2101.00001", "2101.00002", "2101.00003"]

    def test_a_rare_word_counts_more_than_a_common_one(self):
        texts = ["common rare", "common rare", "common", "common second"]
        papers_store(records=[record(f"2101.0000{n}", title="T", abstract=t) for n, t in enumerate(texts)])
        assert next(iter(scores("common second"))) == "2101.00003"

    def test_a_newer_text_replaces_the_words_of_the_older(self):
        paper_store(record=record("2101.00001", title="Past", abstract="Words of yesterday."))
        paper_store(record=record("2101.00001", version=2, title="New", abstract="Words of tomorrow."))
        assert scores("yesterday") == scores("past") == {}
        assert list(scores("tomorrow")) == ["2101.00001"]

    def test_weights_are_the_same_however_the_papers_came(self):
        records = [record(f"2101.0000{n}", title="Of trees", abstract="tree " * 3**n) for n in range(5)]
        for one in records:
            paper_store(record=one)
        apart = dict(PaperWords.objects.values_list("paper__key", "vector"))
        used, mean = LibraryLength.objects.values_list("pivot", "length").get()
        assert abs(mean / 5 - used) <= 0.1 * used
        LibraryLength.objects.update(pivot=mean / 5)
        words_store(Paper.objects.values_list("pk", flat=True))
        together = dict(PaperWords.objects.values_list("paper__key", "vector"))
        assert together.keys() == apart.keys()
        for key, vector in together.items():
            assert vector.values() == pytest.approx(apart[key].values(), rel=0.1)

    def test_a_title_must_hold_all_the_words(self):
        papers_store(
            records=[
                record("2101.00001", title="Deep sea ships"),
                record("2101.00002", title="Ships", abstract="The deep sea."),
            ]
        )
        words = words_of("ship of the deep sea")
        assert list(title_scores(words, None, 10)) == [Paper.objects.get(key="2101.00001").pk]
        assert title_scores(words_of("deep unknownword"), None, 10) == title_scores(words_of("the"), None, 10) == {}

    def test_papers_are_looked_up_by_the_rarest_words(self):
        LibraryLength.objects.create(papers=9000)
        for name, held in (("rare", 40), ("middl", ENOUGH), ("common", 8000)):
            Lexeme.objects.create(text=name, papers=held)
        words = words_of("common middle rare")
        names = dict(Lexeme.objects.values_list("pk", "text"))
        assert [names[place] for place in words.lookup] == ["rare", "middl"]
        assert len(words.idf) == 3

    def test_the_plan_goes_by_the_index(self):
        papers_store(records=[record(f"2101.{n:05d}", title=f"Paper {n}", abstract="Of trees.") for n in range(50)])
        with by_index():
            plan = lexical_query(words_of("trees"), None)[:200].explain()
            titles = title_query(words_of("trees paper"), None)[:200].explain()
        assert "Bitmap Index Scan on paper_words_lexemes" in plan
        assert "Bitmap Index Scan on paper_words_title" in titles

    def test_filters_stand_inside_the_query(self):
        papers_store(
            records=[record(f"2101.{n:05d}", abstract="Of trees.", categories=("cs.AI",)) for n in range(30)]
            + [record("2101.99999", abstract="Some words on many things, trees too.", categories=("stat.ML",))]
        )
        scope = Paper.objects.filter(categories__contains=["stat.ML"])
        with by_index():
            assert len(lexical_scores(words_of("trees"), scope, 5)) == 1

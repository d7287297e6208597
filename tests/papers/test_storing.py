"""Storing records: idempotent, newer wins, older texts stay, ids that arrive later rename."""

import datetime as dt
import threading
import time

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from jobs.errors import Invalid
from papers.models import KeyRedirect, Paper, PaperVersion
from papers.selectors import paper_get, paper_text, paper_versions
from papers.services import paper_store, paper_withdraw, papers_store
from papers.services.storing import WRITTEN
from tests.papers.records import DASK, record, report_record

pytestmark = pytest.mark.django_db


def state() -> list[dict]:
    return list(Paper.objects.order_by("key").values(*WRITTEN, "id", "created_at"))


def test_a_new_record_becomes_a_paper_under_its_arxiv_id():
    paper, outcome = paper_store(record=record("cs/0506034", title="On  trees", doi="10.1/x"))
    assert (paper.key, paper.arxiv_id, paper.title, paper.doi, outcome) == (
        "cs/0506034", "cs/0506034", "On trees", "10.1/x", "created",
    )  # fmt: skip
    assert paper.abs_url == "https://arxiv.org/abs/cs/0506034"


def test_the_same_record_twice_changes_nothing():
    first = record("2101.08878", title=DASK)
    paper_store(record=first)
    before = state()
    assert paper_store(record=first).outcome == "unchanged"
    assert state() == before
    assert PaperVersion.objects.count() == 0


def test_a_newer_version_replaces_the_text_and_keeps_the_older_one():
    paper_store(record=record("2101.08878", title="Old title", abstract="Old text."))
    paper, outcome = paper_store(record=record("2101.08878", version=3, title="New title", abstract="New text."))
    assert (outcome, paper.version, paper.title, paper.abstract) == ("updated", 3, "New title", "New text.")
    assert paper_text(paper, 1) == ("Old title", "Old text.")
    assert paper_text(paper, 3) == ("New title", "New text.")
    assert [row.version for row in paper_versions(paper)] == [1, 3]


def test_an_older_version_that_arrives_later_is_kept_but_does_not_win():
    paper_store(record=record("2101.08878", version=3, abstract="New text."))
    older = record("2101.08878", version=2, abstract="Old text.")
    paper, outcome = paper_store(record=older)
    assert (outcome, paper.version, paper.abstract) == ("updated", 3, "New text.")
    assert paper_text(paper, 2).abstract == "Old text."
    assert paper_store(record=older).outcome == "unchanged"


def test_the_first_stored_text_of_a_version_wins():
    paper_store(record=record("2101.08878", abstract="First reading.", doi=""))
    paper, _ = paper_store(record=record("2101.08878", abstract="Second reading.", doi="10.1/later"))
    assert (paper.abstract, paper.doi) == ("First reading.", "10.1/later")


def test_a_reference_without_version_fills_blanks_and_overrides_nothing():
    paper_store(record=record("2101.08878", title=DASK, journal_ref=""))
    other = record(None, title=DASK.upper(), abstract="Other.", journal_ref="ISC 2021", source="bibtex")
    paper, outcome = paper_store(record=other)
    assert (paper.key, paper.title, paper.abstract, paper.journal_ref, outcome) == (
        "2101.08878", DASK, "We study trees of ideas.", "ISC 2021", "updated",
    )  # fmt: skip
    assert Paper.objects.count() == 1


def test_a_paper_known_by_title_takes_the_id_that_arxiv_tells_later():
    local, _ = paper_store(record=report_record("SamurAI: A Versatile IoT Node", authors=("Ivan Miro-Panades (LSTA)",)))
    assert local.key.startswith("local:")
    told = record("2304.05403", title="SamurAI: a versatile IoT node", authors=("Ivan Miro-Panades",), version=2)
    paper, outcome = paper_store(record=told)
    assert (paper.pk, paper.key, outcome) == (local.pk, "2304.05403", "updated")
    assert paper.given["terms"] == ["iot", "node", "power"]
    assert paper.abstract == "We study trees of ideas."
    assert paper_get(local.key).key == "2304.05403"
    assert KeyRedirect.objects.get().old_key == local.key


def test_the_old_reference_finds_the_renamed_paper_again():
    reference = report_record("SamurAI: A Versatile IoT Node")
    paper_store(record=reference)
    paper_store(record=record("2304.05403", title="SamurAI: another title", version=1))
    paper_store(record=record("2304.05403", title="SamurAI: A Versatile IoT Node", version=2))
    before = state()
    again = paper_store(record=reference)
    assert Paper.objects.count() == 2
    assert again.paper.title == "SamurAI: A Versatile IoT Node"
    assert state() == before


def test_two_arxiv_papers_of_one_title_stay_two():
    paper_store(record=record("2101.00001", title="Editorial"))
    paper_store(record=record("2101.00002", title="Editorial"))
    assert Paper.objects.count() == 2


def test_given_data_arrives_for_a_paper_that_arxiv_knew_first():
    paper_store(record=record("2304.05403", title="SamurAI"))
    paper, outcome = paper_store(record=report_record("SamurAI"))
    assert (paper.key, outcome, paper.given["rouge_percent"]) == ("2304.05403", "updated", 7.46)


def test_one_batch_may_name_a_paper_many_times():
    stored = papers_store(
        records=[
            record("2101.08878", abstract="One."),
            report_record("A paper of the notes"),
            record("2101.08878", version=2, abstract="Two."),
            record("2101.08878", abstract="One."),
            record("2304.05403", title="A Paper of the Notes"),
        ]
    )
    assert [outcome for _, outcome in stored] == ["created", "created", "updated", "unchanged", "updated"]
    assert sorted(Paper.objects.values_list("key", "version")) == [("2101.08878", 2), ("2304.05403", 1)]
    assert paper_text(paper_get("2101.08878"), 1).abstract == "One."
    assert KeyRedirect.objects.get().paper.key == "2304.05403"


def test_a_withdrawn_paper_stays_withdrawn_unless_it_is_asked_for(settings):
    settings.PAPER_WITHDRAW = "tests.papers.hooks.nothing"
    paper = paper_store(record=record("2101.08878")).paper
    paper_withdraw(paper=paper)
    newer = record("2101.08878", version=2)
    assert paper_store(record=newer).outcome == "unchanged"
    restored = paper_store(record=newer, restore=True)
    assert (restored.outcome, restored.paper.version, restored.paper.withdrawn_at) == ("updated", 2, None)


def test_text_beyond_the_search_index_is_refused_with_a_sentence_and_the_longest_allowed_is_stored():
    with pytest.raises(Invalid, match="bytes of text"):
        papers_store(records=[record("2101.00001"), record("2101.08878", abstract="x " * 300_000)])
    assert Paper.objects.count() == 0
    words = " ".join(f"w{number:x}" for number in range(70_000))[:480_000]
    assert paper_store(record=record("2101.08878", abstract=words)).outcome == "created"


def test_authors_are_found_without_accents():
    paper = paper_store(record=record("2101.08878", authors=("Søren Vuković", "D.K. Panda (OSU)"))).paper
    assert paper.authors_text == "soren vukovic d k panda osu"


def test_hundreds_of_records_take_as_many_statements_as_one(django_assert_max_num_queries):
    batch = [record(f"2101.{number:05d}", abstract="Distributed systems. " * 50) for number in range(400)]
    with django_assert_max_num_queries(12):
        papers_store(records=batch[:200])
    with django_assert_max_num_queries(12):
        assert [row.outcome for row in papers_store(records=batch)] == ["unchanged"] * 200 + ["created"] * 200


@pytest.mark.django_db(transaction=True)
def test_concurrent_imports_of_one_paper_end_in_one_row():
    reference, told = report_record("SamurAI"), record("2304.05403", title="SamurAI", version=2)
    older = record("2304.05403", title="SamurAI", version=1, abstract="First.")
    ready = threading.Barrier(6)

    def work(mine) -> None:
        try:
            ready.wait(10)
            with transaction.atomic():
                paper_store(record=mine)
                time.sleep(0.05)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(mine,)) for mine in (reference, told, older) * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    paper = Paper.objects.get()
    assert (paper.key, paper.version) == ("2304.05403", 2)
    assert paper.given["terms"] == ["iot", "node", "power"]
    assert paper_text(paper, 1).abstract == "First."


class AnyOrder(TestCase):
    """Records of one paper, in any order and any repetition."""

    @settings(max_examples=20, deadline=None)
    @given(st.permutations([1, 2, 3, 4]), st.lists(st.sampled_from([1, 2, 3, 4]), max_size=4))
    def test_the_newest_version_wins_and_every_text_is_kept(self, order, again):
        for version in [*order, *again]:
            paper_store(record=record("2101.08878", version=version, abstract=f"Text {version}."))
        paper = Paper.objects.get()
        assert (paper.version, paper.abstract) == (4, "Text 4.")
        assert [row.abstract for row in paper_versions(paper)] == [f"Text {version}." for version in (1, 2, 3, 4)]


def test_modified_at_moves_only_with_a_change():
    paper = paper_store(record=record("2101.08878")).paper
    first = Paper.objects.get().modified_at
    paper_store(record=record("2101.08878"))
    assert Paper.objects.get().modified_at == first
    paper_store(record=record("2101.08878", version=2, updated=dt.datetime(2020, 1, 1, tzinfo=dt.UTC)))
    assert Paper.objects.get(pk=paper.pk).modified_at > first

"""Papers whose text is almost another's, found as they come in."""

from __future__ import annotations

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from rest_framework.test import APIClient

from compute.models import NearDuplicate, Shingle
from compute.rouge.single import rouge_single
from compute.selectors import near_duplicates
from compute.services import duplicates, near_duplicates_find
from compute.shingles import KEPT, shingles
from papers.models import Paper
from papers.services import paper_withdraw

pytestmark = pytest.mark.django_db
VOCABULARY = [f"word{number}" for number in range(3000)]


def abstract(seed: int, length: int = 150) -> str:
    return " ".join(random.Random(seed).choices(VOCABULARY, k=length))


def changed(text: str, share: float, seed: int = 0) -> str:
    """The text with a share of its words replaced."""
    rng = random.Random(seed)
    return " ".join("new" + word if rng.random() < share else word for word in text.split())


def stored(*abstracts: str, first: int = 0) -> list[Paper]:
    rows = [
        Paper(key=f"2101.{first + n:05}", title=f"Paper {first + n}", abstract=text) for n, text in enumerate(abstracts)
    ]
    return Paper.objects.bulk_create(rows)


def found(paper: Paper) -> list[str]:
    return [near["paper"].key for near in near_duplicates(paper)]


def test_a_changed_copy_meets_its_original_from_either_side():
    original, copy, other = stored(abstract(1), changed(abstract(1), 0.1), abstract(2))
    assert near_duplicates_find(papers=[original, other]) == 0
    assert near_duplicates_find(papers=[copy]) == 1
    assert (found(original), found(copy), found(other)) == ([copy.key], [original.key], [])
    expected = rouge_single(f"{original.title}\n{original.abstract}", f"{copy.title}\n{copy.abstract}")
    assert near_duplicates(copy)[0]["score"] == pytest.approx(expected["rouge2"]["f"], abs=1e-6)
    assert near_duplicates(original)[0]["score"] == near_duplicates(copy)[0]["score"]


def test_papers_of_one_batch_meet_and_a_second_call_changes_nothing():
    papers = stored(abstract(1), abstract(2), changed(abstract(1), 0.05), abstract(1))
    assert near_duplicates_find(papers=papers) == 3
    before = set(NearDuplicate.objects.values_list("paper", "other", "score"))
    assert len(before) == 6
    assert near_duplicates_find(papers=papers[1:]) == 2
    assert set(NearDuplicate.objects.values_list("paper", "other", "score")) == before
    assert found(papers[0]) == [papers[3].key, papers[2].key]


def test_a_new_text_is_compared_anew():
    original, copy = stored(abstract(1), abstract(1))
    near_duplicates_find(papers=[original, copy])
    copy.abstract = abstract(9)
    copy.save()
    assert near_duplicates_find(papers=[copy]) == 0
    assert found(original) == []
    copy.abstract = ""
    copy.save()
    near_duplicates_find(papers=[copy])
    assert not Shingle.objects.filter(paper=copy).exists()


def test_pairs_go_with_the_paper_and_hide_while_it_is_withdrawn():
    original, copy, third = stored(abstract(1), abstract(1), abstract(1))
    near_duplicates_find(papers=[original, copy, third])
    paper_withdraw(paper=copy)
    assert found(original) == [third.key]
    third.delete()
    assert found(original) == []
    assert near_duplicates_find(papers=[original]) == 0
    copy.delete()
    assert not NearDuplicate.objects.exists()
    assert set(Shingle.objects.values_list("paper", flat=True)) == {original.pk}


def test_the_paper_page_names_them_likest_first():
    papers = stored(abstract(1), changed(abstract(1), 0.1), abstract(1))
    near_duplicates_find(papers=papers)
    shown = APIClient(SERVER_NAME="localhost").get(f"/api/papers/{papers[0].key}/").json()["near_duplicates"]
    assert [(one["arxiv_id"], one["title"]) for one in shown] == [
        (one.key, one.title) for one in (papers[2], papers[1])
    ]
    assert 1 > shown[0]["score"] > shown[1]["score"] >= duplicates.ALIKE


def test_short_notes_and_stock_phrases_make_no_duplicates():
    note = "This paper has been withdrawn by the author due to a crucial error in equation three."
    phrase = "in this paper we propose a novel method for the problem of "
    papers = stored(note, note, phrase + abstract(1), phrase + abstract(2))
    assert near_duplicates_find(papers=papers) == 0


@pytest.mark.slow
def test_what_is_alike_is_found_and_costs_a_bounded_number_of_looks():
    originals = [abstract(seed) for seed in range(100)]
    stored_ones = stored(*originals)
    near_duplicates_find(papers=stored_ones)
    copies = stored(*(changed(text, 0.15, seed) for seed, text in enumerate(originals)), first=100)
    with CaptureQueriesContext(
        connection,
    ) as many:
        met = near_duplicates_find(papers=copies)
    assert met >= 97
    with CaptureQueriesContext(connection) as few:
        near_duplicates_find(papers=copies[:2])
    assert len(many) == len(few)
    assert all(found(copy) in ([], [original.key]) for copy, original in zip(copies, stored_ones, strict=True))


def test_a_text_stored_many_times_costs_no_more_than_its_bound(monkeypatch):
    monkeypatch.setattr(duplicates, "HOLDERS", 5)
    papers = stored(*[abstract(1)] * 12)
    assert near_duplicates_find(papers=papers) == 12
    assert NearDuplicate.objects.filter(paper=papers[-1]).count() == 5


@given(st.lists(st.sampled_from([word.encode() for word in VOCABULARY[:30]]), max_size=120))
def test_a_fingerprint_is_short_and_says_nothing_of_the_order_of_parts(words):
    kept = shingles(words)
    assert kept == sorted(set(kept))
    assert len(kept) <= KEPT
    assert bool(kept) == (len(words) >= 40)
    assert all(-(1 << 63) <= number < 1 << 63 for number in kept)


def test_a_fingerprint_is_the_same_on_every_machine():
    lowest = shingles([b"%d" % number for number in range(50)])[:2]
    assert lowest == [-9052705165538067474, -8538561158453763174]

"""Pages of lists: every row once, in order, both ways, nulls and ties included."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory

from jobs.errors import Invalid
from jobs.models import Job
from jobs.rest import KeysetPagination, RankPagination

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
pytestmark = pytest.mark.django_db
requests = APIRequestFactory(SERVER_NAME="localhost")


def page(paginator, rows, url: str) -> tuple[list, dict]:
    request = Request(requests.get(url))
    found = paginator.paginate_queryset(rows, request)
    return found, paginator.get_paginated_response([]).data


def walk(make, rows, url: str, direction: str = "next") -> tuple[list, str]:
    """All rows from a page on, and the address of the last page."""
    found, last = [], url
    while url:
        got, links = page(make(), rows, url)
        found = found + got if direction == "next" else got + found
        last, url = url, links[direction]
    return found, last


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    days=st.lists(st.none() | st.integers(0, 3), max_size=14),
    size=st.integers(1, 5),
    order=st.sampled_from([("-started_at", "id"), ("started_at", "id"), ("-done", "started_at", "-id")]),
)
def test_pages_hold_every_row_once_and_lead_back_the_same_way(days, size, order):
    Job.objects.all().delete()
    for number, day in enumerate(days):
        started = None if day is None else EPOCH + timedelta(days=day)
        Job.objects.create(kind="count", started_at=started, done=number % 2)
    url = f"/api/jobs/?page_size={size}"
    forth, last = walk(lambda: KeysetPagination(order), Job.objects.all(), url)
    assert len(forth) == len({job.id for job in forth}) == len(days)
    if order[0] == "-started_at":
        dates = [job.started_at for job in forth]
        dated = [date for date in dates if date]
        assert dates == sorted(dated, reverse=True) + [None] * (len(dates) - len(dated))
    back, _ = walk(lambda: KeysetPagination(order), Job.objects.all(), last, "previous")
    assert back == forth


def test_a_page_stays_where_it_is_while_newer_rows_arrive():
    for number in range(4):
        Job.objects.create(kind=str(number))
    rows = Job.objects.order_by("-created_at", "id")
    _, links = page(KeysetPagination(), rows, "/api/jobs/?page_size=2")
    Job.objects.create(kind="new")
    found, _ = page(KeysetPagination(), rows, links["next"])
    assert [job.kind for job in found] == ["1", "0"]


def test_a_cursor_of_another_query_is_refused():
    for _ in range(3):
        Job.objects.create(kind="a")
    _, links = page(KeysetPagination(), Job.objects.order_by("-created_at", "id"), "/api/jobs/?kind=a&page_size=1")
    with pytest.raises(Invalid, match="another query"):
        page(KeysetPagination(), Job.objects.order_by("-created_at", "id"), links["next"].replace("kind=a", "kind=b"))


@settings(max_examples=30, deadline=None)
@given(count=st.integers(0, 260), size=st.integers(1, 200) | st.sampled_from([7, 50]))
def test_a_search_is_paged_by_rank_and_ends_at_its_depth(count, size):
    ranked = list(range(count))
    forth, last = walk(RankPagination, ranked, f"/api/papers/?q=tree&page_size={size}")
    assert forth == ranked[:200]
    if count <= 200 and count % size == 0:
        back, _ = walk(RankPagination, ranked, last, "previous")
        assert back == forth

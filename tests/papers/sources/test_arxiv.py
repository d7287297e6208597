"""The arXiv client against a real server and through the real `arxiv` package."""

import itertools
import json
import time
from datetime import date

import pytest

from papers.sources.arxiv import (
    ArxivBadQuery,
    ArxivClient,
    ArxivQuery,
    ArxivRateLimited,
    ArxivUnavailable,
    Manners,
)
from papers.sources.arxiv_session import USER_AGENT, PoliteAdapter, _Again
from papers.sources.pace import LocalPace
from papers.sources.snapshot import snapshot_record
from tests.support.arxiv_standin import DATA, StandIn

QUICK = Manners(attempts=6, backoff=0.02, longest_wait=2.0, connect_timeout=5.0, read_timeout=1.0, body_timeout=1.0)
TRAINING = ArxivQuery(words="distributed training")


@pytest.fixture
def stand_in():
    with StandIn(hang=6.0) as server:
        yield server


def client_of(stand_in, *, interval=0.0, manners=QUICK, **rest):
    return ArxivClient(pace=LocalPace(interval), url=stand_in.url, manners=manners, **rest)


def test_a_search_gives_a_page_of_records_and_the_total(stand_in):
    page = client_of(stand_in).search(TRAINING, limit=15)
    assert (page.start, page.total, page.next_start) == (0, 40, 15)
    assert len(page.records) == 15
    assert page.problems == ()
    assert stand_in.requests[0]["headers"]["User-Agent"] == USER_AGENT


def test_the_api_and_the_snapshot_tell_the_same_of_every_paper(stand_in):
    pages = list(client_of(stand_in).pages(TRAINING, page_size=17))
    told = {record.key: record for page in pages for record in page.records}
    lines = DATA.read_text(encoding="utf-8").splitlines()
    expected = {record.key: record for record in map(snapshot_record, map(json.loads, lines))}
    assert len(told) == 40
    for key, record in told.items():
        same = [f for f in record.__dataclass_fields__ if f != "source"]
        assert [getattr(record, f) for f in same] == [getattr(expected[key], f) for f in same]


def test_pages_go_on_from_where_they_stopped_and_stop_at_the_limit(stand_in):
    client = client_of(stand_in)
    first = client.search(TRAINING, limit=12)
    rest = list(client.pages(TRAINING, start=first.next_start, limit=20, page_size=15))
    assert [len(page.records) for page in rest] == [15, 5]
    assert [page.next_start for page in rest] == [27, 32]
    keys = [record.key for page in [first, *rest] for record in page.records]
    assert len(set(keys)) == len(keys) == 32


def test_the_last_page_says_so(stand_in):
    page = client_of(stand_in).search(TRAINING, start=35, limit=10)
    assert (len(page.records), page.next_start) == (5, None)


def test_a_search_without_an_answer_is_an_empty_page(stand_in):
    page = client_of(stand_in).search(ArxivQuery(words="zebrafish"))
    assert (page.total, page.records, page.next_start) == (0, (), None)
    beyond = client_of(stand_in).search(TRAINING, start=400)
    assert (beyond.total, beyond.records, beyond.next_start) == (40, (), None)


@pytest.mark.parametrize(
    "fault", ["503", "429", "429:0.1", "rate", "empty", "timeout", "drip", "garbage", "cut", "reset", "500", "408"]
)
def test_each_fault_is_ridden_out(stand_in, fault):
    stand_in.set_faults([fault])
    page = client_of(stand_in).search(TRAINING, limit=40)
    assert len(page.records) == 40
    assert len(stand_in.requests) == 2


def test_a_row_of_faults_delivers_every_paper_once(stand_in):
    stand_in.set_faults(["503", "rate", "empty", "timeout"])
    pages = list(client_of(stand_in).pages(TRAINING, page_size=20))
    keys = [record.key for page in pages for record in page.records]
    assert len(set(keys)) == len(keys) == 40
    assert len(stand_in.requests) == 6


@pytest.mark.parametrize(
    ("fault", "error", "word"),
    [
        ("503", ArxivUnavailable, "503"),
        ("429", ArxivRateLimited, "fewer requests"),
        ("rate", ArxivRateLimited, "fewer requests"),
        ("empty", ArxivUnavailable, "empty page although it knows 40"),
        ("timeout", ArxivUnavailable, "in time"),
        ("drip", ArxivUnavailable, "too slowly"),
        ("garbage", ArxivUnavailable, "no list of papers"),
        ("cut", ArxivUnavailable, "no list of papers"),
        ("reset", ArxivUnavailable, "cannot be reached"),
    ],
)
def test_a_lasting_fault_is_an_error_with_a_sentence_never_an_empty_page(stand_in, fault, error, word):
    stand_in.set_faults([fault] * 10)
    manners = Manners(attempts=2, backoff=0.01, connect_timeout=5.0, read_timeout=1.0, body_timeout=1.0)
    with pytest.raises(error, match=word) as caught:
        client_of(stand_in, manners=manners).search(TRAINING)
    assert caught.value.retryable
    assert str(caught.value).endswith(".")
    assert len(stand_in.requests) == 2


@pytest.mark.parametrize("fault", ["403", "404", "410"])
def test_a_refusal_is_not_retried(stand_in, fault):
    stand_in.set_faults([fault])
    with pytest.raises(ArxivUnavailable, match=fault):
        client_of(stand_in).search(TRAINING)
    assert len(stand_in.requests) == 1


def test_arxivs_error_entry_becomes_a_bad_query(stand_in):
    stand_in.set_faults(["error"])
    with pytest.raises(ArxivBadQuery, match="makes no sense") as caught:
        client_of(stand_in).search(TRAINING)
    assert not caught.value.retryable
    with pytest.raises(ArxivBadQuery, match="unbalanced brackets"):
        client_of(stand_in).search(ArxivQuery(words="ti:training AND"))


def test_retry_after_is_kept_and_a_long_one_ends_the_attempt(stand_in):
    stand_in.set_faults(["429:1"])
    client_of(stand_in).search(TRAINING)
    first, second = stand_in.times()
    assert second - first >= 1.0
    stand_in.set_faults(["503:3600"])
    with pytest.raises(ArxivUnavailable):
        client_of(stand_in).search(TRAINING)
    stand_in.set_faults(["429:3600"])
    with pytest.raises(ArxivRateLimited) as caught:
        client_of(stand_in).search(TRAINING)
    assert caught.value.retry_after == 3600


def test_retries_wait_longer_each_time(stand_in):
    stand_in.set_faults(["503"] * 5)
    client_of(stand_in, manners=Manners(attempts=6, backoff=0.05)).search(TRAINING)
    gaps = [after - before for before, after in itertools.pairwise(stand_in.times())]
    assert all(gap >= 0.5 * 0.05 * 2**attempt for attempt, gap in enumerate(gaps))


def test_a_wait_is_doubled_each_time_within_its_bounds():
    adapter = PoliteAdapter(LocalPace(0), Manners(backoff=3.0, longest_wait=20.0), lambda: None)
    again = _Again(ArxivUnavailable("It is out of order."))
    for attempt, middle in enumerate((3.0, 6.0, 12.0), 1):
        assert all(0.5 * middle <= adapter._wait(attempt, again) <= 1.5 * middle for _ in range(50))
    assert max(adapter._wait(9, again) for _ in range(50)) == 20.0


def test_requests_keep_the_interval(stand_in):
    client = client_of(stand_in, interval=0.3)
    for _ in client.pages(TRAINING, page_size=10):
        pass
    gaps = [after - before for before, after in itertools.pairwise(stand_in.times())]
    assert len(gaps) == 3
    assert min(gaps) >= 0.3


def test_a_wait_can_be_ended_from_outside(stand_in):
    class Cancelled(Exception):
        pass

    def tick():
        raise Cancelled

    client = client_of(stand_in, interval=60.0, tick=tick)
    client.search(TRAINING)
    began = time.monotonic()
    with pytest.raises(Cancelled):
        client.search(TRAINING)
    assert time.monotonic() - began < 2
    assert len(stand_in.requests) == 1


def test_nothing_listens_is_said_in_a_sentence():
    with StandIn() as gone:
        url = gone.url
    manners = Manners(attempts=2, backoff=0.01)
    with pytest.raises(ArxivUnavailable, match=r"127\.0\.0\.1"):
        ArxivClient(pace=LocalPace(0), url=url, manners=manners).search(TRAINING)
    with pytest.raises(ArxivUnavailable):
        ArxivClient(pace=LocalPace(0), url="ftp://example/x", manners=manners).search(TRAINING)


def test_ids_bring_the_versions_asked_for_and_tell_the_missing(stand_in):
    raw = next(raw for raw in stand_in.records if len(raw["versions"]) > 1)
    other = next(raw for raw in stand_in.records if len(raw["versions"]) == 1)
    page = client_of(stand_in).search(ArxivQuery(ids=(f"{raw['id']}v1", other["id"], "2101.99999")))
    assert page.total == 3
    assert [(record.arxiv_id, record.version) for record in page.records] == [(raw["id"], 1), (other["id"], 1)]
    assert page.missing == ("2101.99999",)


def test_many_ids_are_asked_for_in_parts(stand_in):
    ids = tuple(raw["id"] for raw in stand_in.records)
    pages = list(client_of(stand_in).pages(ArxivQuery(ids=ids), page_size=15, start=5))
    assert [len(page.records) for page in pages] == [15, 15, 5]
    assert [page.next_start for page in pages] == [20, 35, None]


def test_fields_narrow_the_search(stand_in):
    client = client_of(stand_in)
    raw = stand_in.records[0]
    family, given, *_ = raw["authors_parsed"][0]
    assert raw["id"] in {record.arxiv_id for record in client.search(ArxivQuery(author=f"{given} {family}")).records}
    assert raw["id"] in {record.arxiv_id for record in client.search(ArxivQuery(author=f"{family}, {given}")).records}
    titled = client.search(ArxivQuery(title=" ".join(raw["title"].split()[:4]))).records
    assert raw["id"] in {record.arxiv_id for record in titled}
    in_2019 = client.search(ArxivQuery(category="cs.DC", from_=date(2019, 1, 1), to=date(2019, 12, 31))).records
    assert in_2019
    assert all(record.published.year == 2019 and "cs.DC" in record.categories for record in in_2019)
    both = client.search(ArxivQuery(category="cs.DC cs.RO")).total
    assert both == client.search(ArxivQuery(words="cat:cs.DC OR cat:cs.RO")).total > len(in_2019)
    assert client.search(ArxivQuery(category="cs")).total == sum("cs." in raw["categories"] for raw in stand_in.records)


def test_sorting_by_submission_is_passed_on(stand_in):
    records = client_of(stand_in).search(ArxivQuery(words="distributed training", sort="submitted")).records
    times = [record.published for record in records]
    assert times == sorted(times, reverse=True)


@pytest.mark.parametrize(("start", "limit"), [(-1, 10), (0, 0), (0, 2001)])
def test_absurd_pages_are_refused_before_anything_is_sent(stand_in, start, limit):
    with pytest.raises(ArxivBadQuery, match="1 to 2000"):
        client_of(stand_in).search(TRAINING, start=start, limit=limit)
    assert stand_in.requests == []

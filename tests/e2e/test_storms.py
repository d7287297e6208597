"""What arXiv and the machine may do to an import, and that it ends as if nothing had happened."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.steps import choose_twenty, collection_of, import_into, members, post, search
from tests.support.arxiv_standin import StandIn
from tests.support.live import LiveStack

pytestmark = pytest.mark.e2e
# One page passes; then silence for longer than a test takes to notice, each asked for again after ARXIV_TIMEOUT.
HANGS = ["", *["timeout"] * 5]


@pytest.fixture(scope="module")
def stormy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveStack]:
    """A house of its own and without papers, since these tests need some that nobody has imported yet."""
    environment = {"STARTER_LIBRARY": "0", "ARXIV_TIMEOUT": "8"}
    with StandIn() as arxiv:
        stack = LiveStack(tmp_path_factory.mktemp("stormy"), environment, arxiv=arxiv)
        try:
            yield stack.start()
        finally:
            stack.stop()


@pytest.fixture
def context(browser: Browser, stormy: LiveStack) -> Iterator[BrowserContext]:
    """A fresh profile at that house's address."""
    opened = browser.new_context(base_url=stormy.url)
    yield opened
    opened.close()


def test_twenty_papers_arrive_once_each_though_arxiv_stumbles(page: Page, stormy: LiveStack) -> None:
    assert stormy.arxiv is not None
    search(page, "distributed training")
    choose_twenty(page)
    stormy.arxiv.set_faults(["503", "rate", "empty", "timeout"])
    import_into(page, "Through the storm")
    job = page.get_by_role("region", name="Import from arXiv")
    expect(job).to_contain_text("20 of 20", timeout=150_000)
    expect(job).to_have_attribute("data-state", "succeeded")
    keys = members(stormy, collection_of(job))
    assert len(keys) == len(set(keys)) == 20
    assert [request["fault"] for request in stormy.arxiv.requests if request["fault"]] == [
        "503", "rate", "empty", "timeout",
    ]  # fmt: skip


def test_a_worker_killed_half_way_loses_nothing(page: Page, stormy: LiveStack) -> None:
    assert stormy.arxiv is not None
    search(page, "distributed training")
    choose_twenty(page)
    # The first page of ten arrives, the second one hangs; then the worker dies.
    stormy.arxiv.set_faults(HANGS)
    import_into(page, "After a crash")
    job = page.get_by_role("region", name="Import from arXiv")
    expect(job).to_contain_text("10 of 20", timeout=60_000)
    stormy.kill("worker")
    stormy.arxiv.set_faults([])
    expect(job).to_have_attribute("data-state", "succeeded", timeout=60_000)
    keys = members(stormy, collection_of(job))
    assert len(keys) == len(set(keys)) == 20


def test_a_page_follows_its_job_through_a_restart_of_the_server(context: BrowserContext, stormy: LiveStack) -> None:
    assert stormy.arxiv is not None
    ids = [record["id"] for record in stormy.arxiv.records[:20]]
    stormy.arxiv.set_faults(HANGS)
    job = post(stormy, "/api/imports/", {"source": "arxiv", "ids": ids})["job"]
    # Its console tells of the lost connection, so it is not the page that must stay free of errors.
    page = context.new_page()
    page.goto(f"/jobs/{job}")
    progress = page.get_by_role("main")
    expect(progress).to_contain_text("10 of 20", timeout=60_000)
    stormy.kill("web")
    stormy.arxiv.set_faults([])
    # The same page, not reloaded, hears of the end from the new server.
    expect(progress).to_contain_text("20 of 20", timeout=90_000)
    expect(progress).to_contain_text("Done")

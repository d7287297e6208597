"""The topics as a person meets them: in order, who demands what, and from one topic to a paper that shows it."""

import time

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.steps import get
from tests.support.live import LiveStack

pytestmark = pytest.mark.e2e
# The first reading of the starter library on a busy machine; with other tests before it is done by then.
SECONDS = 300


@pytest.fixture
def resolved(live_stack: LiveStack) -> None:
    """The terms of the library are concepts by now."""
    deadline = time.monotonic() + SECONDS
    while not get(live_stack, "/api/topics/3/papers/?page_size=1")["results"]:
        assert time.monotonic() < deadline
        time.sleep(1)


@pytest.mark.timeout(600)
@pytest.mark.usefixtures("resolved")
def test_from_the_list_of_topics_to_a_paper_and_back(page: Page, live_stack: LiveStack) -> None:
    page.goto("/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Topics").click()
    topics = page.get_by_role("list", name="Topics in order of demand").get_by_role("listitem")
    expect(topics).to_have_count(10)
    expect(topics.first).to_contain_text("Python")
    table = page.get_by_role("region", name="Organizations and skills")
    expect(table.get_by_role("row", name="SQL")).to_contain_text("rank 5")
    expect(table.get_by_role("row", name="Cloud platforms")).to_contain_text("not stated")
    topics.get_by_role("link", name="GPU/TPU/Hardware").click()
    expect(page).to_have_url(f"{live_stack.url}/topics/3")
    expect(page.get_by_role("link", name="https://developer.nvidia.com/")).to_be_visible()
    expect(page.get_by_role("img", name="Papers per year")).to_be_visible()
    experiments = page.get_by_role("region", name="Experiments")
    expect(experiments.get_by_role("link", name="Run this experiment")).to_have_attribute(
        "href", "/experiments/hardware"
    )
    paper = page.get_by_role("region", name="Papers", exact=True).get_by_role("listitem").first
    title = paper.get_by_role("link").inner_text()
    expect(paper.locator("mark").first).to_be_visible()
    paper.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("GPU/TPU/Hardware")

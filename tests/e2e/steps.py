"""What several browser tests do on the search page."""

import json
import time
import urllib.request
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.support.live import LiveStack


def get(stack: LiveStack, path: str) -> Any:
    with urllib.request.urlopen(stack.url + path) as answer:
        return json.load(answer)


def post(stack: LiveStack, path: str, body: object) -> Any:
    """The answer to a JSON body."""
    request = urllib.request.Request(stack.url + path, json.dumps(body).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def await_graph(stack: LiveStack, seconds: float = 90.0) -> None:
    """Returns when the graph holds the starter library's terms and lags behind nothing."""
    deadline = time.monotonic() + seconds
    while True:
        stats = get(stack, "/api/graph/stats/")
        if stats["edges"].get("MENTIONS") and not stats["lag"]["waiting"]:
            return
        assert time.monotonic() < deadline, stats
        time.sleep(0.5)


def members(stack: LiveStack, collection: str) -> list[str]:
    return [paper["arxiv_id"] for paper in get(stack, f"/api/papers/?collection={collection}&page_size=200")["results"]]


def search(page: Page, words: str) -> None:
    page.goto("/search")
    page.get_by_role("textbox", name="Search arXiv and the library").fill(words)
    page.get_by_role("button", name="Search", exact=True).click()


def choose_twenty(page: Page) -> None:
    """Ticks the first twenty of arXiv's answers that the library does not have, over as many pages as that takes."""
    arxiv = page.get_by_role("region", name="arXiv")
    chosen = page.get_by_role("region", name="Chosen papers")
    ticked = 0
    while True:
        expect(arxiv.get_by_role("checkbox").first).to_be_visible()
        new = arxiv.get_by_role("listitem").filter(has_not_text="In library").get_by_role("checkbox")
        for box in new.all()[: 20 - ticked]:
            box.check()
            ticked += 1
        if ticked == 20:
            break
        top = arxiv.get_by_role("checkbox").first
        before = top.get_attribute("aria-label") or ""
        arxiv.get_by_role("button", name="Next").click()
        expect(top).not_to_have_attribute("aria-label", before)
    expect(chosen).to_contain_text("20 papers chosen")


def import_into(page: Page, name: str) -> None:
    bar = page.get_by_role("region", name="Chosen papers")
    bar.get_by_placeholder("Into collection").fill(name)
    page.keyboard.press("Escape")
    bar.get_by_role("button", name="Import 20 papers").click()


def collection_of(job: Locator) -> str:
    """Id of the collection that a finished import filled."""
    link = job.get_by_role("link", name="Open the collection").get_attribute("href")
    assert link is not None
    return link.rsplit("/", 1)[-1]

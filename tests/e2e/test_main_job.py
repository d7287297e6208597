"""The main job as a person does it: search arXiv, import, read a paper, merge, follow a node to its quotes, export."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.steps import choose_twenty, import_into, members, search
from tests.support.live import LiveStack

pytestmark = pytest.mark.e2e
SPEECH = Path(__file__).with_name("speech.js").read_text()


@pytest.fixture(autouse=True)
def calm_arxiv(live_stack: LiveStack) -> Iterator[None]:
    """The stand-in without faults, before and after."""
    assert live_stack.arxiv is not None
    live_stack.arxiv.reset()
    yield
    live_stack.arxiv.reset()


def test_a_newcomer_sees_the_notes_papers_merged(page: Page) -> None:
    page.goto("/")
    expect(page.locator("svg g.node[data-node]").first).to_be_visible()
    labels = page.locator("svg g.node[data-node]").all_text_contents()
    assert len(labels) >= 12
    assert not {"is", "we", "which", "using"} & {label.strip().casefold() for label in labels}


def test_from_a_search_to_an_exported_diagram(page: Page, live_stack: LiveStack, tmp_path: Path) -> None:
    search(page, "distributed training")
    choose_twenty(page)
    import_into(page, "From the browser")
    job = page.get_by_role("region", name="Import from arXiv")
    expect(job).to_contain_text("20 of 20", timeout=60_000)
    expect(job).to_contain_text("20 new")
    # What happened is still there after a reload.
    page.reload()
    expect(job).to_contain_text("20 new")
    job.get_by_role("link", name="Open the collection").click()
    page.wait_for_url(re.compile(r"/collections/\d+"))
    collection = page.url.split("/collections/")[1].split("?")[0].strip("/")
    keys = members(live_stack, collection)
    assert len(keys) == len(set(keys)) == 20

    page.get_by_role("button", name="Merge", exact=True).click()
    node = page.locator("svg g.node[data-node]")
    expect(node.nth(3)).to_be_visible(timeout=60_000)
    node.nth(3).click()
    detail = page.get_by_role("region", name="Detail")
    papers = detail.get_by_test_id("node-papers").get_by_role("listitem")
    expect(papers.first).to_be_visible()
    expect(detail.get_by_role("heading", name="What they say")).to_be_visible()
    assert "sel=" in page.url

    page.get_by_role("button", name="Export").first.click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="SVG").click()
    saved = tmp_path / "map.svg"
    download.value.save_as(saved)
    root = ElementTree.fromstring(saved.read_text())
    assert root.tag.endswith("svg")
    text = " ".join(root.itertext())
    shown = page.locator("svg g.node[data-node]").first.text_content() or ""
    assert shown.split()[0] in text
    assert "foreignObject" not in saved.read_text()


def test_a_paper_is_read_aloud_sentence_by_sentence(context: BrowserContext, page: Page) -> None:
    context.add_init_script(SPEECH)
    page.goto("/papers/2101.08878")
    expect(page.get_by_role("heading", level=1)).to_contain_text("MPI-based Communication")
    expect(page.get_by_text("5.42")).to_be_visible()
    bar = page.get_by_role("toolbar", name="Read aloud")
    expect(bar.get_by_label("Voice")).to_have_count(1)
    bar.get_by_role("button", name="Read aloud").click()
    expect(bar).to_contain_text("1 of ")
    bar.get_by_role("button", name="Pause").click()
    bar.get_by_role("button", name="Next sentence").click()
    expect(bar).to_contain_text("2 of ")
    spoken = page.evaluate("window.spoken")
    assert "Efficient MPI-based Communication" in spoken[0]


def test_without_a_voice_the_page_says_why(page: Page) -> None:
    page.goto("/papers/2101.08878")
    expect(page.get_by_test_id("read-aloud-reason")).to_contain_text("Read aloud is off.")

"""Every page under axe, in light and in dark, and on a narrow screen: nothing serious against WCAG 2.1 AA."""

from collections.abc import Iterator
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from explorer.env import BASE_DIR
from tests.e2e.steps import await_graph, get
from tests.support.live import LiveStack

pytestmark = pytest.mark.e2e

AXE = BASE_DIR / "frontend/node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21aa"]
NARROW = {"width": 390, "height": 844}
NODE = "svg g.node[data-node]"

# Address, and what is on show once the page is whole.
PAGES = {
    "/": NODE,
    "/search": "main h2",
    "/search?q=dask": "section[aria-label=Library] li",
    "/search?q=distributed+training": "section[aria-label=arXiv] li",
    "/library": "main tbody tr",
    "/collections": "main a[href='/collections/1']",
    "/collections/1": NODE,
    "/collections/1?view=synopsis": "main h3",
    "/collections/1?view=versions": "main ol[aria-label=Versions] li",
    "/papers/2101.08878": NODE,
    "/trees": "main a[href^='/trees/']",
    "/trees/one": NODE,
    "/breed": "main button[aria-label^='Add ']",
    "/topics": "main td",
    "/topics/3": "main svg[role=img], main h3",
    "/experiments": "main article",
    "/experiments/nested_loop": "main form",
    "/jobs": "main h1",
    "/graph": "main [role=search]",
    "/graph?collection=1": "[data-graph-canvas][data-placed]",
}


@pytest.fixture(autouse=True)
def calm_arxiv(live_stack: LiveStack) -> None:
    """The stand-in without faults."""
    assert live_stack.arxiv is not None
    live_stack.arxiv.reset()


@pytest.fixture(params=["light", "dark"])
def theme(request: pytest.FixtureRequest) -> Literal["light", "dark"]:
    chosen: Literal["light", "dark"] = request.param
    return chosen


@pytest.fixture
def context(browser: Browser, live_stack: LiveStack, theme: Literal["light", "dark"]) -> Iterator[BrowserContext]:
    """A fresh profile that prefers the theme; nothing moves, so that no colour is read half faded in."""
    opened = browser.new_context(base_url=live_stack.url, color_scheme=theme, reduced_motion="reduce")
    opened.set_default_timeout(20_000)
    yield opened
    opened.close()


def address(stack: LiveStack, path: str) -> str:
    if path.startswith("/graph"):
        await_graph(stack)
    if path != "/trees/one":
        return path
    return f"/trees/{get(stack, '/api/trees/?page_size=1')['results'][0]['id']}"


def violations(page: Page) -> list[str]:
    """What axe finds serious or critical, one line for each element."""
    # Evaluated by the debugger, which the page's content policy does not bind.
    page.evaluate(AXE.read_text())
    found: dict[str, Any] = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", TAGS
    )
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']} {node['html'][:200]}"
        for rule in found["violations"]
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_and_fits(page: Page, live_stack: LiveStack, theme: str, path: str) -> None:
    page.goto(address(live_stack, path))
    expect(page.locator(PAGES[path]).first).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", theme)
    found = violations(page)
    assert not found, "\n".join(found)
    page.set_viewport_size(NARROW)
    page.wait_for_timeout(100)  # What follows the width is laid out anew.
    assert page.evaluate("document.scrollingElement.scrollWidth") <= NARROW["width"]


def test_the_help_is_accessible(page: Page) -> None:
    page.goto("/jobs")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Help").get_by_text("PostgreSQL").first).to_be_visible()
    found = violations(page)
    assert not found, "\n".join(found)


def test_an_open_menu_is_accessible(page: Page) -> None:
    page.goto("/collections/1")
    page.get_by_role("button", name="Actions on the collection").click()
    expect(page.get_by_role("menuitem").first).to_be_visible()
    found = violations(page)
    assert not found, "\n".join(found)

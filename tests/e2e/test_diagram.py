"""The diagram under the hand: wheel, drag, pinch, keys, full screen, panes, levels, and what shows when it fails."""

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, FloatRect, Locator, Page, Route, expect

from tests.e2e.steps import get
from tests.support.live import LiveStack

pytestmark = pytest.mark.e2e
NODE = "svg g.node[data-node]"
FRAME = "[data-testid=diagram-viewer] svg:has(.diagram-layer)"

# A root, nine branches, each with sixty leaves: 549 edges, more than Mermaid draws in one.
STORE = """
from synthesis.core.types import Edge, Node, Tree
from synthesis.services import tree_store
nodes = [Node("r", "Nine branches", "root")]
edges = []
for b in range(9):
    nodes.append(Node(f"b{b}", f"branch {b}", "branch"))
    edges.append(Edge("r", f"b{b}"))
    for leaf in range(60):
        nodes.append(Node(f"b{b}_{leaf}", f"leaf {leaf} of branch {b}", "concept"))
        edges.append(Edge(f"b{b}", f"b{b}_{leaf}"))
print("tree", tree_store(tree=Tree("Nine branches", "r", tuple(nodes), tuple(edges), "edited")).pk)
"""


def view(page: Page) -> tuple[float, float, float]:
    """Where the drawing stands: x, y and scale."""
    # Moves are painted with the next frame.
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    text = page.locator(".diagram-layer").get_attribute("transform") or ""
    x, y, scale = (float(number) for number in re.findall(r"-?[\d.]+(?:e-?\d+)?", text))
    return x, y, scale


def box_of(place: Locator) -> FloatRect:
    """The box of what stands still: the same in two frames, since a drawing may yet be replaced or moved."""
    before = None
    for _ in range(120):
        box = place.bounding_box()
        if box is not None and box == before:
            return box
        before = box
        place.page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    raise AssertionError(f"{place} does not come to rest.")


def middle(place: Locator) -> tuple[float, float]:
    box = box_of(place)
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def open_map(page: Page) -> None:
    page.goto("/collections/1")
    # The frame says when a drawing is due: what is on show until then is about to be replaced.
    expect(page.locator("[data-testid=diagram-frame][data-busy=false]")).to_be_visible()
    expect(page.locator(NODE).first).to_be_visible()


def test_wheel_drag_and_keys_move_the_drawing(page: Page) -> None:
    open_map(page)
    x, y = middle(page.locator(FRAME))
    box = box_of(page.locator(FRAME))
    first = view(page)
    page.mouse.move(x, y)
    page.mouse.wheel(0, -200)
    zoomed = view(page)
    assert zoomed[2] > first[2] * 1.2
    # What lies under the pointer stays there.
    for at, here in ((0, x - box["x"]), (1, y - box["y"])):
        assert (here - zoomed[at]) / zoomed[2] == pytest.approx((here - first[at]) / first[2], abs=1)
    page.mouse.down()
    page.mouse.move(x + 60, y + 40, steps=4)
    page.mouse.up()
    assert view(page) == pytest.approx((zoomed[0] + 60, zoomed[1] + 40, zoomed[2]), abs=0.5)
    assert "sel=" not in page.url
    page.keyboard.press("+")
    assert view(page)[2] == pytest.approx(zoomed[2] * 1.25)
    page.keyboard.press("-")
    page.keyboard.press("-")
    assert view(page)[2] == pytest.approx(zoomed[2] / 1.25)
    page.keyboard.press("0")
    assert view(page) == pytest.approx(first, abs=0.5)


def test_two_fingers_pinch(page: Page) -> None:
    open_map(page)
    x, y = middle(page.locator(FRAME))
    before = view(page)
    debug = page.context.new_cdp_session(page)
    debug.send("Emulation.setTouchEmulationEnabled", {"enabled": True, "maxTouchPoints": 2})

    def touch(kind: str, apart: float) -> None:
        fingers = [{"x": x - apart, "y": y, "id": 1}, {"x": x + apart, "y": y, "id": 2}] if apart else []
        debug.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})

    touch("touchStart", 40)
    for apart in (50, 60, 70, 80):
        touch("touchMove", apart)
    touch("touchEnd", 0)
    assert view(page)[2] == pytest.approx(before[2] * 2, rel=0.1)
    assert "sel=" not in page.url


def test_the_diagram_fills_the_screen_and_comes_back(page: Page) -> None:
    open_map(page)
    page.keyboard.press("f")
    leave = page.get_by_role("button", name="Leave full screen")
    expect(leave).to_be_visible()
    assert page.evaluate("document.fullscreenElement?.dataset.testid") == "diagram-viewer"
    leave.click()
    expect(page.get_by_role("button", name="Full screen", exact=True)).to_be_visible()
    assert page.evaluate("document.fullscreenElement") is None


def test_panes_are_sized_by_mouse_and_by_keys_and_stay_so(page: Page) -> None:
    open_map(page)
    papers = page.get_by_role("separator", name="Width of the papers")
    detail = page.get_by_role("separator", name="Width of the detail")
    widths = [int(line.get_attribute("aria-valuenow") or 0) for line in (papers, detail)]
    x, y = middle(papers)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y, steps=4)
    page.mouse.up()
    detail.focus()
    page.keyboard.press("ArrowLeft")
    for _ in range(2):
        expect(papers).to_have_attribute("aria-valuenow", str(widths[0] + 60))
        expect(detail).to_have_attribute("aria-valuenow", str(widths[1] + 24))
        assert middle(papers)[0] == pytest.approx(x + 60, abs=1)
        page.reload()
    papers.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Papers", exact=True)).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Papers", exact=True)).to_be_visible()


def broken(route: Route) -> None:
    """The tree as it is, with a text that is no Mermaid."""
    answer = route.fetch()
    route.fulfill(response=answer, body=json.dumps({**answer.json(), "mermaid": "flowchart TD\n  a[[never closed"}))


def test_a_text_that_mermaid_refuses_is_shown_with_the_reason(page: Page, live_stack: LiveStack) -> None:
    tree = get(live_stack, "/api/trees/?kind=paper&page_size=1")["results"][0]["id"]
    page.route("**/api/trees/*/", broken)
    page.goto(f"/trees/{tree}")
    refusal = page.get_by_role("alert")
    expect(refusal).to_contain_text("Mermaid could not draw this diagram")
    expect(refusal).to_contain_text("Parse error")
    expect(page.get_by_text("a[[never closed").last).to_be_visible()
    expect(page.get_by_role("button", name="Copy the text")).to_be_visible()
    page.get_by_role("button", name="Try again").click()
    expect(refusal).to_contain_text("Parse error")


def test_a_drawing_that_failed_once_is_drawn_on_the_next_try(context: BrowserContext, live_stack: LiveStack) -> None:
    tree = get(live_stack, "/api/trees/?kind=paper&page_size=1")["results"][0]["id"]
    page = context.new_page()
    blocked: list[str] = []
    engine = re.compile(r"/assets/mermaid-engine-[^/]*\.js")

    def block(route: Route) -> None:
        blocked.append(route.request.url)
        route.abort()

    page.route(engine, block)
    page.goto(f"/trees/{tree}")
    expect(page.get_by_role("alert")).to_contain_text("Mermaid could not draw this diagram")
    assert blocked
    page.unroute(engine)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(NODE).first).to_be_visible()


@pytest.fixture(scope="module")
def large(live_stack: LiveStack) -> str:
    """Id of a tree of 549 edges."""
    found = re.search(r"tree ([0-9a-f]{16})", live_stack.manage("shell", "-c", STORE))
    assert found
    return found[1]


def saved(page: Page, entry: str, folder: Path) -> Path:
    page.get_by_role("button", name="Export").click()
    # Ten drawings take their time on a busy machine.
    with page.expect_download(timeout=180_000) as download:
        page.get_by_role("menuitem", name=entry).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_a_tree_beyond_mermaids_limits_opens_level_by_level(page: Page, large: str) -> None:
    page.goto(f"/trees/{large}")
    bar = page.get_by_test_id("level-bar")
    expect(bar).to_contain_text("550 nodes")
    expect(bar).to_contain_text("10 levels")
    expect(page.locator(NODE)).to_have_count(10)
    page.locator(f"{NODE}[data-node=b3]").click()
    expect(page.locator(NODE)).to_have_count(61)
    expect(bar.get_by_role("navigation", name="Levels")).to_contain_text("branch 3")
    assert "level=b3" in page.url
    page.reload()
    expect(page.locator(NODE)).to_have_count(61)
    page.go_back()
    expect(page.locator(NODE)).to_have_count(10)
    # A search reaches into levels that are not on show.
    page.get_by_role("button", name="Find in the diagram").click()
    page.get_by_role("textbox", name="Find in the diagram").fill("leaf 42 of branch 7")
    expect(page.locator(f"{NODE}.is-lit")).to_have_attribute("data-node", "b7")
    page.keyboard.press("Enter")
    expect(page.locator(f"{NODE}[data-node=b7_42].is-lit")).to_be_visible()
    bar.get_by_role("button", name="Nine branches").click()
    expect(page.locator(NODE)).to_have_count(10)
    page.goto(f"/trees/{large}?sel=b5_58")
    expect(page.locator(f"{NODE}[data-node=b5_58].is-selected")).to_be_visible()


def test_a_level_and_all_levels_are_exported(page: Page, large: str, tmp_path: Path) -> None:
    page.goto(f"/trees/{large}?level=b3")
    expect(page.locator(NODE)).to_have_count(61)
    assert saved(page, "Mermaid (.mmd)", tmp_path).read_text().count("leaf") == 60
    assert saved(page, "One Mermaid text", tmp_path).read_text().count("leaf") == 540
    checks: dict[str, Callable[[str], Any]] = {
        "Mermaid texts": lambda text: text.startswith("flowchart TD"),
        "SVGs": lambda text: "</svg>" in text and "foreignObject" not in text,
    }
    for entry, check in checks.items():
        with zipfile.ZipFile(saved(page, entry, tmp_path)) as archive:
            assert archive.testzip() is None
            assert len(archive.namelist()) == 10
            texts = [archive.read(name).decode() for name in archive.namelist()]
        assert all(check(text) for text in texts)
        assert sum(text.count("leaf 42 of branch") > 0 for text in texts) == 9

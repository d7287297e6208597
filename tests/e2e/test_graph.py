"""The explorer page as a person uses it: search, expand, collapse, a path, a query, exports, a permalink."""

import io
import math
import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode
from xml.etree import ElementTree

import networkx as nx
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.steps import await_graph, get
from tests.support.live import LiveStack

pytestmark = pytest.mark.e2e
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module", autouse=True)
def caught_up(live_stack: LiveStack) -> None:
    """Begins when the graph holds the starter library."""
    await_graph(live_stack)


def opened(page: Page, address: str) -> None:
    """The page at that address with its graph laid out."""
    page.goto(address)
    settled(page)


def settled(page: Page) -> None:
    expect(page.locator("[data-graph-canvas][data-placed]")).to_be_visible()
    expect(page.get_by_text("Arranging; touch the canvas to stop")).to_have_count(0)


def shown(page: Page) -> int:
    """How many nodes the page says it shows."""
    found = re.match(r"([\d,]+) of [\d,]+ nodes? shown", page.get_by_test_id("graph-status").inner_text())
    assert found is not None
    return int(found[1].replace(",", ""))


def exported(page: Page, item: str) -> bytes:
    page.get_by_role("button", name="Export", exact=True).click()
    with page.expect_download() as saved:
        page.get_by_role("menuitem", name=item, exact=True).first.click()
    return Path(saved.value.path()).read_bytes()


def places(page: Page, *kinds: str) -> dict[str, tuple[float, float]]:
    """Where each node of the types, or of any, lies on the page, by its label: what the exported picture says."""
    box = page.get_by_test_id("graph-canvas").bounding_box()
    assert box is not None
    found = {}
    for group in ElementTree.fromstring(exported(page, "SVG")).iter(f"{SVG}g"):
        if "transform" in group.attrib and (not kinds or group.get("class") in kinds):
            x, y = (float(number) for number in re.findall(r"-?[\d.]+", group.attrib["transform"]))
            found[group.findtext(f"{SVG}title") or ""] = (box["x"] + x, box["y"] + y)
    return found


def paper(stack: LiveStack) -> tuple[str, str]:
    """Id and label of a paper of the first collection with at least two terms."""
    part = get(stack, "/api/graph/subgraph/?collection=1&limit=2000")
    terms = Counter(edge["source"] for edge in part["edges"] if edge["type"] == "MENTIONS")
    return next((node["id"], node["label"]) for node in part["nodes"] if terms[node["id"]] > 1)


def test_search_expand_collapse_and_undo(page: Page, live_stack: LiveStack) -> None:
    _, label = paper(live_stack)
    page.goto("/graph")
    box = page.get_by_role("combobox", name="Start from a search")
    box.fill(" ".join(label.split()[:4]))
    box.press("Enter")
    settled(page)
    before = shown(page)
    assert label in places(page, "paper")
    at = places(page, "author")
    author = next(iter(at))
    page.mouse.dblclick(*at[author])
    expect(page).to_have_url(re.compile("expand="))
    settled(page)
    page.get_by_role("button", name="Undo").click()
    expect(page).not_to_have_url(re.compile("expand="))
    page.get_by_role("button", name="Redo").click()
    expect(page).to_have_url(re.compile("expand="))
    settled(page)
    assert shown(page) >= before
    # What stood stays where it was while more came.
    now = places(page, "author")
    assert now[author] == pytest.approx(at[author], abs=2)
    page.mouse.dblclick(*now[author])
    expect(page).not_to_have_url(re.compile("expand="))
    assert shown(page) == before
    page.reload()
    settled(page)
    assert shown(page) == before


def test_a_path_by_two_picks_with_its_sentences(page: Page, live_stack: LiveStack) -> None:
    id_, _ = paper(live_stack)
    opened(page, f"/graph?node={id_}&hide=treenode")
    at = places(page, "term")
    box = page.get_by_test_id("graph-canvas").bounding_box()
    assert box is not None
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    # Away from the toolbar, the map and the lines of words over the canvas, and from each other.
    others = sorted(at, key=lambda label: math.dist(at[label], middle))
    others = [one for one in others if one == others[0] or math.dist(at[one], at[others[0]]) > 60]
    others = others[:2]
    page.get_by_role("button", name="Path between two nodes").click()
    expect(page.get_by_text("Pick the first end of the path")).to_be_visible()
    page.mouse.click(*at[others[0]])
    expect(page.get_by_text("pick the other end")).to_be_visible()
    page.mouse.click(*at[others[-1]])
    steps = page.get_by_role("list", name="Steps").get_by_role("listitem")
    expect(steps.first).to_contain_text(others[0])
    expect(steps.last).to_contain_text(others[-1])
    expect(page).to_have_url(re.compile("path="))


def test_a_query_as_rows_and_as_a_graph(page: Page) -> None:
    page.goto("/graph")
    page.get_by_role("button", name="Ask with a query").click()
    console = page.get_by_role("region", name="Query console")
    console.get_by_role("button", name="Examples").click()
    page.get_by_role("menuitem", name="Trees and the papers they are of").click()
    console.get_by_role("button", name="Run").click()
    expect(console.get_by_role("row").nth(1)).to_be_visible()
    console.get_by_role("button", name=re.compile(r"Show \d+ nodes as a graph")).click()
    settled(page)
    assert shown(page) > 1


def test_a_wrong_query_is_told_with_what_is_wrong(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/graph")
    page.get_by_role("button", name="Ask with a query").click()
    console = page.get_by_role("region", name="Query console")
    box = console.get_by_role("textbox", name="Cypher query")
    box.fill("MATCH (p:Paper) RETRN p")
    box.press("Control+Enter")
    expect(console.get_by_role("alert")).to_contain_text("RETRN")
    expect(box).to_have_value("MATCH (p:Paper) RETRN p")


def test_exports_and_a_permalink_bring_the_same_graph_back(page: Page, live_stack: LiveStack) -> None:
    id_, label = paper(live_stack)
    opened(page, f"/graph?node={id_}&hide=author")
    count = shown(page)
    graph = nx.read_graphml(io.BytesIO(exported(page, "GraphML")))
    assert graph.number_of_nodes() == count
    assert graph.nodes[id_]["label"] == label
    assert exported(page, "PNG").startswith(b"\x89PNG")
    at = places(page, "paper")
    page.get_by_role("button", name="Saved views").click()
    page.get_by_role("menuitem", name="Save this view").click()
    dialog = page.get_by_role("dialog", name="Save this view")
    dialog.get_by_label("Name").fill("One paper")
    dialog.get_by_role("button", name="Save", exact=True).click()
    expect(page).to_have_url(re.compile(r"/graph/v/[a-z0-9]+$"))
    settled(page)
    assert shown(page) == count
    page.reload()
    settled(page)
    assert places(page, "paper")[label] == pytest.approx(at[label], abs=3)
    expect(page).to_have_title("One paper · Arboretum")


def test_a_crowd_goes_with_the_hand_and_stays_where_it_was_put(page: Page, live_stack: LiveStack) -> None:
    id_, _ = paper(live_stack)
    # So many relations that the picture is moved rather than drawn at every step.
    cypher = "MATCH (p:Paper)-[r:MENTIONS]->(t:Term) RETURN p, r, t ORDER BY p.id LIMIT 4500"
    opened(page, f"/graph?{urlencode({'cypher': cypher, 'open': 'all', 'sel': id_})}")
    assert shown(page) > 1000
    before = places(page)
    box = page.get_by_test_id("graph-canvas").bounding_box()
    assert box is not None
    spots = [
        (box["x"] + 20 + 10 * across, box["y"] + box["height"] * part / 10)
        for across in range(4)
        for part in range(3, 8)
    ]
    x, y = next(spot for spot in spots if all(math.dist(spot, one) > 25 for one in before.values()))
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 17):
        page.mouse.move(x + 10 * step, y + 4 * step)
    layer = page.get_by_test_id("graph-canvas").locator("canvas.sigma-nodes")
    # Still held: the hand rests, so the picture is drawn anew where it was carried.
    expect(layer).not_to_have_attribute("style", re.compile("transform"))
    page.mouse.move(x + 170, y + 60)
    page.mouse.up()
    expect(layer).not_to_have_attribute("style", re.compile("transform"))
    after = places(page)
    assert after.keys() == before.keys()
    for label, (left, top) in before.items():
        assert after[label] == pytest.approx((left + 170, top + 60), abs=1), label
    expect(page).to_have_url(re.compile("sel="))

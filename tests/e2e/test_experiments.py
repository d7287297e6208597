"""Experiments as a person meets them: from a paper to a run and back, two runs compared, one taken along as an app."""

import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.steps import await_graph, get, post
from tests.support.live import LiveStack

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]

PAPER = "2101.08878"
# Small, and pure Python: what is tested here is the way, not the work.
KEY = "nested_loop"
# A run starts in a process of its own, on a machine that may be busy.
LONG = 120_000


def launch(page: Page) -> None:
    """Takes the parameters of a first look and launches; returns when the run has ended well."""
    page.get_by_role("button", name="A first look").click()
    page.get_by_role("button", name="Launch").click()
    expect(page).to_have_url(re.compile(r"/runs/[0-9a-f-]{36}$"))
    expect(page.get_by_role("region", name="Verdict")).to_be_visible(timeout=LONG)


def run_id(page: Page) -> str:
    return page.url.rsplit("/", 1)[1]


def drawn(where: Locator) -> None:
    """At least one chart is drawn, none failed, and the first has words and a table beside it."""
    chart = where.get_by_role("img").first
    expect(chart).to_have_attribute("data-state", "drawn")
    expect(chart.locator("svg").first).to_be_visible()
    expect(where.get_by_text("This chart could not be drawn")).to_have_count(0)
    where.get_by_text("Data of this chart").first.click()
    expect(where.get_by_role("region", name=re.compile("^Data of ")).first.get_by_role("row").nth(1)).to_be_visible()


def test_from_a_paper_to_a_run_its_graph_and_a_comparison(page: Page, live_stack: LiveStack) -> None:
    await_graph(live_stack)
    page.goto(f"/papers/{PAPER}")
    runs = page.get_by_role("region", name="Runs")
    runs.get_by_role("button", name="Run an experiment").click()
    title = get(live_stack, f"/api/experiments/{KEY}/")["title"]
    page.get_by_role("menuitem").filter(has_text=title).click()
    expect(page).to_have_url(f"{live_stack.url}/experiments/{KEY}?paper={PAPER}")
    papers = page.get_by_role("list", name="Papers of the run")
    expect(papers.get_by_role("checkbox", checked=True)).to_have_count(1)
    launch(page)
    first = run_id(page)
    expect(page.get_by_role("log")).to_be_visible()
    expect(page.get_by_role("region", name="Figures").locator("dd").first).to_be_visible()
    drawn(page.get_by_role("region", name="Charts"))

    # The run stands on the paper's page and in the graph.
    page.goto(f"/papers/{PAPER}")
    expect(page.get_by_role("list", name="Runs linked to this paper").get_by_role("link")).to_have_count(1)
    await_graph(live_stack)
    around = get(live_stack, f"/api/graph/nodes/run:{first}/")
    assert around["id"] == f"run:{first}"
    page.goto(f"/graph?node=run:{first}&sel=run:{first}")
    expect(page.get_by_role("heading", name=title).first).to_be_visible()
    expect(page.get_by_role("link", name="Open the run")).to_have_attribute("href", f"/runs/{first}")

    # Once more with another seed, and both beside each other.
    page.goto(f"/runs/{first}")
    page.get_by_role("link", name="Re-run with one change").click()
    expect(page.get_by_text("Nothing is changed yet")).to_be_visible()
    page.get_by_role("textbox", name="Seed").fill("7")
    page.get_by_role("button", name="Launch").click()
    expect(page).not_to_have_url(re.compile(first))
    expect(page.get_by_role("region", name="Verdict")).to_be_visible(timeout=LONG)
    second = run_id(page)
    page.get_by_role("button", name="Compare").click()
    page.get_by_role("menuitem").filter(has_text="seed 0").first.click()
    expect(page).to_have_url(f"{live_stack.url}/runs/compare?runs={first},{second}")
    table = page.get_by_role("region", name="Parameters and figures of the runs")
    seeds = table.get_by_role("row").filter(has=page.get_by_role("rowheader", name="seed", exact=True))
    expect(seeds).to_contain_text("7")
    drawn(page.get_by_role("region", name="Charts"))
    history = page.get_by_role("region", name="History of a figure")
    expect(history.locator("[data-state=drawn]").first).to_be_visible()


def test_an_experiment_leaves_as_an_app(page: Page, tmp_path: Path) -> None:
    page.goto(f"/experiments/{KEY}")
    with page.expect_download() as started:
        page.get_by_role("link", name="Export as an app").click()
    path = tmp_path / "app.zip"
    started.value.save_as(path)
    with zipfile.ZipFile(path) as archive:
        names = {Path(name).name for name in archive.namelist()}
    assert {"app.py", "requirements.txt", "README.md"} <= names


def test_a_value_out_of_bounds_is_told_beside_its_field_and_nothing_starts(page: Page, live_stack: LiveStack) -> None:
    schema = get(live_stack, f"/api/experiments/{KEY}/")["parameters"]["properties"]
    name, field = next((name, one) for name, one in schema.items() if "maximum" in one)
    before = len(get(live_stack, "/api/runs/")["results"])
    page.goto(f"/experiments/{KEY}")
    row = page.locator(f"[data-field={name}]")
    row.get_by_role("textbox").fill(str(field["maximum"] + 1))
    expect(row.get_by_role("alert")).to_contain_text("It must be")
    expect(page.get_by_role("button", name="Launch")).to_be_disabled()
    assert len(get(live_stack, "/api/runs/")["results"]) == before


def test_what_is_drawn_on_the_pad_is_sent_as_a_file(page: Page) -> None:
    page.goto("/experiments/frameworks")
    page.get_by_role("button", name="Draw it here").click()
    pad = page.get_by_role("img", name="Pad for Your drawing")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box
    sent = page.get_by_text(re.compile("^Sent: "))
    for left in (60, 120):
        page.mouse.move(box["x"] + left, box["y"] + 40)
        page.mouse.down()
        page.mouse.move(box["x"] + left, box["y"] + 180, steps=4)
        page.mouse.up()
        expect(sent).to_be_visible()
    page.get_by_role("button", name="Wipe").click()
    expect(sent).to_have_count(0)


def test_a_model_is_shown_in_three_dimensions(page: Page, live_stack: LiveStack) -> None:
    parameters = get(live_stack, "/api/experiments/extrusion/")["small"]
    run = post(live_stack, "/api/runs/", {"experiment": "extrusion", "parameters": parameters})["run"]
    page.goto(f"/runs/{run}")
    expect(page.get_by_role("region", name="Verdict")).to_contain_text("watertight", timeout=LONG)
    shown = page.locator("model-viewer").first
    shown.scroll_into_view_if_needed()
    expect(shown).to_have_js_property("modelIsVisible", True)
    # The walk of the agent moves in it.
    expect(page.get_by_role("button", name=re.compile("^(Play|Pause)$")).first).to_be_visible()


def test_a_cancelled_run_says_so_and_keeps_its_log(page: Page, live_stack: LiveStack) -> None:
    parameters = longest(live_stack)
    run = post(live_stack, "/api/runs/", {"experiment": KEY, "parameters": parameters})["run"]
    page.goto(f"/runs/{run}")
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("region", name="Outcome")).to_contain_text("Cancelled", timeout=LONG)
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    page.reload()
    expect(page.get_by_role("region", name="Outcome")).to_contain_text("the log up to there was kept")


def longest(stack: LiveStack) -> dict[str, float]:
    """Parameters at their upper bounds, for a run that is still at work when it is cancelled."""
    schema = get(stack, f"/api/experiments/{KEY}/")["parameters"]["properties"]
    return {name: one["maximum"] for name, one in schema.items() if "maximum" in one}

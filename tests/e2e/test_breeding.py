"""Breeding as a person does it: parents by drag and by button, generations watched, a child kept, its lineage."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.live import LiveStack

pytestmark = pytest.mark.e2e


def test_two_trees_are_bred_a_child_kept_and_its_lineage_opened(page: Page, live_stack: LiveStack) -> None:
    page.goto("/breed")
    tray = page.get_by_test_id("parents-tray")
    # The starter library may still be growing, so rows are found by their titles.
    rows = page.get_by_role("region", name="Trees to choose from").get_by_role("listitem")
    find = page.get_by_role("textbox", name="Find a tree by title, id or address")
    find.fill("MPI-based Communication for GPU")
    expect(rows.first).to_contain_text("Efficient MPI-based Communication")
    rows.first.drag_to(tray)
    side = page.get_by_role("region", name="Parents")
    expect(side.get_by_role("status")).to_contain_text("One parent is not enough")
    find.fill("papers of the notes")
    rows.filter(has_text="20 papers of the notes").first.get_by_role("button", name="Add").click()
    expect(side.get_by_role("status")).to_contain_text("2 parents")
    assert re.search(r"parents=[0-9a-f]{16}(%2C|,)[0-9a-f]{16}", page.url)

    generations = page.get_by_label("Generations", exact=True)
    generations.fill("0")
    expect(page.get_by_text("Generations must be a whole number from 1 to 1,000.").first).to_be_visible()
    page.get_by_role("button", name="Breed", exact=True).click()
    expect(page).to_have_url(re.compile(r"/breed\?"))
    generations.fill("6")
    page.get_by_label("Children a generation").fill("24")
    page.get_by_role("button", name="Breed", exact=True).click()

    page.wait_for_url(re.compile(r"/breedings/[0-9a-f-]{36}"))
    chart = page.get_by_role("img", name=re.compile(r"Coverage: best 0\.\d\d in generation 1, 0\.\d\d in generation 6"))
    expect(chart).to_be_visible(timeout=60_000)
    cards = page.get_by_role("region", name="Children").get_by_role("listitem").filter(has=page.get_by_role("checkbox"))
    expect(cards.nth(5)).to_be_visible()
    assert cards.count() <= 9
    first, second = cards.nth(0), cards.nth(1)
    for part in ("Coverage", "Coherence", "Evidence", "Novelty", "Readability"):
        expect(first.get_by_text(part)).to_be_visible()
    for card in (first, second):
        card.get_by_role("checkbox", name="Compare").click()
        expect(card.get_by_role("checkbox", name="Compare")).to_be_checked()
    expect(page.get_by_role("region", name="Comparison").get_by_role("article")).to_have_count(2)

    first.get_by_role("button", name="Keep").click()
    expect(first.get_by_role("button", name="Kept")).to_have_attribute("aria-pressed", "true")
    second.get_by_role("button", name="More like this").click()
    bar = page.get_by_role("region", name="Breed on")
    expect(bar).to_contain_text("from 1 kept and 1 you want more of")
    bar.get_by_label("Generations to breed on").fill("2")
    bar.get_by_role("button", name="Breed on").click()
    expect(page.get_by_role("heading", name="Children of generation 8")).to_be_visible(timeout=60_000)
    kept = page.get_by_role("button", name="Kept").first
    expect(kept).to_be_visible()

    page.get_by_role("listitem").filter(has=kept).first.get_by_role("link").last.click()
    page.wait_for_url(re.compile(r"/trees/[0-9a-f]{16}"))
    lineage = page.get_by_role("region", name="Lineage")
    expect(lineage.get_by_role("heading", name="Inherited branches")).to_be_visible()
    expect(lineage.get_by_role("link").first).to_have_attribute("href", re.compile(r"^/trees/[0-9a-f]{16}$"))
    expect(lineage.locator('a[href^="/papers/"]').first).to_be_visible()
    expect(lineage.get_by_text(re.compile(r"seed \d+, generation \d+, child \d+")).first).to_be_visible()
    expect(page.get_by_role("region", name="Compared with its parents")).to_contain_text("kept")
    expect(page.get_by_role("region", name="Family tree").get_by_role("link")).not_to_have_count(0)
    with page.expect_download() as recipe:
        page.get_by_role("link", name="Recipe").click()
    assert recipe.value.suggested_filename.endswith(".recipe.json")


def test_a_parent_that_does_not_exist_is_told_on_the_spot(context, page: Page) -> None:
    quiet = context.new_page()
    quiet.goto(f"/breed?parents={'0' * 16}")
    expect(quiet.get_by_text("There is no such tree.")).to_be_visible()
    expect(quiet.get_by_role("region", name="Parents").get_by_role("status")).to_contain_text("There is no tree")

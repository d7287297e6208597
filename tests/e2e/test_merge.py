"""The merged diagram as a person works on it: ask, size, years, a link's sentences, fold, edit as text, take back."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect

from tests.e2e.steps import get, members, post
from tests.support.live import LiveStack

pytestmark = pytest.mark.e2e
NODE = "svg g.node[data-node]"
# A merge on a busy machine.
SLOW = 120_000


def collect(stack: LiveStack, name: str, papers: list[str]) -> int:
    """Id of a new collection of these papers."""
    made = post(stack, "/api/collections/", {"name": name})
    post(stack, f"/api/collections/{made['id']}/papers/", {"add": papers})
    return int(made["id"])


@pytest.fixture(scope="module")
def collection(live_stack: LiveStack) -> int:
    """The notes' papers in a collection of their own, merged by the first test."""
    return collect(live_stack, "To work on", members(live_stack, "1"))


def synthesis_of(stack: LiveStack, collection: int) -> Any:
    """The merge of the collection without a question and span, in its newest version."""
    rows = get(stack, f"/api/syntheses/?collection={collection}")["results"]
    plain = next(row for row in rows if row["question"] == "" and row["from"] is None)
    return get(stack, f"/api/syntheses/{plain['id']}/")


def merges(page: Page) -> list[str]:
    """Bodies of the merges that the page asks for from now on."""
    found: list[str] = []

    def note(request: Request) -> None:
        if request.method == "POST" and request.url.endswith("/api/syntheses/"):
            found.append(request.post_data or "")

    page.on("request", note)
    return found


def version_on_show(page: Page) -> Any:
    return page.get_by_role("region", name="Detail").get_by_text(re.compile(r"^Version \d+"))


def test_a_question_the_slider_and_a_span_of_years_steer_the_merge(page: Page, collection: int) -> None:
    page.goto(f"/collections/{collection}")
    page.get_by_role("button", name="Merge", exact=True).click()
    expect(page.locator(NODE).nth(5)).to_be_visible(timeout=SLOW)
    asked = merges(page)

    slider = page.get_by_role("slider", name="Most nodes in the map")
    slider.focus()
    for _ in range(12):
        page.keyboard.press("ArrowLeft")
    expect(version_on_show(page)).to_contain_text("Version 2", timeout=SLOW)
    assert len(asked) == 1
    assert '"max_nodes":28' in asked[0]
    expect(page.locator(NODE).nth(28)).to_have_count(0)

    question = page.get_by_role("textbox", name="Question that steers the merge")
    question.fill("Which tools offload MPI communication?")
    question.press("Enter")
    heading = page.get_by_role("heading", name="Which tools offload MPI communication?")
    expect(heading).to_be_visible(timeout=SLOW)

    bars = page.get_by_test_id("year-bars").bounding_box()
    assert bars is not None
    page.mouse.move(bars["x"] + bars["width"] * 0.45, bars["y"] + 20)
    page.mouse.down()
    page.mouse.move(bars["x"] + bars["width"] - 3, bars["y"] + 20, steps=8)
    page.mouse.up()
    years = page.get_by_role("region", name="Years of the papers")
    expect(years.get_by_role("button", name="All years")).to_be_visible()
    expect(page.get_by_role("combobox", name="Merge on show").locator("option:checked")).to_contain_text(
        re.compile(r"MPI communication\?, \d{4}–\d{4}"), timeout=SLOW
    )
    assert len(asked) == 3
    assert '"from":' in asked[2]


def test_a_link_shows_its_sentences(page: Page, collection: int, live_stack: LiveStack) -> None:
    body = synthesis_of(live_stack, collection)
    link = next(edge for edge in body["edges"] if edge["kind"] == "cross")
    page.goto(f"/collections/{collection}?synthesis={body['id']}&sel={link['source']}")
    detail = page.get_by_role("region", name="Detail")
    label = next(node["label"] for node in body["nodes"] if node["id"] == link["target"])
    across = detail.locator("section", has=page.get_by_role("heading", name="Links across branches"))
    across.get_by_role("button").filter(has_text=label).click()
    expect(detail.get_by_role("heading", name="Sentences")).to_be_visible()
    expect(detail.locator("blockquote").first).to_have_text(link["evidence"][0]["quote"])
    assert re.search(f"sel={link['source']}(~|%7E){link['target']}", page.url)


def test_branches_fold_stand_alone_and_come_back(page: Page, collection: int, live_stack: LiveStack) -> None:
    body = synthesis_of(live_stack, collection)
    parents = {edge["source"] for edge in body["edges"] if edge["kind"] == "tree"}
    branch = next(node["id"] for node in body["nodes"] if node["kind"] == "branch" and node["id"] in parents)
    page.goto(f"/collections/{collection}?synthesis={body['id']}")
    head = page.locator(f'{NODE}[data-node="{branch}"]')
    head.dblclick()
    note = page.get_by_test_id("fold-note")
    expect(note).to_contain_text("1 node folded")
    page.reload()
    expect(note).to_contain_text("1 node folded")
    assert page.locator(NODE).count() < len(body["nodes"])
    page.keyboard.press("c")
    expect(note).to_be_hidden()
    page.keyboard.press("o")
    expect(note).to_contain_text("Only “")
    note.get_by_role("button", name="Show all").click()
    expect(page.locator(NODE)).to_have_count(len(body["nodes"]))


def test_the_page_to_print_holds_the_drawing_on_a_sheet_of_its_own_and_the_synopsis(
    page: Page, collection: int, live_stack: LiveStack, tmp_path: Path
) -> None:
    body = synthesis_of(live_stack, collection)
    page.goto(f"/collections/{collection}?synthesis={body['id']}")
    expect(page.locator(NODE)).to_have_count(len(body["nodes"]))
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="Page to print (HTML)").click()
    download.value.save_as(tmp_path / "page.html")
    page.goto((tmp_path / "page.html").as_uri())
    expect(page.locator("figure.drawing g.node")).to_have_count(len(body["nodes"]))
    first = body["synopsis"]["sections"][0]
    expect(page.get_by_role("heading", name=first["label"], exact=True)).to_be_visible()
    expect(page.get_by_text(first["sentences"][0]["text"]).first).to_be_visible()
    sheets = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))
    assert [float(width) > float(height) for width, height in sheets].count(True) == 1


def test_a_broken_text_is_told_at_its_line(context: BrowserContext, collection: int, live_stack: LiveStack) -> None:
    body = synthesis_of(live_stack, collection)
    # The browser logs the refusal as an error.
    page = context.new_page()
    page.goto(f"/collections/{collection}?synthesis={body['id']}")
    page.get_by_role("button", name="Edit", exact=True).click()
    editor = page.get_by_role("region", name="Edit the diagram as text")
    text = editor.get_by_role("textbox")
    expect(text).to_have_value(body["mermaid"])
    lines = body["mermaid"].splitlines()
    text.fill("\n".join([*lines[:4], "    root --> [nowhere", *lines[4:]]))
    expect(editor.get_by_role("alert")).to_contain_text("Line 5")
    expect(editor.get_by_test_id("fault-line")).to_be_visible()
    expect(editor.get_by_role("button", name="Apply")).to_be_disabled()
    editor.get_by_role("button", name="Go to line 5").click()
    assert page.evaluate("getSelection().toString()").strip() == "root --> [nowhere"


def test_an_edit_of_the_text_becomes_a_version_and_is_taken_back(
    page: Page, collection: int, live_stack: LiveStack
) -> None:
    body = synthesis_of(live_stack, collection)
    page.goto(f"/collections/{collection}?synthesis={body['id']}")
    page.get_by_role("button", name="Edit", exact=True).click()
    editor = page.get_by_role("region", name="Edit the diagram as text")
    text = editor.get_by_role("textbox")
    text.fill(body["mermaid"] + f'    {body["root"]} --> mine["A branch of mine"]\n')
    row = editor.get_by_role("list", name="Difference").get_by_role("listitem")
    expect(row).to_contain_text("A branch of mine")
    editor.get_by_role("button", name="Apply 1 change").click()
    expect(editor).to_be_hidden()
    expect(page.locator(f"{NODE}[data-node=mine]")).to_have_text(re.compile("A\\s*branch\\s*of\\s*mine"))
    page.locator(f"{NODE}[data-node=mine]").click()
    expect(page.get_by_role("region", name="Detail")).to_contain_text("Added by hand")

    page.get_by_role("tab", name="Versions").click()
    versions = page.get_by_role("list", name="Versions").locator("> li")
    expect(versions.first).to_contain_text("edited")
    before = versions.nth(1)
    before.get_by_role("button", name="Compare with the present one").click()
    expect(before.get_by_role("list", name="Difference")).to_contain_text("A branch of mine")
    before.get_by_role("button", name="Restore").click()
    expect(versions.first).to_contain_text("restored")
    expect(page.locator(f"{NODE}[data-node=mine]")).to_have_count(0)


def test_a_collection_too_small_to_merge_says_what_to_do(page: Page, live_stack: LiveStack) -> None:
    for name, papers, words in (("One", members(live_stack, "1")[:1], "at least two"), ("None", [], "No papers yet")):
        page.goto(f"/collections/{collect(live_stack, name, papers)}")
        expect(page.get_by_text(words)).to_be_visible()
        expect(page.get_by_role("button", name="Merge", exact=True)).to_have_count(0)


# A house resolves concepts only once it has read its whole library, which takes longer than these tests.
RESOLVE = """
from synthesis.services.concepts import concepts_refresh
concepts_refresh(progress=lambda *_: None)
"""


def forms_of(stack: LiveStack, body: Any) -> tuple[str, Any]:
    """A node of the merge and a concept behind it that has more than one form."""
    for node in body["nodes"]:
        asked = urlencode([("form", form) for form in node["forms"]])
        found = get(stack, f"/api/concepts/?{asked}")["results"] if asked else []
        several = [one for one in found if len({form["form"] for form in one["forms"]}) > 1]
        if several:
            return node["id"], several[0]
    raise AssertionError("No node of the merge stands for a concept of two forms.")


def test_a_concept_is_split_joined_again_and_the_joining_taken_back(
    page: Page, collection: int, live_stack: LiveStack
) -> None:
    live_stack.manage("shell", "-c", RESOLVE)
    body = synthesis_of(live_stack, collection)
    node, concept = forms_of(live_stack, body)
    page.goto(f"/collections/{collection}?synthesis={body['id']}&sel={node}")
    detail = page.get_by_role("region", name="Detail")
    expect(detail.get_by_role("heading", name="Merged forms")).to_be_visible()
    forms = detail.get_by_role("list", name=f"Forms of {concept['label']}")
    head = detail.get_by_role("button", name=re.compile(re.escape(concept["label"]) + r".*\d+ forms"))
    if head.get_attribute("aria-expanded") == "false":
        head.click()
    held = forms.get_by_role("listitem")
    expect(held).to_have_count(len(concept["forms"]))
    forms.get_by_role("button", name=re.compile("^Split off")).last.click()
    expect(held).to_have_count(len(concept["forms"]) - 1)
    entries = get(live_stack, f"/api/concepts/{concept['id']}/")["ledger"]
    apart = next(entry for entry in entries if entry["rule"] == "user")
    assert apart["action"] == "split"

    # Sought from each section, so not through the region; the innermost comes last.
    box = detail.locator("section", has=page.get_by_role("list", name=f"Forms of {concept['label']}")).last
    box.get_by_role("button", name="Join with another").click()
    join = box.get_by_role("form", name=f"Join {concept['label']} with another concept")
    search = join.get_by_role("textbox", name="Which concept means the same?")
    expect(search).to_be_focused()
    other = get(live_stack, f"/api/concepts/{apart['other']}/")
    search.fill(other["label"])
    expect(join.get_by_role("button", name="Join", exact=True)).to_be_disabled()
    join.get_by_role("radio", name=other["label"], exact=True).check()
    expect(join.get_by_role("status")).to_contain_text(f"“{other['label']}” becomes part of “{concept['label']}”")
    join.get_by_role("button", name="Join", exact=True).click()
    expect(box.get_by_role("status").filter(has_text="is part of")).to_be_visible()
    expect(held).to_have_count(len(concept["forms"]))
    ledger = box.get_by_role("list", name=f"Ledger of {concept['label']}")
    ledger.get_by_role("listitem").filter(has_text="merged by hand").get_by_role("button", name="Undo").click()
    expect(held).to_have_count(len(concept["forms"]) - 1)

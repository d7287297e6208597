"""A merge as a file: over REST, in Markdown and in HTML, with everything escaped."""

from __future__ import annotations

import copy
import re

import pytest
from rest_framework.test import APIClient

from synthesis.merge_files import merge_html, merge_markdown
from tests.support.library import load_notes, merged_notes, quote_stands

pytestmark = pytest.mark.django_db


@pytest.fixture
def api():
    return APIClient(SERVER_NAME="localhost")


def test_a_merge_is_saved_as_markdown_and_as_a_page_without_scripts(api):
    synthesis = merged_notes()
    body = api.get(f"/api/syntheses/{synthesis.pk}/").json()
    assert body["synopsis"]["sections"]
    for section in body["synopsis"]["sections"]:
        assert all(quote_stands(item) for one in section["sentences"] for item in one["evidence"])
    markdown = api.get(f"/api/syntheses/{synthesis.pk}/export/?format=md")
    page = api.get(f"/api/syntheses/{synthesis.pk}/export/?format=html&version=1")
    assert (markdown.status_code, page.status_code) == (200, 200)
    assert "attachment" in page["Content-Disposition"]
    for text in (markdown.content.decode(), page.content.decode()):
        assert "Synopsis" in text
        assert "flowchart TD" in text
    assert not re.search(r"<script|https?://[^ ]*\.(js|css)|javascript:", page.content.decode(), re.IGNORECASE)
    odd = copy.deepcopy(body)
    odd["title"] = odd["question"] = "<script>alert(1)</script>"
    for node in odd["nodes"]:
        node["label"] = "<img src=x onerror=alert(1)>"
    told = merge_html(odd)
    assert "<script" not in told
    assert "<img" not in told
    assert "alert" in merge_markdown(odd)


def test_an_export_of_nothing_or_in_no_format_gets_a_sentence(api):
    collection = load_notes(count=2)
    started = api.post("/api/syntheses/", {"collection": collection.pk}).json()["synthesis"]
    assert api.get(f"/api/syntheses/{started}/export/?format=md").status_code == 409
    assert api.get(f"/api/syntheses/{started}/export/?format=pdf").status_code == 400
    assert api.get(f"/api/syntheses/{started}/export/").status_code == 400

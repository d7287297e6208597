"""docs/guide.md names every command a person may run."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_command_is_in_the_guide() -> None:
    commands = {path.stem for path in (ROOT / "explorer" / "management" / "commands").glob("[a-z]*.py")}
    named = set(re.findall(r"`([a-z_]+)[ `]", (ROOT / "docs" / "guide.md").read_text()))
    assert commands - named == set()


def test_links_of_the_documents_lead_somewhere() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    links = [
        (page, link.split("#")[0])
        for page in pages
        for link in re.findall(r"\]\((?!https?:)([^)#][^)]*)\)", page.read_text())
    ]
    assert links
    assert [(page.name, link) for page, link in links if not (page.parent / link).exists()] == []

"""docs/experiments/ says what the definitions say."""

from pathlib import Path

from compute.experiments.export.page import pages

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_pages_are_those_that_the_definitions_give() -> None:
    wanted = pages(DOCS)
    assert set((DOCS / "experiments").glob("*.md")) == wanted.keys()
    stale = [path.name for path, text in wanted.items() if path.read_text(encoding="utf-8") != text]
    assert stale == [], "run `make schema`"


def test_notes_belong_to_an_experiment() -> None:
    keys = {path.stem for path in pages(DOCS)}
    assert {path.stem for path in (DOCS / "experiments" / "notes").glob("*.md")} <= keys

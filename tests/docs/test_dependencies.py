"""docs/dependencies.md names exactly what requirements/*.in ask for, and the lock pins all of it."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def names_in(path: Path) -> set[str]:
    lines = (line.strip() for line in path.read_text().splitlines())
    return {re.split(r"[\[;<>= ]", line)[0] for line in lines if line and line[0] not in "#-"}


def required() -> set[str]:
    return set().union(*(names_in(path) for path in (ROOT / "requirements").glob("*.in")))


def test_every_dependency_has_its_reason() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text().split("## Exceptions")[0]
    documented = set(re.findall(r"^\| ([a-z0-9-]+) \|", page, re.MULTILINE)) - {"package"}
    assert documented == required()


def test_every_dependency_is_pinned_in_the_lock() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    pinned = set(re.findall(r"^([a-z0-9.-]+)==", lock, re.MULTILINE))
    assert required() <= pinned
    assert re.search(r"^torch==2\.13\.0$", lock, re.MULTILINE)

"""Papers in a file of JSON lines, for a merge that stores nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jobs.errors import Invalid
from papers.text import canonical
from synthesis.core.inputs import PaperInput
from synthesis.inputs import text_input


def jsonl_inputs(path: Path) -> list[PaperInput]:
    """The papers of a file of `{id, title, abstract}` lines, ordered by id.

    Blank lines and further fields are passed over. Raises `Invalid` that names the line when it is no such object or
    repeats an id.
    """
    papers: dict[str, PaperInput] = {}
    with path.open(encoding="utf-8-sig") as lines:
        try:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    paper = _paper(line, number)
                    if paper.key in papers:
                        raise Invalid(f"Line {number}: the id {paper.key} was there before.")
                    papers[paper.key] = paper
        except UnicodeDecodeError as error:
            raise Invalid(f"{path} is not UTF-8: {error.reason}.") from error
    return [papers[key] for key in sorted(papers)]


def _paper(line: str, number: int) -> PaperInput:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Invalid(f"Line {number} is not JSON: {error}.") from error
    if not isinstance(row, dict):
        raise Invalid(f"Line {number} is not a JSON object.")
    key, title, abstract = (_text(row, name, number) for name in ("id", "title", "abstract"))
    if not key or not title:
        raise Invalid(f"Line {number} needs an id and a title.")
    return text_input(key=key, title=title, abstract=abstract)


def _text(row: dict[str, Any], name: str, number: int) -> str:
    value = row.get(name) or ""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise Invalid(f"Line {number}: {name} is not text.")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise Invalid(f"Line {number}: {name} holds half of a surrogate pair.") from error
    return canonical(value)

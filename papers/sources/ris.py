"""RIS, also as Zotero and EndNote export it. The tags are read by rispy, one reference at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import rispy

from papers.sources.errors import BadRecord, Problem, SourceTooLarge
from papers.sources.record import Parsed, SourceRecord
from papers.sources.reference_fields import arxiv_id_in, date_in, display_name, plain_doi, sort_keywords

MAX_CHARACTERS = 32 * 1024 * 1024
MAX_REFERENCE = 1024 * 1024

_TAG = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: (.*)|$)")
_JUST_AN_ID = re.compile(r"arxiv:\s*\S+(?:\s*\[[\w.-]+\])?(?:\s+version:\s*\d+)?", re.IGNORECASE)
_DATES = ("date", "publication_year", "year")


def parse_ris(text: str) -> Parsed:
    """The papers of a RIS text in order; a reference that cannot be one is a problem with its line.

    Raises `SourceTooLarge` above 32 Mi characters.
    """
    if len(text) > MAX_CHARACTERS:
        raise SourceTooLarge(f"The RIS text has {len(text):,} characters; at most {MAX_CHARACTERS:,} are read at once.")
    records: list[SourceRecord] = []
    problems: list[Problem] = []
    for line, reference in _references(text):
        name = ""
        try:
            fields = _fields(reference)
            name = str(fields.get("id") or fields.get("title") or "")[:80]
            records.append(_record(fields))
        except BadRecord as error:
            shown = f" ({name})" if name else ""
            problems.append(Problem(f"Line {line}{shown}: {error}", line, name))
    if not records and not problems:
        problems.append(Problem("No reference was found: a RIS reference begins with a line “TY  - JOUR” or the like."))
    return Parsed(tuple(records), tuple(problems))


def _references(text: str) -> Iterator[tuple[int, list[str]]]:
    """First line and tag lines of each reference; one without an end stops where the next begins, and lines
    without a tag continue the line before."""
    start = 0
    lines: list[list[str]] = []
    for number, line in enumerate(text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        found = _TAG.fullmatch(line.rstrip())
        tag = found[1] if found else ""
        if tag in ("TY", "ER") and lines:
            yield start, [" ".join(parts) for parts in lines]
            lines = []
        if tag == "TY":
            start, lines = number, [[f"TY  - {(found[2] if found else '') or ''}"]]
        elif lines and found:
            lines.append([f"{tag}  - {found[2] or ''}"])
        elif lines:
            lines[-1].append(line.strip())
    if lines:
        yield start, [" ".join(parts) for parts in lines]


def _fields(reference: list[str]) -> dict[str, Any]:
    text = "\n".join([*reference, "ER  - "])
    if len(text) > MAX_REFERENCE:
        raise BadRecord(f"longer than {MAX_REFERENCE:,} characters.")
    read: list[dict[str, Any]] = rispy.loads(text, skip_unknown_tags=True, delimiter_tags_mapping={})
    return read[0]


def _record(fields: dict[str, Any]) -> SourceRecord:
    def first(*names: str) -> str:
        return next((str(fields[name]) for name in names if fields.get(name)), "")

    notes: list[str] = [note for note in fields.get("notes", []) if not _JUST_AN_ID.fullmatch(note.strip())]
    hints = [*fields.get("urls", []), *fields.get("notes", []), first("doi"), first("note"), first("type_of_work")]
    bare = [first("accession_number"), first("number"), first("custom1")]
    arxiv_id, version = arxiv_id_in([*hints, *bare, first("journal_name", "secondary_title")], bare=bare[:1])
    categories, others = sort_keywords(fields.get("keywords", []))
    venue = first("journal_name", "alternate_title3", "secondary_title", "alternate_title2")
    about_arxiv = re.match(r"arxiv\b|corr$", venue, re.IGNORECASE)
    return SourceRecord(
        title=first("title", "primary_title"),
        source="ris",
        abstract=first("abstract", "notes_abstract"),
        authors=tuple(display_name(name) for name in fields.get("authors") or fields.get("first_authors") or ()),
        arxiv_id=arxiv_id,
        version=version,
        categories=categories,
        primary_category=categories[0] if categories else "",
        published=next(filter(None, (date_in(first(name)) for name in _DATES)), None),
        doi=plain_doi(first("doi")),
        journal_ref="" if about_arxiv and arxiv_id else venue,
        comment=". ".join(filter(None, [*notes, others])),
    )

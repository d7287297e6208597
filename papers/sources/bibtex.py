"""BibTeX, also as Zotero, DBLP and arXiv export it. The syntax is read by pybtex, one entry at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pybtex.database.input.bibtex import LowLevelParser
from pybtex.scanner import PybtexSyntaxError

from papers.sources.errors import BadRecord, Problem, SourceTooLarge
from papers.sources.record import Parsed, SourceRecord
from papers.sources.reference_fields import arxiv_id_in, date_in, date_of, display_name, plain_doi, sort_keywords
from papers.sources.tex import tex_plain

MAX_CHARACTERS = 32 * 1024 * 1024
# One entry: the longest real ones, with thousands of authors, stay below a third of it.
MAX_ENTRY = 256 * 1024
MAX_BRACES = 20_000

# At the start of a line; on the line where another one ends only with a name and a comma, since fields may hold an @.
_NAMED = r"(?=@[ \t]*[A-Za-z]+[ \t]*[{(][ \t]*[^\s,{}()=\"]+[ \t]*,)"
_START = re.compile(rf"(?:^[ \t]*|(?<=[}})])[ \t]*{_NAMED})@[ \t]*([A-Za-z]+)[ \t]*[{{(]", re.MULTILINE)
_NAME = re.compile(r"@\s*[A-Za-z]+\s*[{(]\s*([^\s,{}]{1,80})")
_JUST_AN_ID = re.compile(r"arxiv:\s*\S+(?:\s*\[[\w.-]+\])?", re.IGNORECASE)
_ID_FIELDS = ("doi", "url", "number", "note", "journal", "volume", "howpublished", "ee", "pdf", "annote")


class _Expanded(Exception):
    """Macros make an entry longer than any entry may be."""


class _Macros(dict[str, str]):
    """`@string` values, in any case; an unknown name stands for itself. Growth within an entry is limited."""

    spent = 0

    def __getitem__(self, name: str) -> str:
        value = self.get(name.lower(), name)
        self.spent += len(value)
        if self.spent > MAX_ENTRY:
            raise _Expanded
        return value

    def __setitem__(self, name: str, value: str) -> None:
        super().__setitem__(name.lower(), value)


def parse_bibtex(text: str) -> Parsed:
    """The papers of a BibTeX text in order; an entry that cannot be one is a problem with its line and name.

    Raises `SourceTooLarge` above 32 Mi characters.
    """
    if len(text) > MAX_CHARACTERS:
        raise SourceTooLarge(f"The BibTeX text has {len(text):,} characters; at most {MAX_CHARACTERS:,} are read.")
    records: list[SourceRecord] = []
    problems: list[Problem] = []
    macros = _Macros()
    for line, kind, entry in _entries(text):
        name = match[1] if kind not in ("string", "preamble") and (match := _NAME.search(entry)) else ""
        macros.spent = 0
        try:
            fields = _fields(entry, macros)
            if fields is not None:
                records.append(_record(fields))
        except _Expanded:
            problems.append(_problem(line, name, "its @string names make it too long"))
        except PybtexSyntaxError as error:
            problems.append(_problem(line, name, f"no BibTeX ({error.args[0]})"))
        except BadRecord as error:
            problems.append(_problem(line, name, str(error)))
    if not records and not problems:
        problems.append(Problem("No entry was found: a BibTeX entry begins with @article{ or the like."))
    return Parsed(tuple(records), tuple(problems))


def _problem(line: int, name: str, reason: str) -> Problem:
    shown = f" ({name})" if name else ""
    return Problem(f"Line {line}{shown}: {reason.rstrip('.')}.", line, name)


def _entries(text: str) -> Iterator[tuple[int, str, str]]:
    """Line, kind in lower case and text of each entry; an entry left open ends where the next one starts."""
    starts = list(_START.finditer(text))
    line, position = 1, 0
    for index, start in enumerate(starts):
        end = starts[index + 1].start() if index + 1 < len(starts) else len(text)
        line += text.count("\n", position, start.start())
        position = start.start()
        if start[1].lower() != "comment":
            yield line, start[1].lower(), text[position:end]


def _fields(entry: str, macros: _Macros) -> dict[str, str] | None:
    """The fields by name in lower case, the first of a name counting; None for `@string` and `@preamble`."""
    if len(entry) > MAX_ENTRY or entry.count("{") > MAX_BRACES:
        raise BadRecord(f"longer than {MAX_ENTRY:,} characters or {MAX_BRACES:,} braces.")
    for command, body in LowLevelParser(entry, macros=macros):
        if command.lower() in ("string", "preamble"):
            return None
        fields: dict[str, str] = {}
        for name, values in body[1]:
            fields.setdefault(name.lower(), "".join(values))
        return fields
    return None


def _record(raw: dict[str, str]) -> SourceRecord:
    fields = {name: tex_plain(value) for name, value in raw.items() if name not in ("author", "editor", "file")}
    eprint = _eprint(fields)
    arxiv_id, version = arxiv_id_in(
        [fields.get(name, "") for name in _ID_FIELDS],
        bare=[*eprint, fields.get("arxiv", ""), fields.get("arxivid", "")],
    )
    categories, others = sort_keywords(re.split(r"[,;]", fields.get("keywords", "")))
    primary = fields.get("primaryclass", "") or fields.get("eprintclass", "") or (categories[0] if categories else "")
    note = fields.get("note", "") or fields.get("annote", "")
    comments = ("" if _JUST_AN_ID.fullmatch(note) else note, others)
    venue = fields.get("journal", "") or fields.get("journaltitle", "") or fields.get("booktitle", "")
    about_arxiv = re.match(r"(?:arxiv\b|corr$)", venue, re.IGNORECASE)
    return SourceRecord(
        title=fields.get("title", ""),
        source="bibtex",
        abstract=fields.get("abstract", ""),
        authors=_names(raw.get("author") or raw.get("editor") or ""),
        arxiv_id=arxiv_id,
        version=version,
        categories=(primary, *(name for name in categories if name != primary)) if primary else categories,
        primary_category=primary,
        published=date_in(fields.get("date", ""))
        or date_of(fields.get("year", ""), fields.get("month", ""), fields.get("day", "")),
        doi=plain_doi(fields.get("doi", "")),
        journal_ref="" if about_arxiv and arxiv_id else venue,
        comment=". ".join(filter(None, comments)),
    )


def _eprint(fields: dict[str, str]) -> list[str]:
    """The eprint field, unless it belongs to another archive."""
    archive = (fields.get("archiveprefix") or fields.get("eprinttype") or "arxiv").lower()
    return [fields.get("eprint", "")] if archive == "arxiv" else []


def _names(value: str) -> tuple[str, ...]:
    """Display names of an author field, split at `and` and turned round at commas outside braces."""
    names = []
    for name in _split(" ".join(value.split()), re.compile(r" and ", re.IGNORECASE)):
        parts = [tex_plain(part) for part in _split(name, re.compile(r", ?"))]
        if len(parts) > 3:
            parts = [parts[0], " ".join(parts[1:])]
        # A comma inside braces belongs to a name that must not be turned.
        shown = parts[0] if len(parts) == 1 else display_name(",".join(part.replace(",", " ") for part in parts))
        if shown and name.strip().lower() != "others":
            names.append(shown)
    return tuple(names)


def _split(value: str, separator: re.Pattern[str]) -> list[str]:
    """The value cut at separators that lie outside braces."""
    pieces: list[str] = []
    depth = start = position = 0
    cuts = iter(separator.finditer(value))
    cut = next(cuts, None)
    while cut is not None:
        between = value[position : cut.start()]
        depth = max(0, depth + between.count("{") - between.count("}"))
        if depth == 0:
            pieces.append(value[start : cut.start()])
            start = cut.end()
        position = cut.start()
        cut = next(cuts, None)
    pieces.append(value[start:])
    return [piece for piece in pieces if piece.strip()]

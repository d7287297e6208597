"""The public metadata snapshot (`arxiv-metadata-oai-snapshot.json`): one JSON object a line, plain or gzip."""

from __future__ import annotations

import email.utils
import gzip
import json
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from papers.sources.errors import BadRecord, Problem, SourceError
from papers.sources.escapes import split_names
from papers.sources.record import SourceRecord
from papers.text import canonical

# The longest line of the real snapshot is about 100 kB (author lists of physics).
MAX_LINE = 4 * 1024 * 1024


class SnapshotLine(NamedTuple):
    """Line `number` (from 1) as a paper, or as the reason why it is none."""

    number: int
    item: SourceRecord | Problem


def read_snapshot(
    path: Path, *, category: str = "", limit: int | None = None, after_line: int = 0
) -> Iterator[SnapshotLine]:
    """The papers of a snapshot file one by one, in constant memory; lines that are no paper come as problems.

    Parameters
    ----------
    category : keep papers that carry it: `cs.DC`, or a whole archive such as `cs`. "" keeps all.
    limit : at most that many papers; problems do not count.
    after_line : lines to skip, so that an import goes on where it stopped.

    Raises `SourceError` when the file cannot be opened or its compression is damaged.
    """
    left = limit
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == b"\x1f\x8b"
            raw.seek(0)
            for number, line in _lines(gzip.GzipFile(fileobj=raw) if packed else raw):
                if left is not None and left <= 0:
                    return
                if number <= after_line or (line is not None and not line.strip()):
                    continue
                item = _item(number, line, category)
                if item is None:
                    continue
                if left is not None and isinstance(item, SourceRecord):
                    left -= 1
                yield SnapshotLine(number, item)
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise SourceError(f"{path.name} is damaged: its compressed data ends or breaks early ({error}).") from error
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {error.strerror or error}.") from error


class _Readable(Protocol):
    def readline(self, size: int, /) -> bytes: ...


def _lines(stream: _Readable) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines; None for one beyond `MAX_LINE`, which is skipped without being held."""
    number = 0
    while line := stream.readline(MAX_LINE):
        number += 1
        if len(line) < MAX_LINE or line.endswith(b"\n"):
            yield number, line
            continue
        while (rest := stream.readline(MAX_LINE)) and not rest.endswith(b"\n"):
            pass
        yield number, None


def _item(number: int, line: bytes | None, category: str) -> SourceRecord | Problem | None:
    if line is None:
        return Problem(f"Line {number}: longer than {MAX_LINE:,} bytes.", number)
    try:
        raw = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Problem(f"Line {number}: no JSON ({str(error)[:120]}).", number)
    if not isinstance(raw, dict):
        return Problem(f"Line {number}: not a JSON object.", number)
    name = str(raw.get("id"))[:60]
    try:
        if category and not _carries(raw, category):
            return None
        return snapshot_record(raw)
    except BadRecord as error:
        return Problem(f"Line {number} ({name}): {error}", number, name)


def _carries(raw: dict[str, Any], category: str) -> bool:
    return any(name == category or name.startswith(f"{category}.") for name in _text(raw, "categories").split())


def _text(raw: dict[str, Any], field: str) -> str:
    value = raw.get(field)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadRecord(f"its {field} is no text.")
    return value


def snapshot_record(raw: dict[str, Any]) -> SourceRecord:
    """One object of the snapshot as a paper. Raises `BadRecord` when a field is not what the format says."""
    arxiv_id = _text(raw, "id")
    if not arxiv_id:
        raise BadRecord("it has no id.")
    version, published, updated = _versions(raw)
    categories = tuple(_text(raw, "categories").split())
    return SourceRecord(
        title=_text(raw, "title"),
        source="snapshot",
        abstract=_text(raw, "abstract"),
        authors=_authors(raw),
        arxiv_id=arxiv_id,
        version=version,
        categories=categories,
        primary_category=categories[0] if categories else "",
        published=published,
        updated=updated or _day(_text(raw, "update_date")),
        doi=_text(raw, "doi"),
        journal_ref=_text(raw, "journal-ref"),
        comment=_text(raw, "comments"),
    )


def _authors(raw: dict[str, Any]) -> tuple[str, ...]:
    parsed = raw.get("authors_parsed")
    if not parsed:
        return split_names(canonical(_text(raw, "authors")))
    names = []
    for parts in parsed if isinstance(parsed, list) else [None]:
        if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
            raise BadRecord("its authors_parsed is no list of names.")
        family, given, suffix = [*parts[:3], "", "", ""][:3]
        names.append(" ".join(filter(None, (given, family, suffix))))
    return tuple(names)


def _versions(raw: dict[str, Any]) -> tuple[int | None, datetime | None, datetime | None]:
    """The last version's number and the times of the first and the last."""
    versions = raw.get("versions") or []
    try:
        times = sorted((int(entry["version"].lstrip("v")), _moment(entry["created"])) for entry in versions)
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        raise BadRecord("its versions are not a list of version and created.") from error
    return (times[-1][0], times[0][1], times[-1][1]) if times else (None, None, None)


def _moment(text: str) -> datetime:
    moment = email.utils.parsedate_to_datetime(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _day(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        return None

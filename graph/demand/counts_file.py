"""The CSV of counts, checked row by row: every fault with its row and column, or all rows."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from typing import TYPE_CHECKING, NamedTuple

from compute.demand_models import NAME_LENGTH, SOURCE_LENGTH
from compute.services import CountRow
from compute.topics import definition, slug_of
from jobs.errors import Invalid, TooLarge
from papers.text import canonical

if TYPE_CHECKING:
    from _csv import Reader

COLUMNS = ("organization", "skill", "count", "source", "date")
LIMIT = 16 << 20
MOST_ROWS = 100_000
MOST_FAULTS = 50
MOST_COUNT = 2**31 - 1


class Fault(NamedTuple):
    """What is wrong where; `row` counts the lines of the file from 1, `column` is "" for a whole row."""

    row: int
    column: str
    message: str


def read_counts(body: bytes, *, today: dt.date) -> list[CountRow]:
    """The rows of a file in UTF-8 with the columns organization, skill, count, source and date, in any order.

    Raises `TooLarge` above 16 MiB, and `Invalid` (422) with every fault in `details`: a missing or unknown column, an
    empty name, a count that is no whole number, a day that is none or lies after `today`, two counts for one and the
    same.
    """
    if len(body) > LIMIT:
        raise TooLarge(f"The file is larger than {LIMIT >> 20} MiB.", details={"limit": LIMIT})
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = body.count(b"\n", 0, error.start) + 1
        raise _refused([Fault(row, "", f"Byte {error.start} is not UTF-8.")]) from error
    if "\0" in text:
        raise _refused([Fault(text.count("\n", 0, text.index("\0")) + 1, "", "It holds the null character.")])
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return _rows(reader, today)
    except csv.Error as error:
        raise _refused([Fault(reader.line_num, "", f"This is not CSV: {error}.")]) from error


def _rows(reader: Reader, today: dt.date) -> list[CountRow]:
    header = [name.strip().lower() for name in next(reader, [])]
    faults = _header_faults(header)
    if faults:
        raise _refused(faults)
    known = definition()
    found: dict[tuple[str, str, str, dt.date], tuple[int, CountRow]] = {}
    for cells in reader:
        row, number = _row(header, cells, reader.line_num, faults, today), reader.line_num
        if row is None:
            continue
        key = (known.slug("organization", row.organization), known.slug("skill", row.skill), row.source, row.date)
        before = found.setdefault(key, (number, row))
        if before[1].count != row.count:
            said = f"Row {before[0]} gives {before[1].count} for the same organization, skill, source and date."
            faults.append(Fault(number, "count", said))
        if len(found) > MOST_ROWS:
            raise _refused([Fault(number, "", f"At most {MOST_ROWS:,} rows are read at once.")])
    if not found and not faults:
        faults.append(Fault(2, "", "There is no row below the header."))
    if faults:
        raise _refused(faults)
    return [row for _, row in found.values()]


def _header_faults(header: list[str]) -> list[Fault]:
    faults = [Fault(1, name, "This column is missing.") for name in COLUMNS if name not in header]
    faults += [Fault(1, name, "This column is not known.") for name in sorted(set(header) - set(COLUMNS))]
    return faults + [Fault(1, name, "This column is there twice.") for name in COLUMNS if header.count(name) > 1]


def _row(header: list[str], cells: list[str], number: int, faults: list[Fault], today: dt.date) -> CountRow | None:
    """The row that the cells hold, None for a blank line or a fault, which is added to `faults`."""
    if not any(cell.strip() for cell in cells):
        return None
    if len(cells) != len(header):
        faults.append(Fault(number, "", f"It has {len(cells)} cells and not {len(header)}."))
        return None
    given = {name: canonical(cell) for name, cell in zip(header, cells, strict=True)}
    before = len(faults)
    for name in ("organization", "skill"):
        if not slug_of(given[name]):
            faults.append(Fault(number, name, "Give a name."))
        elif len(given[name]) > NAME_LENGTH or len(slug_of(given[name])) > NAME_LENGTH:
            faults.append(Fault(number, name, f"A name has at most {NAME_LENGTH} characters."))
    if not 0 < len(given["source"]) <= SOURCE_LENGTH:
        faults.append(Fault(number, "source", f"Say in 1 to {SOURCE_LENGTH} characters where the count is from."))
    count = int(given["count"]) if re.fullmatch(r"[0-9]{1,10}", given["count"]) else -1
    if not 0 <= count <= MOST_COUNT:
        faults.append(Fault(number, "count", f"{given['count'][:40]!r} is no whole number from 0 to {MOST_COUNT:,}."))
    date = _day(given["date"])
    if date is None:
        faults.append(Fault(number, "date", f"{given['date'][:40]!r} is no day such as 2026-01-31."))
    elif date > today:
        faults.append(Fault(number, "date", f"{date} lies in the future."))
    if date is None or len(faults) > before:
        return None
    return CountRow(given["organization"], given["skill"], count, given["source"], date)


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII) else None
    except ValueError:
        return None


def _refused(faults: list[Fault]) -> Invalid:
    told = [fault._asdict() for fault in faults[:MOST_FAULTS]]
    first = faults[0]
    where = f"Row {first.row}, column {first.column}" if first.column else f"Row {first.row}"
    more = f" {len(faults) - 1} more faults." if len(faults) > 1 else ""
    details = {"faults": told, "count": len(faults)}
    return Invalid(f"{where}: {first.message}{more}", code="bad_rows", status=422, details=details)

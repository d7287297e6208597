"""A file's bytes as rows of named cells: its format, its encoding, and each fault with its row and column."""

from __future__ import annotations

import codecs
import csv
import dataclasses
import io
import json
from pathlib import Path
from typing import Any

from compute.experiments.base import ExperimentError, MissingPackage

MOST_ROWS, MOST_COLUMNS = 20_000, 100
MOST_BYTES = 5_000_000
MOST_UNPACKED = 20_000_000
BYTE_ORDER_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


@dataclasses.dataclass(frozen=True)
class Fault:
    """Something wrong at a place of a file; `row` counts its lines from 1 (rows in Parquet), 0 is the whole file."""

    row: int
    column: str
    problem: str
    found: str = ""

    def __str__(self) -> str:
        place = f"row {self.row}" if self.row else "the file"
        column = f", column {self.column}" if self.column else ""
        return f"{place}{column}: {self.problem}{f' (found {self.found})' if self.found else ''}"


@dataclasses.dataclass
class Cells:
    """Rows as their number in the file and their cells by column, in order of the file."""

    kind: str
    encoding: str
    columns: list[str]
    rows: list[tuple[int, dict[str, Any]]]
    faults: list[Fault]


def read_cells(path: Path, encoding: str) -> Cells:
    """The cells of a CSV, JSONL or Parquet file, told apart by content.

    `encoding` is `auto` (UTF-8, or UTF-16 with its mark) or a codec. Raises `ExperimentError` where nothing of the
    file can be read: too large, another encoding, no table.
    """
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise ExperimentError(f"The file has {size:,} bytes; up to {MOST_BYTES:,} are read.", code="too_large")
    content = path.read_bytes()
    if content.startswith(b"PAR1"):
        return _parquet(path)
    text, name = _decoded(content, encoding)
    if not text.strip():
        raise ExperimentError("The file is empty.", code="no_rows")
    if text.lstrip().startswith("["):
        raise ExperimentError("This is one JSON array. Write an object a line instead (JSONL).", code="no_table")
    found = _json_lines(text) if text.lstrip().startswith("{") else _csv(text)
    found.encoding = name
    return found


def _decoded(content: bytes, encoding: str) -> tuple[str, str]:
    marked = next((name for mark, name in BYTE_ORDER_MARKS.items() if content.startswith(mark)), "utf-8")
    name = marked if encoding == "auto" else encoding
    try:
        text = content.decode(name)
    except UnicodeDecodeError as error:
        raise ExperimentError(_not_in(content, name, error.start), code="encoding") from error
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise ExperimentError(f"Row {line} holds a NUL character: this is no text file in {name}.", code="encoding")
    return text, name


def _not_in(content: bytes, name: str, place: int) -> str:
    before = content[:place]
    row, column = before.count(b"\n") + 1, place - before.rfind(b"\n")
    byte = content[place : place + 1]
    said = f"Row {row}, byte {column} of the row (0x{byte.hex()}) is not {name}."
    guess = byte.decode("cp1252", errors="ignore")
    if name.startswith("utf-8") and guess:
        said += f" In Windows-1252 it would be {guess!r}: choose that encoding, or save the file as UTF-8."
    return said


def _csv(text: str) -> Cells:
    first = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found = Cells("CSV", "", [], [], [])
    end = 0
    try:
        for cells in reader:
            start, end = end + 1, reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if not found.columns:
                found.columns = _header([cell.strip() for cell in cells], start)
                continue
            _limit(len(found.rows))
            if len(cells) != len(found.columns):
                problem = f"{len(cells)} cells where the header has {len(found.columns)}"
                found.faults.append(Fault(start, "", problem))
                continue
            found.rows.append((start, dict(zip(found.columns, (cell.strip() for cell in cells), strict=True))))
    except csv.Error as error:
        found.faults.append(Fault(end + 1, "", f"no CSV from here on: {error}"))
    return found


def _header(names: list[str], row: int) -> list[str]:
    for place, name in enumerate(names, start=1):
        if not name:
            raise ExperimentError(f"Row {row}, column {place}: the header has no name here.", code="header")
        if names.index(name) != place - 1:
            raise ExperimentError(f"Row {row}, column {place}: {name!r} is in the header twice.", code="header")
    if len(names) > MOST_COLUMNS:
        raise ExperimentError(f"The file has {len(names)} columns; up to {MOST_COLUMNS} are read.", code="too_large")
    return names


def _limit(rows: int) -> None:
    if rows >= MOST_ROWS:
        raise ExperimentError(f"The file has more than {MOST_ROWS:,} rows.", code="too_large")


def _json_lines(text: str) -> Cells:
    found = Cells("JSONL", "", [], [], [])
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        _limit(len(found.rows))
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            found.faults.append(Fault(number, f"character {error.colno}", f"no JSON: {error.msg}"))
            continue
        except (ValueError, RecursionError) as error:
            found.faults.append(Fault(number, "", f"no JSON that can be read: {error}"))
            continue
        if not isinstance(row, dict) or not row:
            found.faults.append(Fault(number, "", "not an object with names and values", _short(row)))
            continue
        found.columns = found.columns or _header(list(row), number)
        problems = [Fault(number, name, "missing") for name in found.columns if name not in row]
        problems += [Fault(number, name, "not in the first row") for name in row if name not in found.columns]
        found.faults += problems
        if not problems:
            found.rows.append((number, row))
    return found


def _parquet(path: Path) -> Cells:
    try:
        import pyarrow
        import pyarrow.parquet
    except ModuleNotFoundError as error:
        raise MissingPackage("pyarrow", "make install") from error
    rows: list[dict[str, Any]] = []
    size = 0
    try:
        with pyarrow.parquet.ParquetFile(path) as file:
            about = file.metadata
            _limit(about.num_rows - 1)
            names = _header(list(file.schema_arrow.names), 0)
            size = sum(about.row_group(at).total_byte_size for at in range(about.num_row_groups))
            # A few rows at a time: a long word that the file holds once may stand in every row.
            for batch in () if size > MOST_UNPACKED else file.iter_batches(batch_size=10):
                rows += batch.to_pylist()
                size += sum(len(one) for row in rows[-10:] for one in row.values() if isinstance(one, str | bytes))
                if size > MOST_UNPACKED:
                    break
    except (pyarrow.ArrowException, OSError) as error:
        raise ExperimentError(f"This is no Parquet file that can be read: {error}", code="no_table") from error
    if size > MOST_UNPACKED:
        raise ExperimentError(f"The file unpacks to more than {MOST_UNPACKED:,} bytes.", code="too_large")
    return Cells("Parquet", "binary", names, list(enumerate(rows, start=1)), [])


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:37]}..."


def quoted(value: object) -> str:
    """A cell as a fault shows it."""
    return _short(value)

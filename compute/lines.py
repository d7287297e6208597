"""JSONL in, JSONL out: what the commands that turn a file of lines into another share.

Streaming, so files of any size will do; in order; a malformed line is named with its number and skipped; the output
appears under its name only when all of it is written.
"""

from __future__ import annotations

import contextlib
import dataclasses
import gzip
import io
import json
import os
import re
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any, TypeVar

from tqdm import tqdm

from jobs.errors import AppError

Item = TypeVar("Item")
# A line beyond this is no record of a text, and would have to be held in memory whole.
LINE_BYTES = 64 * 1024 * 1024
SURROGATE = re.compile("[\ud800-\udfff]")


class BadLine(ValueError):
    """A line that cannot be used; the message is a sentence without the line's number."""


class FileTrouble(AppError):
    """The input cannot be read or the output cannot be written."""

    status = 400
    code = "file"


@dataclasses.dataclass
class Converted:
    """Lines written, and how many of the input's were skipped."""

    written: int = 0
    skipped: int = 0


def text_field(record: Mapping[str, Any], name: str, default: str | None = None) -> str:
    """The text under a name; `default` where it is absent or null. Raises `BadLine` for anything but text."""
    value = record.get(name)
    value = default if value is None else value
    if value is None:
        raise BadLine(f"it has no `{name}`.")
    if not isinstance(value, str):
        raise BadLine(f"its `{name}` is not text.")
    return value


def convert(
    source: Path,
    target: Path,
    *,
    parse: Callable[[dict[str, Any]], Item],
    work: Callable[[Iterator[Item]], Iterable[Mapping[str, Any]]],
) -> Converted:
    """Writes to `target` one JSON line for each record of `source`, in order, and tells how many.

    `parse` makes of a record (an object whose `id` is text or a whole number) what `work` takes, or raises `BadLine`;
    `work` yields one object for each item, in order. Paths that end in `.gz` are packed. Complaints (`FILE, line N:
    reason`) and the progress bar go to stderr. Raises `FileTrouble`; then, and on any other error, what stood at
    `target` before stands there still.
    """
    done = Converted()
    with _told(source), source.open("rb") as raw, _bar(source) as bar:
        lines = gzip.GzipFile(fileobj=raw) if source.suffix == ".gz" else raw

        def items() -> Iterator[Item]:
            for number, line in _numbered(lines, source):
                try:
                    if line is None or line.strip():
                        yield parse(_record(line))
                except BadLine as error:
                    done.skipped += 1
                    tqdm.write(f"{source}, line {number}: {error}", file=sys.stderr)
                bar.update(raw.tell() - bar.n)

        with _told(target), _replacing(target) as out:
            for body in work(items()):
                out.write(json.dumps(body, ensure_ascii=False, allow_nan=False) + "\n")
                done.written += 1
    return done


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turns what the system refuses into a sentence with the file's name."""
    try:
        yield
    except OSError as error:
        raise FileTrouble(f"{error.filename or path}: {error.strerror or error}.") from error


def _bar(source: Path) -> tqdm[Any]:
    """Progress in bytes of the input as it lies on disk, for counting lines would take a reading of its own."""
    size = source.stat().st_size if source.is_file() else None
    return tqdm(total=size, unit="B", unit_scale=True, disable=None, file=sys.stderr)


def _numbered(stream: IO[bytes] | gzip.GzipFile, source: Path) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines; None for one beyond `LINE_BYTES`, which is passed over without being held."""
    number = 0
    try:
        while line := stream.readline(LINE_BYTES):
            number += 1
            if len(line) < LINE_BYTES or line.endswith(b"\n"):
                yield number, line
                continue
            while (rest := stream.readline(LINE_BYTES)) and not rest.endswith(b"\n"):
                pass
            yield number, None
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise FileTrouble(f"{source} is damaged after line {number}: {error}.") from error


def _record(line: bytes | None) -> dict[str, Any]:
    if line is None:
        raise BadLine(f"it is longer than {LINE_BYTES:,} bytes.")
    try:
        record = json.loads(line.decode("utf-8-sig"), parse_constant=_refuse)
    except UnicodeDecodeError as error:
        raise BadLine(f"it is not UTF-8 ({error.reason} at byte {error.start}).") from error
    except (ValueError, RecursionError) as error:
        raise BadLine(f"it is not JSON ({str(error)[:120]}).") from error
    if not isinstance(record, dict):
        raise BadLine("it is not a JSON object.")
    name = record.get("id")
    if isinstance(name, bool) or not isinstance(name, str | int) or name == "":
        raise BadLine("its `id` is absent, or neither text nor a whole number.")
    # Only an escape can bring one in: UTF-8 has none.
    if b"\\u" in line and any(SURROGATE.search(text) for text in record.values() if isinstance(text, str)):
        raise BadLine("it holds half of a surrogate pair.")
    return record


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")


@contextlib.contextmanager
def _replacing(target: Path) -> Iterator[IO[str]]:
    """A text file that takes the target's place when the block ends well, and leaves no trace when it does not."""
    if target.exists() and not target.is_file():
        # A pipe, a terminal or /dev/null has no content to protect, and no file may take its place.
        with target.open("w", encoding="utf-8") as out:
            yield out
        return
    place = target.resolve()
    try:
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
    except OSError as error:
        raise FileTrouble(f"{target} cannot be written: {error.strerror or error}.") from error
    try:
        with os.fdopen(handle, "wb") as raw, _packed(raw, place) as out:
            yield out
        # mkstemp keeps others out; the finished file is as open as any that this user writes.
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, 0o666 & ~mask)
        os.replace(name, place)
    except BaseException:
        os.unlink(name)
        raise


@contextlib.contextmanager
def _packed(raw: IO[bytes], place: Path) -> Iterator[IO[str]]:
    """A text stream onto `raw`, packed where the name says so; the same lines give the same bytes."""
    with contextlib.ExitStack() as stack:
        packed = place.suffix == ".gz"
        sink = stack.enter_context(gzip.GzipFile("", "wb", fileobj=raw, mtime=0)) if packed else raw
        yield stack.enter_context(io.TextIOWrapper(sink, encoding="utf-8", newline="\n"))

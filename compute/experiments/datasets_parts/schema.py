"""Checked data: numbers and categories by column and a class for each row, or the faults that stand in the way."""

from __future__ import annotations

import csv
import dataclasses
import io
import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from compute.experiments.base import ExperimentError
from compute.experiments.datasets_parts.cells import Cells, Fault, quoted

MOST_CLASSES = 20
MOST_LEVELS = 20
LEAST_OF_A_CLASS = 5
SHOWN_FAULTS = 100
Floats = np.ndarray[Any, np.dtype[np.float32]]
Whole = np.ndarray[Any, np.dtype[np.int64]]


@dataclasses.dataclass(frozen=True)
class Data:
    """Features (n, d) as they were given, the class of each row (n,), names of both; `best` (n,) is each row's class
    by the law that made the set, None for an upload."""

    name: str
    features: Floats
    labels: Whole
    columns: tuple[str, ...]
    classes: tuple[str, ...]
    best: Whole | None = None
    clean: Whole | None = None


def faults_of(cells: Cells, label: str) -> list[Fault]:
    """Every fault of a file by row. Raises `ExperimentError` when it has no column for the class, or no other."""
    if label not in cells.columns:
        known = ", ".join(cells.columns) or "none"
        raise ExperimentError(f"There is no column {label!r} for the class. Columns: {known}.", code="no_label")
    names = _features(cells, label)
    if not names:
        raise ExperimentError("There is no column besides the class: nothing to learn from.", code="no_features")
    found = list(cells.faults)
    for number, row in cells.rows:
        found += [one for name, word in names.items() if (one := _fault(number, name, row[name], word))]
        if _missing(row[label]):
            found.append(Fault(number, label, "no class"))
    return sorted([*found, *_of_columns(cells, names)], key=lambda one: one.row)


def check(cells: Cells, label: str, faults: Sequence[Fault], *, skip: bool) -> Data:
    """The data of a file, without its faulty rows (`skip`).

    Raises `ExperimentError` for any fault unless `skip`, naming the first ones by row and column, and for too few
    rows or too many classes.
    """
    if faults and (not skip or any(not one.row for one in faults)):
        raise ExperimentError(_told(faults), code="faults")
    bad = {one.row for one in faults}
    return _data(cells.kind, [row for number, row in cells.rows if number not in bad], _features(cells, label), label)


def as_csv(faults: Sequence[Fault]) -> str:
    """The faults as a file."""
    kept = io.StringIO()
    writer = csv.writer(kept, lineterminator="\n")
    writer.writerow(["row", "column", "problem", "found"])
    writer.writerows([one.row, one.column, one.problem, one.found] for one in faults)
    return kept.getvalue()


def _features(cells: Cells, label: str) -> dict[str, bool]:
    """The columns besides the class; True for those of words."""
    return {name: _is_category(cells, name) for name in cells.columns if name != label}


def _told(faults: Sequence[Fault]) -> str:
    first = "; ".join(str(one) for one in faults[:5])
    more = f"; and {len(faults) - 5} more (faults.csv lists them)" if len(faults) > 5 else ""
    return f"The file has {len(faults)} fault{'s' if len(faults) > 1 else ''}: {first}{more}."


def _missing(value: Any) -> bool:
    return value is None or value == "" or (isinstance(value, float) and math.isnan(value))


def _number(value: Any) -> float | None:
    """The number that a cell holds, None when it holds none; a boolean is 0 or 1."""
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            return None
    if not isinstance(value, int | float):
        return None
    try:
        return float(value)
    except OverflowError:
        return math.inf


def _is_category(cells: Cells, name: str) -> bool:
    """A column of words: most of its first thousand filled cells are text that is no number."""
    filled = [row[name] for _, row in cells.rows[:1000] if not _missing(row[name])]
    words = sum(isinstance(one, str) and _number(one) is None for one in filled)
    return words > len(filled) / 2


def _fault(row: int, column: str, value: Any, word: bool) -> Fault | None:
    if _missing(value):
        return Fault(row, column, "empty")
    if word:
        return None if isinstance(value, str) else Fault(row, column, "not text as in the other rows", quoted(value))
    number = _number(value)
    if number is None:
        comma = isinstance(value, str) and _number(value.replace(",", ".")) is not None
        hint = "not a number: write the decimal point as ." if comma else "not a number"
        return Fault(row, column, hint, quoted(value))
    # float32 holds up to 3.4e38.
    return None if math.isfinite(number) and abs(number) < 1e30 else Fault(row, column, "not finite", quoted(value))


def _of_columns(cells: Cells, names: dict[str, bool]) -> list[Fault]:
    counts = {name: len({str(row[name]) for _, row in cells.rows}) for name, word in names.items() if word}
    return [
        Fault(0, name, f"{count} different words; a column of words may have {MOST_LEVELS}")
        for name, count in counts.items()
        if count > MOST_LEVELS
    ]


def _data(kind: str, rows: list[dict[str, Any]], names: dict[str, bool], label: str) -> Data:
    counts = Counter(str(row[label]) for row in rows)
    if len(counts) < 2:
        raise ExperimentError(f"The column {label!r} holds {len(counts)} class(es); at least two.", code="classes")
    if len(counts) > MOST_CLASSES:
        raise ExperimentError(
            f"The column {label!r} holds {len(counts)} classes; up to {MOST_CLASSES}. Is it the right column?",
            code="classes",
        )
    few = sorted(name for name, count in counts.items() if count < LEAST_OF_A_CLASS)
    if few:
        raise ExperimentError(
            f"Fewer than {LEAST_OF_A_CLASS} rows of {', '.join(map(repr, few))}: too few to learn and to test on.",
            code="classes",
        )
    classes = tuple(sorted(counts))
    columns, values = [], []
    for name, word in names.items():
        for level in sorted({row[name] for row in rows}) if word else [None]:
            columns.append(name if level is None else f"{name} = {level}")
            values.append([_number(row[name]) if level is None else float(row[name] == level) for row in rows])
    labels = np.array([classes.index(str(row[label])) for row in rows], dtype=np.int64)
    return Data(f"uploaded {kind}", np.array(values, dtype=np.float32).T.copy(), labels, tuple(columns), classes)

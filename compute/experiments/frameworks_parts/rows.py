"""A CSV row as text: what the form, the web process and the run read alike."""

from __future__ import annotations

import csv

MEASURES = ("sepal length", "sepal width", "petal length", "petal width")


def numbers(row: str) -> list[float]:
    """The four numbers of a CSV row. Raises `ValueError` with a sentence that names the cell."""
    cells = next(csv.reader([row.strip()]), [])
    if len(cells) != len(MEASURES):
        raise ValueError(f"Four numbers are wanted ({', '.join(MEASURES)}); here are {len(cells)} cells")
    found: list[float] = []
    for name, cell in zip(MEASURES, cells, strict=True):
        try:
            value = float(cell)
        except ValueError:
            value = -1.0
        if not 0 < value <= 100:
            raise ValueError(f"{name} is {cell.strip()!r}; a length in centimetres above 0, at most 100, is wanted")
        found.append(value)
    return found

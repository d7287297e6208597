"""The results of a run as the page `docs/benchmarks.md`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypedDict

from bench.frame import Measure


class Results(TypedDict):
    """`parts` by key: `{title, day, measures, seconds}` or `{title, day, missing}`."""

    machine: dict[str, str]
    parts: dict[str, dict[str, Any]]


HEAD = """# Benchmarks

`make bench` measured this and wrote this page and `benchmarks.json`. Seconds differ from machine to machine; a ratio of
two figures of one run, on one machine, with the same texts, differs little. “Times as good” is ours by the other's, or
the other's by ours where less is better. The rivals are installed by that command only (`requirements/bench.in`).

    make bench KEYPHRASES=folder RETRIEVAL=folder SNAPSHOT=file GPU=file.json
    make bench ARGS="--only rouge"            # prints a part
    make bench ARGS="--only rouge --keep"     # writes it beside the others

The data is named by whoever runs it; without it the starter library serves, or the table says what is missing.
"""
COLUMNS = "| what | ours | | the other | times as good | how |\n|---|---:|---|---|---:|---|"


def markdown(results: Results) -> str:
    """The page: the machine, then a table for each part."""
    named = results["machine"]
    about = (
        f"Measured on this machine: {named['processor']}, {named['cores']} cores, {named['memory']} of memory, "
        f"{named['system']}, Python {named['python']}."
    )
    return "\n".join([HEAD, about, *_parts(results["parts"])]) + "\n"


def _parts(parts: dict[str, dict[str, Any]]) -> Iterator[str]:
    for part in parts.values():
        yield f"\n## {part['title']}"
        if "missing" in part:
            yield part["missing"]
            continue
        yield f"Measured on {part['day']} in {part['seconds']:,} s.\n"
        yield COLUMNS
        yield from (_row(Measure(**one)) for one in part["measures"])


def _row(one: Measure) -> str:
    other = "" if one.other is None else f"{one.other_name} {figure(one.other)}"
    ratio = "" if one.ratio is None else figure(one.ratio)
    cells = [one.name, figure(one.ours), one.unit, other, ratio, one.note]
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def figure(value: float) -> str:
    """Three digits that count, and no more.

    >>> figure(12345.6), figure(12.345), figure(0.04567), figure(0)
    ('12,300', '12.3', '0.0457', '0')
    """
    if value == 0:
        return "0"
    rounded = float(f"{value:.3g}")
    return f"{rounded:,.0f}" if abs(rounded) >= 100 else f"{rounded:.3g}"

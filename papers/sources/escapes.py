"""Lists of names on one line, as the report format writes them, without losing a comma inside a name."""

from __future__ import annotations

import re
from collections.abc import Iterable

_PIECE = re.compile(r"\\([\\,()]|and(?!\w))|(\([^()\\]*\))|(,)|(?<![^\s,)])(and)(?=\s|$)|(.)", re.DOTALL)
_RISKY = re.compile(r"(\([^()\\]*\))|([\\,()])|(?<![^\s,)])(and)(?=\s|$)")


def join_names(names: Iterable[str]) -> str:
    """The names separated by `, `; commas, backslashes, odd parentheses and a word `and` inside one are escaped."""
    return ", ".join(_RISKY.sub(_escape, name) for name in names)


def _escape(found: re.Match[str]) -> str:
    if found[1]:
        return found[1]
    return "\\" + found[0]


def split_names(line: str, *, conjunction: bool = True) -> tuple[str, ...]:
    """The names in a line, split at commas and, with `conjunction`, at the word `and`; not inside parentheses.

    >>> split_names("Ivan Miro-Panades (LSTA), Adam Makosiej, and Ugur Yayan")
    ('Ivan Miro-Panades (LSTA)', 'Adam Makosiej', 'Ugur Yayan')
    """
    names: list[str] = []
    current: list[str] = []
    for escaped, group, comma, word, other in _PIECE.findall(line):
        if comma or (word and conjunction):
            names.append("".join(current))
            current = []
        else:
            current.append(escaped or group or word or other)
    names.append("".join(current))
    return tuple(filter(None, (" ".join(name.split()) for name in names)))

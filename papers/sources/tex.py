"""Plain text into a BibTeX value and back; math between dollar signs travels as it is."""

from __future__ import annotations

import re

from papers.text import canonical

_NAMED = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "$": r"\$",
    "%": r"\%",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
}
_SIGNS = {macro.strip("\\{}"): sign for sign, macro in _NAMED.items() if macro.endswith("{}")}
_MATH = re.compile(r"\$(?:\\.|[^$\\])*\$")
_VALUE = re.compile(
    r"(\$(?:\\.|[^$\\])*\$)"
    r"|\\(textbackslash|textbraceleft|textbraceright|textasciitilde|textasciicircum)(?:\{\}|(?![A-Za-z])[ ]?)"
    r"|\\(?:url|href|nolinkurl|path)(?=\{)"
    r"|\\([$%&#_{}])"
    r"|([{}])"
    r"|(~)",
    re.DOTALL,
)


def tex_escape(text: str) -> str:
    """Canonical text as a BibTeX value without its outer braces; `tex_plain` gives it back."""
    pieces: list[str] = []
    position = 0
    for math in _MATH.finditer(text):
        pieces.append(_escape(text[position : math.start()]))
        pieces.append(math[0] if _balanced(math[0]) else _escape(math[0]))
        position = math.end()
    pieces.append(_escape(text[position:]))
    return "".join(pieces)


def _escape(text: str) -> str:
    return "".join(_NAMED.get(sign, sign) for sign in text)


def _balanced(math: str) -> bool:
    """Whether BibTeX, which counts every brace, keeps its count over the formula."""
    depth = 0
    for sign in math:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0


def tex_plain(value: str) -> str:
    """A BibTeX value as text: accents and escapes resolved, grouping braces gone, ties are spaces."""
    return _VALUE.sub(_sign, canonical(value))


def _sign(found: re.Match[str]) -> str:
    math, named, escaped, brace, tie = found.groups()
    if math:
        return math
    if named:
        return _SIGNS[named]
    if brace:
        return ""
    return escaped or (" " if tie else "")

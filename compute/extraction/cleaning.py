"""Text for reading: TeX and odd Unicode resolved, every character knowing where it stood in the original. Pure."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from typing import NamedTuple

from compute.extraction import macros
from papers.text import canonical

_LETTER = r"(?:\\[ij](?![A-Za-z])|[A-Za-z])"
_ACCENT = rf"\\(?:[`'^\"~=.][ ]?(?:\{{[ ]?{_LETTER}[ ]?\}}|{_LETTER})|[uvHckrd][ ]?\{{[ ]?[A-Za-z][ ]?\}})"
_TEXT = re.compile(
    rf"""
    (?P<math>\$\$[^$]{{1,400}}\$\$|\$(?:\\.|[^$\\]){{1,400}}\$|\\\(.{{1,400}}?\\\)|\\\[.{{1,400}}?\\\])
  | (?P<accent>\{{{_ACCENT}\}}|{_ACCENT})
  | (?P<silent>[\s~]*\\(?:cite[a-z]*|ref|eqref|label|footnote(?:mark|text)?|[vh]space)\*?(?:\[[^\]]*\])?\{{[^{{}}]*\}})
  | (?P<macro>\\[A-Za-z]+\*?(?:[ ]*(?=\{{)|[ ](?![ ]))?)
  | (?P<sign>\\[^A-Za-z\s])
  | (?P<brace>[{{}}])
  | (?P<space>[\s~]{{2,}}|[^\S ]|~|\\\s)
  | (?P<quote>``|''|[\u2018\u2019\u201a\u201b\u02bc]|[\u201c-\u201f])
  | (?P<entity>&(?:amp|lt|gt|quot);)
  | (?P<hyphen>[\u2010-\u2012\u2212])
  | (?P<hidden>[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff])
  | (?P<cluster>[^\W\d_][\u0300-\u036f]+)
  | (?P<letter>[\u2100-\u214f\ufb00-\ufb06\uff01-\uff5e\U0001d400-\U0001d7ff])
    """,
    re.VERBOSE | re.DOTALL,
)
# Most texts hold none of it, and are their own reading.
_PLAIN = re.compile(r"[!-#%'-\[\]-_a-z|]+(?: [!-#%'-\[\]-_a-z|]+)*")
_MATH = re.compile(
    r"(?P<next>\}\s*\{)|(?P<script>[_^])|(?P<macro>\\[A-Za-z]+[ ]?)|(?P<sign>\\[^A-Za-z])|(?P<brace>[{}])"
    r"|(?P<space>[\s~]+)|(?P<letter>[\u2100-\u214f\U0001d400-\U0001d7ff])",
)


class Piece(NamedTuple):
    """A stretch of the reading text from `at` on, and where it stood; one that `moved` was rewritten as a whole."""

    at: int
    start: int
    end: int
    moved: bool


class Cleaned(NamedTuple):
    """A text for reading, the pieces of `original` it is made of, in order of both texts, and where formulas stood."""

    text: str
    original: str
    pieces: list[Piece]
    formulas: list[tuple[int, int]]

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Where the non-empty stretch [start, end) of the reading text stood in the original, half-open.

        A brace or dollar whose partner lies just outside brings the partner along.
        """
        first, last = self._piece(start), self._piece(end - 1)
        begin, stop = self._place(first, start)[0], self._place(last, end - 1)[1]
        found = self.original[begin:stop]
        if "$" not in found and "{" not in found and "}" not in found:
            return begin, stop
        opened, closed = _open_ends(found)
        before = self.pieces[first - 1].end if first else 0
        after = self.pieces[last + 1].start if last + 1 < len(self.pieces) else len(self.original)
        opens = any(before <= start < begin and stop > end for start, end in self.formulas)
        closes = any(stop < end <= after and begin < start for start, end in self.formulas)
        whole_left = begin == self.pieces[first].start
        whole_right = stop == self.pieces[last].end
        if whole_left and (opens or (closed and "{" in self.original[before:begin])):
            begin = before
        if whole_right and (closes or (opened and "}" in self.original[stop:after])):
            stop = after
        return begin, stop

    def _piece(self, at: int) -> int:
        return bisect_right(self.pieces, at, key=_at) - 1

    def _place(self, number: int, at: int) -> tuple[int, int]:
        piece = self.pieces[number]
        if piece.moved:
            return piece.start, piece.end
        place = piece.start + at - piece.at
        return place, place + 1


def _open_ends(text: str) -> tuple[int, int]:
    """How many braces are opened and not closed, and closed and not opened."""
    opened = closed = 0
    for sign in text:
        if sign == "{":
            opened += 1
        elif sign == "}" and opened:
            opened -= 1
        elif sign == "}":
            closed += 1
    return opened, closed


def _at(piece: Piece) -> int:
    return piece.at


def clean(original: str) -> Cleaned:
    r"""The text for reading: single spaces, no ends of white space, no TeX, plain quotes and hyphens, composed letters.

    Math keeps its signs (`$1.2\times$` is `1.2×`), unknown macros their names. The pieces lead back.

    >>> found = clean(r"A \emph{fast} $O(n \log n)$ sort by G\"odel")
    >>> found.text
    'A fast O(n log n) sort by Gödel'
    >>> found.origin(2, 6)
    (8, 12)
    """
    if "``" not in original and "''" not in original and _PLAIN.fullmatch(original):
        return Cleaned(original, original, [Piece(0, 0, len(original), False)], [])
    writer = _Writer(original)
    position = 0
    for found in _TEXT.finditer(original):
        writer.copy(position, found.start())
        position = found.end()
        if found.lastgroup == "math":
            _write_math(writer, found.start(), found.end())
        else:
            _write(writer, found)
    writer.copy(position, len(original))
    return writer.result()


class _Writer:
    """Builds the reading text; blanks wait until something follows them."""

    def __init__(self, original: str) -> None:
        self.original = original
        self.parts: list[str] = []
        self.pieces: list[Piece] = []
        self.formulas: list[tuple[int, int]] = []
        self.length = 0
        self.blank: tuple[int, int] | None = None

    def copy(self, start: int, end: int) -> None:
        """Takes over a stretch of the original as it is; it holds single blanks only."""
        if start < end and self.original[start] == " ":
            self.space(start, start + 1)
            start += 1
        last = end
        if start < end and self.original[end - 1] == " ":
            last -= 1
        if start < last:
            self._add(self.original[start:last], start, last, moved=False)
        if last < end:
            self.space(last, end)

    def put(self, text: str, start: int, end: int) -> None:
        """Writes `text` in place of a stretch of the original."""
        if text:
            self._add(text, start, end, moved=True)

    def space(self, start: int, end: int) -> None:
        """A blank, unless one waits already."""
        if self.length and self.blank is None:
            self.blank = (start, end)

    def result(self) -> Cleaned:
        """What was written."""
        return Cleaned("".join(self.parts), self.original, self.pieces, self.formulas)

    def _add(self, text: str, start: int, end: int, *, moved: bool) -> None:
        if self.blank is not None:
            blank, self.blank = self.blank, None
            self._add(" ", *blank, moved=True)
        self.parts.append(text)
        self.pieces.append(Piece(self.length, start, end, moved))
        self.length += len(text)


def _write(writer: _Writer, found: re.Match[str]) -> None:
    """One special stretch of running text; what is not named here leaves nothing behind: braces, hidden signs."""
    kind, whole, start, end = found.lastgroup, found[0], found.start(), found.end()
    if kind == "space":
        writer.space(start, end)
    elif kind == "macro":
        _write_macro(writer, whole, start, end, macros.TEXT)
    elif kind == "accent":
        writer.put(canonical(whole), start, end)
    elif kind == "sign":
        _write_sign(writer, whole, start, end)
    elif kind == "quote":
        writer.put("'" if whole in macros.SINGLE_QUOTES else '"', start, end)
    elif kind == "entity":
        writer.put(macros.ENTITIES[whole], start, end)
    elif kind == "hyphen":
        writer.put("-", start, end)
    elif kind == "cluster":
        writer.put(unicodedata.normalize("NFC", whole), start, end)
    elif kind == "letter":
        writer.put(unicodedata.normalize("NFKC", whole), start, end)


def _write_macro(writer: _Writer, whole: str, start: int, end: int, table: dict[str, str]) -> None:
    name = whole[1:].rstrip(" *")
    if name in macros.SILENT:
        if name in macros.SPACES:
            writer.space(start, end)
        return
    tail = whole[len(name) + 1 :]
    writer.put(table.get(name, name), start, start + 1 + len(name))
    # The blank that ends a macro's name is TeX's; people mean it as one all the same.
    if tail.strip("*") and name not in macros.GLUED:
        writer.space(end - 1, end)


def _write_sign(writer: _Writer, whole: str, start: int, end: int) -> None:
    if whole[1] in ",;:> \\":
        writer.space(start, end)
    elif whole[1] not in "!/-()[]@":
        writer.put(whole[1], start, end)


def _write_math(writer: _Writer, start: int, end: int) -> None:
    """A formula: its delimiters and braces go, macros become signs or their names, scripts keep theirs."""
    original = writer.original
    writer.formulas.append((start, end))
    edge = 2 if original[start : start + 2] in ("$$", "\\(", "\\[") else 1
    position, last = start + edge, end - edge
    for found in _MATH.finditer(original, position, last):
        writer.copy(position, found.start())
        position = found.end()
        kind, whole = found.lastgroup, found[0]
        if kind == "space":
            writer.space(found.start(), found.end())
        elif kind == "macro":
            _write_macro(writer, whole, found.start(), found.end(), macros.MATH)
        elif kind == "sign":
            _write_sign(writer, whole, found.start(), found.end())
        elif kind == "script":
            writer.copy(found.start(), found.end())
        elif kind == "next":
            writer.put("/", found.start(), found.end())
        elif kind == "letter":
            writer.put(unicodedata.normalize("NFKC", whole), found.start(), found.end())
    writer.copy(position, last)

"""Cypher cut into words, as strictly as reading it safely needs: what no rule here knows is refused, never skipped."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, NoReturn

from jobs.errors import Invalid

__all__ = ["Word", "refuse", "words_of"]

Kind = Literal["name", "quoted", "text", "number", "parameter", "sign"]

# Names without backticks are ASCII here: a server that folds letters may read `ſ` as `S`.
WORD = re.compile(
    r"""
    (?P<space>[ \t\r\n]+|//[^\r\n]*|/\*(?:[^*]|\*(?!/))*\*/)
  | (?P<text>'(?:[^'\\]|\\[^uU])*'|"(?:[^"\\]|\\[^uU])*")
  | (?P<quoted>`(?:[^`\\]|``)+`)
  | (?P<parameter>\$(?:[A-Za-z_]\w*|`(?:[^`\\]|``)+`|[0-9]+))
  | (?P<number>0x[0-9A-Fa-f]+|0o[0-7]+|(?:[0-9][0-9_]*)?\.[0-9]+(?:[eE][+-]?[0-9]+)?|[0-9][0-9_]*(?:[eE][+-]?[0-9]+)?)
  | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
  | (?P<sign>\.\.|<=|>=|<>|=~|\+=|->|<-|\|\||[-+*/%^=<>()\[\]{}.,:|&!;])
    """,
    re.VERBOSE | re.DOTALL | re.ASCII,
)
ENDS = {"'": "The text", '"': "The text", "`": "The name in backticks", "/": "The comment"}


class Word(NamedTuple):
    """One word of a statement; `text` as written, of a quoted name what stands between the backticks."""

    kind: Kind
    text: str
    place: int

    @property
    def upper(self) -> str:
        """An unquoted name in capitals, "" for anything else."""
        return self.text.upper() if self.kind == "name" else ""

    def is_sign(self, text: str) -> bool:
        """Whether it is this sign."""
        return self.kind == "sign" and self.text == text


def refuse(message: str, statement: str, place: int, *, code: str = "not_read_only") -> NoReturn:
    """Raises `Invalid` with the place in the statement: `line` and `column`, both from 1."""
    before = statement[:place]
    line, column = before.count("\n") + 1, place - (before.rfind("\n") + 1) + 1
    raise Invalid(f"{message} (line {line}, column {column})", code=code, details={"line": line, "column": column})


def words_of(statement: str) -> list[Word]:
    """The words of a statement without white space and comments.

    Raises `Invalid` with line and column for escapes by number (`\\u0043`, which a server resolves before it reads),
    for text, names or comments without an end, for letters beyond ASCII outside of quotes and for any other sign that
    is none of Cypher's.
    """
    escape = re.search(r"\\[uU]", statement)
    if escape:
        refuse("Write the letter itself, not its number after a backslash.", statement, escape.start())
    # Where a comment ends must not depend on what a server takes for the end of a line.
    odd = re.search("\r(?!\n)|[\x00\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", statement)
    if odd:
        refuse("Lines end in a line feed; other signs for it are not taken.", statement, odd.start())
    found: list[Word] = []
    place = 0
    while place < len(statement):
        match = (
            None
            if statement.startswith("/*", place) and "*/" not in statement[place + 2 :]
            else WORD.match(statement, place)
        )
        if match is None:
            _refuse_sign(statement, place)
        kind = match.lastgroup
        if kind != "space":
            text = match.group()
            plain = text[1:-1].replace("``", "`") if kind == "quoted" else text
            found.append(Word(kind, plain, place))  # type: ignore[arg-type]  # the groups are the kinds
            _refuse_run(statement, match)
        place = match.end()
    return found


def _refuse_sign(statement: str, place: int) -> NoReturn:
    sign = statement[place]
    if sign in ENDS:
        refuse(f"{ENDS[sign]} that begins here has no end.", statement, place, code="syntax")
    if sign.isalpha():
        refuse(f"Names with {sign!r} stand in backticks.", statement, place, code="syntax")
    refuse(f"{sign!r} is no sign of Cypher.", statement, place, code="syntax")


def _refuse_run(statement: str, match: re.Match[str]) -> None:
    """A number that runs into a name (`1CREATE`) is read as two words by some servers."""
    end = match.end()
    if match.lastgroup == "number" and end < len(statement) and re.match(r"\w", statement[end]):
        refuse("A number runs into a name.", statement, end, code="syntax")

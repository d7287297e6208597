"""A reader of Mermaid flowcharts: text to statements, statements to a Tree (``mermaid_build``)."""

import json
import re
from typing import NoReturn

from synthesis.core.checks import ID_PATTERN, valid_id
from synthesis.core.errors import MermaidError
from synthesis.core.mermaid_build import Link, Vertex, build
from synthesis.core.mermaid_text import unescape
from synthesis.core.types import Tree

__all__ = ["HEADER", "parse"]

HEADER = "%% arboretum "
FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
FRONT_TITLE = re.compile(r"^title:[ \t]*(.+?)[ \t]*$", re.MULTILINE)
IGNORED = re.compile(r"%%\{.*?\}%%|^[ \t]*%%(?!\{)[^\n]*", re.MULTILINE | re.DOTALL)
START = re.compile(r"\s*(?:flowchart|graph)(?:[ \t]+(?:TB|TD|BT|LR|RL))?[ \t]*(?=[\n;]|\Z)")
STYLING = re.compile(r"(?:classDef|class|style|linkStyle|click)\s[^\n]*")
UNREAD = re.compile(r"(?:subgraph|direction|end)\b(?=\s|\Z)")
HEAD = r"(?:>|[xo](?!\w))"
LINK = re.compile(rf"\s*[xo<]?(?:--+(?:-|{HEAD})|==+(?:=|{HEAD})|-?\.+-{HEAD}?)\s*")
OPEN_LINK = re.compile(r"\s*[xo<]?(--|==|-\.)(?=\s)")
CLOSERS = {
    "--": re.compile(rf"--+(?:-|{HEAD})\s*"),
    "==": re.compile(rf"==+(?:=|{HEAD})\s*"),
    "-.": re.compile(rf"\.+-{HEAD}?\s*"),
}
SPACE = re.compile(r"[\s;]*")
BLANK = re.compile(r"[ \t]*")
AMPERSAND = re.compile(r"\s*&\s*")
CLASS = re.compile(r":::([A-Za-z_][\w-]*)")
# Longest opening first, with what may close it.
SHAPES = (
    ("(((", (")))",)), ("((", ("))",)), ("([", ("])",)), ("[[", ("]]",)), ("[(", (")]",)), ("[/", ("/]", "\\]")),
    ("[\\", ("\\]", "/]")), ("{{", ("}}",)), ("{", ("}",)), ("[", ("]",)), ("(", (")",)), (">", ("]",)),
)  # fmt: skip


def parse(text: str) -> Tree:
    """The Tree that a flowchart says.

    Reads every direction and node shape, solid, dotted and thick links with labels, chains, ``&``, comments, ``<br>``
    and entity codes; styling lines are passed over. The first edge that reaches a node makes it a child, every further
    one is a cross link. Kinds come from the classes that ``render`` writes, else from the depth. Raises
    ``MermaidError`` with line and column for text that is no flowchart of one connected tree, and for subgraphs.
    """
    return _Reader(text).tree()


class _Reader:
    def __init__(self, text: str) -> None:
        plain = text.replace("\r\n", "\n").replace("\r", "\n")
        self.head = _header(plain)
        if front := FRONT_MATTER.match(plain):
            if title := FRONT_TITLE.search(front.group(1)):
                self.head.setdefault("title", title.group(1).strip("\"'"))
            plain = _blank(front) + plain[front.end() :]
        # Blanked, not cut, so that places in the text stay what the writer sees.
        self.text = IGNORED.sub(_blank, plain)
        self.place = 0
        self.vertices: dict[str, Vertex] = {}
        self.links: list[Link] = []

    def tree(self) -> Tree:
        start = START.match(self.text)
        if start is None:
            self._fail("a flowchart begins with 'flowchart TD' (or LR, BT, RL).", SPACE.match(self.text))
        self.place = start.end()
        while self._skip(SPACE) and self.place < len(self.text):
            if self._skip(STYLING):
                continue
            if UNREAD.match(self.text, self.place):
                self._fail("subgraphs and directions are not read here; draw one tree of nodes and links.")
            self._statement()
        if not self.vertices:
            self._fail("the flowchart has no node.")
        return build(self.vertices, self.links, self.head, self._where)

    def _statement(self) -> None:
        sources = self._group()
        while (link := self._link()) is not None:
            arrow, label, place = link
            targets = self._group()
            self.links += [Link(a, b, arrow, label, place) for a in sources for b in targets]
            sources = targets
        self._skip(BLANK)
        if self.place < len(self.text) and self.text[self.place] not in "\n;":
            self._fail("expected a link such as --> or the end of the line.")

    def _group(self) -> list[str]:
        ids = [self._vertex()]
        while self._skip(AMPERSAND):
            ids.append(self._vertex())
        return ids

    def _link(self) -> tuple[str, str, int] | None:
        place = self.place
        if found := LINK.match(self.text, place):
            self.place = found.end()
            label = self._pipe_label() if self.text.startswith("|", self.place) else ""
            return found.group().strip(), label, place
        opened = OPEN_LINK.match(self.text, place)
        if opened is None:
            return None
        closed = CLOSERS[opened.group(1)].search(self.text, opened.end())
        if closed is None or "\n" in self.text[opened.end() : closed.start()].strip():
            self._fail("this link is not closed; write for example -- text -->.", opened)
        self.place = closed.end()
        return closed.group().strip(), _label(self.text[opened.end() : closed.start()]), place

    def _pipe_label(self) -> str:
        self.place += 1
        label = self._text_until(("|",))
        self._skip(SPACE)
        return label

    def _vertex(self) -> str:
        found = ID_PATTERN.match(self.text, self.place)
        if found is None:
            self._fail("expected the id of a node: letters, digits or _.")
        name = found.group()
        if not valid_id(name):
            self._fail(f"{name!r} cannot be the id of a node.")
        vertex = self.vertices.setdefault(name, Vertex(name, name, "", self.place))
        self.place = found.end()
        for opening, closings in SHAPES:
            if self.text.startswith(opening, self.place):
                self.place += len(opening)
                vertex.label = self._text_until(closings)
                break
        if mark := CLASS.match(self.text, self.place):
            self.place, vertex.kind = mark.end(), mark.group(1)
        return name

    def _text_until(self, closings: tuple[str, ...]) -> str:
        start = self.place
        self._skip(SPACE)
        if self.text.startswith('"', self.place):
            end = self.text.find('"', self.place + 1)
            if end < 0:
                self._fail('this text lacks its closing ".')
            label = _label(self.text[self.place : end + 1])
            self.place = end + 1
            self._skip(SPACE)
            for closing in closings:
                if self.text.startswith(closing, self.place):
                    self.place += len(closing)
                    return label
            self._fail(f"expected {closings[0]} here.")
        ends = [(end, closing) for closing in closings if (end := self.text.find(closing, start)) >= 0]
        end, closing = min(ends, default=(-1, ""))
        if end < 0 or '"' in self.text[start:end]:
            self._fail(f"this text lacks its closing {closings[0]}; put texts with signs in double quotes.")
        self.place = end + len(closing)
        return _label(self.text[start:end])

    def _skip(self, pattern: re.Pattern[str]) -> bool:
        found = pattern.match(self.text, self.place)
        if found is None:
            return False
        self.place = found.end()
        return True

    def _where(self, place: int) -> tuple[int, int]:
        """Line and column, from 1, of the first letter at or after that place."""
        blank = SPACE.match(self.text, place)
        spot = min(blank.end() if blank else place, len(self.text))
        return self.text.count("\n", 0, spot) + 1, spot - self.text.rfind("\n", 0, spot)

    def _fail(self, message: str, at: re.Match[str] | None = None) -> NoReturn:
        line, column = self._where(self.place if at is None else at.start())
        raise MermaidError(message, line=line, column=column)


def _label(text: str) -> str:
    inner = text.strip()
    if len(inner) > 1 and inner[0] == inner[-1] == '"':
        inner = inner[1:-1]
    if len(inner) > 1 and inner[0] == inner[-1] == "`":
        inner = inner[1:-1]
    return unescape(inner)


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found.group())


def _header(text: str) -> dict[str, str]:
    """What the comment of ``render`` tells; empty where there is none or someone broke it (it is only a comment)."""
    place = text.find(HEADER)
    if place < 0:
        return {}
    try:
        head = json.loads(text[place + len(HEADER) :].partition("\n")[0])
    except ValueError:
        return {}
    known = ("kind", "root", "style", "title")
    return {k: v for k, v in head.items() if k in known and isinstance(v, str)} if isinstance(head, dict) else {}

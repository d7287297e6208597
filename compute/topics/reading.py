"""The notes' first part as it stands: the table of organizations, the list of topics, and what is said of each."""

from __future__ import annotations

import re
from typing import NamedTuple

_CELL = re.compile(r"\*\*(\d+)\. (.+?) - (.+?)\*\* <br> (.+?) <br> \(chart\)")
_ITEM = re.compile(r"(\d+)\. (\S.*)")
_PART = re.compile(r" {2}\d+\. \S")
_PROMPTS = "# Prompts"
_URL = re.compile(r"https?://[^\s)\]>,]+")
# A full stop and a blank end a sentence; "app.py" has no blank after its stop.
_TITLE = re.compile(r"(.+?)(?:\.(?:\s|$)|$)")


class NotInTheNotes(ValueError):
    """Words that were given as a quote stand nowhere in the notes."""


class Quote(NamedTuple):
    """Words of the notes and the line, from 1, where they stand."""

    line: int
    text: str


class NotedOrganization(NamedTuple):
    """An organization of the table: its number there, its focus and the words below it."""

    place: int
    name: str
    focus: str
    words: str
    line: int


class NotedTopic(NamedTuple):
    """A topic of the list: its number, its title and every line of the notes about it, in order."""

    number: int
    title: str
    said: tuple[Quote, ...]

    @property
    def urls(self) -> tuple[str, ...]:
        """The addresses in what is said, in order."""
        return tuple(url.rstrip(".") for quote in self.said for url in _URL.findall(quote.text))


class Notes:
    """The text of the notes' first part, read."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()
        self.organizations = tuple(
            NotedOrganization(int(place), name, focus, words, number)
            for number, line in enumerate(self._lines, 1)
            for place, name, focus, words in _CELL.findall(line)
        )
        self.topics = self._topics()

    def quote(self, text: str) -> Quote:
        """The words with the first line that holds them; raises `NotInTheNotes`."""
        for number, line in enumerate(self._lines, 1):
            if text and text in line:
                return Quote(number, text)
        raise NotInTheNotes(f"The notes do not say “{text}”.")

    def _topics(self) -> tuple[NotedTopic, ...]:
        """The list names the topics in order of demand; the prompts after it say more of each."""
        titles: dict[int, str] = {}
        said: dict[int, list[Quote]] = {}
        listed, last = True, 0
        for number, line in enumerate(self._lines, 1):
            listed = listed and not line.startswith(_PROMPTS)
            item = _ITEM.fullmatch(line)
            if item:
                last = int(item[1])
                if listed:
                    named = _TITLE.match(item[2])
                    titles[last] = named[1] if named else item[2]
                said.setdefault(last, []).append(Quote(number, item[2]))
            elif _PART.match(line) and last:
                said[last].append(Quote(number, line.strip()))
        return tuple(NotedTopic(number, title, tuple(said[number])) for number, title in sorted(titles.items()))

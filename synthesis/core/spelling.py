"""How a concept is written for people: the form its papers use most, without the capitals of titles."""

import re
from collections import Counter
from collections.abc import Collection, Sequence

from synthesis.core import lexicon
from synthesis.core.candidates import is_name, surfaces
from synthesis.core.reading import Reading

__all__ = ["Spelling", "capital"]

LOWER_WORD = re.compile(r"\b[a-z]{3,}\b")
# A capital after a small word or a comma is no start of a sentence.
INNER_CAPITAL = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}")
LEADING_NAME = re.compile(r"\A(\S+)(?=:)")


class Spelling:
    """Knows, for one collection, which words are names and how often each of ``forms`` is written how."""

    def __init__(self, readings: Sequence[Reading], forms: Collection[str]) -> None:
        self.proper = {name.casefold(): name for name in lexicon.PROPER_NAMES.split()}
        self.names: set[str] = set()
        self.counts: dict[str, Counter[str]] = {}
        small: set[str] = set()
        for reading in readings:
            small.update(LOWER_WORD.findall(reading.paper.abstract))
            self.names.update(name.casefold() for name in INNER_CAPITAL.findall(reading.paper.abstract))
            for name in LEADING_NAME.findall(reading.paper.title):
                self.names.update(re.split(r"[-/]", name.casefold()))
        self.names -= small
        written: dict[str, str] = {}
        for reading in readings:
            for normal in reading.mentions.keys() & forms:
                counts = self.counts.get(normal) or self.counts.setdefault(normal, Counter())
                for text in set(surfaces(reading, normal)):
                    if text not in written:
                        written[text] = self._lowered(text)
                    counts[written[text]] += 1
            for normal, text in reading.given.items():
                # Given terms are lower case throughout, so they say little about spelling.
                self.counts.setdefault(normal, Counter())[self._restored(text)] += 0

    def _lowered(self, text: str) -> str:
        shouted = text.isupper() and (" " in text or len(text) > 8)
        return "".join(self._part(part, shouted) for part in re.split(r"([-/ ])", text))

    def _part(self, part: str, shouted: bool) -> str:
        lower = part.casefold()
        if lower in self.proper and (part == lower or shouted):
            return self.proper[lower]
        # C++ and H-infinity keep their letter, the article of a title does not.
        letter = len(part.rstrip("+#")) == 1 and part.isupper() and part != "A"
        name = (is_name(part) or letter) and not shouted
        return part if name or lower in self.names or lower in self.proper else lower

    def _restored(self, text: str) -> str:
        return " ".join(self.proper.get(word, word) for word in text.split(" "))

    def label(self, forms: Sequence[str]) -> str:
        """The most used writing of the forms; among equals the one with more words, then the first in order."""
        total: Counter[str] = Counter() if len(forms) > 1 else self.counts.get(forms[0], Counter())
        for form in forms if len(forms) > 1 else ():
            total.update(self.counts.get(form, {}))
        if not total:
            return forms[0]
        return min(total, key=lambda text: (-total[text], -text.count(" "), text))


def capital(text: str) -> str:
    """The text with a capital first letter, unless its first word is a name with a spelling of its own."""
    first = text.split(" ")[0]
    return text if not text or is_name(first) else text[0].upper() + text[1:]

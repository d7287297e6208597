"""The query language: words, "phrases", prefi*, -not, OR, field:value; whatever else is typed counts as words.

A query is a conjunction of groups, a group a disjunction of items: `a b OR c -d` = a AND (b OR c) AND NOT d.
Pure; knows no database.
"""

from __future__ import annotations

import dataclasses
import re
from typing import Literal

from papers.keys import parse_identifiers

Field = Literal["", "title", "abstract", "author", "category", "year", "tag", "id"]
FIELDS: tuple[Field, ...] = ("title", "abstract", "author", "category", "year", "tag", "id")
MAX_ITEMS = 100
MAX_CHARACTERS = 4000

_TOKEN = re.compile(r'(-?)(?:([A-Za-z]+):(?=[^\s:]))?(?:"([^"]*)"?|(\S+))')
_WORDLIKE = re.compile(r"\w")
_YEARS = re.compile(r"(?P<only>\d{4})|(?P<first>\d{4})?(?:-|\.\.)(?P<last>\d{4})?")
_LOCAL = re.compile(r"local:[0-9a-f]{12}")
_DOI = re.compile(r"(?:doi:\s*|(?:https?://)?(?:dx\.|www\.)?doi\.org/)?(10\.\d{4,9}/\S+)", re.IGNORECASE)


class QueryError(ValueError):
    """A query that cannot be meant; the message tells what would be accepted."""


@dataclasses.dataclass(frozen=True, slots=True)
class Item:
    """One thing to look for. `phrase`: the words stand in this order; `prefix`: the last word may go on."""

    text: str
    field: Field = ""
    phrase: bool = False
    prefix: bool = False
    negated: bool = False

    @property
    def years(self) -> tuple[int, int]:
        """First and last year, both included; only for the field `year`."""
        found = _YEARS.fullmatch(self.text)
        if not found or not any(found.groups()):
            raise QueryError(f"year:{self.text[:20]} is no year; write year:2019, year:2015-2019 or year:2015-.")
        first, last = found["only"] or found["first"], found["only"] or found["last"]
        return int(first or 1), int(last or 9998)


Group = tuple[Item, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Query:
    """What to look for: papers by `keys` and `dois` when the text was nothing but names of papers, else by `groups`."""

    groups: tuple[Group, ...] = ()
    keys: tuple[str, ...] = ()
    dois: tuple[str, ...] = ()

    @property
    def names_papers(self) -> bool:
        """Whether the text was ids, addresses and DOIs only."""
        return bool(self.keys or self.dois)

    @property
    def words(self) -> str:
        """The words and phrases that papers are ranked by; "" when nothing but exact things are asked for."""
        if not any(_is_word(group) for group in self.groups):
            return ""
        said = (item for group in self.groups for item in group if not (item.field or item.prefix or item.negated))
        return " ".join(item.text for item in said)

    @property
    def exact(self) -> Query:
        """What a paper must satisfy whatever its rank: everything but single words."""
        return dataclasses.replace(self, groups=tuple(group for group in self.groups if not _is_word(group)))


def _is_word(group: Group) -> bool:
    item = group[0]
    return len(group) == 1 and not (item.field or item.phrase or item.prefix or item.negated)


def parse(text: str) -> Query:
    """The query that a text means; every text means one, within bounds.

    Raises `QueryError` when it is longer than `MAX_CHARACTERS`, has more than `MAX_ITEMS` parts, or names a year
    that is none.

    >>> parse('deep OR shallow title:"neural network"').groups[1]
    (Item(text='neural network', field='title', phrase=True, prefix=False, negated=False),)
    """
    if len(text) > MAX_CHARACTERS:
        raise QueryError(f"A search may be {MAX_CHARACTERS:,} characters long.")
    named = _names(text)
    if named.names_papers:
        return named
    groups: list[Group] = []
    join = False
    for found in _TOKEN.finditer(text):
        if found[0] == "OR":
            join = bool(groups)
            continue
        item = _item(found)
        if item is None:
            continue
        if join:
            groups[-1] = (*groups[-1], item)
        else:
            groups.append((item,))
        join = False
    if sum(map(len, groups)) > MAX_ITEMS:
        raise QueryError(f"A search may have {MAX_ITEMS} words.")
    return Query(groups=tuple(groups))


def _names(text: str) -> Query:
    """The papers a text names, when it does nothing else."""
    keys: list[str] = []
    dois: list[str] = []
    rest: list[str] = []
    for part in re.split(r"[\s,;]+", text):
        doi = _DOI.fullmatch(part.strip("<>()\"'").rstrip("."))
        if _LOCAL.fullmatch(part):
            keys.append(part)
        elif doi and not doi[1].lower().startswith("10.48550/arxiv."):
            dois.append(doi[1].lower())
        else:
            rest.append(part)
    ids, problems = parse_identifiers(" ".join(rest), keep_versions=False)
    return Query() if problems else Query(keys=(*keys, *ids), dois=tuple(dois))


def _item(found: re.Match[str]) -> Item | None:
    sign, name, phrase, word = found.groups()
    field = _field(name)
    text = phrase if phrase is not None else word
    if name and not field:
        text = f"{name}:{text}"
    if not _WORDLIKE.search(text):
        return None
    prefix = phrase is None and text.endswith("*") and bool(_WORDLIKE.match(text[-2]))
    item = Item(
        text=text.rstrip("*") if prefix else text.strip(),
        field=field,
        phrase=phrase is not None,
        prefix=prefix,
        negated=bool(sign),
    )
    if item.field == "year":
        _ = item.years
    return item


def _field(name: str | None) -> Field:
    lowered = (name or "").lower()
    return next((field for field in FIELDS if field == lowered), "")

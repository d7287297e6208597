"""What a person looks for, in the words of arXiv's query language."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from typing import Literal

from papers.keys import split_version
from papers.sources.errors import ArxivBadQuery

Sort = Literal["relevance", "submitted", "updated"]

MAX_LENGTH = 2000

_FIELD = re.compile(r"(?:^|[\s(])(?:ti|au|abs|co|jr|cat|rn|id|all|submittedDate|lastUpdatedDate):", re.ASCII)
_TOKEN = re.compile(r'"([^"]*)"|([^\s"]+)')
_CATEGORY = re.compile(r"[a-z][a-z-]{1,16}(?:\.(?:[A-Za-z][A-Za-z-]{1,16}|\*))?", re.ASCII)
_OPERATORS = frozenset({"AND", "OR", "ANDNOT"})
# arXiv opened in August 1991 and needs both ends of a range.
_FIRST, _LAST = "199101010000", "209912312359"


@dataclasses.dataclass(frozen=True, kw_only=True)
class ArxivQuery:
    """A search: all given fields must hold; or `ids` alone.

    Parameters
    ----------
    words : found anywhere; `"a phrase"` is kept together, capital AND, OR, ANDNOT join; a text with a field prefix such
        as `au:panda AND cat:cs.DC` is passed on as it stands.
    title, author : words of the title; a name, several separated by `;`.
    category : `cs.DC`, or an archive such as `cs`; several separated by spaces or commas are alternatives.
    from_, to : first and last day of submission, both inclusive.
    ids : arXiv ids, with or without version.
    """

    words: str = ""
    title: str = ""
    author: str = ""
    category: str = ""
    from_: date | None = None
    to: date | None = None
    ids: tuple[str, ...] = ()
    sort: Sort = "relevance"

    def search_query(self) -> str:
        """The text of `search_query`, "" for a search by ids.

        Raises `ArxivBadQuery` with a sentence when the fields cannot make one.
        """
        if self.ids:
            return self._check_ids()
        parts = [_words(self.words), _terms("ti", self.title), _authors(self.author), _categories(self.category)]
        query = " AND ".join(part for part in [*parts, self._dates()] if part)
        if not query:
            raise ArxivBadQuery("Say what to look for: words, a title, an author, a category, dates or ids.")
        if len(query) > MAX_LENGTH:
            raise ArxivBadQuery(f"The search is too long for arXiv: {len(query)} of at most {MAX_LENGTH} characters.")
        return query

    def _check_ids(self) -> str:
        if any((self.words, self.title, self.author, self.category, self.from_, self.to)):
            raise ArxivBadQuery("Search either by ids or by words and fields, not by both at once.")
        for identifier in self.ids:
            try:
                split_version(identifier)
            except ValueError as error:
                raise ArxivBadQuery(str(error)) from error
        return ""

    def _dates(self) -> str:
        if self.from_ is None and self.to is None:
            return ""
        if self.from_ and self.to and self.from_ > self.to:
            raise ArxivBadQuery(f"The dates are the wrong way round: {self.from_} is after {self.to}.")
        start = f"{self.from_:%Y%m%d}0000" if self.from_ else _FIRST
        end = f"{self.to:%Y%m%d}2359" if self.to else _LAST
        return f"submittedDate:[{start} TO {end}]"


def _words(text: str) -> str:
    text = _clean(text)
    if not _FIELD.search(text):
        return _terms("all", text)
    if text.count('"') % 2:
        raise ArxivBadQuery("The search has a quotation mark without its partner.")
    depth = 0
    for sign in re.sub(r'"[^"]*"', "", text):
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            break
    if depth:
        raise ArxivBadQuery("The search has a bracket without its partner.")
    return f"({text})"


def _clean(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _terms(field: str, text: str) -> str:
    """Each word or phrase as a term of the field; capital operators between two terms are kept."""
    pieces: list[str] = []
    operator = ""
    for phrase, word in _TOKEN.findall(_clean(text)):
        if word in _OPERATORS and pieces:
            operator = word
            continue
        term = _term(field, phrase or word)
        if term:
            pieces += [operator or "AND", term] if pieces else [term]
            operator = ""
    query = " ".join(pieces)
    return f"({query})" if " OR " in query or " ANDNOT " in query else query


def _term(field: str, text: str) -> str:
    """`field:word`, or `field:"a phrase"` when anything but letters and digits is inside; "" when nothing is left."""
    words = re.findall(r"[^\s()\[\]{}\"\\:*?~^!+]+", text)
    # A lone sign such as a dash finds nothing and would empty the whole search.
    words = [word for word in words if any(sign.isalnum() for sign in word)]
    joined = " ".join(words)
    if not joined:
        return ""
    return f"{field}:{joined}" if joined.isalnum() and joined not in _OPERATORS else f'{field}:"{joined}"'


def _authors(text: str) -> str:
    names = re.split(r";|\sand\s", _clean(text))
    # arXiv files names as "Given Family"; a reference manager pastes "Family, Given".
    turned = (" ".join(reversed([part.strip() for part in name.split(",", 1)])) for name in names)
    return " AND ".join(filter(None, (_term("au", name) for name in turned)))


def _categories(text: str) -> str:
    terms = []
    for name in re.split(r"[\s,]+", _clean(text)):
        if not name:
            continue
        if not _CATEGORY.fullmatch(name):
            raise ArxivBadQuery(f"{name[:40]!r} is no arXiv category; one looks like cs.DC.")
        archive = "." not in name and name in _ARCHIVES_WITH_SUBJECTS
        terms.append(f"cat:{name}.*" if archive else f"cat:{name}")
    return f"({' OR '.join(terms)})" if len(terms) > 1 else "".join(terms)


_ARCHIVES_WITH_SUBJECTS = frozenset(
    {"astro-ph", "cond-mat", "cs", "econ", "eess", "math", "nlin", "physics", "q-bio", "q-fin", "stat"}
)

"""What BibTeX and RIS share: names, dates, and the arXiv id that hides in one of many fields."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime

from papers.keys import split_version
from papers.sources.report import MONTHS

_NEW = r"\d{4}\.\d{4,5}(?:v\d{1,3})?"
_OLD = r"[a-z][a-z-]{1,16}(?:\.[A-Za-z-]{2,16})?/\d{7}(?:v\d{1,3})?"
_BARE = re.compile(rf"\s*({_NEW}|{_OLD})(?:\s*\[[\w.-]+\])?\s*", re.ASCII)
# "arXiv:2101.08878", "arxiv.org/abs/...", "10.48550/arXiv....", and DBLP's "CoRR abs/2101.08878".
_NAMED = re.compile(
    rf"(?:\barxiv\s?[:.]\s?|arxiv\.org/(?:abs|pdf|html)/|\babs/)({_NEW}|{_OLD})(?![\w/])", re.ASCII | re.IGNORECASE
)
_ARXIV_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/)?10\.48550/arxiv\.", re.IGNORECASE)
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_CATEGORY = re.compile(
    r"[a-z][a-z-]{1,12}\.[A-Za-z][A-Za-z-]{1,12}|(?:quant|math|astro)-ph|hep-(?:th|ph|ex|lat)"
    r"|nucl-(?:th|ex)|gr-qc|cond-mat|cmp-lg"
)
_SUFFIX = re.compile(r"(?:jr|sr|i{2,3}|iv)\.?", re.IGNORECASE)


def arxiv_id_in(fields: Iterable[str], *, bare: Iterable[str] = ()) -> tuple[str | None, int | None]:
    """The first arXiv id and version named in the fields; `bare` fields may hold it without a prefix."""
    candidates = [match[1] for text in bare if (match := _BARE.fullmatch(text))]
    candidates += [match[1] for text in (*bare, *fields) if (match := _NAMED.search(text))]
    for candidate in candidates:
        try:
            return split_version(candidate)
        except ValueError:
            continue
    return None, None


def plain_doi(text: str) -> str:
    """A DOI without its resolver; "" for one of arXiv's own, which says no more than the id."""
    found = _DOI.fullmatch(text.strip())
    return "" if _ARXIV_DOI.match(text.strip()) else (found[1] if found else text.strip())


def display_name(name: str) -> str:
    """`Panda, Dhabaleswar K.` and `Panda, Jr., D.` as `Dhabaleswar K. Panda` and `D. Panda Jr.`; others unchanged."""
    parts = [part.strip() for part in name.split(",", 2)]
    if len(parts) == 3 and _SUFFIX.fullmatch(parts[2]):
        parts = [parts[0], parts[2], parts[1]]
    if len(parts) == 3:
        family, suffix, given = parts
        return " ".join(filter(None, (given, family, suffix)))
    return " ".join(reversed(parts))


def family_first(name: str) -> tuple[str, str]:
    """Family and given names of a display name, the last word being the family name."""
    given, _, family = name.rpartition(" ")
    return family, given


def date_of(year: str, month: str = "", day: str = "") -> datetime | None:
    """Midnight UTC of a date whose month is a number or a name; a missing month or day counts as the first."""
    found = re.search(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)", year, re.ASCII)
    if not found:
        return None
    month = month.strip().lower()
    names = [name.lower() for name in MONTHS]
    number = names.index(month[:3]) + 1 if month[:3] in names else 1
    if month.isdecimal():
        number = int(month[:3])
    try:
        return datetime(int(found[0]), number, int(day[:3]) if day.isdecimal() else 1, tzinfo=UTC)
    except ValueError:
        return datetime(int(found[0]), 1, 1, tzinfo=UTC)


def date_in(text: str) -> datetime | None:
    """The date in `2021-01-21`, `2021/01/21/` or `2021`."""
    parts = re.split(r"[-/]", text.strip())
    return date_of(*parts[:3])


def sort_keywords(keywords: Iterable[str]) -> tuple[tuple[str, ...], str]:
    """arXiv categories among the keywords, and the others as one sentence for the comment."""
    cleaned = list(dict.fromkeys(filter(None, (" ".join(word.split()) for word in keywords))))
    categories = tuple(word for word in cleaned if _CATEGORY.fullmatch(word))
    others = ", ".join(word for word in cleaned if word not in categories)
    return categories, f"Keywords: {others}" if others else ""

"""What the stand-in knows and says: arXiv's query language over a few records, and its Atom feed."""

from __future__ import annotations

import email.utils
import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

Raw = dict[str, Any]
Test = Callable[[Raw], bool]

ATOM = 'xmlns="http://www.w3.org/2005/Atom"'
SEARCH = 'xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"'
OURS = 'xmlns:arxiv="http://arxiv.org/schemas/atom"'

_TOKEN = re.compile(r'\(|\)|[A-Za-z]+:(?:"[^"]*"|\[[^\]]*\]|[^\s()]+)|"[^"]*"|[^\s()]+')
_ID = re.compile(r"(\d{4}\.\d{4,5}|[a-z][a-z-]*/\d{7})(?:v(\d+))?")


class BadRequest(Exception):
    """What arXiv answers with status 400 and an entry titled Error."""


def load(*paths: Path) -> list[Raw]:
    """The records of snapshot-shaped files."""
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def created(raw: Raw, index: int) -> str:
    """The time of a version (0 the first, -1 the last) as arXiv's feed writes it."""
    return email.utils.parsedate_to_datetime(raw["versions"][index]["created"]).strftime("%Y-%m-%dT%H:%M:%SZ")


def by_ids(records: Iterable[Raw], id_list: str) -> list[tuple[Raw, int]]:
    """The records named, each with the version asked for or its last; unknown ones are left out, as arXiv does."""
    known = {raw["id"]: raw for raw in records}
    found = []
    for name in filter(None, id_list.split(",")):
        match = _ID.fullmatch(name)
        if match is None:
            raise BadRequest(f"incorrect id format for {name}")
        raw = known.get(match[1])
        if raw:
            found.append((raw, min(int(match[2] or len(raw["versions"])), len(raw["versions"]))))
    return found


def search(records: Iterable[Raw], query: str) -> list[tuple[Raw, int]]:
    """The records a `search_query` matches, each in its last version."""
    tokens = _TOKEN.findall(query)
    test = _disjunction(tokens)
    if tokens:
        raise BadRequest(f"unbalanced query {query}")
    return [(raw, len(raw["versions"])) for raw in records if test(raw)]


def _disjunction(tokens: list[str]) -> Test:
    tests = [_conjunction(tokens)]
    while tokens and tokens[0] == "OR":
        tokens.pop(0)
        tests.append(_conjunction(tokens))
    return lambda raw: any(test(raw) for test in tests)


def _conjunction(tokens: list[str]) -> Test:
    wanted, unwanted = [_single(tokens)], []
    while tokens and tokens[0] not in ("OR", ")"):
        negative = tokens[0] == "ANDNOT"
        if tokens[0] in ("AND", "ANDNOT"):
            tokens.pop(0)
        (unwanted if negative else wanted).append(_single(tokens))
    return lambda raw: all(test(raw) for test in wanted) and not any(test(raw) for test in unwanted)


def _single(tokens: list[str]) -> Test:
    if not tokens:
        raise BadRequest("query ends early")
    token = tokens.pop(0)
    if token != "(":
        return _term(token)
    test = _disjunction(tokens)
    if not tokens or tokens.pop(0) != ")":
        raise BadRequest("unbalanced brackets")
    return test


def _term(token: str) -> Test:
    field, _, value = token.rpartition(":") if re.match(r"[A-Za-z]+:", token) else ("all", "", token)
    if field == "submittedDate":
        first, last = re.findall(r"\d{12}", value)
        return lambda raw: first <= re.sub(r"\D", "", created(raw, 0))[:12] <= last
    text = value.strip('"').lower()
    if field == "cat":
        pattern = re.compile(re.escape(text).replace(r"\*", ".*"))
        return lambda raw: any(pattern.fullmatch(name.lower()) for name in raw["categories"].split())
    pattern = re.compile(rf"(?<!\w){re.escape(text)}(?!\w)")
    return lambda raw: bool(pattern.search(_text(raw, field)))


def _text(raw: Raw, field: str) -> str:
    authors = "\n".join(f"{given} {family}" for family, given, *_ in raw["authors_parsed"])
    fields = {"ti": raw["title"], "abs": raw["abstract"], "au": authors.replace("_", " "), "co": raw["comments"] or ""}
    text = "\n".join([*fields.values(), raw["categories"]]) if field == "all" else fields.get(field, "")
    return re.sub(r"[^\S\n]+", " ", re.sub(r"\n(?=\s)|(?<=\S)\n(?=\S)", " ", text) if field != "au" else text).lower()


def feed(found: list[tuple[Raw, int]], total: int, start: int, page: int, asked: str) -> str:
    """An answer shaped as arXiv's."""
    entries = "".join(entry(raw, version) for raw, version in found)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<feed {ATOM}>
  <link href={quoteattr("http://arxiv.org/api/query?" + asked)} rel="self" type="application/atom+xml"/>
  <title type="html">ArXiv Query: {escape(asked)}</title>
  <id>http://arxiv.org/api/cHxbiOdZaP56ODnBPIenZhzg5f8</id>
  <updated>2019-12-31T00:00:00-05:00</updated>
  <opensearch:totalResults {SEARCH}>{total}</opensearch:totalResults>
  <opensearch:startIndex {SEARCH}>{start}</opensearch:startIndex>
  <opensearch:itemsPerPage {SEARCH}>{page}</opensearch:itemsPerPage>
{entries}</feed>
"""


def entry(raw: Raw, version: int) -> str:
    """One paper as an entry of the feed."""
    name = f"{raw['id']}v{version}"
    authors = "".join(
        f"    <author>\n      <name>{escape(' '.join(filter(None, (given, family, suffix))))}</name>\n    </author>\n"
        for family, given, suffix, *_ in raw["authors_parsed"]
    )
    optional = "".join(
        f"    <arxiv:{tag} {OURS}>{escape(raw[key])}</arxiv:{tag}>\n"
        for tag, key in (("comment", "comments"), ("journal_ref", "journal-ref"), ("doi", "doi"))
        if raw[key]
    )
    categories = raw["categories"].split()
    terms = "".join(f'    <category term="{term}" scheme="http://arxiv.org/schemas/atom"/>\n' for term in categories)
    return f"""  <entry>
    <id>http://arxiv.org/abs/{name}</id>
    <updated>{created(raw, version - 1)}</updated>
    <published>{created(raw, 0)}</published>
    <title>{escape(raw["title"])}</title>
    <summary>{escape(raw["abstract"])}</summary>
{authors}{optional}    <link href="http://arxiv.org/abs/{name}" rel="alternate" type="text/html"/>
    <link title="pdf" href="http://arxiv.org/pdf/{name}" rel="related" type="application/pdf"/>
    <arxiv:primary_category {OURS} term="{categories[0]}" scheme="http://arxiv.org/schemas/atom"/>
{terms}  </entry>
"""


def error(sentence: str) -> str:
    """arXiv's way to say that a request makes no sense: a feed of one entry titled Error."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<feed {ATOM}>
  <title type="html">ArXiv Query: error</title>
  <opensearch:totalResults {SEARCH}>1</opensearch:totalResults>
  <opensearch:startIndex {SEARCH}>0</opensearch:startIndex>
  <opensearch:itemsPerPage {SEARCH}>1</opensearch:itemsPerPage>
  <entry>
    <id>http://arxiv.org/api/errors#{escape(sentence.replace(" ", "_"))}</id>
    <title>Error</title>
    <summary>{escape(sentence)}</summary>
    <updated>2019-12-31T00:00:00-05:00</updated>
    <author>
      <name>arXiv api core</name>
    </author>
  </entry>
</feed>
"""

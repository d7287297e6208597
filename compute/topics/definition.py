"""What the notes say, as one definition: `topics.toml` read against `notes.md`."""

from __future__ import annotations

import functools
import hashlib
import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from compute.topics.reading import NotedOrganization, Notes, NotInTheNotes, Quote
from papers.folding import fold

FOLDER = Path(__file__).parent
FILES = ("notes.md", "topics.toml")


class Centre(NamedTuple):
    """An organization that the notes put at the centre of a topic, with their words and addresses for it."""

    organization: str
    quote: Quote
    urls: tuple[str, ...]


class TopicDefinition(NamedTuple):
    """One of the ten; `number` is its place in the notes' order of demand, `terms` what the library looks for."""

    number: int
    slug: str
    title: str
    summary: str
    said: tuple[Quote, ...]
    urls: tuple[str, ...]
    centres: tuple[Centre, ...]
    terms: tuple[str, ...]


class SkillDefinition(NamedTuple):
    """A skill that the notes name and the number of the topic it belongs to; `also` are other names of it."""

    slug: str
    name: str
    topic: int
    also: tuple[str, ...]


class Demand(NamedTuple):
    """The notes name an organization with a skill; `rank` is None unless a numbered line of the list does."""

    organization: str
    skill: str
    rank: int | None
    quotes: tuple[Quote, ...]


class Definition(NamedTuple):
    """All of it; organizations by slug."""

    organizations: dict[str, NotedOrganization]
    topics: tuple[TopicDefinition, ...]
    skills: tuple[SkillDefinition, ...]
    demands: tuple[Demand, ...]
    names: dict[str, str]

    def slug(self, kind: str, name: str) -> str:
        """The slug of an organization or skill under any name that the definition knows, else the name's own."""
        return self.names.get(f"{kind} {slug_of(name)}", slug_of(name))


def slug_of(name: str) -> str:
    """A name in small letters and digits with single hyphens; "" when it has neither.

    >>> slug_of("Hugging Face"), slug_of("C++"), slug_of("UI/React/JS")
    ('hugging-face', 'c-plus-plus', 'ui-react-js')
    """
    spelled = fold(name).lower().replace("+", " plus ").replace("#", " sharp ").replace("&", " and ")
    return re.sub(r"[\W_]+", "-", spelled).strip("-")


@functools.cache
def definition() -> Definition:
    """The definition; raises `NotInTheNotes` for a quote or address that the notes do not hold."""
    return read(*((FOLDER / name).read_text(encoding="utf-8") for name in FILES))


@functools.cache
def digest() -> str:
    """Twelve hex digits that change with the definition."""
    return hashlib.sha256(b"\0".join((FOLDER / name).read_bytes() for name in FILES)).hexdigest()[:12]


def read(text: str, reading: str) -> Definition:
    """The definition that a text of notes and its reading in TOML give; raises `NotInTheNotes`."""
    notes, told = Notes(text), tomllib.loads(reading)
    skills = tuple(
        SkillDefinition(slug_of(row["name"]), row["name"], row["topic"], tuple(row.get("also", ())))
        for row in told["skills"]
    )
    organizations = {slug_of(one.name): one for one in notes.organizations}
    names = {f"skill {slug_of(name)}": one.slug for one in skills for name in (one.name, *one.also)}
    for slug, also in told["organizations"].items():
        names |= {f"organization {slug_of(name)}": slug for name in also}
    made = Definition(organizations, (), skills, (), names)
    rows = {row["number"]: row for row in told["topics"]}
    topics = tuple(
        TopicDefinition(
            one.number, slug_of(one.title), one.title, rows[one.number]["summary"], one.said, one.urls,
            tuple(_centre(notes, one.urls, row) for row in rows[one.number].get("centres", ())),
            tuple(rows[one.number]["terms"]),
        )
        for one in notes.topics
    )  # fmt: skip
    return made._replace(topics=topics, demands=_demands(notes, made, told["demands"]))


def _centre(notes: Notes, urls: tuple[str, ...], row: dict[str, Any]) -> Centre:
    given = tuple(row.get("urls", ()))
    for url in given:
        if url not in urls:
            raise NotInTheNotes(f"The notes do not give {url} for this topic.")
    return Centre(row["organization"], notes.quote(row["quote"]), given)


def _demands(notes: Notes, made: Definition, rows: list[dict[str, Any]]) -> tuple[Demand, ...]:
    found: dict[tuple[str, str], Demand] = {}
    for row in rows:
        quotes = tuple(notes.quote(text) for text in row["quotes"])
        for organization in row["organizations"]:
            for skill in row["skills"]:
                key = (organization, made.slug("skill", skill))
                before = found.get(key, Demand(*key, None, ()))
                rank = row.get("rank", before.rank)
                found[key] = before._replace(rank=rank, quotes=(*before.quotes, *quotes))
    return tuple(found.values())

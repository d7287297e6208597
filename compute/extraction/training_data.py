"""Texts to train on: gold terms people chose, and records without any, as states of the trunk and candidates."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from compute.batching import batches
from compute.extraction.candidates import WORD, Candidates, find_candidates, key_of
from compute.extraction.cleaning import clean
from compute.tokens import WINDOW, rows, tokenize
from compute.trunk import get_trunk

HELD_OUT_PERCENT = 10
# The short kind of abstract that many collections hold, beside the long one.
SHORT_WORDS = 75
AUTHOR_TERMS = re.compile(
    r"\b(?:Key\s?-?[wW]ords?|KEY\s?WORDS|Index [tT]erms|Key\s?-?[pP]hrases)(?: and [pP]hrases)?"
    r"\s*(?::-|[:\-—.])+\s*(.+)$"
)
SEPARATOR = re.compile(r"\s*[;,•·]\s*")


class Labelled(NamedTuple):
    """A text and the terms people chose for it; `title` "" where it is not known apart."""

    id: str
    title: str
    text: str
    gold: tuple[str, ...]


class Example(NamedTuple):
    """A text as training reads it: the states (n + 2, 384) float16 of its first n sub-words and the marks around
    them, its candidates, and per term (m,) the share of annotators wanted, 0..1."""

    text: Labelled
    states: np.ndarray
    found: Candidates
    targets: np.ndarray


def read_labelled(path: Path) -> list[Labelled]:
    """The texts of a JSONL file of {id, text, gold[]} or {id, title, abstract, gold[]}, cleaned for reading."""
    found = []
    for record in read_records(path):
        title = clean(record.get("title") or "").text
        body = clean(record.get("text") or record.get("abstract") or "").text
        text = f"{title}\n{body}" if title else body
        found.append(Labelled(str(record["id"]), title, text, tuple(record["gold"])))
    return found


def read_records(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSONL file, plain or .gz."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def is_held_out(text_id: str, seed: int = 0) -> bool:
    """Whether the text is among the tenth that training never sees; it depends on id and seed alone."""
    digest = hashlib.sha256(f"{seed}:{text_id}".encode()).digest()
    return int.from_bytes(digest[:4], "big") % 100 < HELD_OUT_PERCENT


def author_terms(record: Mapping[str, Any]) -> tuple[str, str, tuple[str, ...]] | None:
    """Title, abstract and key words of an arXiv record whose authors named some in its abstract or comments.

    The list is cut from the abstract. None where there is no list of 3 to 12 short terms.
    """
    title, abstract = " ".join(record["title"].split()), " ".join(record["abstract"].split())
    named = AUTHOR_TERMS.search(abstract)
    if named:
        abstract = abstract[: named.start()].strip()
    else:
        named = AUTHOR_TERMS.search(" ".join((record.get("comments") or "").split()))
    if not named or len(named[1]) > 400 or len(abstract.split()) < 30:
        return None
    terms = [term.strip(" .") for term in SEPARATOR.split(named[1].strip(" ."))]
    terms = [term for term in terms if 2 < len(term) < 60 and len(term.split()) <= 6]
    return (title, abstract, tuple(terms)) if 3 <= len(terms) <= 12 else None


class Unlabelled(NamedTuple):
    """What a file of records without gold terms gives: those whose authors named some, a sample of the others, and in
    how many titles each candidate stands."""

    named: list[Labelled]
    sample: list[Labelled]
    titles: Counter[str]


def read_unlabelled(path: Path, count: int, seed: int) -> Unlabelled:
    """Records {id, title, abstract} of a JSONL file; a seeded sample of `count`, every second one cut short."""
    named: list[Labelled] = []
    others: list[tuple[str, str, str]] = []
    titles: Counter[str] = Counter()
    for record in read_records(path):
        title = " ".join(record["title"].split())
        titles.update(set(title_candidates(title)))
        theirs = author_terms(record)
        if theirs:
            named.append(Labelled(record["id"], title, _joined(title, theirs[1], " "), theirs[2]))
        else:
            others.append((record["id"], title, " ".join(record["abstract"].split())))
    random.Random(seed).shuffle(others)  # noqa: S311 (a sample, no secret)
    sample = []
    for place, (text_id, title, abstract) in enumerate(others[:count]):
        body = shortened(abstract) if place % 2 else abstract
        # Collections part the two by a blank or a full stop; both should read alike.
        sample.append(Labelled(text_id, title, _joined(title, body, ". " if place % 4 > 1 else " "), ()))
    return Unlabelled(named, sample, titles)


def title_candidates(title: str) -> list[str]:
    """The keys of the candidates in a title."""
    places = np.array([found.span() for found in WORD.finditer(title)], np.int32).reshape(-1, 2)
    return find_candidates(title, places).keys


def shortened(abstract: str) -> str:
    """The first sentences, about `SHORT_WORDS` words of them."""
    kept: list[str] = []
    words = 0
    for sentence in re.split(r"(?<=[.?!])\s+", abstract):
        words += len(sentence.split())
        if kept and words > SHORT_WORDS:
            break
        kept.append(sentence)
    return " ".join(kept)


def _joined(title: str, body: str, between: str) -> str:
    return f"{clean(title).text}{between}{clean(body).text}"


def examples(texts: Sequence[Labelled], tap: int) -> list[Example]:
    """The texts with the trunk's states after layer `tap`; every occurrence of a gold term's stems is wanted."""
    tokens = tokenize([text.text for text in texts])
    states: dict[int, np.ndarray] = {}
    for batch in batches(get_trunk(), list(rows(tokens, whole=False)), taps=(tap,)):
        for row, values in zip(batch.rows, batch.states[tap], strict=True):
            states[row.text] = values[: len(row.ids)].numpy().astype(np.float16)
    made = []
    for number, text in enumerate(texts):
        found = find_candidates(text.text, tokens[number].offsets[:WINDOW])
        made.append(Example(text, states[number], found, _wanted(found, text.gold)))
    return made


def _wanted(found: Candidates, gold: Iterable[str]) -> np.ndarray:
    keys = {key_of(term) for term in gold}
    return np.array([key in keys for key in found.keys], np.float32)

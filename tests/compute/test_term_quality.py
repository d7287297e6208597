"""What a reader would strike out at once is not among the first terms of any paper of the starter library.

A seeded slice runs here; ARBORETUM_TERM_PAPERS names a file of papers to read instead, all of it (JSONL, plain or .gz).
"""

import json
import os
import random
from collections import Counter
from pathlib import Path

import pytest

from compute.extraction import Document, get_extractor
from compute.extraction.candidates import WORD
from compute.extraction.training_data import read_records
from tests.compute import term_words

LIBRARY = Path(__file__).parents[2] / "papers" / "starter" / "library.jsonl"
SLICE = 60
STRUCK_OUT = frozenset(
    word
    for words in (term_words.STOP_WORDS, term_words.PRONOUNS, term_words.NUMBERS, term_words.BARE_VERBS)
    for word in words.split()
)


def papers() -> list[dict]:
    given = os.environ.get("ARBORETUM_TERM_PAPERS")
    if given:
        return list(read_records(Path(given)))
    lines = LIBRARY.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in random.Random(4).sample(lines, SLICE)]


@pytest.fixture(scope="module")
def found() -> list[list[str]]:
    documents = [Document(paper["title"], paper["abstract"]) for paper in papers()]
    return [[term.text for term in extraction.terms] for extraction in get_extractor().extract(documents, top=15)]


def test_every_paper_has_terms(found):
    assert min(map(len, found)) >= 5


def test_no_stop_word_pronoun_number_or_bare_verb(found):
    wrong = Counter(term for terms in found for term in terms if term.casefold() in STRUCK_OUT)
    assert not wrong


def test_no_term_is_all_signs_and_digits(found):
    assert not [term for terms in found for term in terms if not any(sign.isalpha() for sign in term)]


def test_no_term_is_longer_than_six_words(found):
    assert max(len(WORD.findall(term)) for terms in found for term in terms) <= 6

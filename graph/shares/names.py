"""Authors under one id, however papers write them."""

from __future__ import annotations

import hashlib

from graph.items import Node
from graph.schema import node_id
from papers.folding import name_words

# Neo4j refuses to index a value of more than 8 kB.
LONGEST = 300


def shown(text: str) -> str:
    """The text as a label: at most 300 characters."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def author_node(name: str) -> Node:
    """The author of that name; names that differ in accents, case or punctuation alone are one author.

    >>> author_node("Jos\u00e9 Mart\u00ed-Vidal").id
    'author:jose-marti-vidal'
    """
    slug = name_words(name).replace(" ", "-")
    if not slug or len(slug) > LONGEST:
        slug = hashlib.sha256((slug or name).encode()).hexdigest()[:12]
    return Node("Author", node_id("Author", slug), {"label": shown(name), "name": shown(name)})


def better_name(held: str, new: str) -> bool:
    """Whether `new` shall be shown instead: the spelling with more accents, of equals the one that sorts first.

    >>> better_name("Jose Mart\u00ed", "Jos\u00e9 Mart\u00ed"), better_name("A. Smith", "A Smith")
    (True, True)
    """
    return _rank(new) < _rank(held)


def best_name(names: list[str]) -> str:
    """The name to show of several."""
    return min(names, key=_rank)


def _rank(name: str) -> tuple[int, str]:
    return -sum(not sign.isascii() for sign in name), name

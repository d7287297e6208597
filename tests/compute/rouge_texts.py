"""Pairs of texts on which two ways to count ROUGE may differ."""

from __future__ import annotations

import random

PLAIN = [f"w{number}" for number in range(40)]
# Stems that meet, words too short to stem, irregular forms, signs outside ASCII, numbers.
ODD_TEXT = """running runs ran runner flies dies dying sky skies news happily relational conditional hopping agreed
Über naïve Straße K İstanbul 3.14 x2 the The THE a-b a/b 10,000 yyyy oed eed ing sses ied ational logi"""
ODD = ODD_TEXT.split()
LENGTHS = (0, 1, 2, 3, 5, 8, 13, 20)


def text(rng: random.Random, words: list[str], length: int, breaks: float) -> str:
    """`length` words in any order, a share `breaks` of them at the end of a line."""
    return "".join(rng.choice(words) + ("\n" if rng.random() < breaks else " ") for _ in range(length))


def pairs(count: int, seed: int = 0) -> tuple[list[str], list[str]]:
    """References and candidates: mostly short, some of an abstract's length, some at the borders of words of bits."""
    rng = random.Random(seed)
    sides: tuple[list[str], list[str]] = ([], [])
    for number in range(count):
        words = rng.choice([PLAIN[:1], PLAIN[:2], PLAIN[:8], PLAIN, ODD, ODD + PLAIN])
        breaks = rng.choice([0, 0, 0.1, 0.5])
        lengths = (150, 200) if number % 500 == 0 else (62, 63, 64, 126, 127) if number % 100 == 0 else LENGTHS
        for side in sides:
            side.append(text(rng, words, rng.choice(lengths), breaks))
    return sides


def extremes() -> tuple[list[str], list[str]]:
    """Pairs each of which is hard in its own way."""
    rng = random.Random(1)
    long = text(rng, PLAIN + ODD, 5000, 0)
    found = [
        ("", ""),
        ("", "word"),
        ("word", "word"),
        ("\n\n \n", "\n"),
        ("...", "!?"),
        ("日本語 العربية", "日本語"),
        ("a " * 300, "a " * 7),
        (long, text(rng, PLAIN, 30, 0)),
        (text(rng, PLAIN, 30, 0.2), long),
        (text(rng, PLAIN, 5000, 0.02), text(rng, PLAIN, 12, 0.3)),
        ("\ud800 half a pair", "half a \udfff pair"),
        ("x" * 20_000, "x" * 20_000),
        ("a b c\nb c d\nc d e", "c d e\nb c d\na b c"),
        ("a\nb\nc\n" * 30, "c\nb\na\n" * 30),
    ]
    return [one for one, _ in found], [other for _, other in found]

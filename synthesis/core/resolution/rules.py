"""Which forms may be one: keys that variants share, and what a pair of forms needs to be joined by meaning."""

import functools
import unicodedata

from synthesis.core.stopwords import is_plain, stem

__all__ = ["FAR", "INITIALS", "LIKE", "NEVER", "initials", "need", "traits", "variant_keys"]

# Cosines in millionths. How sure the rules are is measured on pairs judged by hand: tests/data/concept-pairs.md.
LIKE = 700_000
INITIALS = 600_000
# Words of one stem are often two things: robot and robotics, scheduler and scheduling.
ALIKE = 920_000
# Below this two inflections of the same stems are taken for two things (standard and standardization process).
FAR = 600_000
NEVER = 2_000_000

# Words that say in what way a thing is done, or praise it, and make no other concept of it. A system, a model or a
# framework is a thing of its own.
SORTS = frozenset(
    {"algorithm", "approach", "mechanism", "method", "methodology", "paradigm", "procedure", "process", "protocol",
     "scheme", "strategy", "technique", "technology", "problem"}
)  # fmt: skip
PRAISE = frozenset(
    {"new", "novel", "proposed", "modern", "existing", "current", "traditional", "standard", "state", "of", "the",
     "art", "based"}
)  # fmt: skip


@functools.lru_cache(maxsize=1 << 16)
def variant_keys(form: str) -> tuple[tuple[str, str], ...]:
    """(rule, key) of a form; forms that share one differ in blanks, accents or inflection only."""
    plain = unicodedata.normalize("NFKD", form).encode("ascii", "ignore").decode() or form
    keys = [("spelling", plain.replace(" ", ""))]
    # Of single words the stem alone says too little: organ and organization.
    if " " in form:
        keys.append(("inflection", " ".join(stem(word) for word in form.split())))
    return tuple(keys)


def need(one: str, other: str) -> int:
    """The cosine, in millionths, from which two forms are one concept; ``NEVER`` where no closeness is enough.

    Meaning alone does not do: close vectors also join opposites (synchronous, asynchronous) and parts. So the words
    must agree but for such as name a sort or praise, or be alike in stem, or one must be made of the other's initials.
    Variants are joined already, so they never need it.
    """
    if not set(variant_keys(one)).isdisjoint(variant_keys(other)):
        return NEVER
    left, right = one.split(), other.split()
    if len(left) == 1 and len(right) == 1:
        return ALIKE if stem(one) == stem(other) and min(len(one), len(other)) > 4 else NEVER
    if _spells(left, right) or _spells(right, left):
        return INITIALS
    a, b = _core(left), _core(right)
    return LIKE if a and a == b else NEVER


@functools.lru_cache(maxsize=1 << 16)
def traits(form: str) -> frozenset[tuple[str, ...]]:
    """What two forms must share, one at least, for ``need`` to be anything but ``NEVER``."""
    words = form.split()
    if len(words) == 1:
        return frozenset({("core", *_core(words)), ("stem", stem(form)), ("letters", form)} - {("core",)})
    return frozenset({("core", *_core(words)), ("letters", initials(form))} - {("core",)})


def _core(words: list[str]) -> tuple[str, ...]:
    """The stems that tell; none where what is left is too wide to stand alone."""
    kept = [word for word in words if word not in PRAISE]
    while len(kept) > 1 and kept[-1] in SORTS:
        kept.pop()
    if len(kept) == 1 and is_plain(kept[0]):
        return ()
    return tuple(stem(word) for word in kept)


def _spells(short: list[str], long: list[str]) -> bool:
    return len(short) == 1 and len(long) > 1 and 1 < len(short[0]) == len(long) and short[0] == initials(" ".join(long))


@functools.lru_cache(maxsize=1 << 16)
def initials(form: str) -> str:
    """The first letters of the words of a form."""
    return "".join(word[0] for word in form.split())

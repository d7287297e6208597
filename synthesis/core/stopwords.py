"""Which words name something: stop terms, and the one normal form that equal terms share."""

import functools
import re
import unicodedata

import snowballstemmer

from synthesis.core import lexicon

__all__ = [
    "fold_word",
    "is_breaker",
    "is_nounlike",
    "is_plain",
    "is_stop_term",
    "is_vague",
    "normal_form",
    "stem",
    "stems_of",
    "verb_forms",
]

STEMMER = snowballstemmer.stemmer("english")
POSSESSIVE = re.compile(r"['’]s\b")
NUMBER = re.compile(r"[\d.,%/x+-]+|\d+(?!d$)[a-z]+")
WORD = re.compile(r"[^\W_]+(?:[+#]+(?!\w))?")
NOT_PLURAL = frozenset(
    {"analysis", "apis", "bias", "chaos", "corpus", "kubernetes", "lens", "news", "physics", "mathematics", "dynamics",
     "semantics", "robotics",
     "economics", "ethics", "genomics", "kinematics", "logistics", "mechanics",
     "series", "species", "across", "always", "perhaps", "besides", "towards", "gas", "atlas", "canvas", "https", "aws"}
)  # fmt: skip
# GPUs and CPUs, unlike virus and status.
SHORT_NAMES = re.compile(r"(?!plus|thus)[^aeiou]{1,3}us")
IRREGULAR_PLURALS = {"matrices": "matrix", "vertices": "vertex", "indices": "index", "axes": "axis", "apis": "api",
                     "analyses": "analysis", "hypotheses": "hypothesis", "criteria": "criterion", "caches": "cache",
                     "phenomena": "phenomenon", "leaves": "leaf", "lives": "life", "halves": "half", "buses": "bus",
                     "viruses": "virus", "statuses": "status", "biases": "bias", "theses": "thesis", "databases":
                     "database", "movies": "movie", "cookies": "cookie", "lenses": "lens"}  # fmt: skip
IZE = (
    "categor|character|custom|discret|formal|general|initial|local|maxim|minim|normal|optim|organ|parallel|penal|random|"
    "real|regular|serial|special|stabil|standard|summar|synchron|util|vector|virtual|visual"
)
SPELLINGS = (
    (re.compile(r"isation$"), "ization"),
    (re.compile(rf"^((?:de|re|un|mis|non)?(?:{IZE}))is(e|ed|er|ing)$"), r"\1iz\2"),
    (re.compile(r"^anal(y)s(e|ed|er|ing)$"), r"anal\1z\2"),
    (re.compile(r"(behavi|col|neighb|fav|lab)our"), r"\1or"),
    (re.compile(r"(model|label|travel|signal)l(ing|ed)$"), r"\1\2"),
    (re.compile(r"^(cent|fib|met|theat)re$"), r"\1er"),
    (re.compile(r"^(dial|catal)ogue$"), r"\1og"),
)


# Few words are spelt in one of these ways; which one is asked of those only.
SPELT = re.compile("|".join(pattern.pattern for pattern, _ in SPELLINGS))


@functools.lru_cache(maxsize=1 << 16)
def fold_word(word: str) -> str:
    """One word in lower case with plural and British spelling folded away: ``GPUs`` gives ``gpu``."""
    folded = _singular(_plain_text(word))
    if SPELT.search(folded):
        for pattern, spelling in SPELLINGS:
            folded = pattern.sub(spelling, folded)
    return folded


def _plain_text(text: str) -> str:
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()


def _singular(word: str) -> str:
    if word in IRREGULAR_PLURALS:
        return IRREGULAR_PLURALS[word]
    if len(word) <= 3 or word in NOT_PLURAL or not word.endswith("s") or word.endswith(("ss", "is", "ics")):
        return word
    if word.endswith("us") and not SHORT_NAMES.fullmatch(word):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1]


@functools.lru_cache(maxsize=1 << 16)
def normal_form(text: str) -> str:
    """The form equal terms share: NFKC, lower case, hyphens and signs as spaces, each word folded. May be empty."""
    if text.isascii() and text.isalnum():
        return fold_word(text)
    plain = POSSESSIVE.sub("", _plain_text(text))
    return " ".join(fold_word(word) for word in WORD.findall(plain))


@functools.lru_cache(maxsize=1 << 18)
def stem(word: str) -> str:
    """The stem of one folded word (Porter 2, English): ``parallelization`` and ``parallel`` meet."""
    return str(STEMMER.stemWord(word))


@functools.lru_cache(maxsize=1 << 16)
def stems_of(form: str) -> frozenset[str]:
    """Stems of the words of a normal form."""
    return frozenset(stem(word) for word in form.split())


def verb_forms(base: str) -> tuple[str, ...]:
    """The regular forms of a verb: base, third person, past, gerund."""
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return (base, base + "s", base + "d", base[:-1] + "ing")
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        return (base, base[:-1] + "ies", base[:-1] + "ied", base + "ing")
    plural = base + ("es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    doubled = base + base[-1] if re.search(r"(?:^|[^aeiou])[aeiou][bdgmnprt]$", base) else base
    return (base, plural, base + "ed", base + "ing", doubled + "ed", doubled + "ing")


@functools.cache
def _breakers() -> frozenset[str]:
    words = set((lexicon.FUNCTION_WORDS + lexicon.WEAK_ADJECTIVES + lexicon.IRREGULAR_FORMS).split())
    verbs = {form for base in lexicon.VERBS.split() for form in verb_forms(base)}
    words |= verbs - set(lexicon.NOUN_FORMS.split())
    return frozenset(words)


@functools.cache
def _vague() -> frozenset[str]:
    return frozenset(fold_word(word) for word in lexicon.VAGUE_NOUNS.split())


@functools.cache
def _plain() -> frozenset[str]:
    return frozenset(fold_word(word) for word in lexicon.PLAIN_WORDS.split())


@functools.lru_cache(maxsize=1 << 16)
def is_breaker(word: str) -> bool:
    """Whether no concept holds this word: function word, verb, adverb in -ly, pointing adjective, bare number."""
    lower = word.casefold()
    if lower in _breakers() or lower.strip("-'") in _breakers():
        return True
    if NUMBER.fullmatch(word):
        return True
    if lower.endswith("ing") and lower.isalpha() and len(lower) > 5 and lower not in _nouns():
        return True
    adverb = lower.endswith("ly") and len(lower) > 4
    return adverb and lower not in {"family", "assembly", "anomaly", "supply", "reply", "butterfly", "poly", "multiply"}


ADJECTIVE = re.compile(
    r".*(?:al|ic|ive|ous|ary|able|ible|ar|less|ful|ed|ing|ent|ant|ized|oid|ish|er-than|based|aware|driven|free|like)$"
)


@functools.lru_cache(maxsize=1 << 16)
def is_nounlike(word: str) -> bool:
    """Whether a phrase may end in this word, judged by its ending: no adjective, no participle."""
    lower = word.casefold()
    last = lower.rsplit("-", 1)[-1]
    if last in _nouns() or fold_word(last) in _nouns() or last.endswith("ment"):
        return True
    return ADJECTIVE.fullmatch(last) is None


@functools.cache
def _nouns() -> frozenset[str]:
    return frozenset((lexicon.NOUN_GERUNDS + lexicon.NOUNS_LIKE_ADJECTIVES).split())


def is_vague(word: str) -> bool:
    """Whether the folded word is a noun of any paper whatever (approach, result, system)."""
    return word in _vague()


def is_plain(word: str) -> bool:
    """Whether the folded word is too wide to stand alone (data, network), vague ones included."""
    return word in _plain() or word in _vague()


def is_stop_term(text: str) -> bool:
    """Whether a term is no key term: empty, or begins or ends in a stop word or a lone letter, or holds only such."""
    words = [word for word in re.findall(r"[^\s_]+", text.casefold()) if re.search(r"\w", word)]
    if not words:
        return True
    edges = (words[0], words[-1])
    if any(is_breaker(word) or len(word) == 1 for word in edges):
        return True
    return all(is_vague(fold_word(word)) for word in words)

"""What a sentence says between two things: a verb, cleaned to a label."""

import re
from collections.abc import Sequence

from synthesis.core import lexicon
from synthesis.core.stopwords import verb_forms

__all__ = ["compound_phrase", "turned", "verb_phrase"]

# Verbs that say how two things of a paper stand to each other, base form.
VERBS = """
accelerate achieve adapt address affect allow analyze apply augment avoid balance beat bridge build combine
compare complement compute connect consume control couple cover create define deliver deploy describe detect
determine drive eliminate embed employ enable encode enhance ensure estimate exceed execute exploit extend
extract facilitate feed form generalize generate govern guarantee guide handle identify implement improve
include incorporate increase influence integrate interface introduce learn leverage limit link maintain manage
match maximize measure minimize mitigate model monitor offer offload optimize outperform overcome parallelize
perform predict preserve prevent process produce propagate protect provide reach reduce refine replace
represent require resolve rival run satisfy scale schedule secure separate serve simplify simulate solve speed
store support surpass tackle target track train transfer transform translate trigger use utilize validate
verify visualize
"""
# These need their preposition to say anything.
WITH_PREPOSITION = {
    "adapt": ("to",),
    "apply": ("to",),
    "base": ("on",),
    "belong": ("to",),
    "build": (
        "on",
        "upon",
    ),
    "combine": ("with",),
    "compare": (
        "with",
        "to",
        "against",
    ),
    "compile": (
        "to",
        "into",
    ),
    "connect": (
        "to",
        "with",
    ),
    "consist": ("of",),
    "depend": (
        "on",
        "upon",
    ),
    "deploy": (
        "on",
        "in",
    ),
    "derive": ("from",),
    "differ": ("from",),
    "embed": (
        "in",
        "into",
    ),
    "feed": ("into",),
    "focus": ("on",),
    "implement": (
        "in",
        "on",
        "with",
        "using",
    ),
    "integrate": (
        "with",
        "into",
    ),
    "interact": ("with",),
    "lead": ("to",),
    "learn": ("from",),
    "map": (
        "to",
        "onto",
    ),
    "offload": ("to",),
    "operate": ("on",),
    "rely": (
        "on",
        "upon",
    ),
    "result": (
        "in",
        "from",
    ),
    "run": ("on",),
    "scale": (
        "to",
        "with",
    ),
    "serve": ("as",),
    "train": (
        "on",
        "with",
    ),
    "transfer": ("to",),
    "translate": (
        "to",
        "into",
    ),
    "write": ("in",),
}
# Where the past is not the base and -ed.
PAST = {"beat": "beaten", "build": "built", "control": "controlled", "drive": "driven", "embed": "embedded",
        "feed": "fed", "lead": "led", "map": "mapped", "overcome": "overcome", "run": "run", "speed": "sped",
        "transfer": "transferred", "write": "written"}  # fmt: skip
# Where nobody says the passive.
PASSIVES = {"include": "part of"}
# Of "a GPU accelerated solver" the solver is what the verb speaks of.
COMPOUNDS = {"based": "based on", "accelerated": "accelerated by", "driven": "driven by", "enabled": "enabled by",
             "powered": "powered by", "supported": "supported by", "aided": "aided by"}  # fmt: skip
# "allows users to offload": what counts is what may be done.
LETTING = frozenset({"allow", "enable", "facilitate", "support"})
IRREGULAR = {"built": "build", "fed": "feed", "led": "lead", "ran": "run", "written": "write", "learnt": "learn"}
ONLY_WITH = frozenset(WITH_PREPOSITION) - frozenset(VERBS.split())
BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
MODALS = frozenset({"can", "could", "do", "may", "might", "must", "should", "to", "will", "would"})
GERUNDS = frozenset(lexicon.NOUN_GERUNDS.split())
BLOCKED = frozenset(
    {"we", "they", "our", "it", "which", "who", "not", "never", "no", "cannot", "without", "than", "nor", "neither"}
    | {"although", "while", "whereas", "but", "if"}
)
PREPOSITIONS = frozenset(
    {"of", "in", "on", "for", "to", "with", "by", "from", "at", "as", "into", "onto", "upon", "over", "under", "via"}
    | {"through", "between", "among", "against", "using", "across", "within", "during", "towards", "toward"}
)
AGENTS = frozenset({"by", "with", "via", "through", "using", "in", "on", "for", "from", "to"})
ARTICLES = frozenset({"the", "a", "an", "of", "this", "these", "its", "their", "in", "for", "on", "with", "by", "and"})
# Third persons that are plurals as often; right after the subject they pass.
ALSO_NOUNS = frozenset(
    {"models", "processes", "measures", "tracks", "transfers", "links", "targets", "forms", "feeds", "supports", "uses"}
    | {"interfaces", "guides", "limits", "matches", "bridges", "runs", "scales", "stores", "estimates", "controls"}
    | {"drives", "covers", "handles", "produces", "monitors", "offers", "triggers", "speeds", "represents", "ranks"}
)
WORD = re.compile(r"[A-Za-z][A-Za-z-]*|[;:.!?(),]")
# An acronym in brackets belongs to the term before it.
BRACKETS = re.compile(r"\A\s*(?:\([^()]{1,15}\)|\))|\(\Z")
MAX_WORDS_BETWEEN = 9


def _table() -> dict[str, tuple[str, str]]:
    """Each form of each verb to (base, kind): kind is base, third, past or gerund."""
    table: dict[str, tuple[str, str]] = {}
    for base in [*VERBS.split(), *WITH_PREPOSITION]:
        for form in verb_forms(base):
            kind = "gerund" if form.endswith("ing") else "past" if form.endswith("ed") else "third"
            table.setdefault(form, (base, "base" if form == base else kind))
    for base, form in PAST.items():
        table.setdefault(form, (base, "past"))
    table.update({form: (base, "past") for form, base in IRREGULAR.items()})
    return table


FORMS = _table()


def verb_phrase(between: str) -> str:
    """What the words between two concepts of one sentence say, as a label; empty where they say nothing clear.

    ``relies heavily on`` gives ``relies on``, ``is accelerated by`` gives ``accelerated by``, ``using`` gives ``uses``.
    Several clauses, a negation or more than nine words between the two give nothing.

    >>> verb_phrase(" can significantly outperform ")
    'outperforms'
    """
    words = [word.casefold() for word in WORD.findall(BRACKETS.sub(" ", between))]
    if not words or len(words) > MAX_WORDS_BETWEEN or any(word in BLOCKED or not word[0].isalpha() for word in words):
        return ""
    for place, word in enumerate(words):
        if word in FORMS:
            return _phrase(words, _let(words, place) if FORMS[word][0] in LETTING else place)
    return ""


def compound_phrase(between: str) -> str:
    """What a participle between two concepts says of the second one; empty where there is none.

    >>> compound_phrase("-based ")
    'based on'
    """
    return COMPOUNDS.get(between.strip(" -").casefold(), "")


def turned(phrase: str) -> str:
    """The same said of the other of the two: ``uses`` gives ``used by`` and the reverse; empty where it cannot be.

    >>> turned("accelerated by")
    'accelerates'
    """
    verb, _, agent = phrase.partition(" ")
    if verb not in FORMS or agent not in ("", "by"):
        return ""
    base = FORMS[verb][0]
    return _third(base) if agent else PASSIVES.get(base) or f"{PAST.get(base, verb_forms(base)[2])} by"


def _let(words: Sequence[str], place: int) -> int:
    """The place of the verb that the one here lets somebody do, else this one."""
    for later in range(place + 2, len(words)):
        if "to" in words[place + 1 : later] and FORMS.get(words[later], ("", ""))[1] == "base":
            return later
    return place


def _phrase(words: Sequence[str], place: int) -> str:
    base, kind = FORMS[words[place]]
    after = [word for word in words[place + 1 :] if not word.endswith("ly")]
    particle = after[0] if after and after[0] in PREPOSITIONS else ""
    rest = after[1:] if particle else after
    # The object must follow at once: what comes after another preposition is not what the verb acts on.
    if len(rest) > 3 or any(word in PREPOSITIONS or word in ("and", "or") for word in rest):
        return ""
    if particle in WITH_PREPOSITION.get(base, ()):
        return f"{words[place] if kind == 'past' else _third(base)} {particle}"
    if base in ONLY_WITH:
        return ""
    if kind == "past" and particle:
        return f"{words[place]} {'with' if particle == 'using' else particle}" if particle in AGENTS else ""
    if particle:
        return ""
    before = words[place - 1] if place else ""
    told = [word for word in words[:place] if not word.endswith("ly")]
    # "fast Fourier transform" and "edge computing" are things.
    if (kind == "base" and told and told[-1] not in MODALS) or (kind == "gerund" and words[place] in GERUNDS):
        return ""
    if kind == "past":
        return "" if before else _third(base)
    if before in ARTICLES or (kind == "third" and words[place] in ALSO_NOUNS and before):
        return ""
    return _third(base)


def _third(base: str) -> str:
    return verb_forms(base)[1]

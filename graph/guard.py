"""What may be asked of the graph: one statement that reads, by an allow list of words and functions.

This is the first of three walls and stands before the server sees anything; the second is the plan that the server
itself gives for the statement (`graph.plans`), the third a session, and where the server knows roles an account, that
may only read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.words import Word, refuse, words_of
from jobs.errors import Invalid

__all__ = ["FUNCTIONS", "MAX_LETTERS", "PROCEDURES", "check_statement"]

MAX_LETTERS = 10_000
_KEYWORDS = """
WHERE AS ORDER BY SKIP OFFSET LIMIT ASC ASCENDING DESC DESCENDING DISTINCT AND OR XOR NOT IN IS NULL TRUE FALSE
STARTS ENDS CONTAINS CASE WHEN THEN ELSE END EXISTS COUNT COLLECT UNION ALL ANY NONE SINGLE REDUCE YIELD
SHORTESTPATH ALLSHORTESTPATHS
"""
_REFUSED = """
CREATE MERGE SET DELETE DETACH NODETACH REMOVE FOREACH INSERT LOAD CSV DROP ALTER GRANT DENY REVOKE SHOW
TERMINATE USE START STOP TRANSACTION TRANSACTIONS EXPLAIN PROFILE CYPHER PERIODIC COMMIT RENAME ENABLE DRYRUN
DEALLOCATE REALLOCATE CONCURRENT FINISH FILTER LET FOR NEXT SESSION
"""
_FUNCTIONS = """
abs acos allreduce asin atan atan2 avg btrim ceil char_length character_length coalesce collect cos cot count
date datetime degrees duration e elementid endnode exists exp floor haversin head id isempty isnan keys labels
last left length localdatetime localtime log log10 lower ltrim max min nodes none normalize nullif
percentilecont percentiledisc pi point properties radians rand range reduce relationships replace reverse right
round rtrim sign sin single size split sqrt startnode stdev stdevp substring sum tail tan time toboolean
tobooleanlist tobooleanornull tofloat tofloatlist tofloatornull tointeger tointegerlist tointegerornull tolower
tostring tostringlist tostringornull toupper trim type upper valuetype any all shortestpath allshortestpaths
date.truncate datetime.truncate datetime.fromepoch datetime.fromepochmillis localdatetime.truncate time.truncate
localtime.truncate duration.between duration.indays duration.inmonths duration.inseconds point.distance
point.withinbbox vector.similarity.cosine vector.similarity.euclidean
"""
STARTS = frozenset({"MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN", "CALL"})
# Every unquoted word that may stand where no name can.
KEYWORDS = STARTS | frozenset(_KEYWORDS.split())
# Words that end an expression, as a name does.
VALUES = frozenset({"NULL", "TRUE", "FALSE", "END"})
# Never taken as a name either: a name like these stands in backticks.
REFUSED = frozenset(_REFUSED.split())
FUNCTIONS = frozenset(_FUNCTIONS.split())
PROCEDURES = frozenset({"db.index.fulltext.querynodes", "db.index.vector.querynodes"})
# Wherever these stand, in text and comments too, the embedded server answers as if a driver had asked for them.
ASKED_BY_DRIVERS = re.compile(r"dbms\.|db\.(?:ping|labels|relationshiptypes|propertykeys)", re.IGNORECASE)
OPENING = frozenset({"EXISTS", "COUNT", "COLLECT"})


def check_statement(statement: str) -> list[Word]:
    """The words of one statement that only reads.

    Raises `Invalid` with a sentence, the line and the column for anything else: more than one statement, a word or a
    function that is not on the list, text that servers read in different ways (see `graph.words`), too many letters.
    """
    if len(statement) > MAX_LETTERS:
        raise Invalid(f"A statement has at most {MAX_LETTERS:,} letters.", code="too_long")
    words = words_of(statement)
    if words and words[-1].is_sign(";"):
        words = words[:-1]
    if not words:
        raise Invalid("Give a statement, such as MATCH (p:Paper) RETURN p LIMIT 10.", code="empty")
    if words[0].upper not in STARTS:
        refuse(f"A statement begins with {', '.join(sorted(STARTS))}.", statement, words[0].place)
    for place in range(len(words)):
        _check_word(statement, words, place)
    found = ASKED_BY_DRIVERS.search(statement)
    if found:
        refuse(f"Text with {found.group()} has to be a parameter.", statement, found.start())
    return words


def _check_word(statement: str, words: Sequence[Word], place: int) -> None:
    word = words[place]
    if word.is_sign(";"):
        refuse("Give one statement only.", statement, word.place)
    if word.upper in REFUSED:
        refuse(
            f"{word.upper} is not among the words that read. A name like it stands in backticks.", statement, word.place
        )
    before = words[place - 1] if place else None
    after = words[place + 1] if place + 1 < len(words) else None
    if before is not None and _ends_value(words, place - 1) and _begins_value(word):
        refuse(f"{word.text[:40]!r} cannot stand here.", statement, word.place)
    if word.upper == "CALL":
        _check_call(statement, words, place)
    elif after is not None and after.is_sign("{") and word.kind in {"name", "quoted"}:
        _check_braces(statement, words, place)
    elif after is not None and after.is_sign("("):
        _check_function(statement, words, place)


def _begins_value(word: Word) -> bool:
    if word.kind == "name":
        return word.upper not in KEYWORDS
    return word.kind in {"text", "number", "parameter", "quoted"}


def _ends_value(words: Sequence[Word], place: int) -> bool:
    """Whether an expression may end with this word, so that only a known word or a sign can follow."""
    word = words[place]
    if word.kind == "sign":
        if word.text == "*" and place:
            return words[place - 1].upper in {"WITH", "RETURN", "DISTINCT", "YIELD"}
        return word.text in {")", "]", "}"}
    return word.kind != "name" or word.upper not in KEYWORDS or word.upper in VALUES


def _dotted(words: Sequence[Word], place: int) -> tuple[str, int]:
    """The dotted name that ends at a place, in small letters, and where it begins."""
    parts = [words[place].text]
    while place >= 2 and words[place - 1].is_sign(".") and words[place - 2].kind in {"name", "quoted"}:
        place -= 2
        parts.append(words[place].text)
    return ".".join(reversed(parts)).lower(), place


def _check_function(statement: str, words: Sequence[Word], place: int) -> None:
    """A name before a parenthesis is a function, unless it is a keyword that a pattern or an expression follows."""
    word = words[place]
    if word.kind not in {"name", "quoted"}:
        return
    before = words[place - 1] if place else None
    is_member = before is not None and before.is_sign(".")
    if word.upper in KEYWORDS - {"SHORTESTPATH", "ALLSHORTESTPATHS"} and not is_member:
        return
    name, start = _dotted(words, place)
    if start >= 1 and words[start - 1].upper == "CALL":
        return  # checked there
    if name not in FUNCTIONS:
        refuse(f"The function {name[:60]} is not among those that can be used here.", statement, words[start].place)


def _check_braces(statement: str, words: Sequence[Word], place: int) -> None:
    """Braces after a word are a subquery (`EXISTS {`), a pattern's properties (`:Paper {`) or a map projection."""
    word = words[place]
    if word.upper not in OPENING:
        if word.upper in KEYWORDS and word.upper not in {
            "IN",
            "RETURN",
            "WITH",
            "UNWIND",
            "AS",
            "THEN",
            "ELSE",
            "WHEN",
        }:
            refuse(f"{word.upper} takes no braces.", statement, word.place)
        return
    inner = words[place + 2] if place + 2 < len(words) else None
    if inner is not None and not inner.is_sign("(") and inner.upper not in STARTS - {"CALL"}:
        refuse("A subquery begins with MATCH, OPTIONAL, WITH, UNWIND or RETURN.", statement, inner.place)


def _check_call(statement: str, words: Sequence[Word], place: int) -> None:
    """`CALL` of a procedure on the list; subqueries in `CALL { }` are not taken, as they may commit on their own."""
    end = place + 1
    while end + 2 < len(words) and words[end + 1].is_sign("."):
        end += 2
    if end >= len(words) or words[end].kind not in {"name", "quoted"}:
        refuse("CALL takes the name of a procedure; use EXISTS, COUNT or COLLECT for subqueries.", statement,
               words[place].place)  # fmt: skip
    name, _ = _dotted(words, end)
    if name not in PROCEDURES:
        refuse(f"The procedure {name[:60]} is not among those that can be used here.", statement, words[end].place)

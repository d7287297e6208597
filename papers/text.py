"""Text as it is stored: canonical once, on import, and cut into sentences by code points."""

from __future__ import annotations

import re
import unicodedata

_COMBINING = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    '"': "\u0308",
    "=": "\u0304",
    ".": "\u0307",
    "u": "\u0306",
    "v": "\u030c",
    "H": "\u030b",
    "c": "\u0327",
    "k": "\u0328",
    "r": "\u030a",
    "d": "\u0323",
}
_SYMBOLS = {
    "ss": "ß",
    "ae": "æ",
    "AE": "Æ",
    "oe": "œ",
    "OE": "Œ",
    "aa": "å",
    "AA": "Å",
    "o": "ø",
    "O": "Ø",
    "l": "ł",
    "L": "Ł",
    "i": "ı",
    "j": "ȷ",
    "dh": "ð",
    "DH": "Ð",
    "th": "þ",
    "TH": "Þ",
    "dj": "đ",
    "DJ": "Đ",
    "ng": "ŋ",
    "NG": "Ŋ",
    "textendash": "–",
    "textemdash": "—",
    "textquoteright": "’",
    "textquoteleft": "‘",
    "textregistered": "®",
    "texttrademark": "™",
    "copyright": "©",
    "ldots": "…",
    "dots": "…",
}
_LETTER = r"(?:\\[ij](?![A-Za-z])|[A-Za-z])"
_TEX = re.compile(
    r"""
    (?P<math>\$(?:\\.|[^$\\])*\$)
  | (?P<wrap>\{)?
    (?: \\(?P<sign>[`'^"~=.])[ ]?(?:\{[ ]?(?P<a>LETTER)[ ]?\}|(?P<b>LETTER))
      | \\(?P<mark>[uvHckrd])(?:[ ]?\{[ ]?(?P<c>LETTER)[ ]?\}|[ ](?P<d>LETTER))
      | \\(?P<symbol>SYMBOLS)(?![A-Za-z])(?:\{\}|[ ])?
      )(?(wrap)\})
  | (?P<style>\\(?:emph|textbf|textit|texttt|textsc|textrm|textsf|textsl|underline|mbox)[ ]?\{
      |\{(?:\\(?:em|it|bf|tt|sc|rm|sl|sf)(?![A-Za-z])[ ]?)+)
  | \\(?P<escaped>[%&\#_])
  | (?P<pair>\\.)
  | (?P<open>\{)
  | (?P<close>\})
    """.replace("LETTER", _LETTER).replace("SYMBOLS", "|".join(sorted(_SYMBOLS, key=len, reverse=True))),
    re.VERBOSE | re.DOTALL,
)
# Control characters that are no white space, and lone surrogates.
_UNSTORABLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]+")
# A second pass settles what the first one joined; nothing real needs more than two.
_PASSES = 8


def canonical(text: str) -> str:
    """The text as it is stored: NFC, TeX accents and type styles resolved, single spaces, trimmed.

    Math between dollar signs, unknown macros, `%` and `&` stay; control characters and lone surrogates go, since
    no database stores them. `canonical(canonical(x)) == canonical(x)`.

    >>> canonical(r"Erd\\H{o}s  and G{\\"o}del: $\\alpha$-{\\em calculus} at 5\\%")
    'Erdős and Gödel: $\\\\alpha$-calculus at 5%'
    """
    text = _tidy(_UNSTORABLE.sub("", text))
    for _ in range(_PASSES):
        if "\\" not in text:
            break
        settled = _tidy(_resolve_tex(text))
        if settled == text:
            break
        text = settled
    return text


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _resolve_tex(text: str) -> str:
    pieces: list[str] = []
    braces: list[tuple[int, str]] = []
    position = 0
    for found in _TEX.finditer(text):
        pieces.append(text[position : found.start()])
        position = found.end()
        whole = found[0]
        if found["style"]:
            braces.append((len(pieces), whole))
            pieces.append("")
        elif found["open"]:
            braces.append((len(pieces), ""))
            pieces.append(whole)
        elif found["close"]:
            styled = bool(braces) and braces.pop()[1] != ""
            pieces.append("" if styled else whole)
        else:
            pieces.append(_plain_of(found))
    pieces.append(text[position:])
    for index, opening in braces:
        pieces[index] = opening or pieces[index]
    return "".join(pieces)


def _plain_of(found: re.Match[str]) -> str:
    if found["symbol"]:
        return _SYMBOLS[found["symbol"]]
    if found["escaped"]:
        return found["escaped"]
    accent = found["sign"] or found["mark"]
    if not accent:
        return found[0]
    letter = (found["a"] or found["b"] or found["c"] or found["d"]).lstrip("\\")
    # \"A" may be an escaped quotation mark; German needs the vowels only.
    if accent == '"' and letter not in "aeiouyAEIOUY":
        return found[0]
    composed = unicodedata.normalize("NFC", letter + _COMBINING[accent])
    return composed if len(composed) == 1 else found[0]


# What follows the full stop decides whether these end a sentence: never, unless a number comes, unless one starts.
_NEVER = re.compile(
    r"e\.g|i\.e|cf|vs|viz|resp|approx|ca|w\.r\.t|a\.k\.a|i\.i\.d|s\.t|dr|prof|mr|mrs|ms|st|eds?|dept|univ", re.I
)
_NUMBERED = re.compile(r"figs?|eqs?|eqns?|secs?|sect|chap|ch|refs?|tabs?|thm|lem|prop|def|nos?|vols?|pp?|algs?", re.I)
_TRAILING = re.compile(r"al|et\.al|inc|ltd|corp|co|jr|sr|ph\.d|u\.s|u\.k|u\.s\.a|[A-Z]")
_NUMBER = re.compile(r"\d+\w?|[IVXLC]+|[A-Z]", re.ASCII)
_STARTER = re.compile(
    r"the|this|these|those|that|we|our|it|its|in|on|at|to|for|from|by|with|as|an?|and|but|or|however|moreover"
    r"|furthermore|finally|while|when|if|here|there|such|they|their|s?he|thus|therefore|hence|unlike|using",
    re.I,
)
_STOP = re.compile(r"(?:\.{1,6}|…|[!?]{1,6})[\"')\]”’]{0,4}(?= )|[。！？][”’」』]?")
_MATH = re.compile(r"\$(?:\\.|[^$\\])*\$", re.DOTALL)


def sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a canonical text lie, as half-open spans of code points, in order.

    The spans hold every character that is no white space and begin and end with such a one. Abbreviations (`e.g.`,
    `et al.`, `Fig. 3`), initials, decimals and math do not end a sentence.

    >>> [text[a:b] for text in ["We beat X et al. by 3.5 dB. See Fig. 2!"] for a, b in sentences(text)]
    ['We beat X et al. by 3.5 dB.', 'See Fig. 2!']
    """
    math = _inside_math(text)
    spans: list[tuple[int, int]] = []
    start = 0
    for stop in _STOP.finditer(text):
        if stop.start() in math or not _ends_sentence(text, start, stop):
            continue
        _append(spans, text, start, stop.end())
        start = stop.end()
    _append(spans, text, start, len(text))
    return spans


def _inside_math(text: str) -> frozenset[int]:
    if "$" not in text:
        return frozenset()
    # A formula spans a few words; "$5 ... $10" pages apart is money.
    return frozenset(
        position
        for found in _MATH.finditer(text)
        if len(found[0]) <= 200
        for position in range(found.start(), found.end())
    )


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))


def _ends_sentence(text: str, start: int, stop: re.Match[str]) -> bool:
    if stop[0][0] in "。！？":
        return True
    after = text[stop.end() + 1 : stop.end() + 41]
    following = after.lstrip("\"'([“‘")
    if not following or following[0].islower():
        return False
    if stop[0][0] != ".":
        return True
    before = text[max(start, stop.start() - 40) : stop.start()]
    word = before.rsplit(" ", 1)[-1].lstrip("\"'([“‘")
    next_word = re.split(r"\W", following, maxsplit=1)[0]
    if _NEVER.fullmatch(word):
        return False
    if _NUMBERED.fullmatch(word):
        return not _NUMBER.fullmatch(next_word)
    if _TRAILING.fullmatch(word):
        return bool(_STARTER.fullmatch(next_word))
    return True

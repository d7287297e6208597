"""Labels inside Mermaid text: what must be written as an entity code, and back.

As little as possible is coded: with ``htmlLabels: false`` Mermaid 11.17 draws ``#lt;``, ``#gt;`` and ``#amp;`` right
but leaves every other code as it is, so the page swaps codes for one stand-in letter each before it draws.
"""

import re
import unicodedata
from functools import cache
from html.entities import html5

__all__ = ["escape", "unescape"]

BREAK = "<br/>"
# Most labels by far: letters, digits and signs that nothing takes offence at.
PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 ,.()/+-]*[A-Za-z0-9,.()/+-])?")
NAMED = {"&": "#amp;", "<": "#lt;", ">": "#gt;", '"': "#quot;", "\n": BREAK}
# Mermaid writes its own codes with these two letters while it works, and would take ours for its own.
INNER = "\ufb02\u00b6"
# Joiners of emoji and of Indic and Arabic scripts: invisible, but part of what is read.
JOINERS = "\u200c\u200d"
CODED_CATEGORIES = ("Cc", "Cf", "Cn", "Co", "Zl", "Zp")
IN_CONTEXT = re.compile(
    r"#(?=\w+;)"  # would read as a code
    r"|%(?=%)|(?<=%)%"  # opens a comment or a directive
    r"|\\(?=n)"  # a backslash and n is a line break to Mermaid
    r"|\$(?=\$)|(?<=\$)\$"  # opens a formula
    r"|:(?=fa-)"  # an icon
    r"|\A`|\A\ |\ \Z",
    re.ASCII,
)
CODE = re.compile(r"#(\w+);|&(#?\w+);|(?i:<br\s*/?>)|\\n|\s*\n\s*", re.ASCII)


def escape(label: str) -> str:
    """The label as it may stand between double quotes in Mermaid text; ``unescape`` gives the label back."""
    if PLAIN.fullmatch(label):
        return label
    touchy = {found.start() for found in IN_CONTEXT.finditer(label)}
    # Mermaid cuts the last semicolon off lines that look like a style with a colour in it.
    if "style" in label or "classDef" in label:
        touchy |= {place for place, letter in enumerate(label) if letter == ":"}
    coded = (f"#{ord(letter)};" if place in touchy else _coded(letter) for place, letter in enumerate(label))
    return "".join(coded) or " "


@cache
def _coded(letter: str) -> str:
    if letter in NAMED:
        return NAMED[letter]
    hidden = unicodedata.category(letter) in CODED_CATEGORIES and letter not in JOINERS
    odd_space = letter.isspace() and letter != " "
    return f"#{ord(letter)};" if hidden or odd_space or letter in INNER else letter


def unescape(text: str) -> str:
    """What Mermaid text between quotes says: codes decoded once, ``<br>`` as a line break, outer space trimmed."""
    return CODE.sub(_decoded, text.strip())


def _decoded(found: re.Match[str]) -> str:
    code, entity = found.group(1), found.group(2)
    name = code or entity
    if name is None:
        return "\n"
    digits = name[1:] if entity and name.startswith("#") else name
    if digits.isdigit() and (code or name.startswith("#")):
        number = int(digits)
        return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else found.group()
    return html5.get(f"{name};", found.group())

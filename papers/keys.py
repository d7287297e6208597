"""Names of papers: the key every path and field uses, and what people paste to mean a paper."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import unquote

from papers.text import canonical

_NEW = r"\d{4}\.\d{4,5}"
_OLD = r"[a-z][a-z-]{1,16}/\d{7}"
_LOCAL = r"local:[0-9a-f]{12}"

# Matches one key inside a path; both kinds of slash are taken.
KEY_PATTERN = rf"(?:{_NEW}|[a-z][a-z-]{{1,16}}(?:/|%2[Ff])\d{{7}}|{_LOCAL})"

_ID = re.compile(rf"(?:arxiv:)?({_NEW}|[a-z][a-z-]{{1,16}}(?:\.[a-z-]{{2,16}})?/\d{{7}})(?:v([1-9]\d{{0,3}}))?", re.I)
_URL = re.compile(
    r"(?:https?://)?[\w.-]+(?::\d{1,5})?/(?:[\w./-]*/)?(?:abs|pdf|html|format|src|e-print|ps|papers)/(.+)", re.I
)
_DOI = re.compile(r"(?:doi:|(?:https?://)?(?:dx\.|www\.)?doi\.org/)?(10\.\d{4,9}/.+)", re.I | re.A)
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\.(.+)", re.I)
_CLASS = re.compile(r"\[[a-z][\w.-]{1,20}\]", re.I)
_SUFFIX = re.compile(r"^(?:jr|sr|ii|iii|iv|phd|md)$")


class Identifiers(NamedTuple):
    """What a pasted text names: `ids` in order, each once, and a sentence for every part not understood."""

    ids: tuple[str, ...]
    problems: tuple[str, ...]


def split_version(identifier: str) -> tuple[str, int | None]:
    """An arXiv id and its version apart: `2101.08878v2` -> (`2101.08878`, 2); the version is None without one.

    Raises ValueError when the text is no arXiv id.
    """
    found = _ID.fullmatch(identifier.strip())
    if found is None or not _month_exists(found[1]):
        raise ValueError(f"{identifier[:60]!r} is no arXiv id.")
    bare = found[1].lower()
    # `math.GT/0309136` is another name of `math/0309136`.
    if "/" in bare:
        archive, number = bare.split("/")
        bare = f"{archive.split('.')[0]}/{number}"
    return bare, int(found[2]) if found[2] else None


def normal_arxiv_id(identifier: str) -> str | None:
    """The id without prefix, subject class and version, None when the text is no arXiv id."""
    try:
        return split_version(identifier)[0]
    except ValueError:
        return None


def _month_exists(bare: str) -> bool:
    number = bare.split("/")[-1]
    return 1 <= int(number[2:4]) <= 12


def normal_title(title: str) -> str:
    """The title as it is compared: letters and digits of any script in lower case, without accents, single spaces."""
    return _plain(title)


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", canonical(text).casefold())
    kept = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[^\W_]+", kept))


def surname(author: str) -> str:
    """The last family name, plain: `Panda, D. K.`, `Dhabaleswar K. Panda (OSU)` and `D. Panda Jr.` all give `panda`."""
    name = re.sub(r"\([^()]*\)", " ", author)
    family = name.split(",", 1)[0] if "," in name else name
    parts = _plain(family).split()
    while len(parts) > 1 and _SUFFIX.match(parts[-1]):
        parts.pop()
    return parts[-1] if parts else ""


def local_key(title: str, authors: Sequence[str]) -> str:
    """`local:` + 12 hex digits of the SHA-256 of the plain title and the first author's surname."""
    first = surname(authors[0]) if authors else ""
    digest = hashlib.sha256(f"{normal_title(title)}\n{first}".encode()).hexdigest()
    return f"local:{digest[:12]}"


def paper_key(arxiv_id: str | None, title: str, authors: Sequence[str]) -> str:
    """The key of a paper: its arXiv id without version, else its local key.

    Raises ValueError when `arxiv_id` is given and no arXiv id.
    """
    return split_version(arxiv_id)[0] if arxiv_id else local_key(title, authors)


def parse_identifiers(text: str, *, keep_versions: bool = True) -> Identifiers:
    """The arXiv ids in a pasted text: ids, `arXiv:` names, URLs of arXiv and its mirrors, arXiv DOIs, mixed freely.

    Parts are separated by white space, commas or semicolons. An id named twice is given once; with
    `keep_versions=False` so are two versions of one paper. Nothing is fetched. Time is linear in the text.
    """
    ids: dict[str, None] = {}
    problems: dict[str, None] = {}
    for part in re.split(r"[\s,;]+", text):
        token = part.strip("<>()\"'“”‘’.:!?")
        if not token or _CLASS.fullmatch(token) or token.lower() in {"arxiv", "doi"}:
            continue
        found = _identify(token)
        if isinstance(found, _Unknown):
            problems[found.sentence] = None
        else:
            bare, version = found
            ids[f"{bare}v{version}" if version and keep_versions else bare] = None
    return Identifiers(tuple(ids), tuple(problems))


class _Unknown(NamedTuple):
    sentence: str


def _identify(token: str) -> tuple[str, int | None] | _Unknown:
    shown = token if len(token) <= 80 else token[:79] + "…"
    doi = _DOI.fullmatch(token)
    if doi:
        arxiv = _ARXIV_DOI.fullmatch(unquote(doi[1]))
        if arxiv is None:
            return _Unknown(f"{shown}: not resolvable here, only DOIs of arXiv (10.48550/arXiv.…) are.")
        candidate = arxiv[1]
    else:
        url = _URL.fullmatch(token)
        candidate = re.split(r"[?#]", unquote(url[1]))[0].removesuffix("/") if url else token
        candidate = re.sub(r"\.pdf$", "", candidate, flags=re.I)
    try:
        return split_version(candidate)
    except ValueError:
        return _Unknown(f"{shown}: not an arXiv id, an arXiv address or an arXiv DOI.")

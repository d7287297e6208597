"""Papers as BibTeX, RIS and CSL-JSON, for LaTeX, reference managers and citation processors."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol

from papers.keys import normal_title, surname
from papers.sources.reference_fields import family_first
from papers.sources.tex import tex_escape


class Citable(Protocol):
    """What a paper must tell to be cited; `SourceRecord` and the stored paper both do. Absent texts may be None."""

    @property
    def key(self) -> str: ...
    @property
    def arxiv_id(self) -> str | None: ...
    @property
    def title(self) -> str: ...
    @property
    def abstract(self) -> str: ...
    @property
    def authors(self) -> Sequence[str]: ...
    @property
    def categories(self) -> Sequence[str]: ...
    @property
    def primary_category(self) -> str: ...
    @property
    def published(self) -> datetime | None: ...
    @property
    def doi(self) -> str: ...
    @property
    def journal_ref(self) -> str: ...
    @property
    def comment(self) -> str: ...


# Words that begin a title without telling papers apart.
_FILLERS = frozenset({"a", "an", "the", "on", "in", "of", "for", "to", "towards", "toward", "using", "and", "with"})
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def cite_keys(papers: Sequence[Citable]) -> list[str]:
    """A cite key for each paper, such as `shafi2021efficient`, in ASCII and unique among them.

    Papers that would share one all get their own key at its end, so that no key depends on the order.
    """
    bases = [_cite_key(paper) for paper in papers]
    shared = {base for base, count in Counter(bases).items() if count > 1}
    return [
        f"{base}-{re.sub(r'[^0-9a-z.]+', '-', paper.key)}" if base in shared else base
        for base, paper in zip(bases, papers, strict=True)
    ]


def _cite_key(paper: Citable) -> str:
    family = surname(paper.authors[0]) if paper.authors else ""
    words = [word for word in map(_ascii, normal_title(paper.title).split()) if word and word not in _FILLERS]
    year = str(paper.published.year) if paper.published else ""
    return f"{_ascii(family) or 'anonymous'}{year}{words[0] if words else ''}"


def _ascii(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]", "", decomposed.lower())


def to_bibtex(papers: Iterable[Citable]) -> str:
    """One entry for each paper; `papers.sources.bibtex.parse_bibtex` reads them back."""
    listed = list(papers)
    return "\n".join(_bibtex_entry(paper, name) for paper, name in zip(listed, cite_keys(listed), strict=True))


def _bibtex_entry(paper: Citable, name: str) -> str:
    fields = {
        # A second pair of braces keeps the capitals.
        "title": f"{{{tex_escape(paper.title)}}}",
        "author": " and ".join(map(_bibtex_name, paper.authors)),
    }
    if paper.published:
        fields |= {"year": f"{paper.published.year}", "month": _MONTHS[paper.published.month - 1]}
        fields["date"] = f"{paper.published:%Y-%m-%d}"
    fields["journal"] = tex_escape(paper.journal_ref or "")
    if paper.arxiv_id:
        fields |= {"eprint": paper.arxiv_id, "archiveprefix": "arXiv", "primaryclass": paper.primary_category or ""}
        fields["url"] = abs_url(paper.arxiv_id)
    fields["doi"] = tex_escape(paper.doi or "")
    fields["keywords"] = ", ".join(paper.categories or ())
    fields["note"] = tex_escape(paper.comment or "")
    fields["abstract"] = tex_escape(paper.abstract or "")
    # A month is one of BibTeX's own macros and takes no braces.
    lines = [
        f"  {field} = {value if field == 'month' else f'{{{value}}}'}," for field, value in fields.items() if value
    ]
    kind = "article" if paper.journal_ref else "misc"
    return "\n".join([f"@{kind}{{{name},", *lines, "}\n"])


def _bibtex_name(name: str) -> str:
    escaped = tex_escape(name)
    # Braces keep one name one name.
    whole = "," in name or re.search(r"(?:^|\s)and(?:\s|$)", name, re.IGNORECASE) or name.lower() == "others"
    return f"{{{escaped}}}" if whole else escaped


def abs_url(arxiv_id: str) -> str:
    """The address of a paper's page at arXiv."""
    return f"https://arxiv.org/abs/{arxiv_id}"


def to_ris(papers: Iterable[Citable]) -> str:
    """One reference for each paper; `papers.sources.ris.parse_ris` reads them back."""
    listed = list(papers)
    return "\n".join(_ris_entry(paper, name) for paper, name in zip(listed, cite_keys(listed), strict=True))


def _ris_entry(paper: Citable, name: str) -> str:
    tags = [("TY", "JOUR" if paper.journal_ref else "UNPB"), ("ID", name), ("TI", paper.title)]
    tags += [("AU", ", ".join(filter(None, family_first(author)))) for author in paper.authors]
    if paper.published:
        tags += [("PY", f"{paper.published.year}"), ("DA", f"{paper.published:%Y/%m/%d}")]
    if paper.arxiv_id:
        tags += [("AN", f"arXiv:{paper.arxiv_id}"), ("UR", abs_url(paper.arxiv_id)), ("PB", "arXiv")]
    texts = (("JO", paper.journal_ref), ("DO", paper.doi), ("N1", paper.comment), ("AB", paper.abstract))
    tags += [(tag, value) for tag, value in texts if value]
    tags += [("KW", category) for category in paper.categories or ()]
    return "".join(f"{tag}  - {value}\n" for tag, value in tags) + "ER  - \n"


def to_csl(papers: Iterable[Citable]) -> str:
    """A CSL-JSON array, one item for each paper: `article-journal` when published, else `article` (a preprint)."""
    listed = list(papers)
    items = [_csl_item(paper, name) for paper, name in zip(listed, cite_keys(listed), strict=True)]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _csl_item(paper: Citable, name: str) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": name,
        "type": "article-journal" if paper.journal_ref else "article",
        "title": paper.title,
        "author": [_csl_name(author) for author in paper.authors],
    }
    if paper.published:
        item["issued"] = {"date-parts": [[paper.published.year, paper.published.month, paper.published.day]]}
    if paper.arxiv_id:
        item |= {"number": f"arXiv:{paper.arxiv_id}", "publisher": "arXiv", "URL": abs_url(paper.arxiv_id)}
    optional = {
        "container-title": paper.journal_ref,
        "DOI": paper.doi,
        "abstract": paper.abstract,
        "note": paper.comment,
        "keyword": ", ".join(paper.categories or ()),
    }
    return item | {field: value for field, value in optional.items() if value}


def _csl_name(author: str) -> dict[str, str]:
    family, given = family_first(author)
    return {"family": family, "given": given} if given else {"literal": author}

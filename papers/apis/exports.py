"""Papers as files: references in three formats, and text as an attachment."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes

from papers.citations import to_bibtex, to_csl, to_ris
from papers.folding import fold
from papers.models import Paper

FORMATS: dict[str, tuple[Callable[[Sequence[Paper]], str], str, str]] = {
    "bibtex": (to_bibtex, "application/x-bibtex", "bib"),
    "ris": (to_ris, "application/x-research-info-systems", "ris"),
    "csl": (to_csl, "application/vnd.citationstyles.csl+json", "json"),
}
CSL_SCHEMA = {"type": "array", "items": {"type": "object", "additionalProperties": {}}}
EXPORT_RESPONSES: dict[tuple[int, str], Any] = {
    (200, "text/markdown"): OpenApiTypes.STR,
    **{(200, kind): CSL_SCHEMA if name == "csl" else OpenApiTypes.STR for name, (_, kind, _) in FORMATS.items()},
}


def slug(name: str) -> str:
    """The name as a file name: letters, digits and hyphens of ASCII, at most 80.

    >>> slug("Größe & Maß: 2019/20")
    'Grose-Mas-2019-20'
    """
    return re.sub(r"[^A-Za-z0-9]+", "-", fold(name)).strip("-")[:80]


def text_attachment(text: str, media_type: str, name: str) -> HttpResponse:
    """The text as a file that browsers save and never run."""
    return file_attachment(text.encode(), f"{media_type}; charset=utf-8", name)


def file_attachment(content: bytes, media_type: str, name: str) -> HttpResponse:
    """The bytes as a file that browsers save and never run; `name` is a plain file name."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox"
    return response


def citation_export(papers: Sequence[Paper], kind: str, name: str) -> HttpResponse:
    """References to the papers in the format `bibtex`, `ris` or `csl`."""
    write, media_type, ending = FORMATS[kind]
    return text_attachment(write(papers), media_type, f"{name}.{ending}")

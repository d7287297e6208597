"""JSON in, and nothing but JSON: bounded, finite, no null characters, no lone surrogates.

Outside of `jobs.rest` because DRF imports its parser while its own views are still being imported.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import IO, Any, NoReturn

from rest_framework.parsers import BaseParser

from jobs.errors import Invalid, TooLarge

JSON_LIMIT = 1 << 20
IMPORT_LIMIT = 16 << 20
MAX_DEPTH = 64


def _refuse_constant(name: str) -> NoReturn:
    raise Invalid(f"The body holds {name}, which is not JSON.", code="malformed")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise Invalid(f"The number {text[:40]} is too large.", code="malformed")
    return number


def _check_text(text: str) -> None:
    if "\x00" in text:
        raise Invalid("Text may not hold the null character.", code="malformed")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise Invalid("Text may not hold half of a surrogate pair.", code="malformed") from error


def _check_value(value: Any, depth: int = 0) -> None:
    if depth > MAX_DEPTH:
        raise Invalid(f"The body is nested deeper than {MAX_DEPTH} levels.", code="malformed")
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, dict):
        for key, item in value.items():
            _check_text(key)
            _check_value(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            _check_value(item, depth + 1)


def parse_json(body: bytes) -> Any:
    """The value of a JSON text in UTF-8.

    Raises `Invalid` on anything else, NaN, infinite numbers, numbers of thousands of digits, null characters, lone
    surrogates and nesting deeper than `MAX_DEPTH`.
    """
    try:
        value = json.loads(body.decode("utf-8"), parse_constant=_refuse_constant, parse_float=_finite)
    except (UnicodeDecodeError, ValueError) as error:
        raise Invalid(f"The body is not JSON: {error}.", code="malformed") from error
    except RecursionError as error:
        raise Invalid(f"The body is nested deeper than {MAX_DEPTH} levels.", code="malformed") from error
    _check_value(value)
    return value


class JSONParser(BaseParser):
    """The only parser of the house. A view raises its limit with `max_body = IMPORT_LIMIT`."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,  # noqa: ARG002  (DRF passes it)
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """The body as JSON; raises `TooLarge` or `Invalid`."""
        limit = getattr((parser_context or {}).get("view"), "max_body", JSON_LIMIT)
        body = stream.read(limit + 1)
        if len(body) > limit:
            raise TooLarge(f"The body is larger than {limit >> 20} MiB.", details={"limit": limit})
        return parse_json(body)

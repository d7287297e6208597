"""The one place where exceptions become `{code, message, details}`."""

from __future__ import annotations

import logging
import math
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from rest_framework import exceptions
from rest_framework.response import Response

from jobs.errors import (
    AppError,
    Forbidden,
    Invalid,
    NotFound,
    Throttled,
    Unauthenticated,
    Unsupported,
)

logger = logging.getLogger(__name__)


def _first_sentence(detail: Any, path: str = "") -> str:
    """The first problem in DRF's nested detail, led by the name of its field."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            return _first_sentence(inner, f"{path}.{name}" if path else str(name))
    if isinstance(detail, list):
        for inner in detail:
            if inner:
                return _first_sentence(inner, path)
    return f"{path}: {detail}" if path and not path.endswith("non_field_errors") else str(detail)


def _from_drf(error: exceptions.APIException) -> AppError:
    if isinstance(error, exceptions.ValidationError):
        details = error.detail if isinstance(error.detail, dict) else {"problems": error.detail}
        return Invalid(_first_sentence(error.detail), details=details)
    if isinstance(error, exceptions.ParseError):
        return Invalid(str(error.detail), code="malformed")
    if isinstance(error, exceptions.NotAuthenticated | exceptions.AuthenticationFailed):
        return Unauthenticated(str(error.detail))
    if isinstance(error, exceptions.PermissionDenied):
        return Forbidden(str(error.detail))
    if isinstance(error, exceptions.NotFound):
        return NotFound(str(error.detail))
    if isinstance(error, exceptions.UnsupportedMediaType):
        return Unsupported("Send JSON: Content-Type: application/json.")
    if isinstance(error, exceptions.Throttled):
        return Throttled(str(error.detail), details={"retry_after": math.ceil(getattr(error, "wait", None) or 1)})
    return AppError(str(error.detail), code=str(error.default_code), status=error.status_code)


def as_app_error(error: Exception) -> AppError | None:
    """The house's error for an exception that a view let pass, or None for one nobody expected."""
    if isinstance(error, AppError):
        return error
    if isinstance(error, exceptions.APIException):
        return _from_drf(error)
    if isinstance(error, Http404):
        return NotFound("There is no such thing here.")
    if isinstance(error, PermissionDenied):
        return Forbidden(str(error) or "This is not allowed.")
    return None


def headers_of(error: AppError) -> dict[str, str]:
    """HTTP headers that belong to an error."""
    headers = {}
    if "retry_after" in error.details:
        headers["Retry-After"] = str(error.details["retry_after"])
    if error.status == 401:
        headers["WWW-Authenticate"] = "Token"
    return headers


def exception_handler(error: Exception, _context: dict[str, Any]) -> Response | None:
    """DRF's hook. None (an unexpected error) lets Django log it and answer by `server_error`."""
    known = as_app_error(error)
    if known is None:
        return None
    if known.status >= 500:
        logger.warning("%s: %s", known.code, known.message)
    return Response(known.body(), status=known.status, headers=headers_of(known))


def json_error(error: AppError) -> JsonResponse:
    """An error as a response of plain Django, for middleware and views outside DRF."""
    return JsonResponse(error.body(), status=error.status, headers=headers_of(error))


@csrf_exempt
def missing(request: HttpRequest, exception: Exception | None = None) -> JsonResponse:  # noqa: ARG001  (a hook)
    """The answer at an address nobody serves; it names the missing slash when that is the reason."""
    path = request.path
    hint = "" if path.endswith("/") else " Every address of the API ends in a slash."
    return json_error(NotFound(f"Nothing is served at {path[:200]}.{hint}"))


def server_error(_request: HttpRequest) -> JsonResponse:
    """Django's `handler500`: the details are in the log, not in the answer."""
    return json_error(AppError("Something went wrong on the server; its log has the details."))

"""What a request meets first: is it for us, may it come from there, is it JSON. Also the headers of every answer."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponsePermanentRedirect, JsonResponse
from django.http.response import HttpResponseBase

from explorer.origins import is_loopback_host, origin_problem
from jobs.errors import AppError, Forbidden, Invalid, Unsupported
from jobs.rest import json_error

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
UPLOADS = "/api/uploads/"
OPEN_PATHS = {"/healthz", "/readyz"}
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "worker-src 'self' blob:",
        "img-src 'self' data: blob:",
        "connect-src 'self' data: blob:",
        "style-src 'self' 'unsafe-inline'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def request_problem(request: HttpRequest) -> AppError | None:
    """Why a request is turned away before any view sees it, or None."""
    try:
        host = request.get_host()
    except DisallowedHost as error:
        return Invalid(f"This server does not answer to that name: {error}", code="unknown_host")
    problem: AppError | None = None
    if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
        problem = Invalid("An address may not hold the null character.", code="malformed")
    if problem is None and request.method not in SAFE_METHODS:
        problem = origin_problem(request.headers, host) or _body_problem(request)
    return problem


def _body_problem(request: HttpRequest) -> AppError | None:
    if request.path.startswith(UPLOADS):
        return None
    length = request.headers.get("Content-Length", "")
    has_body = length not in {"", "0"} or "Transfer-Encoding" in request.headers
    if request.content_type == "application/json" or not (request.content_type or has_body):
        return None
    return Unsupported("Send JSON: Content-Type: application/json.")


class SecurityMiddleware:
    """Turns away what is not for us, adds the headers, and keeps plain HTTP to the loopback address."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer of the view, or the reason why there is none."""
        problem = request_problem(request)
        response = json_error(problem) if problem else self._to_https(request) or self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if problem is None and not request.is_secure() and is_loopback_host(request.get_host()):
            # A browser sends secure cookies back to http://localhost, other clients do not.
            for cookie in response.cookies.values():
                cookie["secure"] = ""
        return response

    def _to_https(self, request: HttpRequest) -> HttpResponseBase | None:
        if not settings.HTTPS or request.is_secure() or request.path in OPEN_PATHS:
            return None
        host = request.get_host()
        if is_loopback_host(host):
            return None
        return HttpResponsePermanentRedirect(f"https://{host}{request.get_full_path()}")


def csrf_failure(_request: HttpRequest, reason: str = "") -> JsonResponse:
    """Django's `CSRF_FAILURE_VIEW`, in the one error shape."""
    return json_error(Forbidden(f"The CSRF token is missing or wrong: {reason}", code="csrf"))

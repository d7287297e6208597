"""Every error the house raises on purpose, drawn first. All share one JSON shape: `{code, message, details}`.

AppError
+ Invalid          400  the request cannot be understood or breaks a rule
+ Unauthenticated  401  nobody is logged in
+ Forbidden        403  the role does not allow it, or another site asked
+ NotFound         404  no such thing
+ Conflict         409  the thing is in a state that forbids it
+ TooLarge         413  the body is over its limit
+ Unsupported      415  the body has another type than JSON
+ UpstreamError    424  a service outside the house failed; the house itself is well
+ Throttled        429  too many requests
+ Unavailable      503  an engine of the house does not answer
JobCancelled            the job was asked to stop (ends as `cancelled`, never shown as an error)
GiveWay                 the job lets others go first (it is queued again and goes on from its checkpoint)
LeaseLost               another worker owns the job now (this one leaves it alone)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict

__all__ = [
    "AppError",
    "Conflict",
    "ErrorBody",
    "Forbidden",
    "GiveWay",
    "Invalid",
    "JobCancelled",
    "LeaseLost",
    "NotFound",
    "Throttled",
    "TooLarge",
    "Unauthenticated",
    "Unavailable",
    "Unsupported",
    "UpstreamError",
]


class ErrorBody(TypedDict):
    """The one JSON shape of an error: REST, the socket and a job's `error`."""

    code: str
    message: str
    details: dict[str, Any]


class AppError(Exception):
    """An error with a sentence a person can act on.

    `code` is a short word for programs, `status` the HTTP status, `details` a JSON object. A job whose handler raises a
    `retryable` error is queued again with back-off until its attempts are used up.
    """

    status: int = 500
    code: str = "internal"
    retryable: bool = False

    def __init__(
        self,
        message: str,
        *,
        code: str | None = None,
        status: int | None = None,
        details: Mapping[str, Any] | None = None,
        retryable: bool | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = self.code if code is None else code
        self.status = self.status if status is None else status
        self.details = dict(details or {})
        self.retryable = self.retryable if retryable is None else retryable

    def body(self) -> ErrorBody:
        """The JSON shape `{code, message, details}`."""
        return {"code": self.code, "message": self.message, "details": self.details}


class Invalid(AppError):
    status = 400
    code = "invalid"


class Unauthenticated(AppError):
    status = 401
    code = "unauthenticated"


class Forbidden(AppError):
    status = 403
    code = "forbidden"


class NotFound(AppError):
    status = 404
    code = "not_found"


class Conflict(AppError):
    status = 409
    code = "conflict"


class TooLarge(AppError):
    status = 413
    code = "too_large"


class Unsupported(AppError):
    status = 415
    code = "unsupported"


class UpstreamError(AppError):
    """A service outside the house failed. 424 and not 5xx: the house answers, what it asked elsewhere did not."""

    status = 424
    code = "upstream"
    retryable = True


class Throttled(AppError):
    """Too many requests; `details.retry_after` (whole seconds) becomes the `Retry-After` header."""

    status = 429
    code = "throttled"
    retryable = True


class Unavailable(AppError):
    status = 503
    code = "unavailable"
    retryable = True


class JobCancelled(Exception):
    """Raised inside a handler when its job was asked to stop; let it pass."""


class GiveWay(Exception):
    """Raised inside a handler whose job lets others go first; let it pass."""


class LeaseLost(Exception):
    """Raised inside a handler whose lease another worker took; let it pass."""

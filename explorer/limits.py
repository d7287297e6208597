"""Bodies are bounded before Django stores them: it would keep one of any size on disk first."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from jobs.errors import TooLarge
from jobs.rest import IMPORT_LIMIT

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

# A file of 32 MiB, and what a form puts around it.
UPLOAD_LIMIT = 33 << 20


class _OverLimit(Exception):
    """The body grew over its limit."""


class BodyLimit:
    """Answers 413 to a body over its limit, announced or streamed: 33 MiB for uploads, 16 MiB for all else."""

    def __init__(self, application: Application) -> None:
        self.application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, counting its body."""
        limit = UPLOAD_LIMIT if scope["path"].startswith("/api/uploads/") else IMPORT_LIMIT
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if announced.isdigit() and int(announced) > limit:
            await _refuse(limit, send)
            return
        seen = 0

        async def counted() -> Mapping[str, Any]:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                raise _OverLimit
            return message

        try:
            await self.application(scope, counted, send)
        except _OverLimit:
            await _refuse(limit, send)


async def _refuse(limit: int, send: Send) -> None:
    error = TooLarge(f"The body is larger than {limit >> 20} MiB.", details={"limit": limit})
    body = json.dumps(error.body()).encode()
    headers = [(b"content-type", b"application/json"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": error.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})

"""Where sockets lead, and who may open one: the same host and origin rules as for writes, and viewer by login."""

from __future__ import annotations

from typing import Any

from channels.auth import AuthMiddlewareStack
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from channels.routing import URLRouter
from django.urls import path, re_path
from rest_framework.authtoken.models import Token

from explorer.auth import allows, is_required, role_of
from explorer.limits import Application, Receive, Scope, Send
from explorer.origins import host_problem, origin_problem
from jobs.consumer import JobConsumer, JobsConsumer
from jobs.errors import AppError, Forbidden, NotFound, Unauthenticated


class Refusal(AsyncJsonWebsocketConsumer):  # type: ignore[misc]  # channels has no types
    """Accepts, says why not, and closes with 4000 + the HTTP status: a browser shows no reason otherwise."""

    def __init__(self, error: AppError) -> None:
        super().__init__()
        self.error = error

    async def connect(self) -> None:
        """Tells the reason."""
        await self.accept()
        await self.send_json({"type": "error", **self.error.body()})
        await self.close(code=4000 + self.error.status)


def _role_problem(scope: Scope, headers: dict[str, str]) -> AppError | None:
    user: Any = scope["user"]
    kind, _, key = headers.get("Authorization", "").partition(" ")
    if kind == "Token":
        token = Token.objects.select_related("user").filter(key=key).first()
        user = token.user if token else None
    if user is None or not user.is_authenticated:
        return Unauthenticated("Log in first.")
    return None if allows(role_of(user), "viewer") else Forbidden("This needs the role viewer.")


class DoorKeeper:
    """Lets handshakes of our own pages and of programs through, logged in where a login is required.

    A handshake of another web page is refused without accepting it.
    """

    def __init__(self, application: Application) -> None:
        self.application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Checks the handshake."""
        headers = {name.decode("latin-1").title(): value.decode("latin-1") for name, value in scope["headers"]}
        host = headers.get("Host", "")
        if host_problem(host) or origin_problem(headers, host):
            await receive()
            await send({"type": "websocket.close", "code": 4403})
            return
        if is_required():
            problem = await database_sync_to_async(_role_problem)(scope, headers)
            if problem is not None:
                await Refusal.as_asgi(error=problem)(scope, receive, send)
                return
        await self.application(scope, receive, send)


routes: list[Any] = [
    path("ws/jobs/", JobsConsumer.as_asgi()),
    path("ws/jobs/<uuid:job_id>/", JobConsumer.as_asgi()),
    re_path(r"", Refusal.as_asgi(error=NotFound("Nothing is served at this address."))),
]
socket_application = AuthMiddlewareStack(DoorKeeper(URLRouter(routes)))

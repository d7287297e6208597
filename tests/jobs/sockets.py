"""A socket's client inside the test's process; that of Channels needs Daphne, which the house does not use."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from asgiref.testing import ApplicationCommunicator


class SocketClient:
    """Speaks the WebSocket part of ASGI with an application."""

    def __init__(self, application: Any, path: str, headers: list[tuple[bytes, bytes]]) -> None:
        path, _, query = path.partition("?")
        scope = {
            "type": "websocket",
            "path": path,
            "query_string": query.encode(),
            "headers": headers,
            "subprotocols": [],
        }
        self.wire = ApplicationCommunicator(application, scope)

    async def connect(self) -> int:
        """0 when the application accepts, else the code with which it closes."""
        await self.wire.send_input({"type": "websocket.connect"})
        answer = await self.wire.receive_output(10)
        return 0 if answer["type"] == "websocket.accept" else answer["code"]

    async def receive(self) -> dict[str, Any]:
        """The next message."""
        answer = await self.wire.receive_output(10)
        assert answer["type"] == "websocket.send", answer
        return json.loads(answer["text"])

    async def receive_close(self) -> int:
        """The code with which the application closes next."""
        answer = await self.wire.receive_output(10)
        assert answer["type"] == "websocket.close", answer
        return answer["code"]

    async def is_quiet(self) -> bool:
        """Whether nothing comes for a moment."""
        return await self.wire.receive_nothing(0.3)

    async def say(self, text: str) -> None:
        """Sends text to the application."""
        await self.wire.send_input({"type": "websocket.receive", "text": text})

    async def close(self) -> None:
        """Hangs up and waits until the application noticed."""
        await self.wire.send_input({"type": "websocket.disconnect", "code": 1000})
        await asyncio.wait_for(self.wire.wait(10), 10)

"""A small HTTP load balancer: least outstanding requests, health checks, retries, draining.

It needs nothing but the standard library and no other file, so that it also runs in a container.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import json
import time
from collections.abc import Iterator

CLOSED = (OSError, asyncio.IncompleteReadError, TimeoutError)
SILENCES = 3
IDEMPOTENT = frozenset({"GET", "HEAD", "PUT", "DELETE", "OPTIONS"})


@dataclasses.dataclass(frozen=True)
class Message:
    """A request or response of HTTP/1.1 with its body; `first` is its first line, header names in small letters."""

    first: str
    headers: dict[str, str]
    body: bytes

    @property
    def status(self) -> int:
        """Status of a response."""
        return int(self.first.split(" ", 2)[1])

    @property
    def method(self) -> str:
        """Method of a request."""
        return self.first.split(" ", 1)[0]

    def encoded(self) -> bytes:
        """The bytes on the wire."""
        headers = {**self.headers, "content-length": str(len(self.body))}
        lines = [self.first, *(f"{name}: {value}" for name, value in headers.items())]
        return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + self.body


async def read_message(reader: asyncio.StreamReader) -> Message:
    """Reads one message. Raises `asyncio.IncompleteReadError` when the other side closes."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.rstrip("\r\n").split("\r\n")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Message(first, headers, body)


def request(method: str, path: str, body: bytes = b"") -> Message:
    """A request to send."""
    return Message(f"{method} {path} HTTP/1.1", {"host": "localhost", "content-type": "application/json"}, body)


def response(status: int, body: bytes, **headers: str) -> Message:
    """A response in JSON."""
    return Message(f"HTTP/1.1 {status} -", {"content-type": "application/json", **headers}, body)


class Connection:
    """One open connection to a server, for one request at a time."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def open(cls, host: str, port: int) -> Connection:
        """Connects. Raises `OSError`."""
        return cls(*await asyncio.open_connection(host, port))

    async def ask(self, message: Message) -> Message:
        """Sends a request and reads its answer. Raises one of `CLOSED`."""
        self._writer.write(message.encoded())
        await self._writer.drain()
        return await read_message(self._reader)

    def close(self) -> None:
        """Closes it at once."""
        self._writer.close()


@dataclasses.dataclass(eq=False)
class Backend:
    """A replica behind the balancer; `draining` ones get no new requests."""

    name: str
    host: str
    port: int
    healthy: bool = False
    draining: bool = False
    outstanding: int = 0
    served: int = 0
    silent: int = 0
    idle: list[Connection] = dataclasses.field(default_factory=list)

    async def ask(self, message: Message, timeout: float) -> Message:
        """Forwards a request. A kept connection that the replica closed meanwhile is replaced once."""
        async with asyncio.timeout(timeout):
            kept = self.idle.pop() if self.idle else None
            if kept:
                with contextlib.suppress(*CLOSED):
                    return await self._ask(kept, message)
            return await self._ask(await Connection.open(self.host, self.port), message)

    async def _ask(self, connection: Connection, message: Message) -> Message:
        try:
            answer = await connection.ask(message)
        except BaseException:
            connection.close()
            raise
        self.idle.append(connection)
        return answer

    def forget_connections(self) -> None:
        """Closes what is kept open."""
        while self.idle:
            self.idle.pop().close()


class Balancer:
    """Balances over `backends`. `events` are (monotonic seconds, backend, "up" or "down") as they were noticed.

    Every `interval` seconds each backend is asked for `health`. One whose connection is refused or breaks is down at
    once; one that is silent for `patience` seconds is down after three times in a row, since a busy replica is no dead
    one. A request whose connection broke is sent to another backend up to `retries` times when its method is
    idempotent, or any method when `retry_any` says that repeating does no harm.
    """

    def __init__(
        self, *, interval: float = 0.25, retries: int = 1, retry_any: bool = False, health: str = "/healthz",
        timeout: float = 30.0, patience: float = 1.0,
    ) -> None:  # fmt: skip
        self.backends: list[Backend] = []
        self.events: list[tuple[float, str, str]] = []
        self.interval, self.retries, self.retry_any = interval, retries, retry_any
        self.health, self.timeout, self.patience = health, timeout, patience
        self._server: asyncio.Server | None = None
        self._checks: asyncio.Task[None] | None = None
        self._clients: set[asyncio.StreamWriter] = set()

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> int:
        """Listens and begins to check; returns the port."""
        self._server = await asyncio.start_server(self._serve, host, port)
        self._checks = asyncio.create_task(self._check_forever())
        return int(self._server.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        """Stops listening and closes every connection."""
        if self._checks:
            self._checks.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._checks
        if self._server:
            self._server.close()
            for writer in list(self._clients):
                writer.close()
            await self._server.wait_closed()
        for backend in self.backends:
            backend.forget_connections()

    async def check(self) -> None:
        """One round of health checks."""
        await asyncio.gather(*(self._check(backend) for backend in self.backends))

    async def drain(self, backend: Backend) -> None:
        """Sends a backend nothing more, waits until it has answered what it has, and takes it out."""
        backend.draining = True
        while backend.outstanding:
            await asyncio.sleep(0.005)
        self.backends.remove(backend)
        backend.forget_connections()

    def mark(self, backend: Backend, healthy: bool) -> None:
        """Notes that a backend is up or down."""
        if backend.healthy != healthy:
            backend.healthy = healthy
            self.events.append((time.monotonic(), backend.name, "up" if healthy else "down"))
            if not healthy:
                backend.forget_connections()

    async def _check(self, backend: Backend) -> None:
        connection = None
        try:
            async with asyncio.timeout(self.patience):
                connection = await Connection.open(backend.host, backend.port)
                answer = await connection.ask(request("GET", self.health))
            backend.silent = 0
            self.mark(backend, answer.status == 200)
        except TimeoutError:
            backend.silent += 1
            self.mark(backend, backend.healthy and backend.silent < SILENCES)
        except CLOSED:
            self.mark(backend, healthy=False)
        finally:
            if connection:
                connection.close()

    async def _check_forever(self) -> None:
        while True:
            await self.check()
            await asyncio.sleep(self.interval)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._clients.add(writer)
        try:
            while True:
                answer = await self._forward(await read_message(reader))
                writer.write(answer.encoded())
                await writer.drain()
        except CLOSED:
            pass
        finally:
            self._clients.discard(writer)
            writer.close()

    async def _forward(self, message: Message) -> Message:
        tried: set[Backend] = set()
        for _ in range(1 + self.retries * (self.retry_any or message.method in IDEMPOTENT)):
            backend = min(self._ready(tried), key=lambda one: one.outstanding, default=None)
            if backend is None:
                break
            tried.add(backend)
            backend.outstanding += 1
            try:
                answer = await backend.ask(message, self.timeout)
            except CLOSED:
                self.mark(backend, healthy=False)
            else:
                backend.served += 1
                return answer
            finally:
                backend.outstanding -= 1
        if tried:
            return response(502, json.dumps({"error": "the replica went away"}).encode())
        return response(503, json.dumps({"error": "no replica is up"}).encode(), **{"retry-after": "1"})

    def _ready(self, tried: set[Backend]) -> Iterator[Backend]:
        return (one for one in self.backends if one.healthy and not one.draining and one not in tried)

"""A small threaded HTTP server inside the run, as the base of stand-ins for services elsewhere."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import threading
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

HOST = "127.0.0.1"


@dataclasses.dataclass(frozen=True)
class Asked:
    """A request: `path` is decoded and has no query; header names are in small letters."""

    method: str
    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """The body read as JSON. Raises `ValueError`."""
        return json.loads(self.body)


@dataclasses.dataclass(frozen=True)
class Answer:
    """A response; a body that is not bytes is sent as JSON."""

    body: Any = b""
    status: int = 200
    headers: Mapping[str, str] = dataclasses.field(default_factory=dict)

    def encoded(self) -> tuple[bytes, dict[str, str]]:
        """The bytes to send and the headers that go with them."""
        if isinstance(self.body, bytes):
            return self.body, {"content-type": "application/octet-stream", **self.headers}
        return json.dumps(self.body).encode(), {"content-type": "application/json", **self.headers}


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Headers and body leave as two packets: joining them would cost 40 ms an answer.
    disable_nagle_algorithm = True
    handle_asked: Callable[[Asked], Answer]

    def _answer(self) -> None:
        parts = urlsplit(self.path)
        asked = Asked(
            self.command,
            unquote(parts.path),
            parse_qs(parts.query, keep_blank_values=True),
            {name.lower(): value for name, value in self.headers.items()},
            self._body(),
        )
        answer = type(self).handle_asked(asked)
        body, headers = answer.encoded()
        self.send_response(answer.status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "content-length" not in {name.lower() for name in headers}:
            self.send_header("content-length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = _answer

    def _body(self) -> bytes:
        if self.headers.get("transfer-encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("content-length") or 0))
        parts = []
        while size := int(self.rfile.readline().split(b";")[0], 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        while self.rfile.readline().strip():
            continue
        return b"".join(parts)

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: the stand-in's user keeps what it wants to know."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True


@contextlib.contextmanager
def serving(handle: Callable[[Asked], Answer]) -> Iterator[str]:
    """Answers requests on a free loopback port with `handle`, from threads of its own; gives `http://127.0.0.1:<port>`.

    `handle` is called from several threads at once. An answer to HEAD keeps its headers and loses its body.
    """
    handler = type("Handler", (_Handler,), {"handle_asked": staticmethod(handle)})
    server = _Server((HOST, 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

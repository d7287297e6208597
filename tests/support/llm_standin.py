"""A stand-in for a language model: a real HTTP server that answers the chat-completions protocol, well or badly.

    python -m tests.support.llm_standin PORT

It reads the numbered sentences and branches out of the message, as a model would, and says them almost unchanged.
`answer` replaces what it says; `fault` spoils how it says it: a status such as `401`, `silence`, `drip` (a body that
never ends), `drip_head` (headers that never end), `flood` (a body without bounds), `garbage` (a web page), `cut` (half
an answer), `no_text` (an answer without text), `redirect` (to `elsewhere`).
"""

from __future__ import annotations

import argparse
import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[dict[str, Any]], str]


def plain(data: dict[str, Any]) -> str:
    """What a faithful model says: every sentence once more, and each name with its halves exchanged."""
    if "sentences" in data:
        rows = [{"text": f"In short, {one['text']}", "sources": [one["number"]]} for one in data["sentences"]]
        return json.dumps({"sentences": rows})
    names = {str(one["number"]): " & ".join(reversed(one["now"].split(" & "))) for one in data["branches"]}
    return f"Here you are:\n```json\n{json.dumps({'names': names})}\n```"


class LlmStandIn:
    """The server. As a context manager it runs in a thread; `url` is what LLM_BASE_URL is set to."""

    def __init__(self, *, port: int = 0, answer: Answer = plain, fault: str = "", elsewhere: str = "") -> None:
        self.answer, self.fault, self.elsewhere = answer, fault, elsewhere
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.closing = threading.Event()
        self.server = ThreadingHTTPServer(("127.0.0.1", port), type("Handler", (_Handler,), {"stand_in": self}))
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/v1"

    def __enter__(self) -> LlmStandIn:
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self.server.shutdown()
        self.server.server_close()

    def said(self, body: dict[str, Any]) -> str:
        """The text of the answer to one request."""
        message = body["messages"][-1]["content"]
        return self.answer(json.loads(message[message.index("\n\n") :]))


class _Handler(BaseHTTPRequestHandler):
    stand_in: LlmStandIn
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.stand_in.asked.append(body)
        self.stand_in.headers.append({name.lower(): value for name, value in self.headers.items()})
        try:
            self._answer(body, self.stand_in.fault)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _answer(self, body: dict[str, Any], fault: str) -> None:
        if self.path != "/v1/chat/completions" or fault.isdecimal():
            # As servers do that repeat the key they refuse.
            self._send(int(fault or 404), {"error": {"message": f"Bad key: {self.headers['Authorization']}"}})
        elif fault == "silence":
            self.close_connection = True
            self.stand_in.closing.wait(30)
        elif fault.startswith("drip"):
            self._drip(b"X" if fault == "drip_head" else b" ")
        elif fault == "flood":
            self._stream()
            while not self.stand_in.closing.is_set():
                self.wfile.write(b" " * 65536)
        elif fault == "garbage":
            self._send(200, "<html><body>Down for maintenance</body></html>")
        elif fault == "redirect":
            self._send(307, "", headers={"Location": self.stand_in.elsewhere})
        else:
            content = None if fault == "no_text" else self.stand_in.said(body)
            message = {"role": "assistant", "content": content}
            self._send(200, {"object": "chat.completion", "choices": [{"index": 0, "message": message}]}, fault=fault)

    def _drip(self, byte: bytes) -> None:
        if byte == b" ":
            self._stream()
        else:
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not self.stand_in.closing.wait(0.05):
            self.wfile.write(byte)

    def _stream(self) -> None:
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()

    def _send(self, status: int, body: object, *, headers: dict[str, str] | None = None, fault: str = "") -> None:
        text = (body if isinstance(body, str) else json.dumps(body)).encode()
        text = text[: len(text) // 2] if fault == "cut" else text
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, format: str, *arguments: object) -> None:
        """Tests look at `asked` instead."""


def main() -> None:
    """Serves until it is stopped."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("port", type=int)
    stand_in = LlmStandIn(port=parser.parse_args().port)
    print(stand_in.url, flush=True)
    try:
        stand_in.server.serve_forever()
    except KeyboardInterrupt:
        stand_in.server.server_close()


if __name__ == "__main__":
    main()

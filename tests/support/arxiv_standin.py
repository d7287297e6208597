"""A stand-in for arXiv's API: a real HTTP server over a few real records, with faults on demand.

    python -m tests.support.arxiv_standin PORT [--faults 503 rate empty timeout] [--hang 40] [--data FILE ...]

`GET /api/query` answers as export.arxiv.org does. `POST /control/faults` with `{"faults": [...], "hang": seconds}`
queues faults, one for each following request; `GET /control/requests` lists what came in; `POST /control/reset`
forgets both. Faults: an HTTP status such as `503` or `429`, with a Retry-After as `429:2`; `rate` (status 200, "Rate
exceeded."), `empty` (no entry although totalResults says more), `timeout` (silence for `hang` seconds), `drip` (a body
that never ends), `garbage` (a web page), `cut` (half a feed), `error` (status 200, an entry titled Error), `reset`
(the connection breaks).
"""

from __future__ import annotations

import argparse
import json
import threading
import time
from collections import deque
from collections.abc import Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from tests.support import arxiv_answers as answers

DATA = Path(__file__).parents[1] / "data" / "standin.jsonl"
FAULTS = ("rate", "empty", "timeout", "drip", "garbage", "cut", "error", "reset")


class StandIn:
    """The server. As a context manager it runs in a thread; `url` is its API's address.

    Parameters
    ----------
    faults : served first, one for each request; "" lets one pass.
    hang : seconds of silence of a `timeout`.
    port : 0 takes a free one.
    paths : snapshot-shaped files it knows.
    """

    def __init__(
        self, *, faults: Iterable[str] = (), hang: float = 40.0, port: int = 0, paths: Iterable[Path] = (DATA,)
    ) -> None:
        self.records = answers.load(*paths)
        self.faults: deque[str] = deque()
        self.hang = hang
        self.requests: list[dict[str, object]] = []
        self.busiest = 0
        self._busy = 0
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self.set_faults(faults)
        handler = type("Handler", (_Handler,), {"stand_in": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", port), handler)
        self.server.daemon_threads = True
        self.port: int = self.server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}/api/query"

    def __enter__(self) -> StandIn:
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        self.server.shutdown()
        self.server.server_close()

    def set_faults(self, faults: Iterable[str]) -> None:
        """Replaces the faults still to be served ("" is none). Raises ValueError on one that does not exist."""
        wanted = list(faults)
        for fault in wanted:
            if fault and fault not in FAULTS and not fault.split(":")[0].isdecimal():
                raise ValueError(f"{fault!r} is none of: {', '.join(FAULTS)} or a status.")
        with self._lock:
            self.faults = deque(wanted)

    def times(self) -> list[float]:
        """When the requests arrived, in seconds of a clock that only goes forward."""
        return [float(str(request["at"])) for request in self.requests]

    def reset(self) -> None:
        """Forgets faults and requests."""
        with self._lock:
            self.faults.clear()
            self.requests.clear()
            self.busiest = self._busy

    def arrive(self, path: str, headers: dict[str, str]) -> str:
        """Notes a request and says which fault it meets, "" for none."""
        with self._lock:
            self._busy += 1
            self.busiest = max(self.busiest, self._busy)
            fault = self.faults.popleft() if self.faults else ""
            self.requests.append({"at": time.monotonic(), "path": path, "fault": fault, "headers": headers})
            return fault

    def leave(self) -> None:
        """A request has been answered."""
        with self._lock:
            self._busy -= 1

    def wait(self, seconds: float) -> bool:
        """Sleeps; True when the server closes meanwhile."""
        return self._closing.wait(seconds)

    def answer(self, query: dict[str, list[str]], asked: str, *, empty: bool) -> tuple[int, str]:
        """Status and feed for a query string."""
        one = {name: values[0] for name, values in query.items()}
        try:
            start, page = int(one.get("start", "0")), int(one.get("max_results", "10"))
            if start < 0 or not 0 <= page <= 2000:
                raise answers.BadRequest("max_results must be between 0 and 2000 and start non-negative")
            if one.get("id_list"):
                found = answers.by_ids(self.records, one["id_list"])
            else:
                found = answers.search(self.records, one.get("search_query", ""))
        except (answers.BadRequest, ValueError) as error:
            return 400, answers.error(str(error))
        sort = {"submittedDate": 0, "lastUpdatedDate": -1}.get(one.get("sortBy", ""))
        if sort is not None:
            found.sort(key=lambda pair: answers.created(pair[0], sort), reverse=one.get("sortOrder") != "ascending")
        shown = [] if empty else found[start : start + page]
        return 200, answers.feed(shown, len(found), start, page, asked)


class _Handler(BaseHTTPRequestHandler):
    stand_in: StandIn
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path == "/control/requests":
            self._send(200, json.dumps(self.stand_in.requests), kind="application/json")
        elif parts.path == "/api/query":
            fault = self.stand_in.arrive(self.path, dict(self.headers))
            try:
                self._query(parts.query, fault)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True
            finally:
                self.stand_in.leave()
        else:
            self._send(404, "not here", kind="text/plain")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path == "/control/reset":
            self.stand_in.reset()
        elif self.path == "/control/faults":
            told = json.loads(body)
            self.stand_in.hang = told.get("hang", self.stand_in.hang)
            self.stand_in.set_faults(told["faults"])
        self._send(204, "")

    def _query(self, asked: str, fault: str) -> None:
        status, wait = fault.split(":") if ":" in fault else (fault, "")
        if status.isdecimal():
            self._send(int(status), "fault", headers={"Retry-After": wait} if wait else {})
        elif fault == "rate":
            self._send(200, "Rate exceeded.", kind="text/plain")
        elif fault == "timeout":
            self.close_connection = True
            self.stand_in.wait(self.stand_in.hang)
        elif fault == "drip":
            self._drip()
        elif fault == "reset":
            self.close_connection = True
            self.connection.close()
        elif fault == "garbage":
            self._send(200, "<html><body><h1>Down for maintenance<br></h1></body></html>", kind="text/html")
        elif fault == "error":
            self._send(200, answers.error("the query makes no sense"))
        else:
            status_code, text = self.stand_in.answer(parse_qs(asked), asked, empty=fault == "empty")
            self._send(status_code, text[: len(text) // 2] if fault == "cut" else text)

    def _drip(self) -> None:
        self.close_connection = True
        self.send_response(200)
        self.end_headers()
        while not self.stand_in.wait(0.05):
            self.wfile.write(b"<!-- -->")

    def _send(
        self, status: int, text: str, *, kind: str = "application/atom+xml", headers: dict[str, str] | None = None
    ) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Tests ask `/control/requests` instead."""


def main() -> None:
    """Serves until it is stopped."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("port", type=int)
    parser.add_argument("--faults", nargs="*", default=[])
    parser.add_argument("--hang", type=float, default=40.0)
    parser.add_argument("--data", nargs="*", type=Path, default=[DATA])
    arguments = parser.parse_args()
    stand_in = StandIn(faults=arguments.faults, hang=arguments.hang, port=arguments.port, paths=arguments.data)
    print(stand_in.url, flush=True)
    try:
        stand_in.server.serve_forever()
    except KeyboardInterrupt:
        stand_in.server.server_close()


if __name__ == "__main__":
    main()

"""A model server in one file: numpy and the standard library, so that it runs alone in a container, a Space or Cog.

GET /healthz answers 200; POST /predict takes {"x": [numbers]} and answers {"label", "scores", "version", "replica"}.
A replica works on one request at a time, as a model does that fills its accelerator.
"""

from __future__ import annotations

import argparse
import json
import os
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np


class Model:
    """Softmax regression: `scores = softmax(x W + b)`, from a file with `weight` (features, classes) and `bias`."""

    def __init__(self, path: str) -> None:
        with np.load(path) as stored:
            self.weight, self.bias, self.version = stored["weight"], stored["bias"], int(stored["version"])

    def predict(self, x: list[float]) -> dict[str, Any]:
        """The label with the highest score, and the scores. Raises `ValueError` for another number of features."""
        given = np.asarray(x, dtype=np.float64)
        if given.shape != (len(self.weight),):
            raise ValueError(f"x has to be {len(self.weight)} numbers.")
        logits = given @ self.weight + self.bias
        shares = np.exp(logits - logits.max())
        shares /= shares.sum()
        return {"label": int(shares.argmax()), "scores": shares.round(6).tolist(), "version": self.version}


class Handler(BaseHTTPRequestHandler):
    """Answers for one model; `hold` seconds stand for the time on an accelerator."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    model: Model
    hold = 0.0
    slot = threading.Lock()

    def do_GET(self) -> None:
        """Health, and a word on what this is."""
        self._answer(200 if self.path in {"/", "/healthz"} else 404, {"version": self.model.version})

    def do_POST(self) -> None:
        """A prediction."""
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        if self.path != "/predict":
            self._answer(404, {"error": "POST /predict"})
            return
        try:
            with self.slot:
                time.sleep(self.hold)
                found = self.model.predict(json.loads(body)["x"])
        except (ValueError, TypeError, KeyError) as error:
            self._answer(400, {"error": f'send {{"x": [numbers]}}: {error}'})
            return
        self._answer(200, {**found, "replica": os.getpid()})

    def _answer(self, status: int, body: dict[str, Any]) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: the balancer counts."""


class Server(ThreadingHTTPServer):
    """Threads end with the process; a burst of connections waits instead of being refused."""

    daemon_threads = True
    request_queue_size = 128


def main() -> None:
    """Serves until it is killed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", default="0.0.0.0")  # noqa: S104
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--weights", default="weights.npz")
    parser.add_argument("--hold", type=float, default=0.0)
    given = parser.parse_args()
    Handler.model, Handler.hold = Model(given.weights), given.hold
    Server((given.host, given.port), Handler).serve_forever()


if __name__ == "__main__":
    main()

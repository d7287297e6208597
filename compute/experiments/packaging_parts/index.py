"""A package index on loopback: pypiserver over a folder, with one password for uploads.

A program: `index.py PORT FOLDER`, the password in `INDEX_PASSWORD`.
"""

from __future__ import annotations

import hmac
import os
import sys
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

HOST = "127.0.0.1"
USER = "__token__"


class Server(ThreadingMixIn, WSGIServer):
    """Several requests at once, since pip keeps its connection open."""

    daemon_threads = True


class Handler(WSGIRequestHandler):
    """Asks for no name of the caller: looking one up can take seconds."""

    def address_string(self) -> str:
        """The address itself."""
        return str(self.client_address[0])


def main() -> None:
    """Serves until it is stopped. It never sends anybody on to another index."""
    import pypiserver

    port, folder = int(sys.argv[1]), sys.argv[2]
    password = os.environ["INDEX_PASSWORD"]

    def allowed(user: str, given: str) -> bool:
        return user == USER and hmac.compare_digest(given, password)

    app = pypiserver.app(roots=[folder], authenticate=["update"], auther=allowed, disable_fallback=True)
    make_server(HOST, port, app, Server, Handler).serve_forever()


if __name__ == "__main__":
    main()

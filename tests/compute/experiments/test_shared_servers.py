"""Servers of a run: they answer when `start` returns, and nothing of them is left after."""

from __future__ import annotations

import http.client
import sys
import textwrap
import time
import urllib.request
from pathlib import Path

import psutil
import pytest

from compute.experiments.base import Cancelled
from compute.experiments.shared import servers, standin

CHILD = textwrap.dedent(
    """
    import http.server, pathlib, signal, subprocess, sys
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    pathlib.Path("child").write_text(str(child.pid))
    print("listening")
    http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), http.server.SimpleHTTPRequestHandler).serve_forever()
    """
)


def is_zombie(pid: int) -> bool:
    """Whether it has ended and only waits to be reaped by whoever adopted it."""
    return bool(psutil.Process(pid).status() == psutil.STATUS_ZOMBIE)


def test_a_server_answers_and_goes_with_its_descendants_even_when_it_ignores_sigterm(tmp_path: Path) -> None:
    (tmp_path / "serve.py").write_text(CHILD)
    with servers.running(
        "files", lambda port: servers.script(tmp_path / "serve.py", str(port)), scratch=tmp_path
    ) as server:
        assert urllib.request.urlopen(f"{server.url}/child").read().isdigit()
        family = [server.process.pid, int((tmp_path / "child").read_text())]
        server.stop(grace=0.2)
    # A killed process takes a moment to go.
    deadline = time.monotonic() + 10
    while left := [pid for pid in family if psutil.pid_exists(pid) and not is_zombie(pid)]:
        assert time.monotonic() < deadline, left
        time.sleep(0.05)
    assert not servers.port_answers(server.port)
    assert "listening" in server.tail()


def test_a_server_that_ends_says_why(tmp_path: Path) -> None:
    with pytest.raises(servers.ServerFailed, match=r"code 3.*\n.*no weights"):
        servers.start(
            "model", lambda port: [sys.executable, "-c", "print('no weights'); raise SystemExit(3)"], scratch=tmp_path
        )


def test_a_lost_port_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "serve.py").write_text(CHILD)
    with standin.serving(lambda asked: standin.Answer()) as taken:
        ports: list[int] = []

        def command(port: int) -> list[str]:
            ports.append(port if ports else int(taken.rpartition(":")[2]))
            return servers.script(tmp_path / "serve.py", str(ports[-1]))

        with servers.running("files", command, scratch=tmp_path) as server:
            assert [server.port] == ports[1:]
            server.stop(grace=0.2)


def test_waiting_can_be_cancelled_and_leaves_nothing(tmp_path: Path) -> None:
    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        servers.start(
            "slow", lambda port: [sys.executable, "-c", "import time; time.sleep(600)"], scratch=tmp_path, check=stop
        )
    assert not [one for one in psutil.Process().children() if "time.sleep(600)" in " ".join(one.cmdline())]


def test_a_standin_reads_what_is_sent_and_answers() -> None:
    def handle(asked: standin.Asked) -> standin.Answer:
        if asked.method == "HEAD":
            return standin.Answer(headers={"content-length": "7", "etag": "x"})
        return standin.Answer({"path": asked.path, "query": dict(asked.query), "size": len(asked.body)}, status=201)

    with standin.serving(handle) as url:
        connection = http.client.HTTPConnection(url.removeprefix("http://"))
        connection.request("PUT", "/a%20b?c=1", body=iter([b"one", b"two"]), encode_chunked=True)
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (201, b'{"path": "/a b", "query": {"c": ["1"]}, "size": 6}')
        connection.request("HEAD", "/")
        head = connection.getresponse()
        assert (head.headers["content-length"], head.headers["etag"], head.read()) == ("7", "x", b"")
        connection.close()

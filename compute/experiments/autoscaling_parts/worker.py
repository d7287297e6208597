"""A worker process: takes jobs from its list in Valkey, holds its slot for as long as each needs, answers.

Run as a file with the port, its own list and, to steal, the other lists. Only the standard library, so that it
starts in a few hundredths of a second. On SIGTERM it finishes the job in its hands and ends.
"""

from __future__ import annotations

import hashlib
import json
import signal
import socket
import sys
import time
from typing import BinaryIO


class Valkey:
    """The few lines of the Redis protocol (RESP2) that are needed here."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._file: BinaryIO = self._socket.makefile("rb")

    def __call__(self, *words: str) -> bytes | int | None:
        """Sends a command and reads its reply: bytes, a number or None."""
        parts = [f"*{len(words)}\r\n".encode()]
        for word in words:
            data = word.encode()
            parts.append(b"$%d\r\n%s\r\n" % (len(data), data))
        self._socket.sendall(b"".join(parts))
        line = self._file.readline().rstrip()
        kind, rest = line[:1], line[1:]
        if kind == b"$":
            return None if rest == b"-1" else self._file.read(int(rest) + 2)[:-2]
        if kind == b":":
            return int(rest)
        if kind == b"-":
            raise OSError(rest.decode())
        return None if rest == b"-1" else rest


def take(valkey: Valkey, own: str, hands: str, others: list[str]) -> bytes | None:
    """The next job, moved to the list `hands` so that it is never nowhere; None after a short wait."""
    if others and not valkey("LLEN", own):
        longest = max(others, key=lambda name: int(valkey("LLEN", name) or 0))
        stolen = valkey("LMOVE", longest, hands, "RIGHT", "LEFT")
        if isinstance(stolen, bytes):
            return stolen
    # A thief looks at the other lists again soon.
    found = valkey("BLMOVE", own, hands, "LEFT", "LEFT", "0.005" if others else "0.05")
    return found if isinstance(found, bytes) else None


def main(port: int, number: str, own: str, others: list[str]) -> None:
    """Works until it is told to stop."""
    told: list[int] = []
    signal.signal(signal.SIGTERM, lambda signum, _: told.append(signum))
    valkey, hands = Valkey(port), f"hands:{number}"
    valkey("RPUSH", "ready", number)
    while not told:
        job = take(valkey, own, hands, others)
        if job is None:
            continue
        asked = json.loads(job)
        time.sleep(asked["seconds"])
        digest = hashlib.sha256(asked["text"].encode()).hexdigest()
        answer = {"number": asked["number"], "worker": int(number), "at": time.monotonic(), "digest": digest}
        valkey("RPUSH", "done", json.dumps(answer))
        valkey("LREM", hands, "1", job.decode())


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4:])

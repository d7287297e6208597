"""Worker processes over Valkey: started, stopped without losing a job, and killed."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from compute.experiments.autoscaling_parts.load import Arrival
from compute.experiments.shared import servers

WORKER = Path(__file__).with_name("worker.py")
SHARED = "work"


@dataclasses.dataclass
class Worker:
    """A worker process and the list it takes from; `ready` once it has told so."""

    number: int
    queue: str
    process: subprocess.Popen[bytes]
    started: float
    ready: bool = False
    outstanding: int = 0


class Fleet:
    """The workers of one run. `answers`: seconds on the monotonic clock when each job was first answered, by number.

    Jobs are delivered at least once: what a worker held when it was killed goes back to its list.
    """

    def __init__(self, port: int, scratch: Path, *, own_queues: bool = False, steal: int = 0) -> None:
        import redis

        self.valkey: Any = redis.Redis(host=servers.HOST, port=port, decode_responses=True)
        self.workers: list[Worker] = []
        self.leaving: list[Worker] = []
        self.answers: dict[int, float] = {}
        self.wrong, self.worker_seconds, self.returned = 0, 0.0, 0
        self._port, self._scratch, self._own, self._steal, self._numbers = port, scratch, own_queues, steal, 0

    def start_one(self) -> Worker:
        """One more worker; it is `ready` when it has told so."""
        number, self._numbers = self._numbers, self._numbers + 1
        queue = f"{SHARED}:{number}" if self._own else SHARED
        others = [f"{SHARED}:{other}" for other in range(self._steal) if other != number]
        command = servers.script(WORKER, str(self._port), str(number), queue, *others)
        with (self._scratch / "workers.log").open("ab") as log:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self._scratch)
        worker = Worker(number, queue, process, time.monotonic())
        self.workers.append(worker)
        return worker

    def stop_one(self) -> None:
        """Asks the newest worker to finish what it holds and go."""
        worker = self.workers.pop()
        worker.process.terminate()
        self.leaving.append(worker)

    def submit(self, one: Arrival, seconds: float, queue: str = SHARED) -> None:
        """Puts a job that holds a worker for `seconds` of the real clock on a list."""
        job = {"number": one.number, "seconds": seconds, "text": text_of(one.number)}
        self.valkey.rpush(queue, json.dumps(job))

    def waiting(self, queues: Sequence[str] = (SHARED,)) -> int:
        """Jobs on the lists that nobody has taken."""
        return sum(int(self.valkey.llen(queue)) for queue in queues)

    def collect(self) -> list[tuple[int, float]]:
        """Jobs first answered since the last call; also notes who is ready, who has gone and who was killed."""
        for number in self.valkey.lpop("ready", 100) or ():
            for worker in self.workers:
                worker.ready |= worker.number == int(number)
        found = []
        for row in self.valkey.lpop("done", 10_000) or ():
            answer = json.loads(row)
            number = answer["number"]
            self.wrong += answer["digest"] != hashlib.sha256(text_of(number).encode()).hexdigest()
            if number not in self.answers:
                found.append((number, answer["at"]))
        self.answers.update(found)
        self._bury()
        return found

    def _bury(self) -> None:
        for worker in [one for one in [*self.workers, *self.leaving] if one.process.poll() is not None]:
            (self.workers if worker in self.workers else self.leaving).remove(worker)
            self.worker_seconds += time.monotonic() - worker.started
            while self.valkey.lmove(f"hands:{worker.number}", worker.queue, "RIGHT", "LEFT") is not None:
                self.returned += 1

    def close(self) -> None:
        """Ends every worker that is left."""
        for worker in [*self.workers, *self.leaving]:
            servers.end(worker.process, grace=0.5)
            self.worker_seconds += time.monotonic() - worker.started
        self.workers, self.leaving = [], []
        self.valkey.close()


def text_of(number: int) -> str:
    """What a worker has to digest for a job."""
    return f"job {number}"

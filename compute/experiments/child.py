"""The process of one run: `python -m compute.experiments.child REQUEST FD`.

REQUEST is a JSON file `{experiment, parameters, seed, device, options, files, scratch_schema}` in the run's folder,
beside `scratch/`, `artifacts/` and, where the definition needs them, `corpus.json` and `subgraph.json`. Events go to
the file descriptor FD as one JSON object a line: `{kind, ...payload}`, the last one `result` or `error`.
"""

from __future__ import annotations

import errno
import json
import os
import signal
import sys
import threading
import traceback
from pathlib import Path
from types import FrameType
from typing import Any

from compute.experiments import experiment
from compute.experiments.base import Context, Experiment, ExperimentError, result_body

NO_SPACE = (errno.ENOSPC, errno.EDQUOT)


class Stopped:
    """Whether the run was asked to stop by a signal; a second one ends the process at once."""

    def __init__(self) -> None:
        self.asked = threading.Event()
        signal.signal(signal.SIGTERM, self._on_signal)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        if self.asked.is_set():
            os._exit(143)
        self.asked.set()


class Teller:
    """Writes events as lines; threads of a run may tell at the same time."""

    def __init__(self, descriptor: int) -> None:
        self._stream = os.fdopen(descriptor, "w", encoding="utf-8")
        self._lock = threading.Lock()

    def __call__(self, kind: str, payload: dict[str, Any]) -> None:
        """One line."""
        line = json.dumps({"kind": kind, **payload}, ensure_ascii=False, allow_nan=False)
        with self._lock:
            self._stream.write(line + "\n")
            self._stream.flush()


def run(request: dict[str, Any], folder: Path, tell: Teller, stopped: Stopped) -> None:
    """Runs the experiment and tells its result, or the error that a person should read."""
    definition = experiment(request["experiment"])
    if definition is None:
        tell("error", {"code": "unknown_experiment", "message": f"There is no experiment {request['experiment']}."})
        return
    try:
        result = definition.run(_context(definition, request, folder, tell, stopped))
        tell("result", result_body(result))
    except ExperimentError as error:
        tell("error", {"code": error.code, "message": error.message})
    except MemoryError:
        tell("error", {"code": "no_memory", "message": "The machine has not enough free memory for this run."})
    except OSError as error:
        if error.errno not in NO_SPACE:
            raise
        tell("error", {"code": "no_space", "message": "The disk is full. Free some space and run it again."})


def _context(definition: Experiment, request: dict[str, Any], folder: Path, tell: Teller, stopped: Stopped) -> Context:
    needs = {
        name: json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("corpus", "subgraph")
        if name in definition.needs
    }
    return Context(
        parameters=definition.read(request["parameters"]),
        seed=request["seed"],
        scratch=folder / "scratch",
        artifacts=folder / "artifacts",
        device=request["device"],
        tell=tell,
        cancelled=stopped.asked.is_set,
        files={name: Path(path) for name, path in request["files"].items()},
        scratch_schema=request["scratch_schema"],
        options=request["options"],
        **needs,
    )


def main(argv: list[str]) -> int:
    """Status 0 when a result or a told error was written, 1 after an error nobody expected (its trace is printed)."""
    path, tell, stopped = Path(argv[0]), Teller(int(argv[1])), Stopped()
    try:
        run(json.loads(path.read_text(encoding="utf-8")), path.parent, tell, stopped)
    except Exception as error:  # noqa: BLE001  (the end of the process: a person must be told whatever was thrown)
        traceback.print_exc()
        tell("error", {"code": "crashed", "message": f"The experiment failed: {type(error).__name__}: {error}"[:500]})
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""A run that misbehaves as its request says: `python -m tests.compute.experiments.rogue REQUEST FD`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

NAP = [sys.executable, "-c", "import time; time.sleep(600)"]


def main() -> int:
    """Does what `deed` names."""
    request, stream = json.loads(Path(sys.argv[1]).read_text()), os.fdopen(int(sys.argv[2]), "w")

    def tell(kind: str, **payload: object) -> None:
        stream.write(json.dumps({"kind": kind, **payload}) + "\n")
        stream.flush()

    deed = request["deed"]
    if deed == "environment":
        tell("result", seen=sorted(os.environ), cwd=os.getcwd())
    elif deed == "memory":
        held = bytearray(400 << 20)
        held[::4096] = b"x" * len(held[::4096])
        time.sleep(600)
    elif deed == "children":
        # One that left the group and lost its parent, and one that ignores being asked.
        subprocess.Popen(["sh", "-c", "setsid sleep 601 & exec sleep 602"], start_new_session=True)
        deaf = "import signal as s,time; s.signal(s.SIGTERM, s.SIG_IGN); print('deaf', flush=True); time.sleep(603)"
        subprocess.Popen([sys.executable, "-c", deaf], stdout=subprocess.PIPE).stdout.readline()
        tell("log", line="started")
        time.sleep(600)
    elif deed == "leave":
        subprocess.Popen(NAP, start_new_session=True)
        tell("result", left=True)
    elif deed == "crash":
        print("last words", flush=True)
        os._exit(3)
    elif deed == "chatter":
        for number in range(request["lines"]):
            tell("log", line=str(number))
        tell("result", lines=request["lines"])
    return 0


if __name__ == "__main__":
    sys.exit(main())

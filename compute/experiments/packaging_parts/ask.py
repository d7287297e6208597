"""Asks an installed library, with nothing but what its own environment holds. A program: `ask.py PACKAGE POINTS`.

`POINTS` is a file of pairs in JSON; prints where everything came from, and the probabilities, as JSON.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import sys
import time
from pathlib import Path


def main() -> None:
    """One line of JSON."""
    package, points = sys.argv[1:]
    start = time.perf_counter()
    library = importlib.import_module(package)
    imported = time.perf_counter()
    with open(points, encoding="utf-8") as file:
        asked = json.load(file)
    answers = library.load().probabilities(asked)
    predicted = time.perf_counter()
    print(
        json.dumps(
            {
                "version": library.__version__,
                "file": Path(str(library.__file__)).relative_to(Path(sys.prefix).parent).as_posix(),
                "numpy": sys.modules["numpy"].__version__,
                "torch": importlib.util.find_spec("torch") is not None,
                "import_seconds": imported - start,
                "predict_seconds": predicted - imported,
                "answers": answers.tolist(),
            }
        )
    )


if __name__ == "__main__":
    main()

"""Replays a child from a recipe and its parents in files, in a process of its own: prints the bytes of its tree."""

import json
import sys
from pathlib import Path

from synthesis.core.breeding import Recipe, replay
from synthesis.core.types import canonical_json, from_dict


def main(path: str) -> None:
    """Reads `{recipe, parents, name, born}` from a file."""
    data = json.loads(Path(path).read_text(encoding="utf-8"))
    trees = [from_dict(tree) for tree in data["parents"]]
    breeder, member = replay(Recipe.from_json(data["recipe"]), trees, name=data["name"], born=data["born"])
    sys.stdout.buffer.write(canonical_json(breeder.tree(member)))


if __name__ == "__main__":
    main(sys.argv[1])

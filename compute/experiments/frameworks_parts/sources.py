"""The code of both sides, part by part, read from their files: what is shown is what ran."""

from __future__ import annotations

import ast
import textwrap
from pathlib import Path

HERE = Path(__file__).parent
FILES = {"PyTorch": "torch_side.py", "TensorFlow": "tensorflow_side.py"}
# A part, and the names of it in each file; of a picture or a table, the one that the task uses.
_PARTS = (
    ("the model", {"PyTorch": "{model}", "TensorFlow": "Side.build"}),
    ("setting up", {"PyTorch": "Side.__init__", "TensorFlow": "Side.__init__"}),
    ("a training step", {"PyTorch": "Side.step", "TensorFlow": "Side._update"}),
    ("a forward pass", {"PyTorch": "Side.logits", "TensorFlow": "Side.logits"}),
    ("the same weights", {"PyTorch": "Side.load", "TensorFlow": "Side.load"}),
    ("saving", {"PyTorch": "Side.save", "TensorFlow": "Side.save"}),
)


def parts(task: str) -> list[tuple[str, str, str]]:
    """Rows (part, code in PyTorch, code in TensorFlow)."""
    texts = {library: (HERE / name).read_text(encoding="utf-8") for library, name in FILES.items()}
    model = "Picture" if task == "digits" else "Table"
    found: list[tuple[str, str, str]] = []
    for part, names in _PARTS:
        torch, tensorflow = (_code(texts[library], names[library].format(model=model)) for library in FILES)
        found.append((part, torch, tensorflow))
    return found


def _code(text: str, name: str) -> str:
    body: list[ast.stmt] = ast.parse(text).body
    found: ast.stmt | None = None
    for one in name.split("."):
        found = next(node for node in body if getattr(node, "name", None) == one)
        body = getattr(found, "body", [])
    assert found is not None
    return textwrap.dedent("\n".join(text.splitlines()[found.lineno - 1 : found.end_lineno]))


def page(task: str) -> str:
    """The same as Markdown."""
    lines = ["# The same model twice"]
    for part, torch, tensorflow in parts(task):
        lines += [f"\n## {part.capitalize()}", "\nPyTorch", f"```python\n{torch}\n```"]
        lines += ["\nTensorFlow", f"```python\n{tensorflow}\n```"]
    return "\n".join(lines) + "\n"

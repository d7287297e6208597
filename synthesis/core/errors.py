"""What the heart can refuse, drawn first: every error carries a code, a sentence and details."""

from typing import Any

__all__ = ["CoreError", "InvalidSetting", "InvalidTree", "MermaidError", "TooFewPapers"]


class CoreError(ValueError):
    """Root of all errors of ``synthesis.core``.

    ``code`` is a stable word for machines, ``message`` one sentence a person can act on,
    ``details`` a JSON-ready dict. The web rooms map the whole family to a 4xx.
    """

    code = "invalid"

    def __init__(self, message: str, **details: Any) -> None:
        super().__init__(message)
        self.message = message
        self.details: dict[str, Any] = details


class InvalidTree(CoreError):
    """The nodes and edges do not make one tree."""

    code = "invalid_tree"


class InvalidSetting(CoreError):
    """A setting of a merge lies outside its bounds; ``details["setting"]`` names it."""

    code = "invalid_setting"


class TooFewPapers(CoreError):
    """A merge needs at least two papers; ``details["papers"]`` says how many came."""

    code = "too_few_papers"


class MermaidError(CoreError):
    """The text is no flowchart this parser reads; ``line`` and ``column`` (from 1) say where."""

    code = "invalid_mermaid"

    def __init__(self, message: str, *, line: int, column: int) -> None:
        super().__init__(f"Line {line}, column {column}: {message}", line=line, column=column)
        self.line = line
        self.column = column

"""How roles write: from templates with values filled in, or by a model where the operator has one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from string import Template

from compute.experiments.base import Context
from compute.experiments.roles_parts.agent import Refused
from compute.experiments.roles_parts.model import Model, NoAnswer, configured

TEMPLATES = Path(__file__).parent / "templates"


def filled(name: str, **values: object) -> str:
    """The text of a template with its `$names` filled in. Raises `KeyError` for a value that is missing."""
    return Template((TEMPLATES / name).read_text(encoding="utf-8")).substitute(values)


class Writer:
    """Writes pieces of code; `authors` counts which were taken from the model and which from templates.

    The model is asked `patience` times for one piece; after that the template is taken, so that the work ends.
    """

    def __init__(self, context: Context, choice: str, patience: int) -> None:
        self.context, self.patience = context, patience
        self._asked: Counter[str] = Counter()
        self.model: Model | None = configured(context) if choice == "automatic" else None
        self.authors = {"model": 0, "template": 0}

    def piece(self, *, brief: str, template: str, screen: Callable[[str], str], report: str = "") -> str:
        """A piece of code: the model's, if it passes the screen; `template` without a model or when that fails."""
        if self.model is not None and self._asked[brief] < self.patience:
            self._asked[brief] += 1
            try:
                text = screen(self.model.ask(self._with(brief, report), self.context))
                self.authors["model"] += 1
                return text
            except (NoAnswer, Refused) as error:
                self.context.log(f"note | the model's code is not used: {error}")
        self.authors["template"] += 1
        return template

    @staticmethod
    def _with(brief: str, report: str) -> str:
        return f"{brief}\n\nYour last version failed its check:\n{report[-1500:]}" if report else brief

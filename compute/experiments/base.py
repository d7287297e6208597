"""What an experiment is: a definition with parameters and bounds, a run over a `Context`, and its `Result`.

The form in the page, the REST schema, the command line, the page in docs/ and the exported app all follow from an
`Experiment`. Nothing here knows Django: a run lives in a process of its own, or in an exported app.
"""

from __future__ import annotations

import dataclasses
import importlib.util
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, NoReturn

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.fields import FieldInfo

from compute.experiments.context import Context, CorpusPaper, Subgraph, SubgraphEdge, SubgraphNode
from compute.experiments.errors import BadParameters, Cancelled, ExperimentError, MissingPackage
from compute.experiments.results import Cell, Chart, Metric, Result, Table, chart_body, finite, result_body, versions

__all__ = [
    "App",
    "BadParameters",
    "Cancelled",
    "Cell",
    "Chart",
    "Context",
    "CorpusPaper",
    "Experiment",
    "ExperimentError",
    "Metric",
    "MissingPackage",
    "Package",
    "Parameters",
    "Reference",
    "Result",
    "Subgraph",
    "SubgraphEdge",
    "SubgraphNode",
    "Table",
    "chart_body",
    "finite",
    "result_body",
    "upload",
    "versions",
]


class Parameters(BaseModel):
    """Base of an experiment's parameters: every field has a default, a title, a description and bounds.

    Use `Literal` for choices and `upload` for files. Unknown names, other types and NaN are refused.
    """

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, frozen=True)


def upload(
    *,
    title: str,
    description: str,
    accept: Sequence[str],
    max_bytes: int,
    template: tuple[str, str] | None = None,
    drawn: bool = False,
) -> Any:
    """A parameter that holds the id of an upload, "" for none; `accept` are file endings such as `.png`.

    `template` is a file (name, text) that the form offers to fill in. With `drawn` the form has a pad to draw a PNG on.
    In a run, `context.file(name)` gives the file.
    """
    extra: dict[str, Any] = {"format": "upload", "accept": list(accept), "maxBytes": max_bytes}
    if drawn:
        extra["drawn"] = True
    if template:
        extra["template"] = {"name": template[0], "text": template[1]}
    return Field(default="", title=title, description=description, json_schema_extra=extra)


@dataclasses.dataclass(frozen=True)
class Reference:
    """A source of what an experiment shows: a paper, a specification, a page of documentation."""

    title: str
    url: str
    why: str = ""


@dataclasses.dataclass(frozen=True)
class Package:
    """A package that an experiment needs, by its import name; `command` adds it. `part` of the experiment, "" all."""

    name: str
    module: str
    command: str = "make extras"
    part: str = ""


@dataclasses.dataclass(frozen=True)
class App:
    """How the exported app looks: its library, whether it has a Dockerfile, and what it installs (names in the lock).

    `data`: folders or files beside the module, relative to `compute/experiments/`, that it carries.
    """

    ui: Literal["gradio", "streamlit"] = "gradio"
    dockerfile: bool = False
    packages: tuple[str, ...] = ()
    data: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class Experiment:
    """A definition. `run(context)` does the work and may raise `ExperimentError`; heavy imports belong inside it.

    `topic` is 1 to 10; `terms` are phrases by which papers are found. `seconds` and `megabytes` bound a run, `gpu`
    sends it to the queue of that name. `small` are parameters for a run of seconds, for tests and a first look.
    `deterministic`: two runs of a seed give the same metrics, but for the `measured` ones.
    """

    key: str
    topic: int
    title: str
    summary: str
    parameters: type[Parameters]
    run: Callable[[Context], Result]
    references: tuple[Reference, ...]
    terms: tuple[str, ...]
    small: Mapping[str, Any]
    requirements: tuple[Package, ...] = ()
    needs: frozenset[Literal["corpus", "subgraph", "scratch_schema"]] = frozenset()
    app: App = App()
    seconds: int = 600
    megabytes: int = 4096
    gpu: bool = False
    deterministic: bool = True

    def read(self, given: Mapping[str, Any]) -> Parameters:
        """The parameters that a JSON object gives, defaults for the rest. Raises `BadParameters`."""
        try:
            text = json.dumps(dict(given), allow_nan=False)
            return self.parameters.model_validate_json(text, strict=True)
        except ValidationError as error:
            _refuse(error)
        except ValueError as error:
            raise BadParameters({"": [str(error)]}) from error

    def read_words(self, given: Mapping[str, str]) -> Parameters:
        """The same from text, as a command line gives it; a list is written in JSON. Raises `BadParameters`."""
        values: dict[str, Any] = {}
        for name, text in given.items():
            field = self.parameters.model_fields.get(name)
            values[name] = _from_text(field, text) if field else text
        try:
            return self.parameters.model_validate(values)
        except ValidationError as error:
            _refuse(error)

    def missing(self) -> list[Package]:
        """The packages it names that are not installed here."""
        return [one for one in self.requirements if importlib.util.find_spec(one.module.split(".")[0]) is None]

    def schema(self) -> dict[str, Any]:
        """JSON Schema of the parameters."""
        return self.parameters.model_json_schema()

    def uploads(self) -> dict[str, dict[str, Any]]:
        """What the schema says of the parameters that hold an upload (`accept`, `maxBytes`, `template`), by name."""
        fields = self.schema().get("properties", {})
        return {name: told for name, told in fields.items() if told.get("format") == "upload"}


def _refuse(error: ValidationError) -> NoReturn:
    problems: dict[str, list[str]] = {}
    for one in error.errors(include_url=False, include_context=False):
        name = str(one["loc"][0]) if one["loc"] else ""
        problems.setdefault(name, []).append(f"{one['msg'].removeprefix('Value error, ')}.")
    raise BadParameters(problems) from error


def _from_text(field: FieldInfo, text: str) -> Any:
    if field.annotation is str:
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text

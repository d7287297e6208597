"""The fields of a form, as they follow from the JSON Schema of an experiment's parameters."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from compute.experiments.base import BadParameters, Experiment

Kind = Literal["check", "choice", "choices", "file", "json", "number", "slider", "text"]
# Above so many steps, or powers of ten between its ends, a slider cannot be set well by hand.
STEPS, RATIO = 2_000, 1_000
# A text that may be longer gets several lines.
ONE_LINE = 120


@dataclasses.dataclass(frozen=True)
class FormField:
    """One field. `whole`: integers only; `low` and `high` are the bounds of a slider, None for other kinds."""

    name: str
    title: str
    description: str
    kind: Kind
    default: Any
    whole: bool = False
    low: float | None = None
    high: float | None = None
    step: float | None = None
    choices: tuple[Any, ...] = ()
    lines: int = 1
    accept: tuple[str, ...] = ()
    template: Mapping[str, str] | None = None
    drawn: bool = False


def form_fields(experiment: Experiment) -> list[FormField]:
    """The fields in the order of the definition."""
    schema = experiment.schema()
    shared = schema.get("$defs", {})
    defaults = experiment.parameters().model_dump(mode="json")
    return [_field(name, _flat(said, shared), defaults[name]) for name, said in schema["properties"].items()]


def given(fields: Sequence[FormField], values: Mapping[str, Any]) -> dict[str, Any]:
    """What a form holds by name, as JSON for `Experiment.read`; files are left out. Raises `BadParameters`."""
    return {field.name: _value(field, values[field.name]) for field in fields if field.kind != "file"}


def _flat(said: Mapping[str, Any], shared: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of one parameter with its reference followed; of an optional one what it may be."""
    found = dict(said)
    options = [one for one in found.pop("anyOf", ()) if one.get("type") != "null"]
    if len(options) == 1:
        found = {**options[0], **found}
    if "$ref" in found:
        found = {**shared[found.pop("$ref").rpartition("/")[2]], **found}
    return found


def _field(name: str, said: Mapping[str, Any], default: Any) -> FormField:
    made = FormField(
        name, said.get("title", name), said.get("description", ""), "text", default, whole=said.get("type") == "integer"
    )
    if said.get("format") == "upload":
        accept, template = tuple(said["accept"]), said.get("template")
        return dataclasses.replace(made, kind="file", accept=accept, template=template, drawn=said.get("drawn", False))
    if "enum" in said or "const" in said:
        return dataclasses.replace(made, kind="choice", choices=tuple(said.get("enum", (said.get("const"),))))
    kind = said.get("type")
    if kind == "boolean":
        return dataclasses.replace(made, kind="check")
    if kind in ("integer", "number"):
        return _number(made, said)
    if kind == "array" and "enum" in said.get("items", {}):
        return dataclasses.replace(made, kind="choices", choices=tuple(said["items"]["enum"]))
    if kind == "string":
        return dataclasses.replace(made, lines=1 if said.get("maxLength", ONE_LINE + 1) <= ONE_LINE else 4)
    return dataclasses.replace(made, kind="json", default=json.dumps(default))


def _number(made: FormField, said: Mapping[str, Any]) -> FormField:
    low, high = said.get("minimum"), said.get("maximum")
    if low is None or high is None or high <= low or made.default is None:
        return dataclasses.replace(made, kind="number")
    step = said.get("multipleOf") or (1 if made.whole else 10.0 ** (len(str(int(high - low))) - 3))
    wide = (high - low) / step > STEPS or (not made.whole and low > 0 and high / low >= RATIO)
    # A slider shows only what lies on one of its steps.
    places = (made.default - low) / step
    if wide or abs(places - round(places)) > 1e-6:
        return dataclasses.replace(made, kind="number")
    return dataclasses.replace(made, kind="slider", low=low, high=high, step=step)


def _value(field: FormField, value: Any) -> Any:
    if field.whole and isinstance(value, float) and value.is_integer():
        return int(value)
    if field.kind == "text":
        return value or ""
    if field.kind == "json":
        try:
            return json.loads(value)
        except ValueError:
            raise BadParameters({field.name: ["This is no JSON; write a list as [1, 2]."]}) from None
    return value

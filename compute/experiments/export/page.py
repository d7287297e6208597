"""The page of an experiment in docs/experiments/: what follows from its definition, and notes written by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from compute.experiments import EXPERIMENTS
from compute.experiments.base import Experiment
from compute.experiments.export.app.fields import FormField, form_fields

HEAD = "<!-- Written by `make schema` from compute/experiments/{key}.py{notes}; do not edit. -->"
NEEDS = {
    "corpus": "abstracts of the library",
    "subgraph": "a piece of the knowledge graph",
    "scratch_schema": "an empty PostgreSQL schema of its own",
}


def pages(docs: Path) -> dict[Path, str]:
    """The text of every page under `docs`/experiments."""
    folder = docs / "experiments"
    return {folder / f"{one.key}.md": page(one, _notes(folder, one)) for one in EXPERIMENTS}


def page(experiment: Experiment, notes: str) -> str:
    """The page of one experiment; `notes` end it, "" for none."""
    said = f" and notes/{experiment.key}.md" if notes else ""
    paragraphs = [
        HEAD.format(key=experiment.key, notes=said),
        f"# {experiment.title}",
        experiment.summary,
        _facts(experiment),
        "## Parameters",
        _table(("name", "what it is", "values", "default"), [_row(experiment, one) for one in form_fields(experiment)]),
        "A run of seconds, for a first look:",
        "    " + _command(experiment),
        "As an app that runs without Arboretum:",
        f"    manage.py export_app {experiment.key} --out {experiment.key}",
        "## Sources",
        "\n".join(f"- [{one.title}]({one.url}){f': {one.why}' if one.why else ''}" for one in experiment.references),
        *([notes.strip()] if notes else []),
    ]
    return "\n\n".join(paragraphs) + "\n"


def _notes(folder: Path, experiment: Experiment) -> str:
    path = folder / "notes" / f"{experiment.key}.md"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _facts(experiment: Experiment) -> str:
    needs = " and ".join(NEEDS[name] for name in sorted(experiment.needs))
    facts = [
        f"- Topic {experiment.topic}; at most {experiment.seconds} s and {experiment.megabytes} MiB"
        f"{'; on the queue `gpu`' if experiment.gpu else ''}.",
        "- The same seed gives the same figures, but for those that are measured."
        if experiment.deterministic
        else "- Figures differ from run to run.",
        *([f"- It is given {needs}."] if needs else []),
        *(f"- {one.name} ({one.part or 'all of it'}): `{one.command}` adds it." for one in experiment.requirements),
    ]
    return "\n".join(facts)


def _row(experiment: Experiment, field: FormField) -> list[str]:
    said = experiment.schema()["properties"][field.name]
    default = (
        "" if field.kind == "file" else f"`{json.dumps(experiment.parameters().model_dump(mode='json')[field.name])}`"
    )
    return [f"`{field.name}`", f"**{field.title}.** {field.description}", _values(field, said), default]


def _values(field: FormField, said: Mapping[str, Any]) -> str:
    if field.kind == "file":
        return f"a file: {', '.join(field.accept)}, at most {said['maxBytes']:,} bytes"
    if field.choices:
        return ", ".join(f"`{one}`" for one in field.choices)
    if field.kind == "check":
        return "yes or no"
    low = said.get("minimum", said.get("exclusiveMinimum"))
    high = said.get("maximum", said.get("exclusiveMaximum"))
    if low is not None and high is not None:
        return f"{low} to {high}" + ("" if field.whole else ", any number")
    if said.get("type") == "string":
        return f"text, at most {said['maxLength']} characters" if "maxLength" in said else "text"
    return "JSON" if field.kind == "json" else "a number"


def _command(experiment: Experiment) -> str:
    given = " ".join(f"-p {name}={_word(value)}" for name, value in experiment.small.items())
    return f"manage.py experiment run {experiment.key} {given}".strip()


def _word(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return text if text.replace("-", "").replace("_", "").replace(".", "").isalnum() else f"'{text}'"


def _table(columns: tuple[str, ...], rows: list[list[str]]) -> str:
    lines = [columns, tuple("---" for _ in columns), *rows]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in line) + " |" for line in lines
    )

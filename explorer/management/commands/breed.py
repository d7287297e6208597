"""`manage.py breed`: children of two or more trees, stored as the page stores them, and written into a file."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from explorer.management.base import HouseCommand
from explorer.management.commands.synthesize import out_file
from synthesis.core.breeding import OPERATORS, PARTS
from synthesis.core.errors import CoreError
from synthesis.recipes import bred_body, replay_body
from synthesis.services import breeding_make, breeding_run


def weight(text: str) -> tuple[str, float]:
    """`part=number` as a pair; raises what argparse shows."""
    part, _, number = text.partition("=")
    try:
        value = float(number)
    except ValueError:
        value = -1.0
    if part not in PARTS or not value >= 0:
        raise argparse.ArgumentTypeError(f"{text} is not PART=NUMBER; parts are {', '.join(PARTS)}")
    return part, value


class Command(HouseCommand):
    help = (
        "Breeds children from two or more trees of the library and stores them, or makes those of a recipe anew and "
        "stores nothing. The .json holds the whole final front, best first, the .md the same for people, the .mmd the "
        "best child. The same parents, papers and seed give the same file, and so does the breeding's recipe."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Parents and settings or a recipe, and where the result goes."""
        source = parser.add_mutually_exclusive_group(required=True)
        source.add_argument("--parents", nargs="+", metavar="ID", help="Ids of two or more trees.")
        source.add_argument("--recipe", type=Path, metavar="FILE",
                            help="A breeding's or a child's recipe, which holds its settings too.")  # fmt: skip
        parser.add_argument("--generations", type=int, default=20, help="1 to 1000; 20 without it.")
        parser.add_argument("--population", type=int, default=64, help="2 to 256 children a generation; 64 without it.")
        parser.add_argument("--seed", type=int, default=0, help="0 without it.")
        parser.add_argument("--operators", nargs="+", default=OPERATORS, metavar="NAME", help=", ".join(OPERATORS))
        parser.add_argument("--weights", nargs="+", type=weight, default=[], metavar="PART=NUMBER",
                            help="Order the final front; alike without it.")  # fmt: skip
        parser.add_argument("--max-nodes", type=int, help="12 to 200; without it 40, or as the largest parent has.")
        parser.add_argument("--out", type=out_file, required=True, metavar="FILE", help="Ends in .mmd, .json or .md.")

    def handle(self, *_: Any, **options: Any) -> None:
        """Breeds and writes."""
        body = replay_body(_read(options["recipe"])) if options["recipe"] else self._breed(options)
        out = Path(options["out"])
        out.write_text(_text(out, body), encoding="utf-8")
        self.stdout.write(f"{len(body['children'])} children in generation {body['generation']}: {out}")

    def _breed(self, options: Mapping[str, Any]) -> dict[str, Any]:
        names = ("generations", "population", "seed", "operators", "max_nodes")
        parents = [name for text in options["parents"] for name in text.replace(",", " ").split()]
        wanted = {name: options[name] for name in names}
        breeding = breeding_make(parents=parents, weights=dict(options["weights"]), **wanted)
        try:
            ids = breeding_run(breeding=breeding, progress=lambda *_: None, tell=self._tell, checkpoint=lambda _: None)
        except CoreError as error:
            raise CommandError(error.message) from error
        return bred_body(breeding, ids)

    def _tell(self, row: Mapping[str, Any]) -> None:
        figures = "  ".join(f"{part} {row['best'][part]:.3f}" for part in PARTS)
        self.stderr.write(f"generation {row['generation']}: best {figures}")


def _read(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise CommandError(f"{path} cannot be read as a recipe: {error}") from error
    if not isinstance(data, dict):
        raise CommandError(f"{path} is no recipe of a breeding.")
    return data


def _text(out: Path, body: Mapping[str, Any]) -> str:
    children = body["children"]
    if out.suffix.lower() == ".mmd":
        return str(children[0]["mermaid"]).rstrip("\n") + "\n"
    if out.suffix.lower() == ".md":
        return "\n".join([f"# {body['title']}", *(_section(child) for child in children)])
    return json.dumps(body, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _section(child: Mapping[str, Any]) -> str:
    figures = ", ".join(f"{part} {child['fitness'][part]:.3f}" for part in PARTS)
    parents = ", ".join(child["lineage"]["parents"])
    mermaid = child["mermaid"]
    return f"\n## {child['title']}\n\nTree {child['id']}, of {parents}: {figures}.\n\n```mermaid\n{mermaid}```\n"

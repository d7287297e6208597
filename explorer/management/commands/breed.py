"""`manage.py breed`: children of two or more trees, stored as the page stores them, and written into a file."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from explorer.management.base import HouseCommand
from explorer.management.commands.synthesize import out_file
from synthesis.core.breeding import OPERATORS, PARTS
from synthesis.core.errors import CoreError
from synthesis.models import Breeding, BreedingChild
from synthesis.services import breeding_make, breeding_run
from synthesis.shapes import tree_body

# What differs from run to run although the children do not.
PASSING = ("created_at", "archived")


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
        "Breeds children from two or more trees of the library and stores them. The .json holds the whole final front, "
        "best first, the .md the same for people, the .mmd the best child. The same parents, papers and seed give the "
        "same file."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Parents, settings, and where the result goes."""
        parser.add_argument("--parents", nargs="+", required=True, metavar="ID", help="Ids of two or more trees.")
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
        names = ("generations", "population", "seed", "operators", "max_nodes")
        parents = [name for text in options["parents"] for name in text.replace(",", " ").split()]
        wanted = {name: options[name] for name in names}
        breeding = breeding_make(parents=parents, weights=dict(options["weights"]), **wanted)
        try:
            ids = breeding_run(breeding=breeding, progress=lambda *_: None, tell=self._tell, checkpoint=lambda _: None)
        except CoreError as error:
            raise CommandError(error.message) from error
        out = Path(options["out"])
        out.write_text(_text(out, breeding, ids), encoding="utf-8")
        self.stdout.write(f"{len(ids)} children in generation {breeding.generation}: {out}")

    def _tell(self, row: Mapping[str, Any]) -> None:
        figures = "  ".join(f"{part} {row['best'][part]:.3f}" for part in PARTS)
        self.stderr.write(f"generation {row['generation']}: best {figures}")


def _text(out: Path, breeding: Breeding, ids: Sequence[str]) -> str:
    rows = {row.tree_id: row for row in BreedingChild.objects.filter(breeding=breeding).select_related("tree")}
    children = [rows[tree] for tree in ids]
    if out.suffix.lower() == ".mmd":
        return children[0].tree.mermaid.rstrip("\n") + "\n"
    if out.suffix.lower() == ".md":
        return "\n".join([f"# {breeding.title}", *(_section(row) for row in children)])
    body = {
        "parents": [row.tree_id for row in breeding.parents.all()],
        **breeding.settings,
        "generation": breeding.generation,
        "children": [_child(row) for row in children],
    }
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def _child(row: BreedingChild) -> dict[str, Any]:
    body = {name: value for name, value in tree_body(row.tree).items() if name not in PASSING}
    return body | {"fitness": row.fitness, "lineage": row.lineage}


def _section(row: BreedingChild) -> str:
    figures = ", ".join(f"{part} {row.fitness[part]:.3f}" for part in PARTS)
    parents = ", ".join(row.lineage["parents"])
    return (
        f"\n## {row.tree.title}\n\nTree {row.tree_id}, of {parents}: {figures}.\n\n```mermaid\n{row.tree.mermaid}```\n"
    )

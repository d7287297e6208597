"""`manage.py synthesize`: a merge into a file, of a collection, of chosen papers, or of papers nobody stores."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from rest_framework.utils.encoders import JSONEncoder

from explorer.intake import parse
from explorer.management.base import HouseCommand
from explorer.management.importing import existing_file
from explorer.unstored import jsonl_inputs
from papers.selectors import collection_get, papers_by_key
from synthesis.apis.shapes import SynthesisSerializer
from synthesis.core import mermaid
from synthesis.core.errors import CoreError
from synthesis.core.inputs import PaperInput
from synthesis.core.merging import MAX_NODES, MIN_NODES
from synthesis.inputs import model_inputs, paper_inputs, record_inputs
from synthesis.ledger import concept_decisions
from synthesis.merge_files import merge_markdown
from synthesis.merges import papers_merge
from synthesis.services import synthesis_ensure, synthesis_run
from synthesis.shapes import merge_body, synthesis_body

SUFFIXES = (".mmd", ".json", ".md")


def out_file(text: str) -> Path:
    """A path that can be written and whose ending says what to write; raises what argparse shows."""
    path = Path(text)
    if path.suffix.lower() not in SUFFIXES:
        raise argparse.ArgumentTypeError(f"{text} must end in one of {', '.join(SUFFIXES)}")
    if not path.parent.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {path.parent}")
    return path


def node_count(text: str) -> int:
    """A number of nodes within bounds, so that a slip is told before papers are read; raises what argparse shows."""
    if not text.isascii() or not text.isdigit() or not MIN_NODES <= int(text) <= MAX_NODES:
        raise argparse.ArgumentTypeError(f"{text} is no whole number from {MIN_NODES} to {MAX_NODES}")
    return int(text)


class Command(HouseCommand):
    help = (
        "Merges papers into one diagram. --collection adds a version to the collection's synthesis, as the page does; "
        "--ids, --report and --jsonl store nothing. The .json is the body of GET /api/syntheses/{id}/."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Where the papers come from, how they are merged, and where the result goes."""
        source = parser.add_mutually_exclusive_group(required=True)
        source.add_argument("--collection", type=int, metavar="ID", help="A collection of the library.")
        source.add_argument("--ids", nargs="+", metavar="KEY", help="Keys of papers of the library.")
        source.add_argument("--report", type=existing_file, metavar="FILE", help="A report in the notes' format.")
        source.add_argument("--jsonl", type=existing_file, metavar="FILE", help="Lines of {id, title, abstract}.")
        parser.add_argument("--question", default="", help="Steers branches and root.")
        parser.add_argument("--max-nodes", type=node_count, default=40, help="12 to 200; 40 without it.")
        parser.add_argument("--seed", type=int, default=0, help="0 without it.")
        parser.add_argument("--title", help="Title of a merge that is not stored.")
        parser.add_argument("--out", type=out_file, required=True, metavar="FILE", help="Ends in .mmd, .json or .md.")

    def handle(self, *_: Any, **options: Any) -> None:
        """Merges and writes."""
        settings = {"max_nodes": options["max_nodes"], "seed": options["seed"]}
        question = " ".join(options["question"].split())
        try:
            if options["collection"] is not None:
                body = _stored(options["collection"], question, settings)
            else:
                title, papers = _papers(options)
                body = _unstored(papers, options["title"] or title, question, settings)
        except CoreError as error:
            raise CommandError(error.message) from error
        out: Path = options["out"]
        out.write_text(_text(out, body), encoding="utf-8")
        self.stdout.write(f"{len(body['nodes'])} nodes, {len(body['edges'])} edges, hash {body['hash']}: {out}")


def _text(out: Path, body: Mapping[str, Any]) -> str:
    if out.suffix.lower() == ".mmd":
        return str(body["mermaid"]).rstrip("\n") + "\n"
    if out.suffix.lower() == ".md":
        return merge_markdown(body)
    return json.dumps(SynthesisSerializer(body).data, cls=JSONEncoder, ensure_ascii=False, indent=2) + "\n"


def _stored(collection_id: int, question: str, settings: Mapping[str, int]) -> dict[str, Any]:
    synthesis = synthesis_ensure(collection=collection_get(collection_id), question=question)
    version = synthesis_run(synthesis=synthesis, settings=settings, progress=lambda *_: None)
    return synthesis_body(synthesis, version)


def _papers(options: Mapping[str, Any]) -> tuple[str, list[PaperInput]]:
    """A title and the papers to merge; raises `CommandError` or `AppError`."""
    if options["ids"]:
        keys = [key for text in options["ids"] for key in text.replace(",", " ").split()]
        found = papers_by_key(keys)
        unknown = [key for key in keys if key not in found or found[key].withdrawn_at]
        if unknown:
            raise CommandError(f"The library has no paper {unknown[0]}.")
        papers = list({paper.pk: paper for paper in found.values()}.values())
        return f"{len(papers)} papers", paper_inputs(papers=papers, vectors=True)
    if options["report"]:
        path: Path = options["report"]
        records = parse("report", path.read_text(encoding="utf-8-sig")).records
        return path.stem, model_inputs(papers=record_inputs(records=records))
    path = options["jsonl"]
    return path.stem, model_inputs(papers=jsonl_inputs(path))


def _unstored(papers: Sequence[PaperInput], title: str, question: str, settings: Mapping[str, int]) -> dict[str, Any]:
    merged = papers_merge(papers, title=title, question=question, settings=settings, decisions=concept_decisions())
    about = {"title": title, "question": question, "settings": dict(settings)}
    titles = {paper.key: paper.title for paper in papers}
    return merge_body(merged, text=mermaid.render(merged.tree), titles=titles, about=about)

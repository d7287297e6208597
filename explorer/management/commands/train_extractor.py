"""`manage.py train_extractor --data FILE... --out DIR`: makes the weights that find key terms."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from explorer.management.base import HouseCommand
from explorer.management.importing import existing_file


class Command(HouseCommand):
    help = (
        "Trains the key-term head on JSONL files of {id, text, gold[]} and writes head.safetensors and figures.json. "
        "A tenth of the texts, chosen by seed, is held out; F1@5, 10 and 15 on it are printed after every epoch. A "
        "run that was stopped goes on from its last epoch when it is called again with the same folder."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The files, where to write, and the few choices there are."""
        parser.add_argument("--data", type=existing_file, nargs="+", required=True, metavar="FILE", help="Gold terms.")
        parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="Where weights and checkpoints go.")
        parser.add_argument(
            "--unlabelled",
            type=existing_file,
            metavar="FILE",
            help="Records {id, title, abstract} without gold terms (.gz too), to learn what authors name.",
        )
        parser.add_argument("--sample", type=int, default=2500, help="How many of these to train on (2500).")
        parser.add_argument("--tap", type=int, choices=range(6), default=2, help="Layer to branch from (2).")
        parser.add_argument("--epochs", type=int, default=4, help="Over the gold terms (4).")
        parser.add_argument("--seed", type=int, default=0, help="Of held-out tenth, sample and weights (0).")
        parser.add_argument("--threads", type=int, default=0, help="Torch threads; 0 leaves them as they are.")

    def handle(self, *_: Any, **options: Any) -> None:
        """Trains."""
        import torch

        from compute.extraction.training_run import GOLD, Plan, train_extractor

        if options["threads"]:
            torch.set_num_threads(options["threads"])
        plan = Plan(
            options["data"],
            options["unlabelled"],
            options["sample"],
            seed=options["seed"],
            tap=options["tap"],
            gold=GOLD._replace(epochs=options["epochs"]),
        )
        train_extractor(plan, options["out"], say=lambda text: self.stdout.write(text))

"""`manage.py experiment`: the experiments and their parameters, and a run of one whose results go into a folder."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from compute import experiments
from compute.apis.shapes import RunSerializer
from compute.experiments.base import BadParameters, Experiment
from compute.models import Run
from compute.runs import run_body, run_get
from compute.services.runs import experiment_named, run_ask
from compute.services.uploads import upload_store
from explorer.management.base import HouseCommand
from jobs import runner
from jobs.models import Job
from jobs.selectors import events_after
from jobs.services import cancel

WAIT_SECONDS = 0.2
CHUNK = 1 << 20


def assignment(text: str) -> tuple[str, str]:
    """`name=value` as a pair; raises what argparse shows."""
    name, sign, value = text.partition("=")
    if not sign or not name:
        raise argparse.ArgumentTypeError(f"{text} is not NAME=VALUE")
    return name, value


class Command(HouseCommand):
    help = (
        "Lists the experiments, shows one with its parameters, or runs one as the page does. A file is given as "
        "-p NAME=@FILE. A run's folder gets result.json, the body of GET /api/runs/{id}/, and the artifacts."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """`list`, `show KEY` or `run KEY`."""
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="list|show|run")
        listing = verbs.add_parser("list", help="The experiments by topic.")
        listing.add_argument("--json", action="store_true", help="[{key, topic, title}].")
        showing = verbs.add_parser("show", help="One experiment and the JSON Schema of its parameters.")
        showing.add_argument("key", metavar="KEY")
        running = verbs.add_parser("run", help="Runs one.")
        running.add_argument("key", metavar="KEY")
        running.add_argument("-p", dest="parameters", action="append", type=assignment, default=[],
                             metavar="NAME=VALUE", help="A parameter; defaults for the others.")  # fmt: skip
        running.add_argument("--papers", nargs="+", metavar="ID", help="Papers it is about; without it the nearest.")
        running.add_argument("--seed", type=int, default=0, help="0 without it.")
        running.add_argument("--out", type=Path, metavar="DIR", help="Folder for result.json and the artifacts.")

    def handle(self, *_: Any, **options: Any) -> None:
        """Does what the verb says."""
        if options["verb"] == "list":
            self._list(as_json=options["json"])
        elif options["verb"] == "show":
            self._show(experiment_named(options["key"]))
        else:
            self._run(experiment_named(options["key"]), options)

    def _list(self, *, as_json: bool) -> None:
        rows = [{"key": one.key, "topic": one.topic, "title": one.title} for one in experiments.EXPERIMENTS]
        if as_json:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        for row in rows:
            self.stdout.write(f"{row['topic']:>2}  {row['key']:<14} {row['title']}")

    def _show(self, one: Experiment) -> None:
        shown = {"key": one.key, "topic": one.topic, "title": one.title, "summary": one.summary}
        missing = [{"name": each.name, "command": each.command} for each in one.missing()]
        more = {"parameters": one.schema(), "small": dict(one.small), "missing": missing}
        self.stdout.write(json.dumps(shown | more, ensure_ascii=False, indent=2))

    def _run(self, one: Experiment, options: Mapping[str, Any]) -> None:
        out: Path | None = options["out"]
        if out is not None and out.exists() and not out.is_dir():
            raise CommandError(f"{out} is not a folder.")
        if not 0 <= options["seed"] < 2**31:
            raise CommandError("--seed takes a whole number from 0 to 2147483647.")
        given = self._parameters(one, dict(options["parameters"]))
        papers = options["papers"]
        run = run_ask(
            key=one.key, parameters=given, papers=None if papers is None else _keys(papers), seed=options["seed"]
        )
        try:
            runner.run(job_id=run.job_id)
            self._follow(run)
        except KeyboardInterrupt:
            cancel(job=Job.objects.get(pk=run.job_id))
            raise CommandError("Stopped.") from None
        self._finish(run_get(run.pk), out)

    def _parameters(self, one: Experiment, words: dict[str, str]) -> dict[str, Any]:
        for name in one.uploads():
            if words.get(name, "").startswith("@"):
                words[name] = _uploaded(Path(words[name][1:]))
        try:
            return one.read_words(words).model_dump(mode="json")
        except BadParameters as error:
            raise CommandError(error.message) from error

    def _follow(self, run: Run) -> None:
        """Waits for the end where a worker took the run first, and shows the log either way."""
        seq = 0
        while True:
            state = Job.objects.values_list("state", flat=True).get(pk=run.job_id)
            while events := events_after(job_id=run.job_id, seq=seq):
                seq = events[-1].seq
                for event in events:
                    if event.type == "log":
                        self.stderr.write(event.payload["line"])
            if state not in Job.ACTIVE:
                return
            runner.run(job_id=run.job_id)
            time.sleep(WAIT_SECONDS)

    def _finish(self, run: Run, out: Path | None) -> None:
        if out is not None:
            out.mkdir(parents=True, exist_ok=True)
            body = json.dumps(RunSerializer(run_body(run)).data, ensure_ascii=False, indent=2, sort_keys=True)
            (out / "result.json").write_text(body + "\n", encoding="utf-8")
            for artifact in run.artifacts.all():
                (out / artifact.name).write_bytes(artifact.content)
        if run.job.state != Job.State.SUCCEEDED:
            error = run.job.error or {"message": f"The run was {run.job.state}."}
            raise CommandError(error["message"])
        for metric in run.result["metrics"]:
            value = "-" if metric["value"] is None else f"{metric['value']:g}"
            self.stdout.write(f"{metric['name']}: {value} {metric['unit']}".rstrip())
        self.stdout.write(run.result["verdict"])


def _keys(words: Sequence[str]) -> list[str]:
    return [key for word in words for key in word.replace(",", " ").split()]


def _uploaded(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            stored = upload_store(name=path.name, chunks=iter(lambda: stream.read(CHUNK), b""))
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    return str(stored.pk)

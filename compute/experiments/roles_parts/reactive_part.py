"""Anthropic: one reactive component as a sandboxed React artifact and in Streamlit, and a loop that uses the page."""

from __future__ import annotations

import html
import importlib.util
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from compute.experiments.base import Context, Metric, Table
from compute.experiments.roles_parts.agent import LeftOut, Work
from compute.experiments.roles_parts.board import EVERYONE, Board
from compute.experiments.roles_parts.commands import python, run, short_name
from compute.experiments.roles_parts.knowledge import graph_of
from compute.experiments.roles_parts.reporting import Found
from compute.experiments.roles_parts.writing import filled
from compute.experiments.shared import node
from compute.experiments.shared.standin import Answer, serving

NAME = "Anthropic"
REACT, STREAMLIT, USE = (
    "React component in a sandbox",
    "The same component in Streamlit",
    "Use the page as a person does",
)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"


class Reactive:
    """A slider and a count over the papers' years; both versions have to show the same."""

    name = NAME

    def __init__(self, context: Context, board: Board) -> None:
        self.context, self.board = context, board
        self.outcomes: dict[str, Any] = {}
        self.folder = context.scratch / "reactive"
        self.folder.mkdir()
        papers = graph_of(context, context.parameters.papers).papers
        self.papers = [{"title": one["title"], "year": one["year"]} for one in papers]
        years = sorted(one["year"] for one in self.papers)
        self.year = years[len(years) // 2]
        self.right = sum(year >= self.year for year in years)
        self.attempts = 0

    def plan(self) -> Sequence[Work]:
        """Three tasks."""
        return (
            Work(REACT, write=self._write_react, run=self._bundle, check=self._alone, hand_over=self._keep),
            Work(STREAMLIT, write=self._write_streamlit, run=self._try_streamlit, check=self._same_count),
            Work(USE, write=self._write_loop, run=self._drive, check=self._reached, hand_over=self._tell),
        )

    def _write_react(self, _report: str) -> None:
        self._file("component.jsx", filled("component.jsx.tmpl", data=json.dumps(self.papers)))

    def _bundle(self) -> str:
        modules = node.package("react").parent
        flags = [
            "--bundle",
            "--minify",
            "--target=es2020",
            "--charset=ascii",
            '--define:process.env.NODE_ENV="production"',
        ]
        command = node.command("esbuild", "esbuild", "component.jsx", "--outfile=component.js", *flags)
        run(self.context, command, self.folder, env={"NODE_PATH": str(modules)})
        script = (self.folder / "component.js").read_text(encoding="utf-8").replace("</script", "<\\/script")
        document = filled("document.html.tmpl", script=script)
        return filled("page.html.tmpl", document=html.escape(document, quote=True))

    def _alone(self, page: str) -> str:
        reached = [one for one in ('src="http', "import(", 'href="http') if one in page]
        return f"The page reaches out: {reached}." if reached or 'sandbox="allow-scripts"' not in page else ""

    def _keep(self, page: str) -> None:
        self._file("page.html", page)
        self.context.artifact("component.html", page)

    def _write_streamlit(self, _report: str) -> None:
        self._file("papers.json", json.dumps(self.papers))
        self._file("streamlit_app.py", filled("streamlit_app.py.tmpl"))
        self._file("streamlit_try.py", filled("streamlit_try.py.tmpl", year=self.year))

    def _try_streamlit(self) -> dict[str, Any]:
        if importlib.util.find_spec("streamlit") is None:
            raise LeftOut("streamlit is not installed: `make extras` adds it.")
        settings = {"STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false", "STREAMLIT_LOGGER_LEVEL": "error"}
        return dict(python(self.context, self.folder / "streamlit_try.py", env=settings))

    def _same_count(self, found: dict[str, Any]) -> str:
        right = found["status"] == f"{self.right} papers" and found["kept"] == [f"{self.year}: {self.right}"]
        return "" if right and not found["faults"] else f"It shows {found}, {self.right} papers are right."

    def _write_loop(self, _report: str) -> None:
        self._file("drive.py", filled("drive.py.tmpl", miss=self.context.seed % 2 == 1))

    def _drive(self) -> dict[str, Any]:
        if not (self.folder / "page.html").exists():
            raise LeftOut("There is no page to use: the component was left out.")
        page = (self.folder / "page.html").read_bytes()
        browser = _browser()
        headers = {"content-type": "text/html; charset=utf-8"}
        answer = serving(lambda asked: Answer(page, headers=headers) if asked.path == "/" else Answer(b"", 404))
        # Chromium ends at once where the name of its socket, in the folder for temporary files, is too long.
        with answer as url, short_name(self.folder) as short:
            asked = (url, browser, str(self.year))
            return dict(python(self.context, self.folder / "drive.py", *asked, env={"TMPDIR": str(short)}))

    def _reached(self, found: dict[str, Any]) -> str:
        if found["errors"] or found["reach"] is not None:
            return f"The sandbox leaks or the page fails: {found['errors'] or found['reach']}."
        return "" if found["kept"] == [f"{self.year}: {self.right}"] else f"The page kept {found['kept']}."

    def _tell(self, found: dict[str, Any]) -> None:
        last = self.folder / found["actions"][-1]["picture"]
        self.context.artifact("page-at-the-end.png", last)
        said = {"year": self.year, "papers": self.right, "actions": len(found["actions"]) - 1}
        self.board.say(NAME, EVERYONE, "page used", said)

    def report(self) -> Found:
        """What the loop did, step by step."""
        metrics = []
        if STREAMLIT in self.outcomes or USE in self.outcomes:
            metrics.append(Metric("Papers the component shows", self.right))
        found = self.outcomes.get(USE)
        if not found:
            return metrics, [], []
        metrics.append(Metric("Actions until the goal", len(found["actions"]) - 1, "", "lower", measured=True))
        rows = [
            [number, one["status"], one["do"], one.get("key", f"{one.get('x', 0):.0f}, {one.get('y', 0):.0f}")]
            for number, one in enumerate(found["actions"])
        ]
        return metrics, [Table("Computer use", ("look", "the page shows", "action", "where"), rows)], []

    def _file(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path


def _browser() -> str:
    if importlib.util.find_spec("playwright") is None:
        raise LeftOut("playwright is not installed: `make extras` adds it.")
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None and Path(MAC).exists():
        found = MAC
    if found is None:
        raise LeftOut("No Chromium is here: install the package `chromium` or Google Chrome.")
    return found

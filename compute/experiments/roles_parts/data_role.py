"""The data engineer: one knowledge graph in SQL and in Azure Cosmos DB, and the same questions to each."""

from __future__ import annotations

import contextlib
import json
import re
import time
from collections.abc import Callable, Sequence
from typing import Any

from compute.experiments.base import Context, MissingPackage
from compute.experiments.roles_parts import screens
from compute.experiments.roles_parts.agent import LeftOut, Refused, Work
from compute.experiments.roles_parts.board import EVERYONE, Board
from compute.experiments.roles_parts.knowledge import graph_of
from compute.experiments.roles_parts.postgres import Engine
from compute.experiments.roles_parts.questions import QUESTIONS, Question, comparable, reference, values_for
from compute.experiments.roles_parts.stores import Documents, Relational, cosmos
from compute.experiments.roles_parts.writing import Writer, filled

NAME, FOLDER = "data engineer", "data_engineer"
DESCRIBE, MODEL, ASK = "Describe the knowledge graph", "Model it in SQL and Cosmos DB", "Ask every database"
FORMS = ("relational", "jsonb", "cosmos")
# What queries may name, and what the model is told of.
NAMES = {
    "relational": "paper(id, title, year, category, sort), mention(paper, concept, score), wrote(author, paper), "
    "similar_to(paper, other, score)",
    "jsonb": "document(id, body) where body is {id, title, year, category, sort, concepts: [{label, score}], "
    "authors: [name], similar: [{id, score}]}; name the table d",
    "cosmos": "container p of items {id, title, year, category, sort, concepts: [{label, score}], authors: [name], "
    "similar: [{id, score}]}; only WHERE, ORDER BY, TOP, JOIN, COUNT; SELECT VALUE",
}
WORDS = frozenset(re.findall(r"\w+", " ".join(NAMES.values()))) | {"name", "label"}
Queries = dict[str, dict[str, str]]


class DataEngineer:
    """Keeps its databases open from one task to the next; `close` ends them."""

    name = NAME

    def __init__(self, context: Context, board: Board, writer: Writer, engine: Engine) -> None:
        self.context, self.board, self.writer, self.engine = context, board, writer, engine
        self.outcomes: dict[str, Any] = {}
        self.folder = context.scratch / FOLDER
        self.folder.mkdir()
        self.graph = graph_of(context, context.parameters.papers)
        self.values = values_for(self.graph)
        self.stack = contextlib.ExitStack()
        self.relational: Relational | None = None
        self.documents: Documents | None = None
        self.where = ""
        self.missing: dict[str, str] = {}
        self.queries: Queries = {}
        self.wrong: dict[str, dict[str, str]] = {}

    def close(self) -> None:
        """Ends connections and servers."""
        self.stack.close()

    def plan(self) -> Sequence[Work]:
        """Three tasks: what there is, where it goes, what is asked."""
        return (
            Work(
                DESCRIBE,
                write=self._describe,
                run=self._measure,
                check=lambda found: "" if found["papers"] and found["concepts"] else "The graph is empty.",
                hand_over=self._tell_shape,
                gives=("vectors", "dataset"),
            ),
            Work(
                MODEL,
                write=self._connect,
                run=self._load,
                check=self._counts_right,
                waits_for=("library",),
            ),
            Work(
                ASK,
                write=self._write_queries,
                run=self._ask,
                check=self._answers_right,
                hand_over=self._tell_answers,
                spoil=self._misread_a_question,
                gives=("answers",),
            ),
        )

    def _describe(self, _report: str) -> None:
        import numpy as np

        names, rows = self.graph.vectors()
        np.save(self.folder / "vectors.npy", np.array(rows, dtype=np.float64))
        data = {"concepts": names, "papers": self.graph.papers}
        (self.folder / "dataset.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        (self.folder / "schema.sql").write_text(filled("schema.sql.tmpl"), encoding="utf-8")

    def _measure(self) -> dict[str, int]:
        names, rows = self.graph.vectors()
        return {
            "papers": len(rows),
            "concepts": len(self.graph.concepts),
            "columns": len(names),
            "mentions": len(self.graph.mentions),
            "authors": len({author for author, _ in self.graph.wrote}),
        }

    def _tell_shape(self, found: dict[str, int]) -> None:
        path = f"{FOLDER}/vectors.npy"
        wanted = {"measure": self.context.parameters.measure, "rows": found["papers"], "dims": found["columns"]}
        self.board.say(NAME, "CUDA engineer", "vectors", {**wanted, "path": path})
        told = {"path": f"{FOLDER}/dataset.json", "vectors": path, "label": "category"}
        self.board.say(NAME, "open-source maintainer", "dataset", told)

    def _connect(self, _report: str) -> None:
        import numpy as np

        heard = self.board.heard(NAME, "library")
        if heard is None:
            self.context.log(f"note | {NAME} | no library came: the similarities are numpy's")
            rows = np.load(self.folder / "vectors.npy")
            length = np.linalg.norm(rows, axis=1, keepdims=True)
            rows = np.divide(rows, length, out=np.zeros_like(rows), where=length > 0)
            self.graph.connect((rows @ rows.T).tolist())
        else:
            self.graph.connect(np.load(self.context.scratch / heard["similar"]).astype(float).tolist())

    def _load(self) -> dict[str, dict[str, int]]:
        # A second attempt finds the databases open.
        found: dict[str, dict[str, int]] = {}
        try:
            if self.relational is None:
                self.relational = Relational(self.engine.address())
                self.stack.callback(self.relational.close)
            found["PostgreSQL"] = self.relational.load(self.graph)
        except LeftOut as error:
            self._leave_out(("relational", "jsonb"), str(error))
        try:
            if self.documents is None:
                self.where, self.documents = self.stack.enter_context(cosmos(self.context))
            found[self.where] = {"papers": self.documents.load(self.graph)}
        except MissingPackage as error:
            self._leave_out(("cosmos",), error.message)
        if not found:
            raise LeftOut("Neither PostgreSQL nor Cosmos DB can be reached here.")
        return found

    def _leave_out(self, forms: Sequence[str], why: str) -> None:
        self.missing |= dict.fromkeys(forms, why)
        self.context.log(f"note | {NAME} | left out: {why}")

    def _counts_right(self, found: dict[str, dict[str, int]]) -> str:
        papers = len(self.graph.papers)
        tables = found.get("PostgreSQL", {})
        right = {"paper": papers, "document": papers, "mention": len(self.graph.mentions)}
        wrong = {name: tables[name] for name in right if tables and tables[name] != right[name]}
        counted = next((one["papers"] for where, one in found.items() if where != "PostgreSQL"), papers)
        return "" if not wrong and counted == papers else f"{papers} papers went in; found {wrong or counted}."

    def _write_queries(self, _report: str) -> None:
        again = [
            (one, form)
            for one in QUESTIONS
            for form in FORMS
            if not self.queries or form in self.wrong.get(one.key, {})
        ]
        for question, form in again:
            self.context.check_cancelled()
            self.queries.setdefault(question.key, {})[form] = self.writer.piece(
                brief=self._brief(question, form),
                template=getattr(question, form),
                screen=lambda text: screens.query(text, WORDS),
                report=self.wrong.get(question.key, {}).get(form, ""),
            )
        text = json.dumps(self.queries, indent=2)
        (self.folder / "queries.json").write_text(text, encoding="utf-8")

    def _brief(self, question: Question, form: str) -> str:
        sign = "@name" if form == "cosmos" else "%(name)s"
        return (
            f"Write one query. Data: {NAMES[form]}. Question: {question.words} The values in braces are parameters "
            f"written {sign} with that name. Give one column; compare the shape with the {question.kind} asked for."
        )

    def _misread_a_question(self) -> None:
        # The year asked about is one that papers have, so that the two differ.
        form = "cosmos" if "relational" in self.missing else "relational"
        self.queries["recent"][form] = self.queries["recent"][form].replace(">=", ">")

    def _ask(self) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        for question in QUESTIONS:
            self.context.check_cancelled()
            found[question.key] = {form: self._one(question, form) for form in FORMS if form not in self.missing}
        return found

    def _one(self, question: Question, form: str) -> dict[str, Any]:
        ask: Callable[..., list[Any]] | None = None
        if form == "cosmos" and self.documents:
            ask = self.documents.ask
        elif self.relational:
            ask = self.relational.ask
        if ask is None:
            raise LeftOut(f"There is no database for {form}.")
        start = time.perf_counter()
        try:
            rows = ask(self.queries[question.key][form], self.values)
        except Refused as error:
            return {"rows": None, "ms": 0.0, "why": str(error)}
        return {"rows": comparable(question, rows), "ms": (time.perf_counter() - start) * 1e3, "why": ""}

    def _answers_right(self, found: dict[str, dict[str, Any]]) -> str:
        right = reference(self.graph, self.values)
        self.wrong = {}
        for key, answers in found.items():
            for form, one in answers.items():
                if one["rows"] != right[key]:
                    said = one["why"] or f"gives {str(one['rows'])[:120]}, right is {str(right[key])[:120]}"
                    self.wrong.setdefault(key, {})[form] = f"{self.queries[key][form]} {said}"
        return "; ".join(f"{key} ({form}): {why}" for key, forms in self.wrong.items() for form, why in forms.items())

    def _tell_answers(self, found: dict[str, dict[str, Any]]) -> None:
        agreed = {
            "questions": len(found),
            "databases": len(FORMS) - len(self.missing),
            "concept": self.values["concept"],
        }
        self.board.say(NAME, EVERYONE, "answers", agreed)

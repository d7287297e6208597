"""NVIDIA and OpenAI: C++ and SQL over a large set. One batch job in both, held to each other group by group."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from typing import Any

from compute.experiments import charts
from compute.experiments.base import Context, Metric, Table
from compute.experiments.roles_parts.agent import Work
from compute.experiments.roles_parts.board import EVERYONE, Board
from compute.experiments.roles_parts.commands import compiler, run
from compute.experiments.roles_parts.native import openmp_flags
from compute.experiments.roles_parts.postgres import Engine
from compute.experiments.roles_parts.reporting import Found
from compute.experiments.roles_parts.writing import filled

NAME = "NVIDIA and OpenAI"
JOB = "Batch job in C++ and SQL"
GROUPS = 97
# Multiplications by constants of minimal-standard generators make values that look random and are the same anywhere.
FILL = """CREATE TABLE event AS SELECT ((g * 48271 + %(seed)s) %% 2147483647 %% 97)::int AS kind,
 ((g * 16807 + %(seed)s) %% 2147483647 %% 100003)::bigint AS value FROM generate_series(1, %(rows)s::bigint) AS g"""
SUM_UP = """CREATE TABLE by_sql AS SELECT kind, count(*) AS n, sum(value)::bigint AS total, max(value) AS largest
 FROM event GROUP BY kind"""
DROP = "DROP TABLE IF EXISTS event, by_sql, by_cpp"
COMPARE = """SELECT count(*) FROM by_sql s FULL JOIN by_cpp c USING (kind)
 WHERE (s.n, s.total, s.largest) IS DISTINCT FROM (c.n, c.total, c.largest)"""


class BatchJob:
    """Rows are made in SQL, summed up there, streamed out to C++, and C++'s sums are read back for the comparison."""

    name = NAME

    def __init__(self, context: Context, board: Board, engine: Engine) -> None:
        self.context, self.board, self.engine = context, board, engine
        self.outcomes: dict[str, Any] = {}
        self.folder = context.scratch / "batch_job"
        self.folder.mkdir()

    def plan(self) -> Sequence[Work]:
        """One task."""
        return (Work(JOB, write=self._write, run=self._run, check=self._same, hand_over=self._tell),)

    def _write(self, _report: str) -> None:
        (self.folder / "job.cpp").write_text(filled("job.cpp.tmpl", groups=GROUPS), encoding="utf-8")
        (self.folder / "job.sql").write_text(f"{FILL};\n{SUM_UP};\n{COMPARE};\n", encoding="utf-8")

    def _run(self) -> dict[str, Any]:
        import psycopg

        flags = ["-std=c++17", "-O2", *openmp_flags()]
        run(self.context, [compiler(), *flags, "job.cpp", "-o", "job"], self.folder)
        rows, found = self.context.parameters.batch_rows, {}
        with psycopg.connect(self.engine.address(), autocommit=True) as connection:
            seed = {"seed": self.context.seed % 1_000_000, "rows": rows}
            # A first attempt may have left its own behind.
            connection.execute(DROP)
            found["fill"] = _timed(connection, FILL, seed)
            self.context.check_cancelled()
            found["sql"] = _timed(connection, SUM_UP)
            found["copy"] = self._copy_out(connection)
            for workers in sorted({1, os.cpu_count() or 1}):
                text = run(self.context, [str(self.folder / "job"), "events.csv", str(workers)], self.folder)
                found[f"cpp_{workers}"] = float((self.folder / "stderr.txt").read_text())
            connection.execute("CREATE TABLE by_cpp (kind int, n bigint, total bigint, largest bigint)")
            with connection.cursor() as cursor, cursor.copy("COPY by_cpp FROM STDIN") as back:
                back.write(text)
            compared = connection.execute(COMPARE).fetchone()
            counted = connection.execute("SELECT sum(n)::bigint FROM by_cpp").fetchone()
            connection.execute(DROP)
        differ, total = int(compared[0]) if compared else -1, int(counted[0]) if counted else 0
        return {"differ": differ, "counted": total, "ms": found, "bytes": (self.folder / "events.csv").stat().st_size}

    def _copy_out(self, connection: Any) -> float:
        start = time.perf_counter()
        copying = connection.cursor().copy("COPY event TO STDOUT (FORMAT csv)")
        with (self.folder / "events.csv").open("wb") as file, copying as blocks:
            for block in blocks:
                file.write(block)
                self.context.check_cancelled()
        return (time.perf_counter() - start) * 1e3

    def _same(self, found: dict[str, Any]) -> str:
        right = found["differ"] == 0 and found["counted"] == self.context.parameters.batch_rows
        return "" if right else f"{found['differ']} groups differ; C++ counted {found['counted']} rows."

    def _tell(self, found: dict[str, Any]) -> None:
        self.board.say(NAME, EVERYONE, "batch", {"rows": found["counted"], "groups that differ": found["differ"]})

    def report(self) -> Found:
        """Rows a second on each side."""
        found = self.outcomes.get(JOB)
        if not found:
            return [], [], []
        named = {"fill": "SQL: make the rows", "sql": "SQL: GROUP BY", "copy": "COPY to a file"}
        rows = [
            [named.get(key, f"C++: {key.removeprefix('cpp_')} thread(s)"), ms, found["counted"] / max(ms, 0.001) / 1e3]
            for key, ms in found["ms"].items()
        ]
        shown = [{"step": row[0], "million rows a second": row[2]} for row in rows]
        said = "Rows a second of each step: " + "; ".join(f"{row[0]} {row[2]:.1f} million" for row in rows)
        metrics = [
            Metric("Rows of the batch job", found["counted"]),
            Metric("Groups that differ between C++ and SQL", found["differ"], "", "lower"),
            Metric(
                "C++ against SQL", found["ms"]["sql"] / max(found["ms"]["cpp_1"], 0.001), "x", "higher", measured=True
            ),
        ]
        chart = charts.bars("Steps of the batch job", shown, x="step", y="million rows a second", description=said)
        return metrics, [Table("Batch job", ("step", "ms", "million rows a second"), rows)], [chart]


def _timed(connection: Any, statement: str, values: dict[str, Any] | None = None) -> float:
    start = time.perf_counter()
    connection.execute(statement, values)
    return (time.perf_counter() - start) * 1e3

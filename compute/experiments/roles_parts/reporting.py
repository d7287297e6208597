"""What a run of the roles comes to: metrics, tables and charts of each that was on the team."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from compute.experiments import charts
from compute.experiments.base import Chart, Context, Metric, Result, Table
from compute.experiments.roles_parts import cuda_role, data_role, licences, maintainer_role
from compute.experiments.roles_parts.board import LEFT_OUT, Board
from compute.experiments.roles_parts.cuda_role import CudaEngineer
from compute.experiments.roles_parts.data_role import DataEngineer
from compute.experiments.roles_parts.hub import Hub
from compute.experiments.roles_parts.maintainer_role import Maintainer
from compute.experiments.roles_parts.questions import QUESTIONS
from compute.experiments.roles_parts.writing import Writer

Found = tuple[list[Metric], list[Table], list[Chart]]
Report = Callable[[], Found]
WRITTEN = (".h", ".cu", ".cpp", ".py", ".pyx", ".sql", ".json", ".toml", ".md", ".jsx", ".html")


def of_cuda(role: CudaEngineer) -> Found:
    """How each build of the library did against numpy."""
    metrics: list[Metric] = []
    tables: list[Table] = []
    drawn: list[Chart] = []
    wrapped = role.outcomes.get(cuda_role.WRAP)
    if wrapped:
        ran = [one for one in wrapped["paths"] if one["worst"] is not None]
        cuda = next((one for one in wrapped["paths"] if one["path"] == "CUDA by ctypes"), None)
        metrics = [
            Metric("Largest difference from numpy", max(one["worst"] for one in ran), "", "lower", measured=True),
            Metric("Builds that agree with numpy", len(ran), "", "higher", measured=True),
            Metric("CUDA error code", cuda["code"] if cuda else None, "", "none", measured=True),
            Metric("Speed-up over numpy", wrapped["numpy_ms"] / min(one["ms"] for one in ran), "x", "higher", True),
        ]
        rows = [
            [one["path"], one["device"], one["code"], one["error"], one["worst"], one["ms"]] for one in wrapped["paths"]
        ]
        if cuda is None:
            rows.append(
                ["CUDA by ctypes", "cuda", None, "nvcc is not on this machine: see the libraries below", None, None]
            )
        rows.append(["numpy", "numpy", 0, "the measure all are held to", 0.0, wrapped["numpy_ms"]])
        columns = ("path", "device", "code", "CUDA says", "largest difference", "ms")
        tables.append(Table("Builds of the library", columns, rows))
        times = [{"path": row[0], "ms": row[5]} for row in rows if row[5] is not None]
        said = "Median time of one call for all pairs: " + ", ".join(
            f"{one['path']} {one['ms']:.2f} ms" for one in times
        )
        drawn.append(charts.bars("Time of one call", times, x="path", y="ms", description=said, unit_y="ms"))
    if nvrtc := role.outcomes.get(cuda_role.NVRTC):
        rows = [[one["library"], one["call"], one["code"], one["says"]] for one in nvrtc["said"]]
        tables.append(Table("CUDA libraries of torch's wheels", ("library", "call", "code", "says"), rows))
    return metrics, tables, drawn


def of_data(role: DataEngineer) -> Found:
    """What every database answered."""
    described, asked = role.outcomes.get(data_role.DESCRIBE), role.outcomes.get(data_role.ASK)
    metrics = (
        [Metric(name.capitalize(), described[name]) for name in ("papers", "concepts", "mentions")] if described else []
    )
    if not asked:
        return metrics, [], []
    forms = [one for one in data_role.FORMS if one not in role.missing]
    metrics += [
        Metric("Questions answered alike", len(asked), "", "higher"),
        Metric("Databases compared", len(forms), "", "higher"),
    ]
    answers, queries, times = [], [], []
    for one in QUESTIONS:
        values = {name: role.values[name] for name in role.values}
        rows = asked[one.key][forms[0]]["rows"]
        shown = str(rows[0]) if one.kind == "number" else f"{len(rows)}: {', '.join(map(str, rows[:5]))}"
        answers.append([one.words.format(**values), shown, *(round(asked[one.key][form]["ms"], 2) for form in forms)])
        queries += [[one.key, form, role.queries[one.key][form]] for form in forms]
        times += [{"question": one.key, "database": form, "ms": asked[one.key][form]["ms"]} for form in forms]
    columns = ("question", "answer of all", *(f"{form} ms" for form in forms))
    parts = [
        Table("Questions and answers", columns, answers),
        Table("Queries", ("question", "database", "query"), queries),
    ]
    if role.missing:
        parts.append(Table("Left out", ("form", "why"), [[form, why] for form, why in role.missing.items()]))
    said = f"Time of each of {len(asked)} questions in {', '.join(forms)}; all give the same answers."
    chart = charts.bars(
        "Time of each question", times, x="question", y="ms", colour="database", description=said, unit_y="ms"
    )
    return metrics, parts, [chart]


def of_maintainer(role: Maintainer) -> Found:
    """The model, its wheels and what the hub got."""
    trained = role.outcomes.get(maintainer_role.TRAIN)
    packed = role.outcomes.get(maintainer_role.PACK)
    bytecode = role.outcomes.get(maintainer_role.BYTECODE)
    pushed = role.outcomes.get(maintainer_role.PUBLISH)
    metrics: list[Metric] = []
    tables = [licences.table()]
    drawn: list[Chart] = []
    if trained:
        metrics.append(Metric("Accuracy on held-out papers", trained["held"], "", "higher"))
        metrics.append(Metric("Share of the largest category", trained["largest"]))
        rows = [{"step": step, "loss": loss} for step, loss in enumerate(trained["losses"])]
        said = f"The loss falls from {rows[0]['loss']:.2f} to {rows[-1]['loss']:.2f} in {len(rows)} steps."
        drawn.append(charts.line("Training of the model", rows, x="step", y="loss", description=said))
    if packed:
        metrics.append(Metric("Files of code in the wheel", len(packed["code"]), "", "lower"))
        metrics.append(Metric("Wheel", packed["bytes"] / 1024, "KiB", "lower", measured=True))
        tables.append(Table("Files in the wheel", ("file", "bytes"), packed["files"]))
    if packed or bytecode:
        tables.append(Table("What a reader finds in a wheel", ("wheel", "code files", "source lines", "instructions",
                                                               "bound to"), _readable(packed, bytecode)))  # fmt: skip
    if pushed:
        metrics.append(Metric("Files on the hub", len(pushed["files"]), "", "higher"))
        tables.append(Table("On the hub", ("repository", "file"), [[pushed["repo"], one] for one in pushed["files"]]))
    return metrics, tables, drawn


def _readable(packed: Mapping[str, Any] | None, bytecode: Mapping[str, Any] | None) -> Sequence[Sequence[Any]]:
    rows = []
    if packed:
        rows.append(["compiled", len(packed["code"]), packed["source"], 0, "this Python, system and processor"])
    if bytecode:
        bound = f"this minor version of Python ({bytecode['refusal']} elsewhere)"
        rows.append([".pyc", len(bytecode["code"]), 0, bytecode["instructions"], bound])
    return rows


def result(board: Board, writer: Writer, found: Sequence[Found], hub: Hub) -> Result:
    """All of it, with the board first."""
    team = sorted({task.role for task in board.tasks})
    left_out = sum(task.state == LEFT_OUT for task in board.tasks)
    metrics = [
        Metric("Tasks handed over", board.finished() - left_out, "", "higher"),
        Metric("Revisions", board.revisions(), "", "lower"),
        Metric("Messages", len(board.messages)),
        Metric("Pieces written by the model", writer.authors["model"]),
    ]
    tables = board.tables()
    if hub.asked:
        tables.append(Table("What the hub was asked", ("method", "path", "status"), hub.asked[:200]))
    drawn = [board.chart()]
    for more, parts, pictures in found:
        metrics, tables, drawn = metrics + more, tables + parts, drawn + pictures
    return Result(_verdict(board, team, left_out, metrics), metrics, tables, drawn)


def _verdict(board: Board, team: Sequence[str], left_out: int, metrics: Sequence[Metric]) -> str:
    done = board.finished() - left_out
    said = f"{len(team)} of the organization's roles handed over {done} of {len(board.tasks)} tasks"
    again = board.revisions()
    said += f" after {again} revision{'s' if again != 1 else ''}"
    alike = next((one.value for one in metrics if one.name == "Questions answered alike"), None)
    if alike:
        said += f"; {alike} questions got the same answers from every database"
    code = next((one.value for one in metrics if one.name == "CUDA error code"), None)
    if code:
        said += f"; without a GPU the CUDA library answers {code}"
    return f"{said}{f'; {left_out} could not be done on this machine' if left_out else ''}."


def keep_files(context: Context) -> None:
    """Keeps what the roles wrote as one archive; compiled files and data stay behind."""
    path = context.scratch / "written.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for folder in sorted(one for one in context.scratch.iterdir() if one.is_dir()):
            for one in sorted(folder.rglob("*")):
                if one.suffix in WRITTEN and one.is_file() and not {"hf", "installed"} & set(one.parts):
                    archive.write(one, one.relative_to(context.scratch))
    context.artifact("written.zip", path)

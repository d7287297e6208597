"""Topic 7: a model is made of its data; a file or a generated set, a teacher, and students distilled from it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal

from pydantic import Field, model_validator

from compute.experiments.base import (
    App,
    Cell,
    Context,
    Experiment,
    ExperimentError,
    Metric,
    Package,
    Parameters,
    Reference,
    Result,
    Table,
    upload,
)

if TYPE_CHECKING:
    from compute.experiments.datasets_parts.cells import Fault
    from compute.experiments.datasets_parts.chain import Descendant
    from compute.experiments.datasets_parts.schema import Data
    from compute.experiments.datasets_parts.work import Trained

TEMPLATE = """length,width,colour,label
5.1,3.5,red,small
4.9,3.0,red,small
4.7,3.2,blue,small
4.6,3.1,red,small
5.0,3.6,red,small
7.0,3.2,blue,medium
6.4,3.2,blue,medium
6.9,3.1,green,medium
5.5,2.3,blue,medium
6.5,2.8,blue,medium
6.3,3.3,green,large
5.8,2.7,green,large
7.1,3.0,red,large
6.3,2.9,green,large
6.5,3.0,green,large
"""


class DatasetsParameters(Parameters):
    """The data, the sizes of the models, and how a student is taught."""

    data: str = upload(
        title="Data set",
        description="CSV, JSONL or Parquet as in the template: numbers or words by column, one column with the class. "
        "Up to 20,000 rows, 100 columns, 20 classes; at least 5 rows a class. Without a file a set is generated.",
        accept=[".csv", ".jsonl", ".parquet"],
        max_bytes=5_000_000,
        template=("template.csv", TEMPLATE),
    )
    label: str = Field(
        default="label", min_length=1, max_length=100, title="Column of the class", description="Its name in the file."
    )
    encoding: Literal["auto", "utf-8", "utf-16", "cp1252"] = Field(
        default="auto", title="Encoding", description="Of a text file; auto reads UTF-8, and UTF-16 with its mark."
    )
    faulty_rows: Literal["refuse", "skip"] = Field(
        default="refuse", title="Rows with faults",
        description="Refuse the file and name each fault, or go on without those rows and list them.",
    )  # fmt: skip
    rows: int = Field(default=2000, ge=100, le=20_000, title="Rows", description="Of the generated set.")
    classes: int = Field(default=4, ge=2, le=8, title="Classes", description="Of the generated set.")
    columns: int = Field(default=6, ge=2, le=50, title="Columns", description="Of the generated set.")
    clusters: int = Field(
        default=5, ge=1, le=5, title="Clusters a class",
        description="Of the generated set: with more, classes lie in each other's gaps and need a larger model.",
    )  # fmt: skip
    separability: float = Field(
        default=3.0, ge=0.0, le=10.0, title="Separability",
        description="Distance of the nearest clusters of two classes, in standard deviations: 0 is all one, 6 apart.",
    )  # fmt: skip
    noise: float = Field(
        default=0.1, ge=0.0, le=0.5, title="Noise", description="Share of generated labels that are wrong."
    )
    left_out: int = Field(
        default=1, ge=0, le=20, title="Class left out",
        description="Its number in the order of the alphabet: two more models are trained without its rows. 0 is none.",
    )  # fmt: skip
    teacher_width: int = Field(default=128, ge=8, le=512, title="Teacher's width", description="Units of a layer.")
    teacher_layers: int = Field(default=2, ge=1, le=4, title="Teacher's layers", description="Hidden layers.")
    student_width: int = Field(
        default=24, ge=1, le=128, title="Student's width", description="Units of its one hidden layer."
    )
    student_share: float = Field(
        default=0.2, ge=0.05, le=1.0, title="Students' share of the rows",
        description="The teacher learns from all rows, both students from these, by as many steps; 10 rows a class at "
        "least. Few rows are where a teacher's answers help most.",
    )  # fmt: skip
    epochs: int = Field(default=30, ge=1, le=200, title="Passes", description="Over the rows, for each model.")
    temperature: float = Field(
        default=2.0, ge=1.0, le=20.0, title="Temperature", description="Softens the teacher's answers; 1 leaves them."
    )
    mixing: float = Field(
        default=0.8, ge=0.0, le=1.0, title="Mixing",
        description="Weight of the teacher's answers against the labels: 0 is labels alone, 1 the teacher alone.",
    )  # fmt: skip
    repeats: int = Field(
        default=3, ge=1, le=10, title="Repeats", description="Seeds of each kind of student; their mean is shown."
    )

    @model_validator(mode="after")
    def _fits(self) -> DatasetsParameters:
        if not self.data and self.left_out > self.classes:
            raise ValueError(f"Class left out: there are {self.classes} classes")
        if not self.data and self.rows < 5 * self.classes * self.clusters:
            raise ValueError("Rows: at least five for each cluster of each class")
        return self


def run(context: Context) -> Result:
    """Reads or makes the data, trains and distils, and shows what the models cannot know."""
    from compute.experiments.shared.threads import torch_threads

    with torch_threads(1):
        return _run(context)


def _run(context: Context) -> Result:
    from compute.experiments.datasets_parts import chain, showing, work

    given = context.parameters
    data, faults = _data(context)
    context.log(f"{data.name}: {len(data.labels)} rows, {len(data.columns)} columns, {len(data.classes)} classes.")
    left_out = _left_out(context, data)
    trained = work.work(context, data, left_out)
    found = showing.models_of(data, trained, left_out)
    lineage = chain.lineage(data, found, given.mixing, given.temperature)
    _keep(context, data, trained, lineage)
    size, charts, times = showing.compared(found, trained)
    tables = [
        showing.columns_of(data),
        size,
        Table("From data to student", ["from", "how", "to"], chain.steps(lineage)),
    ]
    metrics = [*showing.accuracies(found, trained), *times]
    charts += [showing.losses(trained), showing.softened(data, trained, given.temperature)]
    charts += showing.confusions(data, found, trained)
    if left_out is not None:
        table, chart, more = showing.lacking(data, trained, left_out)
        tables, charts, metrics = [*tables, table], [*charts, chart], [*metrics, *more]
    if faults:
        rows: list[list[Cell]] = [[one.row, one.column, one.problem, one.found] for one in faults[:100]]
        tables.append(Table("Rows left out for faults", ["row", "column", "problem", "found"], rows))
    return Result(_verdict(found, data, left_out, metrics), metrics, tables, charts)


def _data(context: Context) -> tuple[Data, list[Fault]]:
    from compute.experiments.datasets_parts import cells, making, schema

    given, path = context.parameters, context.file("data")
    if path is None:
        made = making.make(
            rows=given.rows, classes=given.classes, columns=given.columns, clusters=given.clusters,
            separability=given.separability, noise=given.noise, seed=context.seed,
        )  # fmt: skip
        context.artifact("dataset.csv", making.as_csv(made))
        return made, []
    read = cells.read_cells(path, given.encoding)
    context.log(f"{read.kind}, {read.encoding}: {len(read.rows)} rows read, columns {', '.join(read.columns)}.")
    faults = schema.faults_of(read, given.label)
    if faults:
        context.artifact("faults.csv", schema.as_csv(faults))
        for one in faults[: schema.SHOWN_FAULTS]:
            context.log(f"Fault: {one}")
    return schema.check(read, given.label, faults, skip=given.faulty_rows == "skip"), faults


def _left_out(context: Context, data: Data) -> int | None:
    number = context.parameters.left_out
    if number > len(data.classes):
        raise ExperimentError(
            f"Class left out: the file has {len(data.classes)} classes, not {number}.", code="invalid"
        )
    if number and len(data.classes) < 3:
        context.log("With two classes, a model without one of them has nothing to tell apart: this part is left out.")
        return None
    return number - 1 if number else None


def _verdict(found: list[Descendant], data: Data, left_out: int | None, metrics: list[Metric]) -> str:
    teacher, alone, distilled = (one.accuracy for one in found[:3])
    said = (
        f"The distilled student tells {distilled:.1%} of test rows right, alone {alone:.1%}, the teacher {teacher:.1%}"
    )
    if left_out is None:
        return f"{said}."
    blind = next(one.value for one in metrics if one.name == "left-out class: found by the blind teacher")
    return f"{said}; a model trained without {data.classes[left_out]} finds {blind:.0%} of its rows."


def _keep(context: Context, data: Data, trained: Trained, lineage: dict[str, object]) -> None:
    from safetensors.torch import save

    context.artifact("lineage.json", json.dumps(lineage, indent=1))
    for name, model in (("teacher", trained.teacher), ("student", trained.distilled[0])):
        content = {key: value.cpu().contiguous() for key, value in model.state_dict().items()}
        context.artifact(f"{name}.safetensors", save(content))
    scaling = {
        "columns": data.columns, "classes": data.classes, "mean": trained.mean.tolist(),
        "deviation": trained.deviation.tolist(),
    }  # fmt: skip
    context.artifact("scaling.json", json.dumps(scaling, indent=1))
    context.artifact("template.csv", TEMPLATE)


EXPERIMENT = Experiment(
    key="datasets",
    topic=7,
    title="From a data set to a distilled model",
    summary="Upload a table or generate one, train a teacher, distil it into a small student, and see what neither can "
    "know because the data lacks it.",
    parameters=DatasetsParameters,
    run=run,
    references=(
        Reference(
            "Hinton, Vinyals and Dean 2015, Distilling the Knowledge in a Neural Network",
            "https://arxiv.org/abs/1503.02531", "temperature, mixing, and a student told of a class it never saw",
        ),
        Reference(
            "Hendrycks and Gimpel 2017, A Baseline for Detecting Misclassified and Out-of-Distribution Examples",
            "https://arxiv.org/abs/1610.02136", "the largest probability as a sign of the unknown",
        ),
        Reference(
            "Gebru et al. 2021, Datasheets for Datasets", "https://arxiv.org/abs/1803.09010", "what a set must tell"
        ),
        Reference(
            "Gou et al. 2021, Knowledge Distillation: A Survey", "https://arxiv.org/abs/2006.05525", "other ways"
        ),
        Reference("RFC 4180, Common Format for CSV Files", "https://www.rfc-editor.org/rfc/rfc4180", "what CSV is"),
        Reference("JSON Lines", "https://jsonlines.org/", "what JSONL is"),
        Reference("Apache Parquet, file format", "https://parquet.apache.org/docs/file-format/", "what Parquet is"),
    ),
    terms=("knowledge distillation", "teacher and student", "data set", "synthetic data", "out-of-distribution"),
    small={"rows": 400, "epochs": 5, "repeats": 1, "teacher_width": 32},
    requirements=(
        Package("pyarrow", "pyarrow", "make install", part="Parquet files"),
        Package("safetensors", "safetensors", "make install"),
    ),
    app=App(packages=("torch", "numpy", "pyarrow", "safetensors")),
    seconds=900,
    megabytes=3072,
)  # fmt: skip

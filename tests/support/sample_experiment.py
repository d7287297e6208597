"""An experiment with a field of each kind, for the tests of forms and exports."""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import Literal

from pydantic import Field

from compute.experiments import charts
from compute.experiments.base import (
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


class SampleParameters(Parameters):
    """A field of each kind."""

    rows: int = Field(default=10, ge=1, le=100, title="Rows", description="How many numbers are drawn.")
    share: float = Field(default=0.5, ge=0, le=1, title="Share", description="Which share of them counts.")
    rate: float = Field(default=1e-3, ge=1e-5, le=1, title="Rate", description="A number over powers of ten.")
    kind: Literal["even", "bell"] = Field(default="even", title="Kind", description="How they are spread.")
    marks: list[Literal["a", "b", "c"]] = Field(default=["a", "b"], title="Marks", description="Marks to set.")
    sizes: list[int] = Field(default=[1, 2], title="Sizes", description="Sizes to try.")
    words: str = Field(default="hello", max_length=40, title="Words", description="A line of words.")
    poem: str = Field(default="", max_length=4000, title="Poem", description="Many lines.")
    fail: bool = Field(default=False, title="Fail", description="Ends the run with an error.")
    end: bool = Field(default=False, title="End", description="Ends the process of the run.")
    table: str = upload(
        title="Table",
        description="A file of words.",
        accept=[".csv", ".txt"],
        max_bytes=1000,
        template=("words.csv", "word\nhello\n"),
    )
    sketch: str = upload(title="Sketch", description="A picture.", accept=[".png"], max_bytes=100_000, drawn=True)


def run(context: Context) -> Result:
    """Draws numbers."""
    given: SampleParameters = context.parameters
    if given.fail:
        raise ExperimentError("It was asked to fail.")
    if given.end:
        print("nothing left to say")
        sys.stdout.flush()
        sys.exit(3)
    draw = random.Random(context.seed)
    values = []
    for place in range(given.rows):
        context.progress(place + 1, given.rows, f"Number {place + 1}")
        values.append(draw.random() if given.kind == "even" else draw.gauss(0.5, 0.1))
    context.log(f"Drawn {len(values)} numbers on {context.device}.")
    file, sketch = context.file("table"), context.file("sketch")
    if sketch:
        context.artifact("sketch.png", sketch)
    context.artifact("values.txt", "\n".join(map(str, values)))
    return Result(
        verdict=f"The mean of {given.rows} numbers is {sum(values) / given.rows:.3f}.",
        metrics=[
            Metric("mean", sum(values) / given.rows, better="none"),
            Metric("papers", len(context.corpus)),
            Metric("nodes", len(context.subgraph["nodes"])),
            Metric("bytes", len(file.read_bytes()) if file else 0, "B"),
            Metric("marks", len(given.marks)),
            Metric("folder", len(list(Path.cwd().iterdir())), measured=True),
        ],
        tables=[Table("Numbers", ["place", "value"], [[place, value] for place, value in enumerate(values)])],
        charts=[
            charts.line(
                "Numbers",
                [{"place": place, "value": value} for place, value in enumerate(values)],
                x="place",
                y="value",
                description="The numbers in the order they were drawn.",
            )
        ],
    )


EXPERIMENT = Experiment(
    key="sample_experiment",
    topic=1,
    title="Numbers drawn",
    summary="Draws numbers.",
    parameters=SampleParameters,
    run=run,
    references=(
        Reference("Python's random", "https://docs.python.org/3/library/random.html", "draws the numbers"),
        Reference("Vega-Lite", "https://vega.github.io/vega-lite/docs/", "draws the chart"),
        Reference("Pydantic", "https://docs.pydantic.dev/latest/", "checks the parameters"),
    ),
    terms=("random numbers",),
    small={"rows": 5},
    requirements=(Package("torch", "torch", "make install"),),
    needs=frozenset({"corpus", "subgraph"}),
    seconds=60,
)

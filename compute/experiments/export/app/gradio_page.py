"""The page of an exported app in Gradio: the form, live log and progress, and what a run came to."""

from __future__ import annotations

import importlib
import json
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.components.plot import PlotData

from compute.experiments.base import BadParameters, Experiment
from compute.experiments.export.app.fields import FormField, form_fields, given
from compute.experiments.export.app.running import events, new_folder

# Hugging Face's ZeroGPU lends a GPU for as long as a decorated function works; it must be known before torch is.
LONGEST_LOAN = 120
LOOK_SECONDS = 0.5
# Gradio's page does not know the width of its own charts, and draws by version 5, whose words are the same.
FITTED = {"width": 560, "$schema": "https://vega.github.io/schema/vega-lite/v5.json"}
IMAGES, MODELS = (".png", ".jpg", ".jpeg", ".svg", ".webp"), (".glb", ".gltf", ".obj")


def page(experiment: Experiment) -> gr.Blocks:
    """The app; its endpoint `/run` takes the parameters and `seed`, and gives metrics, verdict, files and log."""
    fields = form_fields(experiment)
    with gr.Blocks(title=experiment.title, analytics_enabled=False, delete_cache=(3600, 86400)) as demo:
        gr.Markdown(f"# {experiment.title}\n\n{experiment.summary}")
        with gr.Row():
            with gr.Column(scale=1):
                inputs = {field.name: _component(field) for field in fields}
                inputs["seed"] = gr.Number(7, label="Seed", info="The same seed gives the same run.", precision=0)
                start, stop = gr.Button("Run", variant="primary"), gr.Button("Stop")
            with gr.Column(scale=2):
                verdict = gr.Markdown("Not run yet.")
                body = gr.State()
                _shown(body)
                with gr.Accordion("Metrics as JSON", open=False):
                    metrics = gr.JSON(show_label=False)
                files = gr.File(label="Files of the run", file_count="multiple", interactive=False)
                log = gr.Textbox(label="Log", lines=8, max_lines=20, autoscroll=True, interactive=False)
        gr.Markdown(_sources(experiment))
        shown = [metrics, verdict, files, log, body]
        # Named as the definition names them, also for callers of `/run`.
        going = start.click(_handler(experiment, fields), inputs_kwargs=inputs, outputs=shown, api_name="run")
        stop.click(None, cancels=[going], api_visibility="private")
    return demo


def borrowed(work: Callable[..., Iterator[Any]], seconds: int) -> Callable[..., Iterator[Any]]:
    """The function, on Hugging Face's ZeroGPU with a GPU for its time; elsewhere the decorator changes nothing."""
    if find_spec("spaces") is None:
        return work
    loan: Callable[..., Iterator[Any]] = importlib.import_module("spaces").GPU(duration=min(seconds, LONGEST_LOAN))(
        work
    )
    return loan


def _handler(experiment: Experiment, fields: list[FormField]) -> Callable[..., Iterator[list[Any]]]:
    def work(values: dict[str, Any], seed: int, files: dict[str, str], folder: Path) -> Iterator[dict[str, Any]]:
        yield from events(experiment, values, seed, files, folder)

    lent = borrowed(work, experiment.seconds)

    def run(progress: gr.Progress = gr.Progress(), **entered: Any) -> Iterator[list[Any]]:  # noqa: B008
        files = {field.name: path for field in fields if field.kind == "file" and (path := entered[field.name])}
        try:
            asked = given(fields, entered)
            experiment.read(asked)
        except BadParameters as error:
            raise gr.Error(error.message, print_exception=False) from error
        folder = new_folder()
        yield from _told(lent(asked, int(entered["seed"] or 0), files, folder), folder, progress)

    return run


def _told(going: Iterator[dict[str, Any]], folder: Path, progress: gr.Progress) -> Iterator[list[Any]]:
    """What the page shows while the run goes on, and in the end."""
    lines: list[str] = []
    charts: dict[str, dict[str, Any]] = {}
    looked, drawn = 0.0, True
    for event in going:
        if event["kind"] == "error":
            raise gr.Error(event["message"], print_exception=False)
        if event["kind"] == "progress":
            progress((event["done"], event["total"]), desc=event["message"] or None)
        elif event["kind"] == "log":
            lines.append(event["line"])
        elif event["kind"] == "chart":
            charts[event["title"]] = event
            drawn = False
        elif event["kind"] == "result":
            files = sorted(str(path) for path in (folder / "artifacts").iterdir())
            yield [event["metrics"], f"**{event['verdict']}**", files, "\n".join(lines), {**event, "files": files}]
        # Gradio can stop a run only where this yields.
        if event["kind"] != "result" and time.monotonic() - looked > LOOK_SECONDS:
            looked = time.monotonic()
            seen = {"metrics": [], "tables": [], "charts": list(charts.values()), "files": []}
            yield [gr.skip(), "Running …", gr.skip(), "\n".join(lines), gr.skip() if drawn else seen]
            drawn = True


def _shown(body: gr.State) -> None:
    """Metrics, charts, tables and previews of the run in `body`."""

    def show(found: dict[str, Any] | None) -> None:
        if not found:
            return
        if found["metrics"]:
            rows = [
                [one["name"], one["value"], one["unit"], one["better"].replace("none", "")] for one in found["metrics"]
            ]
            _table("Metrics", ["metric", "value", "unit", "better"], rows)
        for chart in found["charts"]:
            gr.Plot(PlotData(type="altair", plot=json.dumps({**chart["spec"], **FITTED})), label=chart["title"])
            gr.Markdown(chart["description"])
        for table in found["tables"]:
            _table(table["title"], table["columns"], table["rows"])
        for path in found["files"]:
            if path.endswith(IMAGES):
                gr.Image(path, label=Path(path).name, interactive=False)
            elif path.endswith(MODELS):
                gr.Model3D(path, label=Path(path).name, interactive=False)

    gr.render(inputs=body)(show)


def _table(title: str, columns: list[str], rows: list[list[Any]]) -> None:
    cells = [["" if cell is None else cell for cell in row] for row in rows]
    gr.Dataframe(cells, headers=columns, label=title, interactive=False, wrap=True)


def _component(field: FormField) -> Any:
    said: dict[str, Any] = {"label": field.title, "info": field.description}
    match field.kind:
        case "slider":
            return gr.Slider(field.low or 0, field.high or 0, value=field.default, step=field.step, **said)
        case "number":
            return gr.Number(field.default, precision=0 if field.whole else None, **said)
        case "check":
            return gr.Checkbox(field.default, **said)
        case "choice":
            return gr.Dropdown(list(field.choices), value=field.default, **said)
        case "choices":
            return gr.CheckboxGroup(list(field.choices), value=field.default, **said)
        case "file":
            return _file(field)
    return gr.Textbox(field.default, lines=field.lines, **said)


def _file(field: FormField) -> Any:
    gr.Markdown(f"**{field.title}**: {field.description}")
    if field.template:
        template = new_folder() / field.template["name"]
        template.write_text(field.template["text"], encoding="utf-8")
        gr.DownloadButton(f"Template ({template.name})", value=str(template))
    return gr.File(label=field.title, file_types=list(field.accept), type="filepath")


def _sources(experiment: Experiment) -> str:
    lines = [f"- [{one.title}]({one.url}){f': {one.why}' if one.why else ''}" for one in experiment.references]
    return "\n".join(["### Sources", *lines])

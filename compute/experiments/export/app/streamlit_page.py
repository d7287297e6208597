"""The page of an exported app in Streamlit: the form, live log and progress, and what a run came to."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import streamlit as st

from compute.experiments.base import BadParameters, Experiment
from compute.experiments.export.app.drawing import drawing_pad
from compute.experiments.export.app.fields import FormField, form_fields, given
from compute.experiments.export.app.running import events, new_folder

IMAGES = (".png", ".jpg", ".jpeg", ".svg", ".webp")
LAST_LINES = 30
RUNNING = "Running …"


def page(experiment: Experiment) -> None:
    """Draws the app; called on every rerun of app.py."""
    st.set_page_config(page_title=experiment.title, layout="wide")
    st.title(experiment.title)
    st.write(experiment.summary)
    fields = form_fields(experiment)
    for field in fields:
        if field.template:
            st.download_button(f"Template ({field.template['name']})", field.template["text"], field.template["name"])
    drawings = {field.name: drawing_pad(field) for field in fields if field.drawn}
    with st.form("parameters"):
        entered = {field.name: _widget(field) for field in fields}
        seed = st.number_input(
            "Seed", min_value=0, value=7, step=1, help="The same seed gives the same run.", key="seed"
        )
        asked = st.form_submit_button("Run", type="primary")
    if asked:
        st.session_state["ran"] = _run(experiment, fields, entered, drawings, int(seed))
    if found := st.session_state.get("ran"):
        _show(found)
    st.subheader("Sources")
    for one in experiment.references:
        st.markdown(f"- [{one.title}]({one.url}){f': {one.why}' if one.why else ''}")


def _run(
    experiment: Experiment,
    fields: list[FormField],
    entered: dict[str, Any],
    drawings: dict[str, bytes | None],
    seed: int,
) -> dict[str, Any] | None:
    folder = new_folder()
    files: dict[str, str] = {}
    for field in fields:
        if field.kind != "file":
            continue
        # A file that was chosen comes before what was drawn.
        if (value := entered[field.name]) is not None:
            files[field.name] = _kept(Path(value.name).name, value.getvalue())
        elif drawn := drawings.get(field.name):
            files[field.name] = _kept("drawing.png", drawn)
    try:
        values = given(fields, entered)
        experiment.read(values)
    except BadParameters as error:
        st.error(error.message)
        return None
    return _told(events(experiment, values, seed, files, folder), folder)


def _kept(name: str, content: bytes) -> str:
    path = new_folder() / name
    path.write_bytes(content)
    return str(path)


def _told(going: Iterator[dict[str, Any]], folder: Path) -> dict[str, Any] | None:
    """Shows the run while it goes on; gives its result, None after an error."""
    bar, box, lines = st.progress(0.0, RUNNING), st.empty(), []
    share, message = 0.0, RUNNING
    for event in going:
        if event["kind"] == "progress":
            share, message = min(1.0, event["done"] / max(1, event["total"])), event["message"] or RUNNING
        if event["kind"] in ("progress", "quiet"):
            # Streamlit can stop a run only where something is drawn.
            bar.progress(share, message)
        elif event["kind"] == "log":
            lines.append(event["line"])
            box.code("\n".join(lines[-LAST_LINES:]), language=None)
        elif event["kind"] == "error":
            st.error(event["message"])
        elif event["kind"] == "result":
            bar.empty()
            box.empty()
            files = sorted(str(path) for path in (folder / "artifacts").iterdir())
            return {**event, "log": lines, "files": files}
    return None


def _show(found: dict[str, Any]) -> None:
    st.success(found["verdict"])
    st.json(found["metrics"])
    for chart in found["charts"]:
        st.subheader(chart["title"])
        st.vega_lite_chart(spec=chart["spec"])
        st.caption(chart["description"])
    for table in found["tables"]:
        st.subheader(table["title"])
        st.dataframe([_row(table["columns"], row) for row in table["rows"]])
    for path in map(Path, found["files"]):
        if path.suffix in IMAGES:
            st.image(str(path), caption=path.name)
        media = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        st.download_button(path.name, path.read_bytes(), path.name, media, key=f"file-{path.name}")
    with st.expander("Log"):
        st.code("\n".join(found["log"]), language=None)


def _row(columns: list[str], cells: list[Any]) -> dict[str, str]:
    """A row as text: a column may mix numbers and words."""
    return {column: "" if cell is None else str(cell) for column, cell in zip(columns, cells, strict=True)}


def _widget(field: FormField) -> Any:
    said: dict[str, Any] = {"help": field.description, "key": field.name}
    match field.kind:
        case "slider" | "number":
            return _number(field, said)
        case "check":
            return st.checkbox(field.title, field.default, **said)
        case "choice":
            return st.selectbox(field.title, field.choices, field.choices.index(field.default), **said)
        case "choices":
            return st.multiselect(field.title, field.choices, field.default, **said)
        case "file":
            return st.file_uploader(field.title, [one.removeprefix(".") for one in field.accept], **said)
    if field.lines > 1:
        return st.text_area(field.title, field.default, **said)
    return st.text_input(field.title, field.default, **said)


def _number(field: FormField, said: dict[str, Any]) -> Any:
    kind = int if field.whole else float
    if field.kind == "slider" and field.low is not None and field.high is not None and field.step is not None:
        bounds = kind(field.low), kind(field.high), kind(field.default), kind(field.step)
        return st.slider(field.title, *bounds, **said)
    value = None if field.default is None else kind(field.default)
    return st.number_input(field.title, value=value, format="%d" if field.whole else "%g", **said)

"""A pad to draw a picture on with mouse, pen or finger, for apps in Streamlit, which has none of its own."""

from __future__ import annotations

import base64

import streamlit as st

from compute.experiments.export.app.fields import FormField

STYLE = """
canvas { background: #fff; border: 1px solid var(--st-border-color, #8a8a8a); border-radius: 8px; touch-action: none;
  cursor: crosshair; display: block; }
button { margin-top: 8px; padding: 4px 14px; font: inherit; color: inherit; background: transparent;
  border: 1px solid var(--st-border-color, #8a8a8a); border-radius: 8px; cursor: pointer; }
"""
SCRIPT = """
export default function ({ parentElement, data, setStateValue }) {
  const canvas = parentElement.querySelector("canvas");
  if (canvas.dataset.ready) return;
  canvas.dataset.ready = "yes";
  canvas.setAttribute("aria-label", data.label);
  const pen = canvas.getContext("2d");
  const wipe = () => {
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
  };
  const dot = ({ offsetX, offsetY }) => {
    pen.lineTo(offsetX, offsetY);
    pen.stroke();
  };
  let down = false;
  wipe();
  Object.assign(pen, { lineWidth: 18, lineCap: "round", lineJoin: "round", strokeStyle: "#111" });
  canvas.onpointerdown = (event) => {
    down = true;
    canvas.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(event.offsetX, event.offsetY);
    dot(event);
  };
  canvas.onpointermove = (event) => down && dot(event);
  canvas.onpointerup = canvas.onpointercancel = () => {
    if (down) setStateValue("png", canvas.toDataURL("image/png"));
    down = false;
  };
  parentElement.querySelector("button").onclick = () => {
    wipe();
    setStateValue("png", "");
  };
}
"""
PAD = st.components.v2.component(
    "drawing_pad",
    html='<canvas width="224" height="224" role="img"></canvas><button type="button">Wipe</button>',
    css=STYLE,
    js=SCRIPT,
)


def drawing_pad(field: FormField) -> bytes | None:
    """The pad for a field; the PNG that was drawn on it, None while it is blank."""
    st.markdown(f"**{field.title}**, drawn here:")
    state = PAD(key=f"drawn-{field.name}", data={"label": field.title}, default={"png": ""}, on_png_change=lambda: None)
    head, _, content = (state.png or "").partition("base64,")
    return base64.b64decode(content) if head else None

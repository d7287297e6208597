"""The explorer page with 10,000 nodes and 50,000 relations in headless Chromium, drawn in software."""

from __future__ import annotations

import json
import mimetypes
import random
import threading
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from bench.frame import Measure, Missing, Options

NODES, EDGES, GROUPS = 10_000, 50_000, 60
REPEATS = 3
PAN_SECONDS = 3
ZOOMS = 4
DIST = Path(__file__).parents[1] / "frontend" / "dist"
FOLDED, WHOLE = "/graph?collection=1", "/graph?collection=1&open=all"
PLACED = "[data-graph-canvas][data-placed]"

# The navigation's own clock in the second frame after the graph is there: the first one is then on the screen.
DRAWN = """() => new Promise(done =>
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() / 1000))))"""
# Drags over most of the view and back, a step a frame as a hand of some 600 pixels a second does, until the last
# picture is drawn; counts the frames. Events go to what a mouse would be over, so that picking has its part.
PAN = """async seconds => {
  const frame = () => new Promise(done => requestAnimationFrame(done));
  const canvas = document.querySelector('[data-graph-canvas] canvas.sigma-mouse');
  const box = canvas.getBoundingClientRect();
  const at = (type, x, y) => canvas.dispatchEvent(
    new MouseEvent(type, {bubbles: true, cancelable: true, clientX: x, clientY: y, buttons: 1, view: window}));
  const [left, top] = [box.x + 40, box.y + box.height - 60];
  const [wide, high] = [box.width - 80, box.height / 2];
  at('mousemove', left, top);
  at('mousedown', left, top);
  await frame();
  const began = performance.now();
  let frames = 0, slowest = 0, last = began, x = left, y = top;
  const count = now => { slowest = Math.max(slowest, now - last); last = now; frames += 1; };
  while (performance.now() - began < seconds * 1000) {
    const way = (performance.now() - began) * 0.6 / wide;
    const part = Math.abs((way + 1) % 2 - 1);
    [x, y] = [left + wide * part, top - high * part];
    at('mousemove', x, y);
    await frame();
    count(performance.now());
  }
  at('mouseup', x, y);
  for (let rest = 0; rest < 2; rest += 1) { await frame(); count(performance.now()); }
  return {rate: frames / ((last - began) / 1000), slowest};
}"""


def measure(options: Options) -> list[Measure]:  # noqa: ARG001  (every part is given them)
    """Seconds from the address to a drawn graph, and frames a second while it is panned."""
    from tests.support.browser import chromium

    if not (DIST / "index.html").exists():
        raise Missing("Not measured: the pages are not built; `make build` does that.")
    loads: dict[str, list[float]] = {FOLDED: [], WHOLE: []}
    pans: dict[str, list[dict[str, float]]] = {"in whole": [], "magnified": []}
    with served(json.dumps(generated()).encode()) as base, chromium() as browser:
        for _ in range(REPEATS):
            for address, seconds in loads.items():
                page = browser.new_page(viewport={"width": 1440, "height": 900})
                page.goto(f"{base}{address}")
                page.locator(PLACED).wait_for(timeout=60_000)
                seconds.append(page.evaluate(DRAWN))
                if address == WHOLE:
                    pan(page, pans)
                page.close()
    note = f"{NODES:,} nodes, {EDGES:,} relations; page, answer, communities and first picture; best of {REPEATS}"
    return [
        Measure("Opening, communities folded", "s", min(loads[FOLDED]), 3.0, "aim", "lower", note),
        Measure("Opening, every node drawn", "s", min(loads[WHOLE]), 3.0, "aim", "lower", note),
        *(
            Measure(
                f"Panning, every node drawn, {name}", "frames/s", max(one["rate"] for one in found), 30.0, "aim",
                note=f"software rendering; slowest frame {min(one['slowest'] for one in found):.0f} ms; the last "
                "picture moves with the hand and is drawn anew in between",
            )
            for name, found in pans.items()
        ),
    ]  # fmt: skip


def pan(page: Any, pans: dict[str, list[dict[str, float]]]) -> None:
    """Pans the whole graph, then a part of it, after the layout has ended."""
    page.get_by_text("Arranging; touch the canvas to stop").wait_for(state="hidden", timeout=120_000)
    pans["in whole"].append(page.evaluate(PAN, PAN_SECONDS))
    page.locator(PLACED).focus()
    for _ in range(ZOOMS):
        page.keyboard.press("+")
        page.wait_for_timeout(600)
    pans["magnified"].append(page.evaluate(PAN, PAN_SECONDS))


def generated() -> dict[str, Any]:
    """A part of a graph as the server would send it: communities of papers, terms and concepts, few ties between."""
    draw = random.Random(0)
    kinds = ("paper", "term", "term", "concept", "author")
    nodes: list[dict[str, Any]] = []
    for at in range(NODES):
        kind = kinds[at % len(kinds)]
        more = {"year": 1990 + draw.randrange(35)} if kind == "paper" else {}
        nodes.append({"id": f"{kind}:{at}", "type": kind, "label": f"{kind} number {at}", **more})
    edges: dict[tuple[str, str], dict[str, Any]] = {}
    size = NODES // GROUPS
    while len(edges) < EDGES:
        source = draw.randrange(NODES)
        group = source % GROUPS if draw.random() < 0.92 else draw.randrange(GROUPS)
        # Squaring the draw gives a few nodes most of the ties, as in a real library.
        target = min(group + GROUPS * int(size * draw.random() ** 2), NODES - 1)
        if source != target:
            ends = nodes[source]["id"], nodes[target]["id"]
            edges[ends] = {"source": ends[0], "target": ends[1], "type": "RELATES", "weight": 1.0}
    return {"nodes": nodes, "edges": list(edges.values()), "total": NODES}


@contextmanager
def served(part: bytes) -> Iterator[str]:
    """The built pages, the generated graph and nothing else, over loopback as a house sends them; gives the address."""
    stats = {"nodes": {}, "edges": {}, "hash": "", "lag": {"waiting": 0, "oldest_seconds": None}}
    known = {"/api/graph/subgraph/": part, "/api/graph/stats/": json.dumps(stats).encode()}
    none = b'{"next": null, "previous": null, "results": []}'

    class Answers(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            """Answers from memory or the build."""
            path = urllib.parse.urlparse(self.path).path
            if path.startswith("/api/"):
                kind, body = "application/json", known.get(path, none)
            else:
                file = DIST / path.lstrip("/")
                file = file if file.is_file() else DIST / "index.html"
                kind, body = mimetypes.guess_type(file.name)[0] or "application/octet-stream", file.read_bytes()
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Keeps quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()

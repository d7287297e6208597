"""The explorer page with 10,000 nodes and 50,000 relations in headless Chromium, drawn in software."""

from __future__ import annotations

import json
import mimetypes
import random
import urllib.parse
from pathlib import Path
from typing import Any

from bench.frame import Measure, Missing, Options

NODES, EDGES, GROUPS = 10_000, 50_000, 60
REPEATS = 3
PAN_SECONDS = 3
DIST = Path(__file__).parents[1] / "frontend" / "dist"
BASE = "http://127.0.0.1:9"
FOLDED, WHOLE = "/graph?collection=1", "/graph?collection=1&open=all"
PLACED = "[data-graph-canvas][data-placed]"

# Waits for frames, pans in small steps from one to the next, and counts them.
PAN = """async seconds => {
  const frame = () => new Promise(done => requestAnimationFrame(done));
  const canvas = document.querySelector('[data-graph-canvas] canvas.sigma-mouse');
  const box = canvas.getBoundingClientRect();
  const at = (type, x, y) => (type === 'mousedown' ? canvas : document).dispatchEvent(
    new MouseEvent(type, {bubbles: true, cancelable: true, clientX: x, clientY: y, buttons: 1, view: window}));
  let [x, y] = [box.x + box.width / 2, box.y + box.height - 60];
  at('mousedown', x, y);
  const began = performance.now();
  let frames = 0, slowest = 0, last = began;
  while (performance.now() - began < seconds * 1000) {
    const turn = frames / 12;
    at('mousemove', x + 120 * Math.sin(turn), y - 80 * (1 - Math.cos(turn)));
    await frame();
    const now = performance.now();
    slowest = Math.max(slowest, now - last);
    last = now;
    frames += 1;
  }
  at('mouseup', x, y);
  return {rate: frames / ((last - began) / 1000), slowest};
}"""


def measure(options: Options) -> list[Measure]:  # noqa: ARG001  (every part is given them)
    """Seconds from the address to a drawn graph, and frames a second while it is panned."""
    from tests.support.browser import chromium

    if not (DIST / "index.html").exists():
        raise Missing("Not measured: the pages are not built; `make build` does that.")
    part = json.dumps(generated())
    loads: dict[str, list[float]] = {FOLDED: [], WHOLE: []}
    pans: list[dict[str, float]] = []
    with chromium() as browser:
        for _ in range(REPEATS):
            for address, seconds in loads.items():
                page = browser.new_page(viewport={"width": 1440, "height": 900})
                page.route("**/*", lambda route: answer(route, part))
                page.goto(f"{BASE}{address}")
                page.locator(PLACED).wait_for(timeout=60_000)
                # The navigation's own clock, read in the frame after the graph was drawn.
                script = (
                    "new Promise(done => requestAnimationFrame(() => setTimeout(() => done(performance.now()), 0)))"
                )
                seconds.append(page.evaluate(script) / 1000)
                if address == WHOLE:
                    pans.append(page.evaluate(PAN, PAN_SECONDS))
                page.close()
    note = f"{NODES:,} nodes, {EDGES:,} relations; page, answer, communities and first picture; best of {REPEATS}"
    slowest = min(pan["slowest"] for pan in pans)
    return [
        Measure("Opening, communities folded", "s", min(loads[FOLDED]), 3.0, "aim", "lower", note),
        Measure("Opening, every node drawn", "s", min(loads[WHOLE]), 3.0, "aim", "lower", note),
        Measure(
            "Panning, every node drawn", "frames/s", max(pan["rate"] for pan in pans), 30.0, "aim",
            note=f"software rendering; lines are left out while it moves; slowest frame {slowest:.0f} ms",
        ),
    ]  # fmt: skip


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


def answer(route: Any, part: str) -> None:
    """The built pages, the generated graph, and nothing else."""
    path = urllib.parse.urlparse(route.request.url).path
    if path == "/api/graph/subgraph/":
        route.fulfill(content_type="application/json", body=part)
    elif path == "/api/graph/stats/":
        empty = {"nodes": {}, "edges": {}, "hash": "", "lag": {"waiting": 0, "oldest_seconds": None}}
        route.fulfill(content_type="application/json", body=json.dumps(empty))
    elif path.startswith("/api/"):
        route.fulfill(content_type="application/json", body='{"next": null, "previous": null, "results": []}')
    else:
        file = DIST / path.lstrip("/")
        file = file if file.is_file() else DIST / "index.html"
        route.fulfill(content_type=mimetypes.guess_type(file.name)[0], body=file.read_bytes())

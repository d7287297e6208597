"""The real mermaid package in one page of the real Chromium."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.browser import chromium

ROOT = Path(__file__).parents[2]
FRONTEND = ROOT / "frontend"
# The page's own swapping of entity codes, without its types.
STRIP = (
    "const ts = require('typescript'); const fs = require('fs');"
    "const text = fs.readFileSync('src/features/diagram/render/label-codes.ts', 'utf8');"
    "const options = { module: 'none', target: 'es2022' };"
    "const { outputText } = ts.transpileModule(text.replace(/^export /gm, ''), { compilerOptions: options });"
    "process.stdout.write(outputText);"
)


# Not for the whole session: the event loop of the browser would keep tests after it from the database.
@pytest.fixture(scope="module")
def draw() -> Iterator[Callable[[list[str]], list[dict[str, Any]]]]:
    """Draws diagrams as the page does: strict, no HTML in labels."""
    swapping = subprocess.run(["node", "-e", STRIP], cwd=FRONTEND, check=True, capture_output=True, text=True).stdout
    with chromium() as browser:
        page = browser.new_page()
        page.add_script_tag(path=FRONTEND / "node_modules/mermaid/dist/mermaid.min.js")
        page.add_script_tag(content=swapping)
        page.evaluate("mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', htmlLabels: false })")
        script = (Path(__file__).parent / "page.js").read_text()
        yield lambda diagrams: page.evaluate(script, diagrams)

"""bench/gpu.py runs from its folder alone: no Django, no database, no package beyond what its page names."""

import json
import subprocess
import sys

import pytest

from bench.gpu import prepare

# Runs the module as `python -m` does, on a machine that lacks what the folder must not need.
BARE = """
import runpy, sys
for name in ("django", "psutil", "celery", "rest_framework", "sentence_transformers", "nltk"):
    sys.modules[name] = None
sys.argv = ["bench.gpu", "run", "out.json", "--device", "cpu", "--limit", "3"]
runpy.run_module("bench.gpu", run_name="__main__")
"""


@pytest.mark.slow
def test_it_measures_from_its_folder_alone(tmp_path):
    prepare(tmp_path, None)
    subprocess.run([sys.executable, "-c", BARE], cwd=tmp_path, check=True, capture_output=True, timeout=280)
    found = json.loads((tmp_path / "out.json").read_text())
    assert found["machine"].startswith("cpu, torch ")
    figures = {one["name"]: one["ours"] for one in found["measures"]}
    assert all(value > 0 for value in figures.values())
    assert figures["Terms that the CPU finds too"] == 100
    assert figures["Abstracts with the same terms in the same order"] == 100
    assert figures["Least cosine of two embeddings"] == pytest.approx(1, abs=1e-6)
    assert sum(path.stat().st_size for path in tmp_path.rglob("*") if path.is_file()) < 64 << 20

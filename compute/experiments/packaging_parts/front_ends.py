"""The library's two demos, used as visitors would: Gradio over HTTP, Streamlit in its own test harness."""

from __future__ import annotations

import importlib.util
import zipfile
from pathlib import Path
from typing import Literal, NamedTuple

from compute.experiments.base import Context
from compute.experiments.packaging_parts.project import Project
from compute.experiments.packaging_parts.tools import Step, run_step

Asked = Literal["both", "gradio", "streamlit", "none"]
POINT = (0.5, 0.5)
HERE = Path(__file__).parent


class Demo(NamedTuple):
    """What a demo showed for the point; None when its library is not installed."""

    kind: str
    arm: str | None
    step: Step | None


def demos(context: Context, project: Project, wheel: Path, asked: Asked) -> list[Demo]:
    """Runs the demos that were asked for over the unpacked wheel; they want this environment's Gradio and Streamlit."""
    unpacked = context.scratch / "unpacked"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(unpacked)
    found = []
    for kind in ("gradio", "streamlit"):
        if asked not in (kind, "both"):
            continue
        if importlib.util.find_spec(kind) is None:
            context.log(f"{kind} is not installed here, so its demo is not tried. `make extras` adds it.")
            found.append(Demo(kind, None, None))
            continue
        demo = project.folder / "demos" / f"{kind}_app.py"
        step = run_step(
            context,
            f"demo in {kind}",
            [str(HERE / "demos.py"), kind, str(demo), *map(str, POINT)],
            shown=f"{'streamlit run' if kind == 'streamlit' else 'python'} demos/{kind}_app.py",
            env={
                # The demos see the wheel that was built, beside the front ends of this environment.
                "PYTHONPATH": str(unpacked),
                "GRADIO_ANALYTICS_ENABLED": "False",
                "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
                "HF_HUB_OFFLINE": "1",
                "PYTHONWARNINGS": "ignore",
            },
        )
        found.append(Demo(kind, step.output.splitlines()[-1], step))
    return found


def versions() -> dict[str, str | None]:
    """The five libraries that the notes name, as installed here."""
    from importlib.metadata import PackageNotFoundError, version

    held: dict[str, str | None] = {}
    for name in ("torch", "transformers", "huggingface-hub", "gradio", "streamlit"):
        try:
            held[name] = version(name)
        except PackageNotFoundError:
            held[name] = None
    return held
